"""Dates in running text, as bounds: a day, days of one month, a month, a year."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from kg.extract.facts import Period
from kg.months import MONTHS, WEEKDAYS

_MONTHS: Final = {name: number for number, name in enumerate(MONTHS, 1)}
_MONTH: Final = "|".join(_MONTHS)
_DAY_NAME: Final = "|".join(WEEKDAYS)
_DATE: Final = re.compile(
    rf"""(?<![\w£.])(?:
      (?P<first>\d{{1,2}})(?:st|nd|rd|th)?\s*(?:-|–|to|and|&)\s*(?P<last>\d{{1,2}})(?:st|nd|rd|th)?\s+
        (?P<m1>{_MONTH})\s+(?P<y1>\d{{4}})
    | (?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<m2>{_MONTH}),?\s+(?P<y2>\d{{4}})
    | (?P<m3>{_MONTH})\s+(?P<d3>\d{{1,2}}),\s+(?P<y3>\d{{4}})
    | (?P<m4>{_MONTH})\s+(?P<y4>\d{{4}})
    | (?P<y5>(?:19|20)\d\d)
    )(?!\w)""",
    re.IGNORECASE | re.VERBOSE,
)
_SMALL_MAY: Final = re.compile(r"^may\b")
"""A month without its day begins with a capital; in small letters, may is a verb."""


def dates(text: str) -> Iterator[Period]:
    """The dates that a text prints with their year, in order; impossible days are omitted.

    >>> [str(p.latest) for p in dates("On 16 and 17 April 2024, since January 2022")]
    ['2024-04-17', '2022-01-31']
    """
    for match in _DATE.finditer(text):
        if _SMALL_MAY.match(match.group()):
            continue
        try:
            earliest, latest = _bounds(match)
        except ValueError:
            continue
        yield Period(earliest, latest, match.group())


_WEEKDAY: Final = re.compile(
    rf"""\b(?P<weekday>{_DAY_NAME})\s+(?P<day>\d{{1,2}})
    (?:\s*(?:&|and|-|–|to)\s*(?:(?:{_DAY_NAME})\s+)?(?P<last>\d{{1,2}}))?
    \s+(?P<month>{_MONTH})\b(?!,?\s+\d{{4}})""",
    re.IGNORECASE | re.VERBOSE,
)


def weekdays(text: str, year: int) -> Iterator[Period]:
    """The days that a text prints with their weekday but without a year, if they fit the given year.

    >>> [str(p.earliest) for p in weekdays("Monday 17 January", 2022)]
    ['2022-01-17']
    >>> list(weekdays("Monday 17 January", 2023))
    []
    """
    for match in _WEEKDAY.finditer(text):
        month = _MONTHS[match["month"].lower()]
        try:
            first = date(year, month, int(match["day"]))
            last = date(year, month, int(match["last"] or match["day"]))
        except ValueError:
            continue
        if WEEKDAYS[first.weekday()] == match["weekday"].lower() and first <= last:
            yield Period(first, last, match.group())


def _bounds(match: re.Match[str]) -> tuple[date, date]:
    if match["first"]:
        month, year = _MONTHS[match["m1"].lower()], int(match["y1"])
        return date(year, month, int(match["first"])), date(year, month, int(match["last"]))
    if match["day"] or match["d3"]:
        which = "2" if match["day"] else "3"
        number = match["day"] or match["d3"]
        day = date(int(match[f"y{which}"]), _MONTHS[match[f"m{which}"].lower()], int(number))
        return day, day
    if match["m4"]:
        year, month = int(match["y4"]), _MONTHS[match["m4"].lower()]
        return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    year = int(match["y5"])
    return date(year, 1, 1), date(year, 12, 31)
