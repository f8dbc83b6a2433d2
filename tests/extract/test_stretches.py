"""Stretches of days that running text names one after the other."""

from __future__ import annotations

import pytest

from kg.errors import UnknownValue
from kg.extract.stretches import stretches


def days(text: str, year: int | None = None) -> list[list[str]]:
    return [[f"{d.earliest} {d.latest}" for d in one.stays("page 1", year)] for one in stretches(text)]


@pytest.mark.parametrize(
    "text",
    [
        "between 8 and 12 July and 22 and 26 July 2024",
        "between 8 and 12 and 22 and 26 July 2024",
        "from 8 to 12 July 2024 and from 22 to 26 July 2024",
        "from 8 to 12 July 2024 (off site) and again between 22 and 26 July 2024",
        "8–12 and 22–26 July 2024",
        "over two weeks: 8 to 12 July, and then from Monday 22 to Friday 26 July 2024",
        "the 8th to the 12th of July; the 22nd to the 26th of July, 2024",
        "from 08/07/2024 to 12/07/2024 and 22/07/2024 to 26/07/2024",
    ],
)
def test_two_stretches_are_told_together_in_many_forms(text: str) -> None:
    assert days(text) == [["2024-07-08 2024-07-12", "2024-07-22 2024-07-26"]]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("on 8, 9 and 11 July 2024", [["2024-07-08 2024-07-11"]]),
        ("from 8 to 12 July 2024 and on 15 July 2024", [["2024-07-08 2024-07-12", "2024-07-15 2024-07-15"]]),
        ("from 8 to 12 July 2024 and 16 boats were seen", [["2024-07-08 2024-07-12"]]),
        ("8 to 12 July 2024. Then 1 to 3 June 2024", [["2024-07-08 2024-07-12"], ["2024-06-01 2024-06-03"]]),
        ("3 to 7 children and 12 nurses", []),
    ],
)  # fmt: skip
def test_what_joins_no_days_ends_a_stretch(text: str, found: list[list[str]]) -> None:
    assert days(text) == found


def test_a_year_that_is_not_printed_is_given() -> None:
    assert days("30 December to 3 January and 6 to 8 January", 2025) == [
        ["2024-12-30 2025-01-03", "2025-01-06 2025-01-08"]
    ]
    (found,) = stretches("8 to 12 July")
    with pytest.raises(UnknownValue, match="not a form of dates"):
        found.stays("page 1")


def test_what_is_printed_stays_with_each_stretch() -> None:
    (found,) = stretches("on site from 8 to 12  July and 22 to 26 July 2024, it says")
    assert found.printed == ("8 to 12 July", "22 to 26 July 2024")
    assert [stay.printed for stay in found.stays("page 1")] == list(found.printed)
