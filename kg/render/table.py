"""Tables for a terminal: fitted to its width, cards where the columns do not fit."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final, TextIO

from kg.queries.answer import Answer
from kg.render.cells import Line, has_citation, lines, main_columns, no_labels
from kg.render.groups import INDENT, facts, print_groups
from kg.render.layout import EVIDENCE_HEAD, NO_ROWS, Layout, lay_out, repeated
from kg.render.sources import Sources
from kg.render.words import Labels, heading

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

    seen = Console(file=handle)
    # Told once: rich would ask the system for size and kind of the terminal at each line.
    console = Told(
        file=handle,
        width=width or text_width(handle),
        height=seen.height,
        force_terminal=seen.is_terminal,
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
    if rows:
        if answer.header.group:
            print_groups(console, answer, rows)
        else:
            _print_flat(console, answer, rows)
        console.print()
        notes = [_count(answer, rows)]
    else:
        notes = [NO_ROWS, *answer.why]
    if answer.header.covers:
        notes.append(f"Covers: {answer.header.covers}")
    if answer.remark:
        notes.append(answer.remark)
    for note in notes:
        console.print(note, style="dim")


def _print_flat(console: Console, answer: Answer, rows: Sequence[Line]) -> None:
    """Print all rows alike, and the documents that they cite."""
    columns = main_columns(answer)
    names = {column: heading(column, answer.header.columns) for column in columns}
    sources = Sources(rows)
    citations = [sources.cited(row) for row in rows] if has_citation(answer.columns) else []
    layout = lay_out(columns, rows, console.width, names=names, citations=citations)
    if layout.common:
        shared = (f"{names[column]}: {cell}" for column, cell in layout.common.items())
        console.print(" · ".join(shared), style="bold", end="\n\n")
    if layout.cards:
        _print_cards(console, names, tuple(layout.columns), rows, citations)
    else:
        _print_table(console, names, layout, rows, citations)
    listed = list(sources) if citations else []
    if listed:
        console.print()
    for line in listed:
        console.print(line, style="dim")


def _count(answer: Answer, rows: Sequence[Line]) -> str:
    told = f"{len(rows)} row{'' if len(rows) == 1 else 's'}"
    return f"the first {told}; there may be more" if len(rows) == answer.first else told


def _print_table(
    console: Console,
    names: Mapping[str, str],
    layout: Layout,
    rows: Sequence[Line],
    citations: Sequence[str],
) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for column, width in layout.columns.items():
        filled = [row.cells[column] for row in rows if row.cells[column]]
        numeric = all(cell.removesuffix("%").replace(".", "", 1).isdecimal() for cell in filled)
        table.add_column(names[column], width=width, justify="right" if numeric else "left", overflow="fold")
    if layout.citation:
        table.add_column(EVIDENCE_HEAD, width=layout.citation, overflow="fold", style="dim")
    before: list[str] = []
    for number, row in enumerate(rows):
        cells = [row.cells[column] for column in layout.columns]
        shared = repeated(before, cells[:-1])
        texts = [Text("" if place < shared else cell) for place, cell in enumerate(cells)]
        if layout.citation:
            texts.append(Text(citations[number], style=f"link {row.link}" if row.link else ""))
        table.add_row(*texts)
        before = cells
    console.print(table)


def _print_cards(
    console: Console,
    names: Mapping[str, str],
    columns: Sequence[str],
    rows: Sequence[Line],
    citations: Sequence[str],
) -> None:
    """Each row under its first cell in bold: what else it says and the evidence below."""
    from rich.padding import Padding
    from rich.text import Text

    for number, row in enumerate(rows):
        if number:
            console.print()
        if row.cells[columns[0]]:
            console.print(Text(row.cells[columns[0]], style="bold"))
        for fact in facts(row, columns[1:], names):
            console.print(Padding(Text(fact), (0, 0, 0, INDENT)))
        if citations and citations[number]:
            console.print(Padding(Text(citations[number], style="dim"), (0, 0, 0, INDENT)))
