"""Rows in groups under headings, for answers that tell several things of each of a few."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Final

from kg.queries.answer import Answer
from kg.render.cells import Line, main_columns, places
from kg.render.layout import title

if TYPE_CHECKING:
    from rich.console import Console

_FEWEST: Final = 30
"""Where fewer characters are left for the words that prove a row, they go below its cells."""


def print_groups(console: Console, answer: Answer, rows: Sequence[Line]) -> None:
    """Print rows group by group.

    The header's ``group`` columns head a group; of the columns that are shown, those with one value in each
    group stand under its heading, the others in its rows with the words that prove them. Sources are
    numbered and listed once at the end.

    Args:
        console: where to print.
        answer: gives the columns and the header.
        rows: the rows, sorted by group.
    """
    from rich.table import Table
    from rich.text import Text

    heads = answer.header.group
    groups = [list(group) for _, group in groupby(rows, key=lambda row: _values(row, heads))]
    shown = [column for column in main_columns(answer) if column not in heads]
    told = [c for c in shown if all(len({row.cells[c] for row in group}) == 1 for group in groups)]
    inner = [column for column in shown if column not in told]
    sources = list(dict.fromkeys(source for row in rows if (source := _source(row))))
    labels = answer.header.columns
    for group in groups:
        console.print(Text(" · ".join(v for v in _values(group[0], heads) if v), style="bold"))
        facts = ((labels.get(c, title(c)), group[0].cells[c]) for c in told)
        console.print(Text("  " + " · ".join(f"{name}: {cell}" for name, cell in facts if cell)))
        narrow = console.width - _widths(group, inner) < _FEWEST
        table = Table.grid(padding=(0, 2, 0, 0), pad_edge=False)
        table.add_column(width=0)
        for column in () if narrow else inner:
            table.add_column(title(column), no_wrap=True)
        table.add_column(overflow="fold", ratio=1)
        before: tuple[str, ...] = ()
        for row in group:
            cells = _values(row, inner)
            repeated = cells == before
            said = Text(_said(row, sources))
            if not narrow:
                table.add_row("", *("" if repeated else cell for cell in cells), said)
            else:
                if not repeated and any(cells):
                    table.add_row("", Text(" · ".join(cell for cell in cells if cell)))
                table.add_row("", said)
            before = cells
        console.print(table)
        console.print()
    for number, source in enumerate(sources, start=1):
        console.print(Text(f"[{number}] {source}", style="dim"))


def _widths(rows: Sequence[Line], columns: Iterable[str]) -> int:
    """Characters that columns of rows take, with the gaps after them."""
    return 2 + sum(2 + max(len(row.cells[column]) for row in rows) for column in columns)


def _values(row: Line, columns: Iterable[str]) -> tuple[str, ...]:
    return tuple(row.cells[column] for column in columns)


def _source(row: Line) -> str:
    """The document that a row cites, with its day and standing."""
    return ", ".join(_given(row, ("document", "published", "tier")))


def _said(row: Line, sources: Sequence[str]) -> str:
    """The words of a row and their place."""
    words = row.cells.get("sentence", "")
    quoted = words if row.cells.get("wording") == "own" else f"“{words}”"
    source = _source(row)
    place = [f"[{sources.index(source) + 1}]"] if source else []
    place += places(row.cells)
    if confidence := row.cells.get("confidence"):
        place.append(f"confidence {confidence}")
    return f"{quoted if words else ''} {', '.join(place).replace('],', ']')}".strip()


def _given(row: Line, columns: Iterable[str]) -> Iterator[str]:
    return (value for column in columns if (value := row.cells.get(column)))
