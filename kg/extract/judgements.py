"""Graded judgements: front-page table, sentence on overall effectiveness, the board's grade."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from kg.documents.model import Document, Span
from kg.errors import UnknownValue
from kg.extract.facts import Evidence, Judgement
from kg.extract.layouts import Layout, front_pages, front_text, grade_id, grade_pattern, values
from kg.extract.patterns import compile_pattern, single_spaced
from kg.extract.plan import Outline
from kg.extract.sentences import sentences

_NUMBER = r"\s*(?:[1-3](?:\.[12])?\.?\s+)?"
# a row ends with its line, or at the next row's number
_ROW_END = r"(?=\.?\s*(?:\n|$|[1-3](?:\.|\s)))"
_LABEL_FIRST = _NUMBER + r"LABEL[\s:.]+(?P<grade>GRADE)\b" + _ROW_END
_GRADE_FIRST = r"(?P<grade>GRADE)\s+" + _NUMBER + r"LABEL\b" + _ROW_END
_BLANK = re.compile(r"[\s.]*")
_WORD = re.compile(r"\S+")
_LONGEST_ROW = 16
"""Words of the longest row: number, label and grade."""


@dataclass(frozen=True, slots=True)
class Front:
    """The graded rows of a front page, the offset at which they end, and the other text of their table."""

    judgements: tuple[Judgement, ...]
    end: int
    unread: str = ""


def front_table(document: Document, layout: Layout) -> Front:
    """Read the rows "area, grade" of the front page, in whatever order the cells come.

    A letter has a title instead. A table with a header is read row by row; without one, rows are
    separate lines anywhere on the front page, or on the next one if the table continues there.

    Raises:
        UnknownValue: a table has a header but no known row.
    """
    text = front_pages(document)
    if layout.title:
        title = compile_pattern(layout.title).search(text)
        return Front((), title.end() if title else 0)
    header = compile_pattern(layout.table).search(front_text(document)) if layout.table else None
    start = header.end() if header else 0
    found = [
        _rows(document, layout, text, start, form, in_table=header is not None)
        for form in (_LABEL_FIRST, _GRADE_FIRST)
    ]
    best = max(found, key=lambda front: len(front.judgements))
    if header and not best.judgements:
        raise UnknownValue(
            f"{document.name}, page 1: {single_spaced(text[start : start + 80])!r} is not a judgement "
            "area and grade that this version knows."
        )
    if header is None:
        return _interleaved(document, layout, text, best)
    tables = [
        block.span.end for block in document.blocks if block.kind == "table" and block.span.start < best.end
    ]
    return replace(best, unread=single_spaced(text[best.end : max(tables, default=best.end)]))


def _rows(document: Document, layout: Layout, text: str, start: int, form: str, *, in_table: bool) -> Front:
    patterns = _patterns(layout.areas, form)
    rows: dict[str, Judgement] = {}
    position = end = start
    for line in [start, *(match.end() for match in re.compile(r"\n").finditer(text, start))]:
        if in_table and rows and line > position:
            break
        position = max(line, position)
        while row := _match_any(document, patterns, text, position):
            if row[0].area in rows:
                break
            rows[row[0].area] = row[0]
            position = end = _skip(text, row[1])
    return Front(tuple(rows.values()), end)


@cache
def _patterns(areas: str, form: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (
            str(area["id"]),
            compile_pattern(form.replace("LABEL", f"(?:{area['printed']})"), grade=grade_pattern()),
        )
        for area in values()["areas"][areas]
    )


def _match_any(
    document: Document, patterns: Sequence[tuple[str, re.Pattern[str]]], text: str, position: int
) -> tuple[Judgement, int] | None:
    for area, pattern in patterns:
        match = pattern.match(text, position)
        if match:
            return _judgement(
                document, area, single_spaced(match.group("grade")), match.start(), match.end()
            ), match.end()
    return None


def _skip(text: str, position: int) -> int:
    match = _BLANK.match(text, position)
    return match.end() if match else position


def _interleaved(document: Document, layout: Layout, text: str, front: Front) -> Front:
    """Add rows whose label and grade are interleaved, as in narrow cells of several lines."""
    rows = {judgement.area: judgement for judgement in front.judgements}
    for area in values()["areas"][layout.areas]:
        if str(area["id"]) in rows:
            continue
        for label in area.get("words", ()):
            found = _shuffled(text, label.split())
            if found is not None:
                rows[str(area["id"])] = _judgement(document, str(area["id"]), *found)
                break
    return Front(tuple(rows.values()), front.end)


def _shuffled(text: str, label: Sequence[str]) -> tuple[str, int, int] | None:
    """The grade and the span of the first run of words made of a label and a grade, each in its order."""
    words = list(_WORD.finditer(text))
    grade = compile_pattern("(?:GRADE)\\.?", grade=grade_pattern())
    for first in range(len(words)):
        for rest, end in _without(words[first : first + _LONGEST_ROW], label):
            printed = " ".join(rest)
            if rest and grade.fullmatch(printed):
                return printed.rstrip("."), words[first].start(), words[first + end - 1].end()
    return None


def _without(words: Sequence[re.Match[str]], label: Sequence[str]) -> Iterator[tuple[list[str], int]]:
    """The rest of each beginning of ``words`` after the label's words are removed in their order."""
    rest: list[str] = []
    taken = 0
    for position, word in enumerate(words, start=1):
        bare = word.group().lower()
        if taken < len(label) and bare == label[taken]:
            taken += 1
        else:
            rest.append(word.group())
        if taken == len(label):
            yield rest, position


