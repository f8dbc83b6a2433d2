"""Rows in groups under headings, for answers with several rows on each of a few subjects."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Final, TypeVar

from kg.queries.answer import Answer
from kg.render.cells import Line, has_citation, main_columns
from kg.render.layout import EVIDENCE_HEAD, repeated
from kg.render.sources import Sources
from kg.render.words import heading

if TYPE_CHECKING:
    from rich.console import Console

R = TypeVar("R")

_FEWEST: Final = 30
"""If fewer characters are left for longer words that prove a row, they go below its cells."""

INDENT: Final = 2
_WIDEST: Final = (32, 24, 16)
"""Most characters of a cell before it is broken at blanks: the first of these with which a table fits."""

_LONG: Final = 40
"""Cells of more characters have a line of their own where rows have no columns."""


def grouped(
    rows: Sequence[R], heads: Sequence[str], columns: Sequence[str], text: Callable[[R, str], str]
) -> tuple[list[list[R]], list[str]]:
    """Rows with the same heading together, and the columns that have one value in each group.

    Args:
        rows: sorted by group.
        heads: columns of the heading.
        columns: the other columns.
        text: what a row shows in a column.
    """
    groups = [list(part) for _, part in groupby(rows, key=lambda row: [text(row, head) for head in heads])]
    told = [c for c in columns if all(len({text(row, c) for row in group}) == 1 for group in groups)]
    return groups, told


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
    from rich.text import Text

    heads = answer.header.group
    shown = [c for c in main_columns(answer) if c not in heads and any(row.cells[c] for row in rows)]
    groups, told = grouped(rows, heads, shown, lambda row, column: row.cells[column])
    inner = [column for column in shown if column not in told]
    names = {column: heading(column, answer.header.columns) for column in shown}
    cited = has_citation(answer.columns)
    sources = Sources(rows)
    longest = max((len(sources.cited(row)) for row in rows), default=0) if cited else 0
    widths = _fitting(rows, inner, names, console.width - INDENT - min(longest, _FEWEST))
    for number, group in enumerate(groups):
        if number:
            _say(console, "")
        _say(console, " · ".join(v for v in _values(group[0], heads) if v), style="bold")
        for fact in facts(group[0], told, names):
            _say(console, fact, INDENT)
        if widths is not None:
            _print_table(console, group, widths, names, sources if cited else None)
        else:
            _print_below(console, group, inner, names, sources)
    lines = list(sources)
    if cited and lines:
        console.print()
        for line in lines:
            console.print(Text(line, style="dim"))


def _say(console: Console, text: str, indent: int = 0, *, style: str = "") -> None:
    """Print a line, indented and filled up with blanks or not indented.

    Rich takes a quarter of a millisecond for each, so a line that fits is written as it is where nobody would
    see its style.
    """
    from rich.cells import cell_len
    from rich.padding import Padding
    from rich.text import Text

    rest = console.width - indent - cell_len(text)
    if console.is_terminal or rest < 0:
        line = Text(text, style=style)
        console.print(Padding(line, (0, 0, 0, indent)) if indent else line)
    else:
        console.file.write(f"{' ' * indent}{text}{' ' * rest if indent else ''}\n")


def _print_table(
    console: Console,
    group: Sequence[Line],
    inner: Mapping[str, int],
    names: Mapping[str, str],
    sources: Sources | None,
) -> None:
    """Rows under the heads of their columns, and the words that prove each at its end."""
    from rich.table import Table
    from rich.text import Text

    if not inner and sources is None:
        return
    table = Table(
        box=None,
        show_header=bool(inner),
        padding=(0, 2, 0, 0),
        pad_edge=False,
        header_style="dim",
        expand=sources is not None,
    )
    table.add_column("", width=0)
    for column, width in inner.items():
        table.add_column(names[column], width=width)
    if sources is not None:
        table.add_column(EVIDENCE_HEAD, overflow="fold", ratio=1)
    before: tuple[str, ...] = ()
    for row in group:
        cells = _values(row, inner)
        known = repeated(before, cells)
        shown = [Text("" if place < known else cell) for place, cell in enumerate(cells)]
        table.add_row("", *shown, *([Text(sources.cited(row))] if sources is not None else []))
        before = cells
    console.print(table)


def _print_below(
    console: Console, group: Sequence[Line], inner: Sequence[str], names: Mapping[str, str], sources: Sources
) -> None:
    """Rows without columns: the words that prove each, what is short in one line, what is long below."""
    said = ""
    for row in group:
        words = sources.cited(row)
        if words and words != said:
            _say(console, words, INDENT)
        said = words
        for fact in facts(row, inner, names):
            _say(console, fact, 2 * INDENT)


def facts(row: Line, columns: Sequence[str], names: Mapping[str, str]) -> Iterator[str]:
    """Cells with the names of their columns, in order: short ones in one line, each long one in its own."""
    short: list[str] = []
    for column in columns:
        cell = row.cells[column]
        if len(cell) > _LONG:
            if short:
                yield " · ".join(short)
            yield f"{names[column]}: {cell}"
            short = []
        elif cell:
            short.append(f"{names[column]}: {cell}")
    if short:
        yield " · ".join(short)


def _fitting(
    rows: Sequence[Line], columns: Sequence[str], names: Mapping[str, str], room: int
) -> Mapping[str, int] | None:
    """Widths of columns of a table that fits the room, or nothing if none does."""
    for widest in _WIDEST:
        widths = {column: _width(rows, column, names, widest) for column in columns}
        if sum(2 + width for width in widths.values()) <= room:
            return widths
    return None


def _width(rows: Sequence[Line], column: str, names: Mapping[str, str], widest: int) -> int:
    """Characters that a column takes: its longest cell, or less if that can be broken at blanks."""
    cells = [row.cells[column] for row in rows]
    words = [len(word) for text in (names[column], *cells) for word in text.split()]
    return max(*words, min(max(map(len, cells)), widest))


def _values(row: Line, columns: Iterable[str]) -> tuple[str, ...]:
    return tuple(row.cells[column] for column in columns)
