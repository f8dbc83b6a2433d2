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
        first: whether a row is printed with the document that it cites before those of its other columns.
    """

    def __init__(
        self,
        rows: Sequence[Line],
        beside: Mapping[str, Sequence[str]] = NOTHING,
        *,
        first: bool = False,
    ) -> None:
        self._rows = rows
        bare = [row for row in rows if row.source and not row.quote]
        self._addresses = {_key(row): row.cells.get("url", "") for row in bare}
        self._numbers: dict[_Key, int] = {}
        councils = {_key(row): _council(row) for row in rows if row.source}
        self._councils = councils if len({*councils.values()}) > 1 else {}
        self._beside = beside
        self._seconds: dict[_Key, int] = {}
        self._number(first)

    def cited_first(self) -> Sources:
        """The same documents for a layout that prints what a row cites before its columns."""
        return Sources(self._rows, self._beside, first=True)

    def placed(self) -> Sequence[Line]:
        """The rows, whose words of a second document have its number and the place there after them."""
        if not self._beside:
            return self._rows
        return [replace(row, cells=Placed(row.cells, dict(self._told(row)))) for row in self._rows]

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

    def _number(self, first: bool) -> None:
        """Number the documents in the order in which people meet them.

        A second document, known by its hash, else by its name and council, has the number of the one that
        rows cite, unless several are called so.
        """
        cited: dict[_Key, set[_Key]] = defaultdict(set)
        for row in self._rows if self._beside else ():
            if row.source:
                cited[row.cells["document"], _council(row)].add(_key(row))
                cited[_key(row)].add(_key(row))
        for row in self._rows:
            if first and row.source:
                self._numbered(_key(row))
            for column, _, named in self._second(row):
                if named and named not in self._seconds:
                    known = cited.get(named, set())
                    self._seconds[named] = self._numbered(
                        next(iter(known)) if len(known) == 1 else self._added(named, column, row)
                    )
            if row.source:
                self._numbered(_key(row))

    def _numbered(self, key: _Key) -> int:
        """The number of a document, the next one if it has none."""
        return self._numbers.setdefault(key, len(self._numbers) + 1)

    def _added(self, named: _Key, column: str, row: Line) -> _Key:
        """A second document that no row cites, or that is called as several are."""
        key = _ends(named)
        self._addresses.setdefault(key, details(column, row.cells)["url"])
        if self._councils:
            self._councils[key] = _council(row)
        return key

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
