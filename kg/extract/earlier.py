"""Earlier inspections that a report names: their kinds follow from what was inspected, and when."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from kg import frameworks
from kg.documents.model import Document, Span
from kg.extract.dates import month_number
from kg.extract.facts import Earlier, Evidence, Period
from kg.extract.layouts import Layout, values
from kg.extract.patterns import compile_pattern, single_spaced
from kg.extract.plan import Outline
from kg.months import MONTHS, days_of

_MONTH: Final = rf"(?P<month>{'|'.join(MONTHS)}) (?P<year>\d{{4}})"


@dataclass(frozen=True, slots=True)
class Named:
    """What a report says of one month: the areas of work that were inspected then.

    Attributes:
        areas: ids of ``earlier`` in ``shared.yaml``.
        first: number of the first month in which the inspection can have begun.
        last: number of the last one, which is the printed month.
        published: whether the report was published in this month.
        printed: the month as printed.
        evidence: the first sentence that says so.
    """

    areas: frozenset[str]
    first: int
    last: int
    published: bool
    printed: str
    evidence: Evidence


def earlier(document: Document, layout: Layout, plan: Outline) -> tuple[Earlier, ...]:
    """The earlier inspections that a report names, the oldest first.

    An inspection is omitted if its areas and its month allow more than one kind.
    """
    named = _by_month(_named_in(document, layout, plan))
    found = (_earlier(one, named) for one in named)
    return tuple(sorted((one for one in found if one is not None), key=lambda one: one.start.earliest))


def _named_in(document: Document, layout: Layout, plan: Outline) -> Iterator[Named]:
    patterns = [compile_pattern(pattern.replace("MONTH", _MONTH)) for pattern in layout.earlier.sentences]
    for place in plan.placed if patterns else ():
        if place.zone in layout.earlier.zones:
            text, start = document.quote(place.block.span), place.block.span.start
            for match in (m for pattern in patterns for m in pattern.finditer(text)):
                span = Span(start + match.start(), start + match.end())
                yield from _read(match, Evidence(document.page_of(span.start), span))


def _read(match: re.Match[str], evidence: Evidence) -> Iterator[Named]:
    """What one sentence says; nothing if it is about other services than the areas."""
    known = values()["earlier"]
    what, month = single_spaced(match["what"]), month_number(match["month"])
    areas = {str(a["id"]) for a in known["areas"] if compile_pattern(a["printed"]).search(what)}
    if areas and month is not None and not compile_pattern(known["others"]).search(what):
        published = bool(match["published"])
        last = int(match["year"]) * 12 + month - 1
        first = last - int(known["published_after"]) if published else last
        printed = single_spaced(match.string[match.start("month") : match.end("year")])
        yield Named(frozenset(areas), first, last, published, printed, evidence)


def _by_month(sentences: Iterable[Named]) -> list[Named]:
    """Sentences on one month as one: an inspection of several areas often has a sentence for each."""
    found: dict[tuple[int, bool], Named] = {}
    for one in sorted(sentences, key=lambda sentence: sentence.evidence.span.start):
        known = found.setdefault((one.last, one.published), one)
        found[one.last, one.published] = replace(known, areas=known.areas | one.areas)
    return list(found.values())


def _earlier(one: Named, named: Sequence[Named]) -> Earlier | None:
    kinds = [kind for kind in frameworks.known_by() if _may_be(kind, one, named)]
    if len(kinds) != 1:
        return None
    known = frameworks.known_by()[kinds[0]]
    first, last = max(one.first, known.first), min(one.last, known.last)
    start = Period(days_of(first)[0], days_of(last)[1], one.printed)
    return Earlier(kinds[0], start, f"{days_of(one.last)[0]:%Y-%m}", one.published, one.evidence)


def _may_be(kind: str, one: Named, named: Sequence[Named]) -> bool:
    """Whether an inspection can be of a kind: by areas, by month, and by what is said about its other areas.

    A report names the last inspection of each area. If this one began more than ``apart`` months after the
    last one of another area of the kind, it did not look at that area. Nearer months may belong to one
    inspection, since a printed month may be that of its report.
    """
    known = frameworks.known_by()[kind]
    apart = frameworks.kind(kind).apart
    others = [max((n.last for n in named if area in n.areas), default=one.last) for area in known.areas]
    return (
        one.areas <= known.areas
        and one.first <= known.last
        and known.first <= one.last
        and all(last + apart >= one.first for last in others)
    )