def _judgement(document: Document, area: str, printed: str, start: int, end: int) -> Judgement:
    page = document.page_of(start)
    place = f"{document.name}, page {page}"
    return Judgement(area, grade_id(printed, place), Evidence(page, Span(start, end)), single_spaced(printed))


def sentence(document: Document, patterns: tuple[str, ...], area: str, text: str) -> Judgement | None:
    """The first sentence that grades an area as a whole.

    Args:
        document: the report.
        patterns: forms of the sentence, with a group ``grade``.
        area: the area's id.
        text: the beginning of the document's text that is searched.
    """
    for pattern in patterns:
        match = compile_pattern(pattern + r"\b", grade=grade_pattern()).search(text)
        if match:
            return _judgement(document, area, match.group("grade"), match.start(), match.end())
    return None


def outcome(document: Document, layout: Layout) -> tuple[Judgement | None, list[str]]:
    """The overall grade of a report, and a doubt if its front page also names another one.

    Sentences that name a grade without giving it (``overall_not``) only count if no other sentence names one.
    """
    text = front_text(document)
    if layout.overall_not is None:
        return sentence(document, layout.overall, layout.overall_area, text), []
    aside = compile_pattern(layout.overall_not)
    named = [
        (_judgement(document, layout.overall_area, match.group("grade"), match.start(), match.end()), place)
        for place in _sentences(document, len(text))
        for pattern in layout.overall
        for match in compile_pattern(pattern + r"\b", grade=grade_pattern()).finditer(
            text, place.start, place.end
        )
    ]
    given = [one for one, place in named if not aside.search(text, place.start, place.end)]
    found = [*given, *(one for one, _ in named)]
    others = sorted({one.grade for one in found} - {found[0].grade} if found else ())
    doubts = [
        f"page {found[0].evidence.page}: the outcome is read as {found[0].grade}, and {other} is also named; "
        "compare with the document."
        for other in others
    ]
    return (found[0] if found else None), doubts


def _sentences(document: Document, end: int) -> Iterator[Span]:
    for block in document.blocks:
        if block.span.end <= end and block.kind not in ("furniture", "footnote"):
            for place in sentences(document.quote(block.span)):
                yield Span(block.span.start + place.start, block.span.start + place.end)


def headed(plan: Outline) -> dict[str, Judgement]:
    """Judgements by area as the headings of sections give them; the first of each area."""
    found: dict[str, Judgement] = {}
    for section in plan.sections:
        if section.area is not None and section.grade is not None:
            found.setdefault(
                section.area,
                Judgement(
                    section.area,
                    section.grade,
                    section.graded or section.evidence,
                    section.printed or section.heading,
                ),
            )
    return found
