"""Days that are known within bounds, as one text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from kg.months import period


def spans(show: Sequence[str]) -> Mapping[str, str]:
    """Columns with the earliest of some days, and those with the latest, where both are shown.

    >>> spans(["start_earliest", "start_latest", "earliest", "event"])
    {'start_earliest': 'start_latest'}
    """
    pairs = {
        column: f"{column.removesuffix('earliest')}latest" for column in show if column.endswith("earliest")
    }
    return {column: latest for column, latest in pairs.items() if latest in show}


def span(earliest: str, latest: str) -> str:
    """Two days as one text: a day, a month, a year, or from one to the other.

    >>> span("2022-01-17", "2022-01-17"), span("2010-09-01", "2010-09-30"), span("2008-01-01", "2008-12-31")
    ('2022-01-17', '2010-09', '2008')
    >>> span("2014-10-21", "2014-11-12"), span("2014-10-21", ""), span("", "2014-11-12"), span("", "")
    ('2014-10-21 to 2014-11-12', 'from 2014-10-21', 'until 2014-11-12', '')
    """
    if not earliest or not latest:
        return f"from {earliest}" if earliest else f"until {latest}" if latest else ""
    if earliest == latest:
        return earliest
    first, last = _day(earliest), _day(latest)
    return (period(first, last) if first and last else "") or f"{earliest} to {latest}"


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
