"""Documents that rows cite, numbered in order of appearance and listed once at the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.render.cells import Line


class Sources:
    """The documents that rows cite.

    Args:
        rows: the rows, in the order in which they are printed.
    """

    def __init__(self, rows: Sequence[Line]) -> None:
        self._numbers = {source: 0 for row in rows if (source := row.source)}
        for number, source in enumerate(self._numbers, start=1):
            self._numbers[source] = number
        self._addresses = {
            row.source: row.cells.get("url", "") for row in rows if row.source and not row.quote
        }

    def cited(self, row: Line, *, quote: bool = True) -> str:
        """The words of a row, the number of its document, and the place there.

        Args:
            row: the row.
            quote: false for the place alone.
        """
        number = f"[{self._numbers[row.source]}]" if row.source else ""
        parts = (row.quote if quote else "", number, row.place)
        return " ".join(part for part in parts if part)

    def __iter__(self) -> Iterator[str]:
        """One line a document, and one with its address where rows cite it without its words."""
        for source, number in self._numbers.items():
            yield f"[{number}] {source}"
            if self._addresses.get(source):
                yield f"    {self._addresses[source]}"
