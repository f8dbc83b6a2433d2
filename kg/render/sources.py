"""Documents that rows cite, numbered in order of appearance and listed once at the end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from textwrap import wrap
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, TypeAlias

from rich.text import Text

from kg.render.beside import Placed, details, document, with_number, with_place
from kg.render.cells import SOURCE, Line

if TYPE_CHECKING:
    from rich.console import Console

_INDENT: Final = 4
NOTHING: Final[Mapping[str, Sequence[str]]] = MappingProxyType({})
_Key: TypeAlias = tuple[str, str]
COUNCILS: Final = ("authority", "body")
"""Columns that say which council a document is about."""


class Sources:
    """The documents that rows cite.

    Args:
        rows: the rows, in the order in which they are printed.
        beside: columns with words of a second document, each with the columns that say where they stand.
    """

    def __init__(self, rows: Sequence[Line], beside: Mapping[str, Sequence[str]] = NOTHING) -> None:
        bare = [row for row in rows if row.source and not row.quote]
        self._addresses = {_key(row): row.cells.get("url", "") for row in bare}
        self._numbers = {key: n for n, key in enumerate(dict.fromkeys(_key(r) for r in rows if r.source), 1)}
        councils = {_key(row): _council(row) for row in rows if row.source}
        self._councils = councils if len({*councils.values()}) > 1 else {}
        self._beside = beside
        self._seconds = self._numbered(rows)

    def placed(self, rows: Sequence[Line]) -> Sequence[Line]:
        """Rows whose words of a second document have its number and the place there after them."""
        if not self._beside:
            return rows
        return [replace(row, cells=Placed(row.cells, dict(self._told(row)))) for row in rows]

    def _told(self, row: Line) -> Iterator[tuple[str, str]]:
        for column, places, named in self._second(row):
            cell = row.cells[column]
            yield (
                column,
                with_number(cell, places, self._seconds[named]) if named else with_place(cell, places),
            )

    def _second(self, row: Line) -> Iterator[tuple[str, Mapping[str, str], _Key | None]]:
        """Columns with words of a second document: where they stand, and what the document is known by.

        That is what a row that cites it is known by, if the query gives its hash, else its name and council.
        """
        for column, names in self._beside.items():
            places = {name: row.cells[name] for name in names}
            named = document(places)
            more = {"document": named, **details(column, row.cells)}
            if not named:
                yield column, places, None
            elif more["sha256"]:
                yield column, places, (", ".join(more[c] for c in SOURCE if more[c]), more["sha256"])
            else:
                yield column, places, (named, _council(row))

    def _numbered(self, rows: Sequence[Line]) -> Mapping[_Key, int]:
        """Numbers of second documents, by hash, else by name and council.

        One that rows cite too has its number there, unless several are called so. The others, of which no
        more is known here, follow those that rows cite.
        """
        if not self._beside:
            return {}
        cited: dict[_Key, set[int]] = defaultdict(set)
        for row in rows:
            if row.source:
                cited[row.cells["document"], _council(row)].add(self._numbers[_key(row)])
                cited[_key(row)].add(self._numbers[_key(row)])
        numbers: dict[_Key, int] = {}
        for row in rows:
            for column, _, named in self._second(row):
                if named and named not in numbers:
                    known = cited.get(named, set())
                    numbers[named] = next(iter(known)) if len(known) == 1 else self._added(named, row)
                    self._addresses.setdefault(_ends(named), details(column, row.cells)["url"])
        return numbers

    def _added(self, named: _Key, row: Line) -> int:
        """A number of its own for a second document of a row."""
        key = _ends(named)
        self._numbers[key] = len(self._numbers) + 1
        if self._councils:
            self._councils[key] = _council(row)
        return self._numbers[key]

    def cited(self, row: Line, *, quote: bool = True) -> str:
        """The words of a row, the number of its document, and the place there.

        Args:
            row: the row.
            quote: false for the place alone.
        """
        number = f"[{self._numbers[_key(row)]}]" if row.source else ""
        parts = (row.quote if quote else "", number, row.place)
        return " ".join(part for part in parts if part)

    def __iter__(self) -> Iterator[str]:
        """One line a document, and one with its address where rows cite it without its words.

        Documents of several councils have the council's name, since reports of one day have one file name.
        """
        for key, number in self._numbers.items():
            yield f"[{number}] " + ", ".join(part for part in (key[0], self._councils.get(key)) if part)
            if self._addresses.get(key):
                yield f"{' ' * _INDENT}{self._addresses[key]}"

    def print(self, console: Console) -> None:
        """Print the list after an empty line; what is longer than a line goes on below its beginning."""
        for number, line in enumerate(self):
            if not number:
                console.print()
            broken = wrap(line, console.width, subsequent_indent=" " * _INDENT, break_on_hyphens=False)
            console.print(Text("\n".join(broken), style="dim"))


def _ends(named: _Key) -> _Key:
    """How a second document is listed."""
    return named[0], f"second of {named[1]}"


def _key(row: Line) -> _Key:
    """What tells documents apart: reports of several councils on one day have the same name."""
    return row.source, row.cells.get("sha256", "")


def _council(row: Line) -> str:
    return next((row.cells[column] for column in COUNCILS if row.cells.get(column)), "")
