"""Dates as people write them."""

from __future__ import annotations

import calendar
import re
from datetime import date
from typing import Final

from kg.errors import BadParameter

_MONTHS: Final = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_DAY: Final = re.compile(r"(\d{1,2})(?:st|nd|rd|th)? +([a-z]+),? +(\d{4})\Z")
_MONTH: Final = re.compile(r"([a-z]+) +(\d{4})\Z")


def bounds(text: str) -> tuple[date, date]:
    """First and last day that a date can mean.

    Args:
        text: ``2022-03-09``, ``9 March 2022``, ``2022-03``, ``March 2022`` or ``2022``.

    Raises:
        BadParameter: it is none of these, or no such day is in the calendar.

    >>> bounds("9 March 2022")[0].isoformat(), bounds("2022")[1].isoformat()
    ('2022-03-09', '2022-12-31')
    """
    words = " ".join(text.lower().split())
    if match := re.fullmatch(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", words):
        year = int(match[1])
        month, day = (int(part) if part else None for part in match.groups()[1:])
    elif match := _DAY.match(words):
        year, month, day = int(match[3]), _month(match[2], text), int(match[1])
    elif match := _MONTH.match(words):
        year, month, day = int(match[2]), _month(match[1], text), None
    else:
        raise _unknown(text)
    try:
        if month is None:
            return date(year, 1, 1), date(year, 12, 31)
        if day is None:
            return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
        return date(year, month, day), date(year, month, day)
    except ValueError:
        raise BadParameter(f"{text!r}: no such day is in the calendar") from None


def _month(word: str, text: str) -> int:
    for number, month in enumerate(_MONTHS, 1):
        if word == month or (len(word) >= 3 and month.startswith(word)):
            return number
    raise _unknown(text)


def _unknown(text: str) -> BadParameter:
    return BadParameter(f"{text!r} is not a date; write 2022-03-09 or '9 March 2022'")
