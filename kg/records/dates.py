"""Dates in records: bounds in days, the earliest never after the latest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from kg.records.record import Node

_BOUNDS: Final = (
    ("earliest", "latest"),
    ("startEarliest", "startLatest"),
    ("endEarliest", "endLatest"),
    ("publishedEarliest", "publishedLatest"),
)
_ORDERED: Final = (*_BOUNDS, ("startEarliest", "endLatest"))


def is_date(text: str) -> bool:
    """Whether a text is a day that the calendar has.

    >>> is_date("2022-03-09"), is_date("2022-02-30"), is_date("20220309")
    (True, False, False)
    """
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def date_problems(node: Node) -> Iterator[str]:
    """Bounds that lack their other half or are in the wrong order."""
    for first, last in _BOUNDS:
        if (first in node) != (last in node):
            there, missing = (first, last) if first in node else (last, first)
            yield f"{there} stands without {missing}: give both bounds, equal ones for a known day."
    for first, last in _ORDERED:
        if first in node and last in node and str(node[first]) > str(node[last]):
            yield f"{first} {node[first]} lies after {last} {node[last]}."
