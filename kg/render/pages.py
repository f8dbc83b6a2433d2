"""Rows as Markdown and HTML, with labels and citations."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Final, TextIO

from kg.queries.answer import Answer
from kg.render.arrangement import EVIDENCE_HEAD, NO_ROWS
from kg.render.cells import Line, lines, no_labels
from kg.render.columns import has_citation, main_columns
from kg.render.joined import joined
from kg.render.words import Labels, heading, sentence_case

_MARKDOWN: Final = str.maketrans({char: f"\\{char}" for char in "\\`*_[]<>|#"} | {"\n": " ", "\r": " "})
_STYLE: Final = (
    "body{font-family:sans-serif;margin:2em;max-width:80em}"
    "table{border-collapse:collapse}"
    "th,td{text-align:left;vertical-align:top;padding:.3em .6em;border-bottom:1px solid #ccc}"
    "thead{display:table-header-group}tr{break-inside:avoid}"
    ".evidence{color:#444;font-size:90%}"
)


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
    heading = escape(answer.header.summary or answer.name)
    handle.write(
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{heading}</title>\n'
    )
    handle.write(f"<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{heading}</h1>\n")
    write_fragment(answer, handle, labels=labels)
    handle.write("</body>\n</html>\n")


def write_fragment(answer: Answer, handle: TextIO, *, labels: Labels = no_labels) -> None:
    """A table to put into a page or a notebook, and what it covers."""
    found = joined(answer, list(lines(answer, labels)))
    columns = _filled(main_columns(answer), found)
    cited = has_citation(answer.columns)
    heads = "".join(f"<th>{escape(heading(column, answer.header.columns))}</th>" for column in columns)
    handle.write(
        f"<table>\n<thead><tr>{heads}{f'<th>{EVIDENCE_HEAD}</th>' if cited else ''}</tr></thead>\n<tbody>\n"
    )
    for line in found:
        cells = "".join(f"<td>{escape(line.cells[column])}</td>" for column in columns)
        handle.write(f"<tr>{cells}{_evidence(line) if cited else ''}</tr>\n")
    handle.write("</tbody>\n</table>\n")
    if not found:
        handle.write("".join(f"<p>{escape(told)}</p>\n" for told in (NO_ROWS, *answer.why)))
    if answer.more:
        handle.write(f"<p>{escape(sentence_case(answer.size))}.</p>\n")
    if answer.header.covers:
        handle.write(f"<p>Covers: {escape(answer.header.covers)}</p>\n")
    if answer.remark:
        handle.write(f"<p>{escape(answer.remark)}</p>\n")


def _filled(columns: Sequence[str], rows: Sequence[Line]) -> Sequence[str]:
    """The columns that some row fills; all where there are no rows."""
    return [c for c in columns if any(row.cells[c] for row in rows)] or columns


def _evidence(line: Line) -> str:
    said = escape(line.citation)
    return (
        f'<td class="evidence">{f"""<a href="{escape(line.link)}">{said}</a>""" if line.link else said}</td>'
    )
