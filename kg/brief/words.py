"""The plain words of the page, from ``words.yaml``, and dates as people write them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from kg.errors import RecordError
from kg.yaml_core import load


@dataclass(frozen=True, slots=True)
class PartWords:
    """What a part of the annex is called and holds; the keys of ``words.yaml``."""

    key: str
    title: str
    now: bool
    meaning: str
    none: str
    alone: str
    states: tuple[str, ...]
    front: int


@dataclass(frozen=True, slots=True)
class Words:
    """Everything in ``words.yaml``; levels run from the most severe, parts as in the annex."""

    levels: Mapping[str, Mapping[str, str]]
    parts: Mapping[str, PartWords]
    states: Mapping[str, str]
    untold: Mapping[str, str]
    no_overall: Mapping[str, Mapping[str, Any]]
    page: Mapping[str, str]

    def severity(self, level: str) -> int:
        """Rank of a level, 0 being the most severe."""
        return list(self.levels).index(level)


@cache
def words() -> Words:
    """The words, read once."""
    path = Path(__file__).with_name("words.yaml")
    raw: Any = load(path.read_text(encoding="utf-8"), path.name, RecordError)
    parts = {
        key: PartWords(key, **{**part, "states": tuple(part["states"])}) for key, part in raw["parts"].items()
    }
    return Words(raw["levels"], parts, raw["states"], raw["untold"], raw["no_overall"], raw["page"])


def month(day: date) -> str:
    """The month of a day.

    >>> month(date(2025, 3, 17))
    'March 2025'
    """
    return f"{day:%B %Y}"


def span_in_words(first: date, last: date) -> str:
    """No more of a date than its bounds allow.

    >>> span_in_words(date(2018, 1, 1), date(2018, 12, 31))
    '2018'
    >>> span_in_words(date(2025, 3, 1), date(2025, 3, 31))
    'March 2025'
    """
    if first.year != last.year:
        return f"{first.year} or later"
    return month(first) if first.month == last.month else str(first.year)


def day_in_words(day: date) -> str:
    """A day as people write it.

    >>> day_in_words(date(2025, 5, 9))
    '9 May 2025'
    """
    return f"{day.day} {month(day)}"


def days_in_words(start: date, end: date | None) -> str:
    """First and last day as people write them.

    >>> days_in_words(date(2025, 3, 17), date(2025, 3, 28))
    '17 to 28 March 2025'
    """
    if end is None or end == start:
        return day_in_words(start)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day} to {day_in_words(end)}"
    first = f"{start.day} {start:%B}" if start.year == end.year else day_in_words(start)
    return f"{first} to {day_in_words(end)}"


def counted(number: int, one: str, several: str) -> str:
    """A number and what is counted.

    >>> counted(1, "report", "reports"), counted(4, "report", "reports")
    ('1 report', '4 reports')
    """
    return f"{number} {one if number == 1 else several}"
