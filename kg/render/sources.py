"""Documents that rows cite, numbered in order of appearance and listed once at the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap
from typing import TYPE_CHECKING, Final

from kg.render.cells import Line

if TYPE_CHECKING:
    from rich.console import Console

_INDENT: Final = 4
COUNCILS: Final = ("authority", "body")
"""Columns that say which council a document is about."""


class Sources:
    """The documents that rows cite.

    Args:
        rows: the rows, in the order in which they are printed.
    """

    def __init__(self, rows: Sequence[Line]) -> None:
        bare = [row for row in rows if row.source and not row.quote]
        self._addresses = {_key(row): row.cells.get("url", "") for row in bare}
        self._numbers = {key: n for n, key in enumerate(dict.fromkeys(_key(r) for r in rows if r.source), 1)}
        councils = {_key(row): _council(row) for row in rows if row.source}
        self._councils = councils if len({*councils.values()}) > 1 else {}

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
        from rich.text import Text

        for number, line in enumerate(self):
            if not number:
                console.print()
            broken = wrap(line, console.width, subsequent_indent=" " * _INDENT, break_on_hyphens=False)
            console.print(Text("\n".join(broken), style="dim"))


def _key(row: Line) -> tuple[str, str]:
    """What tells documents apart: reports of several councils on one day have the same name."""
    return row.source, row.cells.get("sha256", "")


def _council(row: Line) -> str:
    return next((row.cells[column] for column in COUNCILS if row.cells.get(column)), "")
