"""English names of months and days of the week; Python's own change with the locale of the process."""

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
    """The number of the month of a day, by which months can be counted over years.

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
