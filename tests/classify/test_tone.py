"""Praise and criticism, where they stand, and what turns them round."""

from __future__ import annotations

import pytest

from kg.classify.tone import FEATURES, marks, tone


def told(text: str) -> dict[str, float]:
    return dict(zip(FEATURES, tone(text), strict=True))


@pytest.mark.parametrize(
    ("text", "net"),
    [
        ("Visits are timely.", 1),
        ("Visits are late.", -1),
        ("Leaders are not complacent.", 1),
        ("Managers avoid drift.", 1),
        ("Plans are not robust.", -1),
        ("Audits need to be robust.", 0),
    ],
)
def test_a_denial_turns_round_what_it_governs(text: str, net: int) -> None:
    assert told(text)["net"] == net


def test_a_denial_reaches_no_further_than_its_clause() -> None:
    assert told("Few plans were seen, and visits are timely.")["net"] == 1


@pytest.mark.parametrize(
    "text",
    ["Although some plans are weak, visits are timely.", "Visits are timely, although some plans are weak."],
)
def test_what_is_conceded_is_counted_apart(text: str) -> None:
    found = told(text)
    assert found["net"] == 0
    assert found["net conceding"] == -1
    assert found["net main"] == 1


def test_a_stop_ends_a_concession() -> None:
    assert told("Although visits are timely, plans are weak.")["net main"] == -1


def test_the_longest_item_counts() -> None:
    assert told("Children wait too long.")["criticism"] == 2
    assert told("Too many visits.")["criticism"] == 1


def test_marks_name_the_beginning_and_what_is_not_zero() -> None:
    found = marks("However, plans are weak.")
    assert "start=however" in found
    assert "criticism=1" in found
    assert not any(mark.startswith("praise=") for mark in found)


def test_no_words_have_no_tone() -> None:
    assert not any(tone(""))
