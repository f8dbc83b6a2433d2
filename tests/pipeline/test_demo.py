"""The samples in a store that stays, to practise on."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg import api
from kg.errors import BadParameter
from kg.pipeline.demo import keep


def test_a_store_of_the_samples_answers_as_the_documentation_says(tmp_path: Path) -> None:
    assert keep(tmp_path / "practice") == 4
    rows = api.open(tmp_path / "practice").query("inspections", authority="Exampleshire").rows
    assert len(rows) == 4


def test_samples_are_never_put_beside_reports(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text("{}", encoding="utf-8")
    with pytest.raises(BadParameter, match="is not empty"):
        keep(tmp_path)
