"""Which of an inspection's names answers show."""

from __future__ import annotations

from datetime import date

from kg.trajectories.model import Name
from kg.trajectories.same import canonical, members

BROADER = {"kind/ilacs": frozenset({"kind/full-inspection"})}


def named(iri: str, kind: str, first: date, last: date) -> Name:
    """A name that a document of others gives."""
    return Name(iri, f"kind/{kind}", None, frozenset(), first, last, first, last, official=False)


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
    found = canonical(names, BROADER)
    assert found == {"day": "day", "month": "day"}
    assert members(found) == {"day": ["day", "month"]}
