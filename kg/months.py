"""English names of months and weekdays; Python's own names change with the locale of the process."""

from __future__ import annotations

import calendar
from datetime import date
from typing import Final

MONTHS: Final = (
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

WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
"""In the order of :meth:`datetime.date.weekday`."""


def month_of(day: date) -> int:
    """The number of the month of a day, counted over years.

    >>> month_of(date(2013, 1, 8)) - month_of(date(2012, 11, 30))
    2
    """
    return day.year * 12 + day.month - 1


def days_of(month: int) -> tuple[date, date]:
    """The first and last day of a month by its number.

    >>> [str(day) for day in days_of(month_of(date(2012, 2, 9)))]
    ['2012-02-01', '2012-02-29']
    """
    year, place = divmod(month, 12)
    return date(year, place + 1, 1), date(year, place + 1, calendar.monthrange(year, place + 1)[1])


def period(first: date, last: date) -> str:
    """The day, month or year that begins and ends on these days; empty if there is none.

    >>> period(date(2022, 1, 17), date(2022, 1, 17)), period(date(2010, 9, 1), date(2010, 9, 30))
    ('2022-01-17', '2010-09')
    >>> period(date(2008, 1, 1), date(2008, 12, 31)), period(date(2014, 10, 21), date(2014, 11, 12))
    ('2008', '')
    """
    if first == last:
        return first.isoformat()
    if (first, last) == (date(first.year, 1, 1), date(first.year, 12, 31)):
        return str(first.year)
    return f"{first:%Y-%m}" if (first, last) == days_of(month_of(first)) else ""


def first_day(text: str) -> date:
    """The first possible day of a day, month or year, as :func:`period` writes it.

    >>> [str(first_day(text)) for text in ("2010", "2012-03", "2024-04-16")]
    ['2010-01-01', '2012-03-01', '2024-04-16']
    """
    year, month, day = (*text.split("-"), "1", "1")[:3]
    return date(int(year), int(month), int(day))
