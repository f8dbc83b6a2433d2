"""Tables for a terminal: fitted to its width, cards where the columns do not fit."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, TextIO

from kg.queries.answer import Answer
from kg.render.cells import Labels, Line, lines, main_columns, no_labels
from kg.render.groups import print_groups
from kg.render.layout import Layout, lay_out, title

if TYPE_CHECKING:
    from rich.console import Console

_PLAIN_WIDTH: Final = 100


def write_table(
    answer: Answer,
    handle: TextIO,
    *,
    labels: Labels = no_labels,
    width: int | None = None,
    paged: bool = False,
) -> None:
    """Print rows as a table, or as cards where too few columns of a table would fit.

    Args:
        answer: the rows.
        handle: where to print; colours are used only if it is a terminal.
        labels: gives labels of things.
        width: columns of text; by default those of the terminal, else of ``COLUMNS``, else 100.
        paged: show what is longer than the terminal in the user's pager.
    """
    from rich.console import Console

    class Told(Console):
        """A console that leaves it to its caller what to do where nobody reads any more."""

        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

    console = Told(
        file=handle,
        width=width or text_width(handle),
        highlight=False,
        soft_wrap=False,
        emoji=False,
        markup=False,
    )
    rows = list(lines(answer, labels))
    if paged and handle.isatty() and len(rows) >= console.height // 2 and _has_pager():
        # Without these less prints colours as escapes, and stays open for what fits on the screen.
        os.environ.setdefault("LESS", "-RFX")
        with console.pager(styles=True):
            _print(console, answer, rows)
    else:
        _print(console, answer, rows)


def _has_pager() -> bool:
    """Whether the pager that the user names is there; where it is not, the rows would be lost in it."""
    named = (os.environ.get("MANPAGER") or os.environ.get("PAGER") or "").split()
    return not named or shutil.which(named[0]) is not None


def text_width(handle: TextIO) -> int:
    """Columns of text that fit: those of the terminal, else of ``COLUMNS``, else 100."""
    if handle.isatty():
        return shutil.get_terminal_size().columns
    columns = os.environ.get("COLUMNS", "")
    return int(columns) if columns.isdecimal() and int(columns) > 0 else _PLAIN_WIDTH


def _print(console: Console, answer: Answer, rows: Sequence[Line]) -> None:
    notes = []
    if rows:
        if answer.header.group:
            print_groups(console, answer, rows)
            notes.append(f"{_count(answer, rows)}; --format csv has all columns")
        else:
            notes.append(_print_flat(console, answer, rows))
    else:
        console.print("No rows.")
    if answer.header.covers:
        notes.append(f"Covers: {answer.header.covers}")
    if answer.remark:
        notes.append(answer.remark)
    for note in notes:
        console.print(note, style="dim")


def _print_flat(console: Console, answer: Answer, rows: Sequence[Line]) -> str:
    """Print all rows alike, and give the note that ends the table."""
    layout = lay_out(main_columns(answer), rows, console.width)
    if layout.common:
        shared = (f"{title(column)}: {cell}" for column, cell in layout.common.items())
        console.print(" · ".join(shared), style="bold", end="\n\n")
    if layout.cards:
        _print_cards(console, tuple(layout.columns), rows)
    else:
        _print_table(console, layout, rows)
    note = _count(answer, rows)
    if layout.left_out:
        left_out = ", ".join(map(title, layout.left_out))
        note += f"; left out for want of width: {left_out} (--format csv has all)"
    return note


def _count(answer: Answer, rows: Sequence[Line]) -> str:
    told = f"{len(rows)} row{'' if len(rows) == 1 else 's'}"
    return f"the first {told}; there may be more" if len(rows) == answer.first else told


def _print_table(console: Console, layout: Layout, rows: Sequence[Line]) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for column, width in layout.columns.items():
        numeric = all(row.cells[column].replace(".", "", 1).isdecimal() for row in rows if row.cells[column])
        table.add_column(title(column), width=width, justify="right" if numeric else "left", overflow="fold")
    if layout.citation:
        table.add_column("evidence", width=layout.citation, overflow="fold", style="dim")
    before: list[str] = []
    for row in rows:
        cells = [row.cells[column] for column in layout.columns]
        shared = _shared(before, cells)
        texts = [Text("" if place < shared else cell) for place, cell in enumerate(cells)]
        if layout.citation:
            texts.append(Text(row.citation, style=f"link {row.link}" if row.link else ""))
        table.add_row(*texts)
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
    from rich.table import Table
    from rich.text import Text

    for number, row in enumerate(rows):
        if number:
            console.print()
        card = Table.grid(padding=(0, 2, 0, 0))
        card.add_column(style="bold", no_wrap=True)
        card.add_column(overflow="fold")
        for column in columns:
            if row.cells[column]:
                card.add_row(title(column), Text(row.cells[column]))
        if row.citation:
            card.add_row("evidence", Text(row.citation, style="dim"))
        console.print(card)
