"""Which of an inspection's names answers show."""

from __future__ import annotations

from datetime import date

import pytest

from kg.trajectories.model import Name
from kg.trajectories.same_inspection import canonical

BROADER = {"kind/ilacs": frozenset({"kind/full-inspection"})}


def named(
    iri: str, kind: str, first: date, last: date, *, official: bool = False, body: str | None = None
) -> Name:
    """A name that a document gives: of others, unless it is official."""
    return Name(iri, f"kind/{kind}", body, frozenset(), first, last, first, last, official=official)


def test_of_names_with_equal_bounds_the_narrower_kind_is_shown() -> None:
    month = (date(2025, 3, 1), date(2025, 3, 31))
    names = [named("a", "full-inspection", *month), named("b", "ilacs", *month)]
    assert canonical(names, BROADER) == {"a": "b", "b": "b"}
    assert canonical(reversed(names), BROADER) == {"a": "b", "b": "b"}


def test_narrower_bounds_go_before_a_narrower_kind() -> None:
    names = [
        named("month", "ilacs", date(2025, 3, 1), date(2025, 3, 31)),
        named("day", "full-inspection", date(2025, 3, 4), date(2025, 3, 4)),
    ]
    assert canonical(names, BROADER) == {"day": "day", "month": "day"}


def day(number: int) -> date:
    return date(2025, 3, number)


def test_a_name_that_two_inspections_may_have_stands_alone() -> None:
    one = named("one", "ilacs", day(4), day(4), official=True)
    other = named("other", "ilacs", day(20), day(20), official=True)
    month = named("month", "ilacs", day(1), day(31))
    apart = {"one": "one", "other": "other"}
    assert canonical([month, one, other], BROADER) == {**apart, "month": "month"}
    assert canonical([month, one], BROADER) == {"one": "one", "month": "one"}
    # nor is it one that a further name may have
    week = named("week", "full-inspection", day(8), day(14))
    assert canonical([month, week, one, other], BROADER) == {**apart, "week": "week", "month": "month"}
    wide = named("wide", "full-inspection", day(10), date(2025, 4, 30))
    assert canonical([month, wide, one, other], BROADER)["wide"] == "other"


def test_official_names_stand_for_themselves() -> None:
    names = [named(iri, "ilacs", day(4), day(8), official=True) for iri in ("a", "b")]
    assert canonical(names, BROADER) == {"a": "a", "b": "b"}


@pytest.mark.parametrize(
    ("name", "same"),
    [
        (named("n", "ilacs", day(8), day(9)), True),
        (named("n", "ilacs", day(9), day(10)), False),
        (named("n", "ilacs", day(1), day(4)), True),
        (named("n", "ilacs", day(1), day(3)), False),
        (named("n", "sif", day(4), day(8)), False),
        (named("n", "full-inspection", day(4), day(8)), True),
        (named("n", "ilacs", day(4), day(8), body="board"), False),
        (named("n", "ilacs", day(4), day(8), body="council"), True),
    ],
)
def test_a_name_is_linked_if_body_and_kind_fit_and_the_days_meet(name: Name, same: bool) -> None:
    known = named("known", "ilacs", day(4), day(8), official=True, body="council")
    assert canonical([name, known], BROADER)["n"] == ("known" if same else "n")


def test_a_name_without_a_day_is_linked_to_nothing() -> None:
    known = named("known", "ilacs", day(4), day(8), official=True)
    bare = Name("n", "kind/ilacs", None, frozenset(), None, None, None, None, official=False)
    assert canonical([bare, known], BROADER) == {"known": "known", "n": "n"}


def test_days_on_which_a_name_began_that_nobody_gives_may_be_any() -> None:
    known = named("known", "ilacs", day(4), day(8), official=True)
    ended = Name("n", "kind/ilacs", None, frozenset(), None, None, day(8), day(8), official=False)
    assert canonical([ended, known], BROADER)["n"] == "known"
