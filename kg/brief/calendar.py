"""How exactly the days of inspections are known: to the day from reports, else as other documents say."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from kg.brief.words import month, span_in_words
from kg.queries.answer import Row


class Calendar:
    """Words for the first days of inspections, which queries give as the earliest day that is possible.

    Args:
        inspections: rows of the query ``inspections``: their days are printed.
        statements: rows of the query ``statements``, where those on events carry bounds.
    """

    def __init__(self, inspections: Iterable[Row], statements: Iterable[Row]) -> None:
        self._exact = {row["start"] for row in inspections}
        self._latest: dict[date, date] = {}
        for row in statements:
            start, latest = row["start"], row["latest"]
            if row["sort"] != "event" or row["earliest"] != start:
                continue
            if isinstance(start, date) and isinstance(latest, date):
                self._latest[start] = min(latest, self._latest.get(start, latest))

    def dated(self, start: date) -> str:
        """Month and year, or the year where no more is known."""
        if start in self._exact:
            return month(start)
        return span_in_words(start, self._latest.get(start, date(start.year, 12, 31)))
