"""Dates as people write them."""

from __future__ import annotations

import calendar
import os
import re
import unicodedata
from datetime import UTC, date, datetime
from typing import Final

from kg.errors import BadParameter
from kg.months import MONTHS

_ISO: Final = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{1,2}))?(?:-(?P<day>\d{1,2}))?\Z")
_WORDS: Final = tuple(
    re.compile(pattern + r"\Z")
    for pattern in (
        r"(?:the )?(?P<day>\d{1,2})(?:st|nd|rd|th)?(?: of)? ?(?P<month>[a-z]+)\.?,? (?P<year>\d{4})",
        r"(?P<month>[a-z]+)\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?,? (?P<year>\d{4})",
        r"(?P<month>[a-z]+)\.?,? (?P<year>\d{4})",
    )
)
_NUMBERS: Final = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})\Z")
_TWO_YEARS: Final = re.compile(r"(\d{4})[-/](\d{2}|\d{4})\Z")


def today() -> date:
    """The day that ``today`` means.

    ``SOURCE_DATE_EPOCH``, seconds since 1970 in UTC, sets it, as the reproducible-builds specification
    requires (https://reproducible-builds.org/specs/source-date-epoch/), so that a page is the same every day.

    Raises:
        BadParameter: the variable is set but is not a number of seconds.
    """
    seconds = os.environ.get("SOURCE_DATE_EPOCH")
    if not seconds:
        return date.today()
    try:
        return datetime.fromtimestamp(int(seconds), UTC).date()
    except (ValueError, OverflowError, OSError):
        raise BadParameter(
            f"the environment variable SOURCE_DATE_EPOCH is {seconds!r}; give seconds since 1970, or unset it"
        ) from None


def bounds(text: str) -> tuple[date, date]:
    """First and last day that a date can mean.

    Args:
        text: ``2022-03-09``, ``9 March 2022``, ``2022-03``, ``March 2022`` or ``2022``.

    Raises:
        BadParameter: it is not one of these, is ambiguous, or there is no such day.

    >>> bounds("9 March 2022")[0].isoformat(), bounds("2022")[1].isoformat()
    ('2022-03-09', '2022-12-31')
    """
    words = _plain(text)
    if (years := _TWO_YEARS.match(words)) and int(years[2][-2:]) == (int(years[1]) + 1) % 100 > 12:
        raise BadParameter(f"{text!r} names two years; write the first day and the last in full")
    match = _ISO.match(words) or next((m for form in _WORDS if (m := form.match(words))), None)
    if match is None:
        raise _unknown(text, words)
    parts = match.groupdict()
    month = _month(parts["month"], text) if parts["month"] else None
    return _span(int(parts["year"]), month, int(parts["day"]) if parts.get("day") else None, text)


def _plain(text: str) -> str:
    """A text in lower case, with single blanks, plain hyphens and no full stop at the end."""
    small = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(re.sub(r"[\u2010-\u2015\u2212]", "-", small).split()).rstrip(".,")


def _span(year: int, month: int | None, day: int | None, text: str) -> tuple[date, date]:
    try:
        if month is None:
            return date(year, 1, 1), date(year, 12, 31)
        if day is None:
            return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
        return date(year, month, day), date(year, month, day)
    except ValueError:
        raise BadParameter(f"{text!r}: there is no such day") from None


def _month(word: str, text: str) -> int:
    if word.isdecimal():
        return int(word)
    for number, month in enumerate(MONTHS, 1):
        if word == month or (len(word) >= 3 and month.startswith(word)):
            return number
    raise _unknown(text, word)


def _unknown(text: str, words: str) -> BadParameter:
    """An error that says what to write; numeric days and months are ambiguous between countries."""
    if match := _NUMBERS.match(words):
        one, two, year = (int(part) for part in match.groups())
        both = dict.fromkeys(((one, two), (two, one)))
        ways = [f"{year}-{month:02}-{day:02}" for day, month in both if _is_day(year, month, day)]
        if not ways:
            return BadParameter(f"{text!r}: there is no such day; write a day as 2022-03-09")
        return BadParameter(f"{text!r}: write the year first, {' or '.join(ways)}")
    return BadParameter(f"{text!r} is not a date; write 2022-03-09, '9 March 2022', 'March 2022' or 2022")


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
