"""Rows of nested cohorts: which wider row a row belongs to, and which narrower ones say otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from kg.trajectories.scheme import Scheme
from kg.trajectories.trajectory import Trajectory

WEAK_NOW: Final = frozenset(
    {"long-running", "persistent", "recurrent", "deteriorated", "new", "first-recorded"}
)
"""States of a unit that is weak in the last inspection that was read."""

_GONE: Final = frozenset({"resolved", "easing", "not-re-raised"})


def nested(found: Iterable[Trajectory], scheme: Scheme) -> Iterator[Trajectory]:
    """The rows of one body with the wider row of each and the narrower rows that speak against it.

    A weakness that is resolved for all children and lasts for children in care is both; neither row
    contradicts the other in silence.

    Args:
        found: the rows, with their states.
        scheme: which cohorts are broader.
    """
    rows = {one.unit: one for one in found}
    for unit, one in rows.items():
        above = scheme.broader.get(unit.cohort, frozenset())
        wider = [other for other in rows if other.theme == unit.theme and other.cohort in above]
        nearest = max(wider, key=lambda u: (len(scheme.broader.get(u.cohort, ())), u), default=None)
        against = [
            other
            for other, row in rows.items()
            if other.theme == unit.theme
            and unit.cohort in scheme.broader.get(other.cohort, ())
            and _state(row) in WEAK_NOW
        ]
        gone = _state(one) in _GONE
        yield replace(one, wider=nearest, narrower=tuple(sorted(against)) if gone else ())


def _state(found: Trajectory) -> str:
    return found.outcome.state if found.outcome is not None else ""
