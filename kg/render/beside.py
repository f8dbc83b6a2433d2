"""Words of a second document in a row: which columns say where they stand, and how that is printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

_PLACE: Final = ("document", "page", "paragraph", "line")
"""Ends of the names of columns that say where another column's words stand."""

_DETAILS: Final = ("sha256", "url", "published", "tier")
"""Ends of the names of columns that say more of the document in which they stand."""


def place_columns(columns: Sequence[str], show: Sequence[str]) -> Mapping[str, Sequence[str]]:
    """Shown columns with words of a second document, each with the columns that are not shown and say where.

    >>> place_columns(["weakness", "weakness_document", "weakness_page", "page"], ["weakness"])
    {'weakness': ['weakness_document', 'weakness_page']}
    >>> place_columns(["later_sentence", "later_page", "later_start"], ["later_sentence", "later_start"])
    {'later_sentence': ['later_page']}
    """
    told = {}
    for column in show:
        stem = column.removesuffix("_sentence")
        hidden = [f"{stem}_{part}" for part in _PLACE]
        told[column] = [one for one in hidden if one in columns and one not in show]
    return {column: places for column, places in told.items() if places}


def with_place(cell: str, places: Mapping[str, str]) -> str:
    """A cell with where its words stand: by the columns that say it, the document and the place in it."""
    named = document(places)
    return _beside(cell, ", ".join([named, *_at(places)] if named else _at(places)))


def with_number(cell: str, places: Mapping[str, str], number: int) -> str:
    """A cell with where its words stand, the document by its number among those that are listed.

    >>> with_number("Plans drift.", {"later_document": "a.pdf", "later_page": "4"}, 2)
    'Plans drift. ([2] page 4)'
    """
    return _beside(cell, f"[{number}] {', '.join(_at(places))}")


def details(column: str, cells: Mapping[str, str]) -> Mapping[str, str]:
    """What a row says of the document in which a column's words stand: its hash, address, day and source.

    >>> details("later_sentence", {"later_sha256": "4f00c1", "later_url": "https://example.org/a"})
    {'sha256': '4f00c1', 'url': 'https://example.org/a', 'published': '', 'tier': ''}
    """
    stem = column.removesuffix("_sentence")
    told = {part: f"{stem}_{part}" for part in _DETAILS}
    return {part: cells.get(name, "") for part, name in told.items()}


def document(places: Mapping[str, str]) -> str:
    """The document in which the words stand, if a place in it is known.

    Without one it is known by the name of its file alone, which tells people nothing.
    """
    named = next((told for name, told in places.items() if name.endswith("document")), "")
    return named if _at(places) else ""


def _at(places: Mapping[str, str]) -> list[str]:
    return [
        f"{name.rpartition('_')[2]} {told}"
        for name, told in places.items()
        if told and not name.endswith("document")
    ]


def _beside(cell: str, place: str) -> str:
    return f"{cell} ({place})" if cell and place else cell or place


class Placed(Mapping[str, str]):
    """Cells of a row, some of them in other words."""

    __slots__ = ("_cells", "_other")

    def __init__(self, cells: Mapping[str, str], other: Mapping[str, str]) -> None:
        self._cells = cells
        self._other = other

    def __getitem__(self, column: str) -> str:
        return self._other[column] if column in self._other else self._cells[column]

    def __iter__(self) -> Iterator[str]:
        return iter(self._cells)

    def __len__(self) -> int:
        return len(self._cells)
