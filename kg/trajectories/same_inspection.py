"""One inspection under several names: which name answers show.

Two documents may know one inspection by different dates, and so give it different IRIs. They are linked
when body, compatible kind and overlapping bounds of the dates leave exactly one candidate.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from kg.rdf.iris import family
from kg.trajectories.derive_queries import local
from kg.trajectories.model import Name


def canonical(names: Iterable[Name], broader_kinds: Mapping[str, frozenset[str]]) -> dict[str, str]:
    """The name under which each inspection is shown, by name.

    Names that the inspectorate's own documents give stand for themselves. Of the others, those with the
    narrowest bounds come first, and of these the narrowest kind; each is linked to the one inspection
    already named that it can be, and stands for itself where there is none or more than one.

    Args:
        names: all names of inspections of one authority; their order does not matter.
        broader_kinds: kinds broader than a kind, by IRI: "full inspection" may be any kind below it.
    """
    found: dict[str, str] = {}
    settled: list[Name] = []

    def order(name: Name) -> tuple[bool, int, int, str]:
        return (not name.official, _width(name), -len(broader_kinds.get(name.kind, ())), name.iri)

    for name in sorted(names, key=order):
        candidates = [] if name.official else [s for s in settled if _may_be(name, s, broader_kinds)]
        if len(candidates) == 1:
            found[name.iri] = candidates[0].iri
        else:
            found[name.iri] = name.iri
            if not candidates:
                settled.append(name)
    return found


def bounds(name: Name) -> tuple[date, date] | None:
    """First and last day that the inspection can have touched, or ``None`` where no date is known."""
    days = [d for d in (name.start_earliest, name.start_latest, name.end_earliest, name.end_latest) if d]
    return (min(days), max(days)) if days else None


def _width(name: Name) -> int:
    """Days between the bounds of the start; unknown dates are the widest."""
    if name.start_earliest is None or name.start_latest is None:
        return date.max.toordinal()
    return (name.start_latest - name.start_earliest).days


def _may_be(name: Name, settled: Name, broader_kinds: Mapping[str, frozenset[str]]) -> bool:
    ours, theirs = bounds(name), bounds(settled)
    return (
        (name.body is None or settled.body is None or name.body == settled.body)
        and compatible(name.kind, settled.kind, broader_kinds)
        and ours is not None
        and theirs is not None
        and ours[0] <= theirs[1]
        and theirs[0] <= ours[1]
        and _days_meet(name.start_earliest, name.start_latest, settled.start_earliest, settled.start_latest)
    )


def _days_meet(*days: date | None) -> bool:
    """Whether two spans of days overlap; a span that is not known may be any."""
    first, last, other_first, other_last = days
    if first is None or last is None or other_first is None or other_last is None:
        return True
    return first <= other_last and other_first <= last


def compatible(first: str, second: str, broader_kinds: Mapping[str, frozenset[str]]) -> bool:
    """Whether two kinds, by IRI, can be of one inspection."""
    return (
        family(local(first)) == family(local(second))
        or first in broader_kinds.get(second, ())
        or second in broader_kinds.get(first, ())
    )
