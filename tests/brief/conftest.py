"""Pages on a council with two reports, on its letters alone, and on a council without a report."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

import kg
from kg.brief import Brief, collect
from kg.pipeline.load import load
from kg.pipeline.review.rows import take
from kg.pipeline.review.sheets import write_sheet
from kg.resources import files
from tests.conftest import REGISTER, SAMPLES


@pytest.fixture(scope="session")
def brief(sample_store: Path) -> Brief:
    """Two inspections and two visits."""
    return collect(kg.open(sample_store), "exampleshire")


@pytest.fixture(scope="session")
def of_confirmed(sample_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Brief:
    """The same four reports after a person has confirmed every row, so that all are listed."""
    place = tmp_path_factory.mktemp("confirmed")
    store = Path(shutil.copytree(sample_store, place / "store"))
    sheet = place / "rows.yaml"
    text = write_sheet(store, authority=["Exampleshire"])
    for name, value in {"decision": "confirmed", "by": "JS", "why": "read the reports"}.items():
        text = re.sub(rf"(?m)^  {name}:.*$", f"  {name}: {value}", text)
    sheet.write_text(text, encoding="utf-8", newline="\n")
    take(sheet, store)
    return collect(kg.open(store), "Exampleshire")


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
    load(files("frameworks", "*/sample*/*.pdf"), store, registers=[REGISTER])
    return collect(kg.open(store), "Exampleshire")


@pytest.fixture(scope="session")
def of_records(tmp_path_factory: pytest.TempPathFactory) -> Brief:
    """What the records that ship tell of Surrey."""
    store = tmp_path_factory.mktemp("records") / "store"
    load([], store)
    return collect(kg.open(store), "Surrey")
