"""Tables for a terminal: fitted to its width, cards where the columns do not fit."""

from __future__ import annotations

import io
import os
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, TextIO

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from kg.queries.answer import Answer
from kg.queries.calls import call
from kg.render.arrangement import EVIDENCE_HEAD, NO_ROWS, Arrangement, arrange, unrepeated
from kg.render.beside import place_columns
from kg.render.cells import Line, lines, no_labels
from kg.render.columns import has_citation, main_columns
from kg.render.facts import INDENT, labelled, say, styled
from kg.render.groups import print_groups
from kg.render.joined import joined
from kg.render.sources import COUNCILS, Sources
from kg.render.words import Labels, heading

_PLAIN_WIDTH: Final = 100

_COMMAND: Final = re.compile(r": (kg (?:'[^']*'|[^'])+?)(?:\. (?=[A-Z])|$)")
"""A command at the end of a sentence; a name in quotation marks may have a full stop."""


class _RaisingConsole(Console):
    """A console that leaves a broken pipe to its caller."""

    def on_broken_pipe(self) -> None:
        """Raise, where rich would end the process."""
        raise BrokenPipeError


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
    seen = Console(file=handle)
    shown = handle.isatty()
    out = handle if shown else io.StringIO()
    console = _RaisingConsole(
        file=out,
        width=width or text_width(handle),
        # Given once: rich would ask the system for the terminal's size at each line.
        height=seen.height,
        highlight=False,
        soft_wrap=False,
        emoji=False,
        markup=False,
    )
    # Where documents are listed, those in other columns are in the list too, by number.
    listed = has_citation(answer.columns)
    rows = joined(answer, list(lines(answer, labels, places=not listed)))
    sources = Sources(rows, place_columns(answer.columns, answer.header.show) if listed else {})
    if paged and shown and len(rows) >= console.height // 2 and _has_pager():
        # Without these less prints colours as escapes, and stays open for what fits on the screen.
        os.environ.setdefault("LESS", "-RFX")
        with console.pager(styles=True):
            _print(console, answer, sources)
    else:
        _print(console, answer, sources)
    if isinstance(out, io.StringIO):
        handle.writelines(f"{line.rstrip()}\n" for line in out.getvalue().splitlines())


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


def _print(console: Console, answer: Answer, sources: Sources) -> None:
    rows = sources.placed()
    if rows:
        if answer.header.group:
            print_groups(console, answer, sources)
        else:
            _print_flat(console, answer, rows, sources)
        console.print()
        notes = [answer.size, *_wordless(answer, rows)]
    else:
        notes = ["No row was asked for; there are some."] if answer.more else [NO_ROWS, *answer.why]
    if answer.header.covers:
        notes.append(f"Covers: {answer.header.covers}")
    if answer.remark:
        notes.append(answer.remark)
    for note in notes:
        _print_note(console, note)


def _print_note(console: Console, note: str) -> None:
    """Print a note; if it is longer than a line, commands that end its sentences have their own."""
    if len(note) <= console.width:
        console.print(note, style="dim")
        return
    *commanded, rest = _COMMAND.split(note)
    for said, command in zip(commanded[::2], commanded[1::2], strict=True):
        console.print(f"{said}:", style="dim")
        # Broken by the terminal alone, so that it can be copied as one line.
        console.print(f"{' ' * INDENT}{command}", style="dim", soft_wrap=True)
    if rest:
        console.print(rest, style="dim")


def _print_flat(console: Console, answer: Answer, rows: Sequence[Line], sources: Sources) -> None:
    """Print all rows alike, and the documents that they cite."""
    columns = main_columns(answer)
    names = {column: heading(column, answer.header.columns) for column in columns}
    citations = [sources.cited(row) for row in rows] if has_citation(answer.columns) else []
    layout = arrange(columns, rows, console.width, names=names, citations=citations)
    if layout.common:
        shared = (labelled(names[column], cell) for column, cell in layout.common.items())
        console.print(" · ".join(shared), style="bold", end="\n\n")
    if layout.cards:
        _print_cards(console, names, tuple(layout.columns), rows, citations)
    else:
        _print_table(console, names, layout, rows, citations)
    if citations:
        sources.print(console)


def _wordless(answer: Answer, rows: Sequence[Line]) -> Iterator[str]:
    """What to do about rows of one council that cite a page of a report whose words are not in the store."""
    bare = any(row.link and not row.quote and row.cells.get("page") for row in rows)
    if not bare or "sentence" not in answer.columns:
        return
    councils = {row.cells[column] for row in rows for column in COUNCILS if row.cells.get(column)}
    if len(councils) == 1:
        fetch = call(["kg", "fetch", "--authority", councils.pop()])
        yield (
            "Words of reports do not ship; they stand on the pages named. "
            f"Fetch the reports to load them: {fetch}"
        )


def _print_table(
    console: Console,
    names: Mapping[str, str],
    layout: Arrangement,
    rows: Sequence[Line],
    citations: Sequence[str],
) -> None:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for column, width in layout.columns.items():
        filled = [row.cells[column] for row in rows if row.cells[column]]
        numeric = all(cell.removesuffix("%").replace(".", "", 1).isdecimal() for cell in filled)
        table.add_column(names[column], width=width, justify="right" if numeric else "left", overflow="fold")
    if layout.citation:
        table.add_column(EVIDENCE_HEAD, width=layout.citation, overflow="fold", style="dim")
    cells = [[row.cells[column] for column in layout.columns] for row in rows]
    for number, (row, told) in enumerate(zip(rows, unrepeated(cells, last=False), strict=True)):
        texts = [Text(cell) for cell in told]
        if layout.citation:
            texts.append(Text(citations[number], style=f"link {row.link}" if row.link else ""))
        table.add_row(*texts)
    console.print(table)


def _print_cards(
    console: Console,
    names: Mapping[str, str],
    columns: Sequence[str],
    rows: Sequence[Line],
    citations: Sequence[str],
) -> None:
    """Each row under the first cell that all rows have, in bold, with the rest and the evidence below."""
    head = next((column for column in columns if all(row.cells[column] for row in rows)), columns[0])
    others = [column for column in columns if column != head]
    for number, row in enumerate(rows):
        if number:
            console.print()
        if row.cells[head]:
            console.print(Text(row.cells[head], style="bold"))
        for fact in styled(row, others, names, console.width - INDENT):
            say(console, fact, INDENT)
        if citations and citations[number]:
            told = Text(citations[number], style="dim")
            say(console, told, INDENT)
