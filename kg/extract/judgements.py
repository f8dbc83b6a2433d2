"""Graded judgements: the table on the front page, the sentence on overall effectiveness, the board's grade."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.documents.model import Document, Span
from kg.errors import UnknownValue
from kg.extract.facts import Evidence, Judgement
from kg.extract.layouts import Layout, front_text, grade_id, grade_pattern, values
from kg.extract.outline import Outline
from kg.extract.patterns import compile_pattern, fold

_NUMBER = r"\s*(?:[1-3](?:\.[12])?\.?\s+)?"
# a row ends with its line, or where the next row's number begins
_ROW_END = r"(?=\.?\s*(?:\n|$|[1-3](?:\.|\s)))"
_LABEL_FIRST = _NUMBER + r"LABEL[\s:.]+(?P<grade>GRADE)\b" + _ROW_END
_GRADE_FIRST = r"(?P<grade>GRADE)\s+" + _NUMBER + r"LABEL\b" + _ROW_END
_BLANK = re.compile(r"[\s.]*")


@dataclass(frozen=True, slots=True)
class Front:
    """The graded rows of a front page and the offset at which they end."""

    judgements: tuple[Judgement, ...]
    end: int


def front_table(document: Document, layout: Layout) -> Front:
    """Read the rows "area, grade" of the front page, in whatever order the cells come.

    Raises:
        UnknownValue: a row's label or grade is unknown.
    """
    text = front_text(document)
    start = 0
    if layout.table:
        header = compile_pattern(layout.table).search(text)
        if header is None:
            raise UnknownValue(f"{document.name}, page 1: the table of judgements was not found.")
        start = header.end()
    rows, end = _rows(document, layout, text, start, _LABEL_FIRST)
    turned, turned_end = _rows(document, layout, text, start, _GRADE_FIRST)
    if len(turned) > len(rows):
        rows, end = turned, turned_end
    if layout.table and not rows:
        raise UnknownValue(
            f"{document.name}, page 1: {fold(text[start : start + 80])!r} is no judgement area and grade that this version knows."
        )
    return Front(tuple(rows), end)


def _rows(document: Document, layout: Layout, text: str, start: int, form: str) -> tuple[list[Judgement], int]:
    """Rows from ``start`` (in a table) or from the first that is found, as long as they follow each other."""
    patterns = [
        (str(area["id"]), compile_pattern(form.replace("LABEL", f"(?:{area['printed']})"), grade=grade_pattern()))
        for area in values()["areas"][layout.areas]
    ]
    rows: list[Judgement] = []
    position = start
    for line in _line_starts(text, start):
        # a table goes on row by row; without one, rows are lines of their own anywhere on the page
        if layout.table and rows and line > position:
            break
        position = max(line, position)
        while row := _match_any(document, patterns, text, position):
            rows.append(row[0])
            position = _skip(text, row[1])
    return rows, position


def _line_starts(text: str, start: int) -> list[int]:
    return [start, *(match.end() for match in re.compile(r"\n").finditer(text, start))]


def _match_any(
    document: Document, patterns: list[tuple[str, re.Pattern[str]]], text: str, position: int
) -> tuple[Judgement, int] | None:
    for area, pattern in patterns:
        match = pattern.match(text, position)
        if match:
            return _judgement(document, area, match), match.end()
    return None


def _skip(text: str, position: int) -> int:
    match = _BLANK.match(text, position)
    return match.end() if match else position


def _judgement(document: Document, area: str, match: re.Match[str]) -> Judgement:
    page = document.page_of(match.start())
    printed = fold(match.group("grade"))
    return Judgement(
        area=area,
        grade=grade_id(printed, f"{document.name}, page {page}"),
        evidence=Evidence(page, Span(match.start(), match.end())),
        printed=printed,
    )


def sentence(document: Document, patterns: tuple[str, ...], area: str, limit: int | None = None) -> Judgement | None:
    """The first sentence that grades an area as a whole.

    Args:
        document: the report.
        patterns: forms of the sentence, with a group ``grade``.
        area: the area's id.
        limit: offset at which the search ends.
    """
    text = document.text if limit is None else document.text[:limit]
    for pattern in patterns:
        match = compile_pattern(pattern + r"\b", grade=grade_pattern()).search(text)
        if match:
            return _judgement(document, area, match)
    return None


def headed(document: Document, plan: Outline) -> tuple[Judgement, ...]:
    """Judgements that stand under the headings of sections alone; the first of each area."""
    found: dict[str, Judgement] = {}
    for section in plan.sections:
        if section.area is not None and section.grade is not None:
            found.setdefault(section.area, Judgement(section.area, section.grade, section.evidence, section.grade))
    return tuple(found.values())
