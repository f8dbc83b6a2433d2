"""One inspection under several names: chooses the name that answers show.

Two documents may know one inspection by different dates, and so give it different IRIs. They are linked
if body, compatible kind and overlapping bounds of the dates leave exactly one candidate. A printed month may
be that of the report; so if the inspections of a kind are always months apart (``apart`` in
``framework.yaml``), names that are nearer to each other than that are linked too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from kg import frameworks
from kg.months import month_of
from kg.rdf.iris import family
from kg.trajectories.derive_queries import local
from kg.trajectories.model import Name

_SHORTEST: Final = 27
_LONGEST: Final = 30
"""Days from the first to the last of the shortest month, and of the longest."""


def canonical(names: Iterable[Name], broader_kinds: Mapping[str, frozenset[str]]) -> dict[str, str]:
    """The name under which each inspection is shown, by name.

    Names in the inspectorate's own documents are canonical. The others are ordered by the narrowest bounds,
    then by the narrowest kind, then by date. Each is linked to the one inspection already named that it can
    be, else to the nearest of its kind that is too near to be another. It is canonical if there is none, or
    if its bounds meet those of more than one.

    Args:
        names: all names of inspections of one authority; their order does not matter.
        broader_kinds: kinds broader than a kind, by IRI: "full inspection" may be any kind below it.
    """
    found: dict[str, str] = {}
    settled: list[Name] = []

    def order(name: Name) -> tuple[bool, int, int, date, str]:
        broader = len(broader_kinds.get(name.kind, ()))
        return (not name.official, _width(name), -broader, name.start_earliest or date.max, name.iri)

    for name in sorted(names, key=order):
        candidates = [] if name.official else [s for s in settled if _may_be(name, s, broader_kinds)]
        if not candidates and not name.official:
            candidates = _nearest(name, settled)
        if len(candidates) == 1:
            found[name.iri] = candidates[0].iri
        else:
            found[name.iri] = name.iri
            if not candidates:
                settled.append(name)
    return found


def bounds(name: Name) -> tuple[date, date] | None:
    """First and last day that the inspection can have covered, or ``None`` if no date is known."""
    days = [d for d in (name.start_earliest, name.start_latest, name.end_earliest, name.end_latest) if d]
    return (min(days), max(days)) if days else None


def _width(name: Name) -> int:
    """Days between the bounds of the start, the same for all single months; unknown dates are the widest."""
    if name.start_earliest is None or name.start_latest is None:
        return date.max.toordinal()
    days = (name.start_latest - name.start_earliest).days
    return _SHORTEST if _SHORTEST < days <= _LONGEST else days


def _nearest(name: Name, settled: Sequence[Name]) -> list[Name]:
    """The one inspection of its kind and body that is nearest, if it is too near to be another."""
    kind = frameworks.kind(local(name.kind))
    near = [
        (gap, place)
        for place, one in enumerate(settled)
        if family(local(one.kind)) == kind.family
        and _one_body(name, one)
        and (gap := _months_between(name, one)) is not None
        and gap <= kind.apart
    ]
    return [settled[min(near)[1]]] if kind.apart and near else []


def _months_between(name: Name, other: Name) -> int | None:
    """Least number of months from the first of two inspections to the other; ``None`` if a day is unknown."""
    first, last, other_first, other_last = (
        None if day is None else month_of(day)
        for day in (name.start_earliest, name.start_latest, other.start_earliest, other.start_latest)
    )
    if first is None or last is None or other_first is None or other_last is None:
        return None
    return max(first - other_last, other_first - last, 0)


def _one_body(name: Name, other: Name) -> bool:
    return name.body is None or other.body is None or name.body == other.body


def _may_be(name: Name, settled: Name, broader_kinds: Mapping[str, frozenset[str]]) -> bool:
    ours, theirs = bounds(name), bounds(settled)
    return (
        _one_body(name, settled)
        and compatible(name.kind, settled.kind, broader_kinds)
        and ours is not None
        and theirs is not None
        and ours[0] <= theirs[1]
        and theirs[0] <= ours[1]
        and _days_meet(name.start_earliest, name.start_latest, settled.start_earliest, settled.start_latest)
    )


def _days_meet(*days: date | None) -> bool:
    """Whether two spans of days overlap; an unknown span may overlap with any."""
    first, last, other_first, other_last = days
    if first is None or last is None or other_first is None or other_last is None:
        return True
    return first <= other_last and other_first <= last


def compatible(first: str, second: str, broader_kinds: Mapping[str, frozenset[str]]) -> bool:
    """Whether two kinds, by IRI, can belong to one inspection."""
    return (
        family(local(first)) == family(local(second))
        or first in broader_kinds.get(second, ())
        or second in broader_kinds.get(first, ())
    )
