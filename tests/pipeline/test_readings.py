"""What the project read in reports reaches a store, and its trajectories follow a change of it."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

from kg.curation.follow_ups import FollowUpReading
from kg.curation.strengths import StrengthReading
from kg.pipeline.settle.trajectories import derive_for
from kg.queries.beside import put_beside
from kg.store.writer import writing
from tests.pipeline.test_review import asked

ASKED = {"authority": "Exampleshire", "inspection": "999-ilacs-2021-05-17"}


def derived_with(store: Path, reading: FollowUpReading | StrengthReading) -> list[str]:
    """Codes of the councils that are derived again once one more reading ships."""
    name = "shipped_follow_ups" if isinstance(reading, FollowUpReading) else "shipped_strengths"
    with pytest.MonkeyPatch.context() as patch, writing(store, finish=put_beside) as writer:
        settle = import_module("kg.pipeline.settle.trajectories")
        ships = getattr(settle, name)()
        patch.setattr(settle, name, lambda: {**ships, reading.key: reading})
        return derive_for(writer, [])


def test_a_council_about_whose_recommendations_more_was_read_is_derived_again(own_store: Path) -> None:
    first = asked(own_store, "recommendation-status", **ASKED)[0]
    assert (first["same_matter"], first["reason"]) == ("false", "")
    key = first["recommendation"].partition("/id/")[2]
    one = FollowUpReading(key, "999-ilacs-2025-06-09", "silent", "", "JS", "2025 says nothing of it")
    assert derived_with(own_store, one) == ["999"]
    assert derived_with(own_store, one) == []
    again = asked(own_store, "recommendation-status", **ASKED)[0]
    told = [again[name] for name in ("level", "same_matter", "reason", "decided_by", "later_sentence")]
    assert told == ["silent", "true", "2025 says nothing of it", "JS", ""]


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
    assert derived_with(own_store, one) == ["999"]
    assert derived_with(own_store, one) == []
    listed = asked(own_store, "sustained-strengths", authority="Exampleshire")
    assert [row for row in listed if (row["theme"], row["cohort"]) == (one.theme, one.cohort)] == []
    (again, *_) = asked(own_store, "sustained-strengths", authority="Exampleshire", to_check=True, **unit)
    assert again["decided"] == "refused"
