"""Tables for a terminal: fitted to its width, cards where the columns do not fit."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final, TextIO

from kg.queries.answer import Answer
from kg.render.cells import Labels, Line, has_citation, lines, main_columns, no_labels

if TYPE_CHECKING:
    from rich.console import Console

_NARROWEST: Final = 10
_CITATION: Final = 44
_PLAIN_WIDTH: Final = 100


def write_table(
    answer: Answer,
    handle: TextIO,
    *,
    labels: Labels = no_labels,
    width: int | None = None,
    paged: bool = False,
) -> None:
    """Print rows as a table, or as cards where the table would be wider than the terminal.

    Args:
        answer: the rows.
        handle: where to print; colours are used only if it is a terminal.
        labels: gives labels of things.
        width: columns of text; by default those of the terminal, else of ``COLUMNS``, else 100.
        paged: show what is longer than the terminal in the user's pager.
    """
    from rich.console import Console

    console = Console(
        file=handle,
        width=width or _width(handle),
        highlight=False,
        soft_wrap=False,
        emoji=False,
        markup=False,
    )
    rows = list(lines(answer, labels))
    columns = [column for column in main_columns(answer.columns) if any(row.cells[column] for row in rows)]
    cited = has_citation(answer.columns)
    if paged and handle.isatty() and len(rows) >= console.height // 2:
        # Without these less prints colours as escapes, and stays open for what fits on the screen.
        os.environ.setdefault("LESS", "-RFX")
        with console.pager(styles=True):
            _print(console, columns, rows, cited, answer.header.covers)
    else:
        _print(console, columns, rows, cited, answer.header.covers)


def _print(console: Console, columns: Sequence[str], rows: Sequence[Line], cited: bool, covers: str) -> None:
    if not rows:
        console.print("No rows.")
    elif _least(columns, rows, cited) <= console.width:
        _print_table(console, columns, rows, cited)
    else:
        _print_cards(console, columns, rows)
    if rows:
        console.print(f"{len(rows)} row{'' if len(rows) == 1 else 's'}", style="dim")
    if covers:
        console.print(f"Covers: {covers}", style="dim")


def _width(handle: TextIO) -> int:
    if handle.isatty():
        return shutil.get_terminal_size().columns
    columns = os.environ.get("COLUMNS", "")
    return int(columns) if columns.isdecimal() and int(columns) > 0 else _PLAIN_WIDTH


def _title(column: str) -> str:
    return column.replace("_", " ")


def _least(columns: Sequence[str], rows: Sequence[Line], cited: bool) -> int:
    """The least width at which each column stays legible: its longest word, at most ten letters or so."""
    needed = [
        max(
            min(_longest_word([_title(column)]), _NARROWEST),
            min(max(len(row.cells[column]) for row in rows), _NARROWEST),
            min(_longest_word(row.cells[column] for row in rows), 2 * _NARROWEST),
        )
        for column in columns
    ]
    return sum(needed) + (_CITATION if cited else 0) + 3 * (len(columns) + cited) + 1


def _longest_word(texts: Iterable[str]) -> int:
    return max((len(word) for text in texts for word in text.split()), default=0)


def _print_table(console: Console, columns: Sequence[str], rows: Sequence[Line], cited: bool) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for column in columns:
        numeric = all(row.cells[column].replace(".", "", 1).isdecimal() for row in rows if row.cells[column])
        table.add_column(_title(column), justify="right" if numeric else "left", overflow="fold")
    if cited:
        table.add_column("evidence", min_width=_CITATION, overflow="fold", style="dim")
    before: list[str] = []
    for row in rows:
        cells = [row.cells[column] for column in columns]
        shared = _shared(before, cells)
        texts = ["" if place < shared else cell for place, cell in enumerate(cells)]
        evidence = [Text(row.citation, style=f"link {row.link}" if row.link else "")] if cited else []
        table.add_row(*map(Text, texts), *evidence)
        before = cells
    console.print(table)


def _shared(before: Sequence[str], cells: Sequence[str]) -> int:
    """How many leading cells repeat the row above and need not be printed again; never all of them."""
    count = 0
    for above, below in zip(before, cells[:-1], strict=False):
        if above != below:
            break
        count += 1
    return count


def _print_cards(console: Console, columns: Sequence[str], rows: Sequence[Line]) -> None:
    from rich.padding import Padding
    from rich.text import Text

    names = max(map(len, columns), default=0)
    for number, row in enumerate(rows):
        if number:
            console.print()
        for column in columns:
            if row.cells[column]:
                heading = Text(_title(column).ljust(names) + "  ", style="bold")
                console.print(heading + Text(row.cells[column], style="not bold"), overflow="fold")
        if row.citation:
            console.print(Padding(Text(row.citation, style="dim"), (0, 0, 0, 2)))
