"""Which of an inspection's names answers show."""

from __future__ import annotations

from datetime import date

import pytest

from kg.months import days_of
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


def month(year: int, number: int) -> tuple[date, date]:
    """The first and last day of a month."""
    return days_of(year * 12 + number - 1)


def test_names_of_one_kind_that_are_too_near_for_two_inspections_are_one() -> None:
    """As where one report prints the month of the inspection, and another that of its report."""
    may = named("may", "slac", *month(2011, 5))
    june = named("june", "slac", *month(2011, 6))
    later = named("later", "slac", *month(2011, 9))
    other = named("other", "slac", *month(2011, 10))
    shown = {"may": "may", "june": "may", "later": "may", "other": "other"}
    assert canonical([june, other, may, later], {}) == shown
    assert canonical([later, may, other, june], {}) == shown


def test_a_month_near_an_inspection_whose_report_is_loaded_is_that_inspection() -> None:
    loaded = named("loaded", "lac-2013", date(2013, 7, 15), date(2013, 7, 19), official=True, body="council")
    august = named("august", "lac-2013", *month(2013, 8), body="council")
    protection = named("protection", "protection-2012", *month(2013, 8), body="council")
    board = named("board", "lac-2013", *month(2013, 8), body="board")
    assert canonical([august, protection, board, loaded], {}) == {
        "loaded": "loaded",
        "august": "loaded",
        "protection": "protection",
        "board": "board",
    }


def test_a_name_between_two_inspections_is_that_of_the_nearest() -> None:
    first = named("first", "slac", date(2010, 1, 11), date(2010, 1, 22), official=True)
    second = named("second", "slac", date(2010, 7, 5), date(2010, 7, 16), official=True)
    for number, shown in ((3, "first"), (4, "first"), (5, "second")):
        assert canonical([named("n", "slac", *month(2010, number)), first, second], {})["n"] == shown


def test_a_month_is_shown_before_a_stretch_of_months_that_holds_it() -> None:
    by_july = named("by-2012-07", "slac", date(2012, 4, 1), date(2012, 7, 31))
    may = named("2012-05", "slac", *month(2012, 5))
    assert canonical([by_july, may], {}) == {"2012-05": "2012-05", "by-2012-07": "2012-05"}


def test_visits_that_may_follow_each_other_closely_stay_apart() -> None:
    names = [named(str(n), "monitoring-visit", *month(2017, n)) for n in (3, 4)]
    assert canonical(names, {}) == {"3": "3", "4": "4"}


def test_february_is_as_long_as_any_month() -> None:
    """Of two months that mean one inspection, the earlier is shown, and not the one with fewer days."""
    names = [named("2011-01", "slac", *month(2011, 1)), named("2011-02", "slac", *month(2011, 2))]
    assert canonical(names, {}) == {"2011-01": "2011-01", "2011-02": "2011-01"}


@pytest.mark.parametrize(("first", "shown"), [(3, "long"), (10, "n")])
def test_an_inspection_that_began_while_another_went_on_is_another(first: int, shown: str) -> None:
    """Both have days in common, but the day on which each began is known."""

    def began(iri: str, first: int, last: int, *, official: bool) -> Name:
        days = (day(first), day(first), day(last), day(last))
        return Name(iri, "kind/ilacs", None, frozenset(), *days, official=official)

    names = [began("long", 3, 21, official=True), began("n", first, 14, official=False)]
    assert canonical(names, BROADER) == {"long": "long", "n": shown}
