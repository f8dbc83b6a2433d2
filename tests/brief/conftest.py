"""Pages on a council with two reports, on its letters alone, and on a council without a report."""

from __future__ import annotations

from pathlib import Path

import pytest

import kg
from kg.brief import Brief, collect
from kg.pipeline.load import load
from kg.resources import files
from tests.conftest import REGISTER, SAMPLES


@pytest.fixture(scope="session")
def brief(sample_store: Path) -> Brief:
    """Two inspections and two visits."""
    return collect(kg.open(sample_store), "exampleshire")


@pytest.fixture(scope="session")
def of_letters(tmp_path_factory: pytest.TempPathFactory) -> Brief:
    """Two visits and no inspection."""
    store = tmp_path_factory.mktemp("letters") / "store"
    load([SAMPLES / "letters"], store, registers=[REGISTER])
    return collect(kg.open(store), "Exampleshire")


@pytest.fixture(scope="session")
def of_partners(tmp_path_factory: pytest.TempPathFactory) -> Brief:
    """A joint visit and an inspection of the area's partnership."""
    store = tmp_path_factory.mktemp("partners") / "store"
    load(files("frameworks", "*/sample/*.pdf"), store, registers=[REGISTER])
    return collect(kg.open(store), "Exampleshire")


@pytest.fixture(scope="session")
def of_records(tmp_path_factory: pytest.TempPathFactory) -> Brief:
    """What the records that ship tell of Surrey."""
    store = tmp_path_factory.mktemp("records") / "store"
    load([], store)
    return collect(kg.open(store), "Surrey")
