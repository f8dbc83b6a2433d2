"""A second reading of the front page from the rest of the document; disagreement is a warning.

Headings of sections repeat each grade, headings over the summary repeat the overall one, and running
footers repeat the authority's name and the days on site.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from kg.documents.model import Document
from kg.errors import UnknownValue
from kg.extract import authorities
from kg.extract.dates import parse_stays
from kg.extract.facts import Inspection, Judgement
from kg.extract.layouts import Layout, front_text, grade_id, grade_pattern
from kg.extract.patterns import compile_pattern, single_spaced
from kg.extract.plan import Outline

_DATES = re.compile(r"(?<![\d/–-])\d{1,2}(?=[\s/–-]).*\b\d{4}$")
"""Days at the end of a running line."""


def crosscheck(
    document: Document,
    layout: Layout,
    plan: Outline,
    code: str,
    inspections: tuple[Inspection, ...],
    authority_codes: Mapping[str, str] | None = None,
) -> list[str]:
    """Compare the front page with what the rest repeats; each warning gives both values."""
    graded = {j.area: j for inspection in inspections for j in inspection.judgements}
    return [
        *_section_grades(plan, graded),
        *_overall(document, layout, graded),
        *_running(document, layout, code, inspections[0], authority_codes),
    ]


def _section_grades(plan: Outline, graded: dict[str, Judgement]) -> list[str]:
    warnings = []
    for section in plan.sections:
        front = graded.get(section.area or "")
        if front and section.grade and section.grade != front.grade:
            warnings.append(
                f"{front.area}: {front.grade} on page {front.evidence.page}, "
                f"{section.grade} in the heading on page {section.evidence.page}."
            )
    return warnings


def _overall(document: Document, layout: Layout, graded: dict[str, Judgement]) -> list[str]:
    front = graded.get("overall-effectiveness")
    if front is None:
        return []
    warnings = []
    end = len(front_text(document))
    for block in document.blocks:
        if block.kind != "heading" or block.span.start < end:
            continue
        text = single_spaced(document.quote(block.span))
        for pattern in layout.overall:
            match = compile_pattern(pattern + r"\b", grade=grade_pattern()).match(text)
            if match:
                grade = grade_id(match.group("grade"), f"{document.name}, page {block.page}")
                if grade != front.grade:
                    warnings.append(
                        f"overall-effectiveness: {front.grade} on page {front.evidence.page}, "
                        f"{grade} in the heading on page {block.page}."
                    )
                break
    return warnings


def _running(
    document: Document,
    layout: Layout,
    code: str,
    inspection: Inspection,
    authority_codes: Mapping[str, str] | None,
) -> list[str]:
    warnings = []
    for line in document.running:
        named = next((m for p in layout.authority if (m := compile_pattern(p).search(line))), None)
        if named:
            warnings += _named(named.group("name"), code, authority_codes)
        days = _DATES.search(line)
        if days:
            warnings += _dated(days.group(), inspection)
    return warnings


def _named(name: str, code: str, authority_codes: Mapping[str, str] | None) -> list[str]:
    try:
        other = authorities.resolve(name, authority_codes)
    except UnknownValue:
        return [f"running footers name {name!r}, which is not a known authority."]
    return [] if other == code else [f"authority {code} on page 1, {other} ({name}) in running footers."]


def _dated(line: str, inspection: Inspection) -> list[str]:
    try:
        stays = parse_stays(line, "running footer")
    except UnknownValue:
        return []
    days = inspection.fieldwork
    bounds = min(stay.earliest for stay in stays), max(stay.latest for stay in stays)
    if bounds == (days.earliest, days.latest):
        return []
    if bounds[0] == bounds[1] and bounds[0] > days.latest:
        # a single day after those on site is the date of the letter
        return []
    return [
        f"on site {days.earliest.isoformat()} to {days.latest.isoformat()} on page 1, "
        f"{bounds[0].isoformat()} to {bounds[1].isoformat()} in running footers ({line})."
    ]
