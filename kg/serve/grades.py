"""Grades of councils by area: every one, and the newest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.queries.answer import Row


def own(rows: Iterable[Row]) -> list[Row]:
    """Grades that a report gives the council itself, in the order of the inspections; not a board's."""
    kept = [row for row in rows if row["body"] == row["authority"]]
    return sorted(kept, key=lambda row: (str(row["start"]), known_on(row)))


def known_on(row: Row) -> str:
    """The day from which a grade is known: its report's publication, else the first day on site."""
    return str(row["published"] or row["start"])


def newest(rows: Iterable[Row]) -> Mapping[tuple[str, str], Row]:
    """The grade of the newest inspection of each council on each area.

    Args:
        rows: of the stored query ``judgements``.

    Returns:
        Rows by IRI of the council and id of the area.
    """
    return {(str(row["authority"]), str(row["area"])): row for row in own(rows)}
