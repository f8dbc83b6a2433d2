"""Rows in groups under headings, for answers with several rows on each of a few subjects."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Final, TypeVar

from rich.table import Table
from rich.text import Text

from kg.queries.answer import Answer
from kg.render.arrangement import EVIDENCE_HEAD, GROUP_GAP, head_width, longest_word, unrepeated, widened
from kg.render.cells import Line
from kg.render.columns import has_citation, main_columns
from kg.render.facts import INDENT, labelled, say, styled
from kg.render.sources import Sources
from kg.render.words import heading

if TYPE_CHECKING:
    from rich.console import Console

R = TypeVar("R")

_FEWEST: Final = 30
"""If fewer characters are left for longer words that prove a row, they go below its cells."""

_WHERE: Final = ("authority", "body", "region", "start")
"""Columns that are said once above all groups if they are the same in each."""

_WIDEST: Final = 32
"""Most characters of a cell before it is broken at blanks."""

_LONGEST: Final = 72
"""The same where the words that prove a row leave room over."""

_NARROWEST: Final = 16
"""Fewest to which a cell is broken; if a table does not fit so, its rows have no columns."""


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


def print_groups(console: Console, answer: Answer, sources: Sources) -> None:
    """Print rows group by group.

    The header's ``group`` columns head a group; of the columns that are shown, those with one value in each
    group stand under its heading, the others in its rows with the words that prove them. Sources are
    numbered and listed once at the end.

    Args:
        console: where to print.
        answer: gives the columns and the header.
        sources: the rows, sorted by group, and the documents that they cite.
    """
    rows = sources.placed()
    heads = answer.header.group
    shown = [c for c in main_columns(answer) if c not in heads and any(row.cells[c] for row in rows)]
    groups, told = grouped(rows, heads, shown, _cell)
    inner = [column for column in shown if column not in told]
    names = {column: heading(column, answer.header.columns) for column in shown}
    cited = has_citation(answer.columns)
    longest = max((len(sources.cited(row)) for row in rows), default=0) if cited else 0
    room = console.width - INDENT
    widths = _fitting(rows, inner, names, room - min(longest, _FEWEST), room - longest)
    if widths is None:
        sources = sources.cited_first()
        rows = sources.placed()
        groups, _ = grouped(rows, heads, shown, _cell)
    alike = _alike(rows, told) if len(groups) > 1 else []
    if alike:
        console.print(Text(" · ".join(labelled(names[c], rows[0].cells[c]) for c in alike), style="bold"))
        console.print()
    told = [column for column in told if column not in alike]
    for number, group in enumerate(groups):
        if number:
            console.print()
        say(console, Text(" · ".join(v for v in _values(group[0], heads) if v), style="bold"))
        for fact in styled(group[0], told, names, console.width - INDENT):
            say(console, fact, INDENT)
        if widths is not None:
            _print_table(console, group, widths, names, sources if cited else None)
        else:
            _print_below(console, group, inner, names, sources)
    if cited:
        sources.print(console)


def _cell(row: Line, column: str) -> str:
    return row.cells[column]


def _alike(rows: Sequence[Line], columns: Sequence[str]) -> list[str]:
    """The columns of where and when that have one value in all rows."""
    return [c for c in columns if c in _WHERE and len({row.cells[c] for row in rows}) == 1]


def _print_table(
    console: Console,
    group: Sequence[Line],
    inner: Mapping[str, int],
    names: Mapping[str, str],
    sources: Sources | None,
) -> None:
    """Rows under the heads of their columns, and the words that prove each at its end."""
    inner = {c: width for c, width in inner.items() if any(row.cells[c] for row in group)}
    if not inner and sources is None:
        return
    table = Table(
        box=None, show_header=bool(inner), padding=(0, GROUP_GAP, 0, 0), pad_edge=False, header_style="dim"
    )
    table.add_column("", width=0)
    for column, width in inner.items():
        table.add_column(names[column], width=width)
    if sources is not None:
        table.add_column(EVIDENCE_HEAD, overflow="fold", min_width=len(EVIDENCE_HEAD))
    cells = [_values(row, inner) for row in group]
    for row, told in zip(group, unrepeated(cells), strict=True):
        table.add_row("", *map(Text, told), *([Text(sources.cited(row))] if sources is not None else []))
    console.print(table)


def _print_below(
    console: Console, group: Sequence[Line], inner: Sequence[str], names: Mapping[str, str], sources: Sources
) -> None:
    """Rows without columns: the words that prove each, what is short in one line, what is long below."""
    said = ""
    for row in group:
        words = sources.cited(row)
        if words and words != said:
            say(console, Text(words), INDENT)
        said = words
        for fact in styled(row, inner, names, console.width - 2 * INDENT):
            say(console, fact, 2 * INDENT)


def _fitting(
    rows: Sequence[Line], columns: Sequence[str], names: Mapping[str, str], room: int, ample: int
) -> Mapping[str, int] | None:
    """Widths of columns of a table that fits the room, or nothing if none does.

    Heads take two lines where there is room for that, else as many as their words; one, if the words that
    prove a row then still have all the room that they take. Cells take what these words leave over.
    """
    if not columns:
        return {}
    most = {column: _width(rows, column, names, _WIDEST) for column in columns}
    for widest, heads in ((_WIDEST, True), (_NARROWEST, True), (_NARROWEST, False)):
        widths = {column: _width(rows, column, names, widest, heads=heads) for column in columns}
        left = room - _taken(widths)
        if left >= 0:
            widths = widened(widths, most, sum(widths.values()) + left)
            whole = {column: max(widths[column], len(names[column])) for column in columns}
            widths = whole if _taken(whole) <= ample else widths
            longest = {column: _width(rows, column, names, _LONGEST) for column in columns}
            return widened(widths, longest, max(sum(widths.values()), ample - GROUP_GAP * len(widths)))
    return None


def _taken(widths: Mapping[str, int]) -> int:
    """Characters that columns take with the gaps behind them."""
    return sum(GROUP_GAP + width for width in widths.values())


def _width(
    rows: Sequence[Line], column: str, names: Mapping[str, str], widest: int, *, heads: bool = True
) -> int:
    """Characters that a column takes: its longest cell, or less if that can be broken at blanks."""
    cells = [row.cells[column] for row in rows]
    head = head_width(names[column]) if heads else longest_word([names[column]])
    return max(head, longest_word(cells), min(max(map(len, cells)), widest))


def _values(row: Line, columns: Iterable[str]) -> tuple[str, ...]:
    return tuple(row.cells[column] for column in columns)
