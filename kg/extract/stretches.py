"""Stretches of days in running text, such as "between 8 and 12 July and 22 and 26 July 2024".

An inspection may be on site in several stretches. If an earlier one omits the month or year, the last one
has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from kg.documents.model import Document, Span
from kg.errors import UnknownValue
from kg.extract.dates import parse_stays
from kg.extract.facts import Period
from kg.extract.layouts import values
from kg.extract.patterns import compile_pattern, single_spaced
from kg.months import MONTHS

_DAY = (
    r"(?:\d{1,2}/\d{1,2}/\d{4}|(?:the\s+)?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?\d{1,2}(?:st|nd|rd|th)?\b"
    r"(?:\s+(?:of\s+)?(?:MONTHS)\b)?(?:,?\s+\d{4}\b)?)"
)
_STRETCH = rf"\b{_DAY}(?:,\s*{_DAY})*,?\s*(?:to|and|until|&|[-‐-―])\s*{_DAY}"
_JOIN = (
    r"(?:\s*\([^()\n]{1,40}\))?(?:\s*[,;]\s*|\s+)(?:(?:and|then|again|also|with|from|between|on|over|for|by|followed|as|well|the|weeks?"
    r"|of|in|during|on-?site|off-?site|remotely),?\s+)*"
)
_ALL_DAYS = re.compile(r"(?:,\s*[^,]*)*,?\s+(?:and|&)\s+", re.IGNORECASE)
"""Text between the first day and the last: other printed days, or none."""
_SMALL = re.compile(r"\b(?:the|of)\b|(?<=day),", re.IGNORECASE)
_YEAR = re.compile(r"\d{4}")
_BEFORE = compile_pattern(r"\b(?:previous|last|earlier|published|since|reviews?|audits?)\b")
_NEAR = timedelta(days=100)
"""Days within which other days belong, or may belong, to the same inspection."""


@dataclass(frozen=True, slots=True)
class Stretches:
    """Successive stretches named in one phrase.

    Attributes:
        span: from the first day to the last.
        printed: each stretch as printed.
    """

    span: Span
    printed: tuple[str, ...]

    def stays(self, place: str, year: int | None = None) -> tuple[Period, ...]:
        """The days, with the given year if none is printed.

        Raises:
            UnknownValue: their form is unknown, or they are not in order.
        """
        plain = [_ALL_DAYS.sub(" to ", _SMALL.sub("", one)) for one in self.printed]
        said = " and ".join(plain)
        dated = said if year is None or self.has_year else f"{said} {year}"
        stays = parse_stays(dated, place)
        if len(stays) != len(self.printed):
            return stays
        return tuple(
            Period(stay.earliest, stay.latest, one) for stay, one in zip(stays, self.printed, strict=True)
        )

    @property
    def has_year(self) -> bool:
        """Whether a year is printed."""
        return any(_YEAR.search(one) for one in self.printed)


def stretches(text: str) -> Iterator[Stretches]:
    """The stretches of a text, joined ones as one; each names a month at its end."""
    first, further, month = _patterns()
    position = 0
    while match := first.search(text, position):
        pieces = [match.span()]
        while more := further.match(text, pieces[-1][1]):
            pieces.append(more.span("more"))
        while pieces and not month.search(_last_day(text[slice(*pieces[-1])])):
            pieces.pop()
        position = max(match.end(), pieces[-1][1] if pieces else 0)
        if pieces:
            span = Span(pieces[0][0], pieces[-1][1])
            yield Stretches(span, tuple(single_spaced(text[slice(*piece)]) for piece in pieces))


def others(document: Document, text: str, taken: Span, stays: Sequence[Period]) -> list[str]:
    """A doubt about each stretch after those that were read, if it may belong to the same inspection.

    Args:
        document: the document.
        text: its beginning, in which the days were found.
        taken: span of those days.
        stays: the days.
    """
    first, last = min(stay.earliest for stay in stays), max(stay.latest for stay in stays)
    doubts = []
    for found in stretches(text):
        start = found.span.start
        before = text[max(text.rfind("\n", 0, start), text.rfind(". ", 0, start)) + 1 : start]
        if start < taken.end or _BEFORE.search(before):
            continue
        page = document.page_of(start)
        try:
            days = found.stays(f"page {page}", last.year)
        except UnknownValue:
            continue
        inside = all(first <= day.earliest and day.latest <= last for day in days)
        if not inside and all(first - _NEAR <= day.earliest and day.latest <= last + _NEAR for day in days):
            doubts.append(
                f"page {page}: {' and '.join(found.printed)!r} may also be days on site, "
                f"beside {document.quote(taken)!r}; compare with the document."
            )
    return doubts


def _last_day(printed: str) -> str:
    """The printed text of a stretch from its last day number on; all of a numeric day."""
    return re.split(r"\s(?:to|and|until|&)\s|[-‐-―]", printed)[-1]


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    months = "|".join([*MONTHS, *values()["month_abbreviations"]])
    stretch, day = (one.replace("MONTHS", months) for one in (_STRETCH, _DAY))
    further = rf"{_JOIN}(?P<more>{stretch}|{day})"
    return compile_pattern(stretch), compile_pattern(further), compile_pattern(rf"\b(?:{months})\b|/")
