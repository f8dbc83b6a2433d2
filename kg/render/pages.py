"""Rows as Markdown and HTML, with labels and citations."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final, TextIO

from kg.queries.answer import Answer
from kg.render.arrangement import EVIDENCE_HEAD, NO_ROWS
from kg.render.cells import Line, lines, no_labels
from kg.render.columns import has_citation, main_columns
from kg.render.joined import joined
from kg.render.templates import templates
from kg.render.words import Labels, heading, sentence_case

_MARKDOWN: Final = str.maketrans({char: f"\\{char}" for char in "\\`*_[]<>|#"} | {"\n": " ", "\r": " "})

_PARTS: Final = 1_000
"""Pieces of a page that are written at once."""


def write_markdown(answer: Answer, handle: TextIO, *, labels: Labels = no_labels) -> None:
    """A pipe table."""
    rows = joined(answer, list(lines(answer, labels)))
    columns = _filled(main_columns(answer), rows)
    cited = has_citation(answer.columns)
    titles = [heading(column, answer.header.columns) for column in columns] + [EVIDENCE_HEAD] * cited
    handle.write("| " + " | ".join(titles) + " |\n")
    handle.write("|" + " --- |" * len(titles) + "\n")
    for line in rows:
        cells = [line.cells[column].translate(_MARKDOWN) for column in columns]
        if cited:
            said = line.citation.translate(_MARKDOWN)
            cells.append(f"[{said}](<{line.link}>)" if line.link and "<" not in line.link else said)
        handle.write("| " + " | ".join(cells) + " |\n")
    if not rows:
        handle.write("".join(f"\n{told.translate(_MARKDOWN)}\n" for told in (NO_ROWS, *answer.why)))
    if answer.more:
        handle.write(f"\n{sentence_case(answer.size)}.\n")
    if answer.header.covers:
        handle.write(f"\nCovers: {answer.header.covers.translate(_MARKDOWN)}\n")
    if answer.remark:
        handle.write(f"\n{answer.remark.translate(_MARKDOWN)}\n")


def write_html(answer: Answer, handle: TextIO, *, labels: Labels = no_labels) -> None:
    """A page of its own with one table; prints well."""
    _write("page.html.j2", answer, handle, labels)


def write_fragment(answer: Answer, handle: TextIO, *, labels: Labels = no_labels) -> None:
    """A table to put into a page or a notebook, and what it covers."""
    _write("rows.html.j2", answer, handle, labels)


def _write(template: str, answer: Answer, handle: TextIO, labels: Labels) -> None:
    rows = joined(answer, list(lines(answer, labels)))
    columns = _filled(main_columns(answer), rows)
    cited = has_citation(answer.columns)
    notes = [] if rows else [NO_ROWS, *answer.why]
    if answer.more:
        notes.append(f"{sentence_case(answer.size)}.")
    if answer.header.covers:
        notes.append(f"Covers: {answer.header.covers}")
    if answer.remark:
        notes.append(answer.remark)
    page = templates(Path(__file__).parent).get_template(template)
    parts = page.stream(
        title=answer.header.summary or answer.name,
        heads=[heading(c, answer.header.columns) for c in columns] + [EVIDENCE_HEAD] * cited,
        columns=columns,
        rows=rows,
        cited=cited,
        notes=notes,
    )
    parts.enable_buffering(_PARTS)
    handle.writelines(parts)


def _filled(columns: Sequence[str], rows: Sequence[Line]) -> Sequence[str]:
    """The columns that some row fills; all where there are no rows."""
    return [c for c in columns if any(row.cells[c] for row in rows)] or columns
