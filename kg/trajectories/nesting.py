"""Rows of nested cohorts: the wider row that a row belongs to, and the narrower rows that contradict it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from kg.trajectories.scheme import Scheme
from kg.trajectories.trajectory import Trajectory

WEAK_NOW: Final = frozenset(
    {"long-running", "persistent", "recurrent", "deteriorated", "new", "first-recorded"}
)
"""States of a unit that is weak at the last inspection that was read."""

_GONE: Final = frozenset({"resolved", "easing", "not-re-raised"})


def nested(found: Iterable[Trajectory], scheme: Scheme) -> Iterator[Trajectory]:
    """The rows of one body with the wider row of each and the narrower rows that contradict it.

    A weakness may be resolved for all children and persist for children in care; each row points to the
    other, so that the contradiction is visible.

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
