"""Every sentence of a report's body, with its place; the classifier labels what it says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from kg.documents.model import Document, Span
from kg.extract.facts import Evidence, Mention, Recommendation
from kg.extract.patterns import compile_pattern, single_spaced
from kg.extract.plan import Outline, Placed
from kg.extract.references import is_reference
from kg.extract.rows import FINISHED
from kg.extract.sentences import sentences

_FORMS = {
    "summary": "summary",
    "front-summary": "summary",
    "progress": "progress",
    "children": "summary",
}
_TAG = re.compile(
    r"[(\[]\s*(?:recommendations?|priority actions?|areas? for improvement"
    r"|[^()\[\]]{0,60}\b(?:outcome|enabler|principle|national framework)\b[^()\[\]]{0,60})[\d\s.]*[)\]]\.?",
    re.IGNORECASE,
)
"""Text that refers to an item or to the National Framework and says nothing by itself."""

_SPOKEN = {"front-summary", "summary", "recommendations", "strengths", "progress", "children", "findings"}


def mentions(
    document: Document, plan: Outline, items: Sequence[Recommendation], notes: str | None = None
) -> tuple[Mention, ...]:
    """The sentences of paragraphs and list items, in reading order.

    Headings, tables, footnotes, statistics about the area and notes on the inspection are omitted.

    Args:
        document: the report.
        plan: the place of each block.
        items: the recommendations.
        notes: pattern of whole sentences that say how to read the text, which are omitted too.
    """
    runs: list[tuple[list[Placed], Recommendation | None]] = []
    for place in plan.placed:
        if place.zone not in _SPOKEN or place.block.kind not in ("paragraph", "list-item"):
            continue
        item = _item(place, items)
        if runs and item is not None and runs[-1][1] is item and _goes_on(document, runs[-1][0][-1], place):
            runs[-1][0].append(place)
        else:
            runs.append(([place], item))
    said = (one for places, item in runs for one in _of_run(document, places, item))
    noted = compile_pattern(notes) if notes else None
    return tuple(one for one in said if not (noted and noted.fullmatch(one.text.rstrip(" ."))))


def _goes_on(document: Document, last: Placed, place: Placed) -> bool:
    """Whether a ruled row that the end of a page cuts within a sentence continues with a block."""
    in_row = last.block.ruled is not None and place.block.ruled is not None
    overleaf = place.block.page != last.block.page and place.block.kind == "paragraph"
    return in_row and overleaf and not FINISHED.search(document.quote(last.block.span).rstrip())


def _item(place: Placed, items: Sequence[Recommendation]) -> Recommendation | None:
    span = place.block.span
    for item in items:
        if item.evidence.span.start <= span.start and span.end <= item.evidence.span.end:
            return item
    return None


def _of_run(document: Document, places: Sequence[Placed], item: Recommendation | None) -> list[Mention]:
    """The sentences of a block, with its continuation in its row on the next page."""
    place = places[0]
    block = place.block
    text = "\n".join(document.quote(place.block.span) for place in places)
    key = f"{block.number}@{block.span.start}" if block.number else f"@{block.span.start}"
    form = (
        item.kind
        if item
        else _FORMS.get(place.zone, "list-item" if block.kind == "list-item" else "paragraph")
    )
    spans = sentences(text)
    if place.zone == "recommendations" and item is None and not text.rstrip().endswith((".", "”", "’", "?")):
        # its last words name the topic of items, or introduce them
        spans = spans[:-1]
    out = []
    for span in spans:
        said = text[span.start : span.end]
        if _TAG.fullmatch(said) or is_reference(said):
            continue
        whole, left_out = _printed(places, span)
        evidence = Evidence(document.page_of(whole.start), whole, block.number, left_out)
        out.append(
            Mention(
                text=single_spaced(text[span.start : span.end]),
                form=form,
                evidence=evidence,
                block=key,
                section=place.section,
                recommendation=item.sequence if item else None,
                part=place.part,
                leaning=place.leaning,
            )
        )
    return out


def _printed(places: Sequence[Placed], span: Span) -> tuple[Span, tuple[Span, ...]]:
    """Position in the document of a span of blocks set line by line, and the text between its parts."""
    parts = []
    offset = 0
    for place in places:
        block = place.block.span
        length = block.end - block.start
        start, end = max(span.start, offset), min(span.end, offset + length)
        if start < end:
            parts.append(Span(block.start + start - offset, block.start + end - offset))
        offset += length + 1
    between = (Span(a.end, b.start) for a, b in pairwise(parts))
    return Span(parts[0].start, parts[-1].end), tuple(between)
