"""Printed days and stretches of days as bounds.

Forms seen: ``2 to 13 December 2024``, ``3 June 2019 to 14 June 2019``, ``30 October to 3 November 2023``,
``24 – 28 June 2013``, ``9–24 November 2017``, ``12/09/2016 - 6/10/2016``, ``18 Feb 2014``, ordinals, and
two stretches joined by "and". Any other form is an error.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from kg.errors import UnknownValue
from kg.extract.facts import Period
from kg.extract.layouts import values
from kg.extract.patterns import single_spaced
from kg.months import MONTHS

_TO = re.compile(r"\s*(?:\bto\b|\buntil\b|[-\u2010-\u2015\u2212\u2500])\s*", re.IGNORECASE)
_AND = re.compile(r"\s*(?:,?\s+\band\b\s+|[;&]\s*|,\s+(?=\d{1,2}(?!\d)))", re.IGNORECASE)
_NUMERIC = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4}|\d{2})")
_DAY = re.compile(
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day\s+)?(\d{1,2})\s*(?:st|nd|rd|th)?"
    r"(?:\s+([a-z]+)\.?)?(?:,?\s+(\d{4}))?",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\d{4}|/\d\d$")
_FILE_NAME = re.compile(r"(\d{1,2})[ _-]+([a-z]+)[ _-]+(\d{4})$", re.IGNORECASE)


def month_number(name: str) -> int | None:
    """The number of a month by its English name or abbreviation."""
    name = name.lower()
    if name in MONTHS:
        return MONTHS.index(name) + 1
    number: int | None = values()["month_abbreviations"].get(name)
    return number


def parse_day(printed: str, place: str) -> date:
    """A single full day.

    Raises:
        UnknownValue: the form is unknown, or there is no such day.
    """
    stays = parse_stays(printed, place)
    if len(stays) != 1 or stays[0].earliest != stays[0].latest:
        raise UnknownValue(f"{place}: {printed!r} is not a single day.")
    return stays[0].earliest


def parse_stays(printed: str, place: str) -> tuple[Period, ...]:
    """The stretches of days in a line of dates, in printed order.

    Args:
        printed: the words, without their label.
        place: file and page, for messages.

    Raises:
        UnknownValue: the form is unknown, or a day does not exist.
    """
    text = single_spaced(printed).strip(" .:")
    pieces = [piece for piece in _AND.split(text) if piece]
    out: list[Period] = []
    month: int | None = None
    year: int | None = None
    # a month or year that a stretch omits is in the text after it, so reading goes backwards
    for piece in reversed(pieces):
        ends = _TO.split(piece)
        if len(ends) > 2:
            raise _unknown(printed, place)
        later: date | None = None
        days: list[date] = []
        for end in reversed(ends):
            day, month, year = _day(end, month, year, printed, place)
            found = _date(year, month, day, printed, place)
            if later is not None and found.month > later.month and not _YEAR.search(end):
                # "30 December to 3 January 2024": the year belongs to the second day only
                found = _date(found.year - 1, month, day, printed, place)
                year = found.year
            later = found
            days.insert(0, found)
        if days[0] > days[-1]:
            raise UnknownValue(f"{place}: the dates {printed!r} end before they begin.")
        out.insert(0, Period(days[0], days[-1], single_spaced(piece)))
    if not out:
        raise _unknown(printed, place)
    return tuple(out)


def file_name_day(name: str) -> date | None:
    """The publisher's date at the end of a file's name, or ``None``.

    >>> file_name_day("children's services inspection - 09 march 2022.pdf")
    datetime.date(2022, 3, 9)
    """
    stem = name.rsplit(".", 1)[0].strip()
    match = _FILE_NAME.search(stem)
    month = month_number(match.group(2)) if match else None
    if match is None or month is None:
        return None
    try:
        return date(int(match.group(3)), month, int(match.group(1)))
    except ValueError:
        return None


def stay_days(stay: Period) -> int:
    """Calendar days of a stretch, both ends counted."""
    return (stay.latest - stay.earliest + timedelta(days=1)).days


def _day(
    text: str, month: int | None, year: int | None, printed: str, place: str
) -> tuple[int, int | None, int | None]:
    text = text.strip()
    numeric = _NUMERIC.fullmatch(text)
    if numeric:
        full = int(numeric.group(3))
        return int(numeric.group(1)), int(numeric.group(2)), full + 2000 if full < 100 else full
    match = _DAY.fullmatch(text)
    if not match:
        raise _unknown(printed, place)
    if match.group(2):
        month = month_number(match.group(2))
        if month is None:
            raise _unknown(printed, place)
    if match.group(3):
        year = int(match.group(3))
    return int(match.group(1)), month, year


def _date(year: int | None, month: int | None, day: int, printed: str, place: str) -> date:
    if year is None or month is None:
        raise _unknown(printed, place)
    try:
        return date(year, month, day)
    except ValueError:
        raise UnknownValue(f"{place}: {printed!r} names a day that does not exist.") from None


def _unknown(printed: str, place: str) -> UnknownValue:
    return UnknownValue(
        f"{place}: {single_spaced(printed)!r} is not a form of dates that this version knows."
    )
