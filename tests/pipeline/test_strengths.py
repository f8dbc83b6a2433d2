"""What the project read about strengths reaches a store, and its trajectories follow a change of it."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path

import pytest

from kg.curation.strengths import StrengthKey, StrengthReading, shipped_strengths
from kg.pipeline.settle.trajectories import derive_for
from kg.queries.beside import put_beside
from kg.store.writer import writing
from tests.pipeline.test_review import asked


def derived_with(store: Path, readings: Mapping[StrengthKey, StrengthReading]) -> list[str]:
    with pytest.MonkeyPatch.context() as patch, writing(store, finish=put_beside) as writer:
        settle = import_module("kg.pipeline.settle.trajectories")
        patch.setattr(settle, "shipped_strengths", lambda: {**shipped_strengths(), **readings})
        return derive_for(writer, [])


def test_a_council_about_whose_strengths_more_was_read_is_derived_again(own_store: Path) -> None:
    first = asked(own_store, "sustained-strengths", authority="Exampleshire")[0]
    assert first["decided"] == ""
    body, inspection = (first[name].partition("/id/")[2] for name in ("body", "inspection"))
    unit = {name: first[name] for name in ("theme", "cohort")}
    one = StrengthReading(
        body,
        **unit,
        inspection=inspection.partition("/")[2],
        level="silent",
        thin="",
        shown="",
        by="JS",
        why="says nothing of it",
    )
    assert derived_with(own_store, {one.key: one}) == ["999"]
    assert derived_with(own_store, {one.key: one}) == []
    listed = asked(own_store, "sustained-strengths", authority="Exampleshire")
    assert [row for row in listed if (row["theme"], row["cohort"]) == (one.theme, one.cohort)] == []
    (again, *_) = asked(own_store, "sustained-strengths", authority="Exampleshire", to_check=True, **unit)
    assert again["decided"] == "refused"
