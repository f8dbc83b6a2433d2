"""Sentences read right for none, one and several."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kg.brief.model import Brief, Entry, Mark, Part
from kg.brief.words import words as plain
from kg.serve.councils import headline
from kg.serve.told import words

ENTRY = Entry("", "Plans", "All children", "", "persistent", (), ())


def brief(read: int = 2, **counts: int) -> Brief:
    parts = tuple(
        Part(key, "B", part.title, part.meaning, "", (ENTRY,) * counts.get(key, 0))
        for key, part in plain().parts.items()
    )
    return Brief("Ambleford", (), read, (), (), (), (), parts, (), (), (), ())


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        (
            {},
            "No weakness lasted to the newest inspection, came back, was found there first, "
            "or is resolved with proof.",
        ),
        (
            {"returned": 1, "new": 1, "resolved": 1},
            "No weakness lasted to the newest inspection, 1 came back, 1 was found at the newest inspection "
            "only, and 1 is resolved with proof.",
        ),
        (
            {"lasted": 1},
            "1 weakness lasted to the newest inspection, none came back, none was found at the newest "
            "inspection only, and none is resolved with proof.",
        ),
        (
            {"lasted": 3, "returned": 2, "new": 2, "resolved": 2},
            "3 weaknesses lasted to the newest inspection, 2 came back, 2 were found at the newest "
            "inspection only, and 2 are resolved with proof.",
        ),
    ],
)
def test_the_headline_of_several_inspections(counts: dict[str, int], told: str) -> None:
    assert headline(brief(**counts)) == told
    graded = replace(
        brief(**counts), marks=(Mark("overall-effectiveness", date(2025, 5, 1), "good", "Good"),)
    )
    assert headline(graded) == f"Good overall in May 2025. {told}"


@pytest.mark.parametrize(("found", "told"), [(0, "no weakness"), (1, "1 weakness"), (2, "2 weaknesses")])
def test_the_headline_of_one_inspection_or_none(found: int, told: str) -> None:
    assert f"It found {told};" in headline(brief(1, new=found))
    assert headline(brief(0)) == "No inspection report of Ambleford is loaded."


def test_each_clause_has_a_form_for_none_one_and_several() -> None:
    for clause, forms in words()["counted"].items():
        assert set(forms) == {"none", "one", "several"}, clause
        assert "{n}" in forms["several"]
