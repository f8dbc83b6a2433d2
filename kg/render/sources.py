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
        bare = [row for row in rows if row.source and not row.quote]
        self._addresses = {_key(row): row.cells.get("url", "") for row in bare}
        self._numbers = {key: n for n, key in enumerate(dict.fromkeys(_key(r) for r in rows if r.source), 1)}

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
        """One line a document, and one with its address where rows cite it without its words."""
        for key, number in self._numbers.items():
            yield f"[{number}] {key[0]}"
            if self._addresses.get(key):
                yield f"    {self._addresses[key]}"


def _key(row: Line) -> tuple[str, str]:
    """What tells documents apart: reports of several councils on one day have the same name."""
    return row.source, row.cells.get("sha256", "")
