"""Every sentence of a report's body, with its place; the classifier labels what it says."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.documents.model import Document, Span
from kg.extract.facts import Evidence, Mention, Recommendation
from kg.extract.patterns import single_spaced
from kg.extract.plan import Outline, Placed
from kg.extract.sentences import sentences

_FORMS = {
    "summary": "summary",
    "front-summary": "summary",
    "progress": "progress",
    "children": "summary",
}
_TAG = re.compile(
    r"[(\[]\s*(?:recommendations?|priority actions?|areas? for improvement|paragraphs? [\d, and–-]+"
    r"|[^()\[\]]{0,60}\b(?:outcome|enabler|principle|national framework)\b[^()\[\]]{0,60})[\d\s.]*[)\]]\.?",
    re.IGNORECASE,
)
"""What refers to an item or to the National Framework and says nothing by itself."""

_SPOKEN = {"front-summary", "summary", "recommendations", "strengths", "progress", "children", "findings"}


def mentions(document: Document, plan: Outline, items: Sequence[Recommendation]) -> tuple[Mention, ...]:
    """The sentences of paragraphs and list items, in reading order.

    Headings, tables, footnotes, statistics on the area and notes on the inspection are left out.
    """
    found: list[Mention] = []
    for place in plan.placed:
        if place.zone not in _SPOKEN or place.block.kind not in ("paragraph", "list-item"):
            continue
        found.extend(_of_block(document, place, _item(place, items)))
    return tuple(found)


def _item(place: Placed, items: Sequence[Recommendation]) -> Recommendation | None:
    span = place.block.span
    for item in items:
        if item.evidence.span.start <= span.start and span.end <= item.evidence.span.end:
            return item
    return None


def _of_block(document: Document, place: Placed, item: Recommendation | None) -> list[Mention]:
    block = place.block
    text = document.quote(block.span)
    key = f"{block.number}@{block.span.start}" if block.number else f"@{block.span.start}"
    form = (
        item.kind
        if item
        else _FORMS.get(place.zone, "list-item" if block.kind == "list-item" else "paragraph")
    )
    spans = sentences(text)
    if place.zone == "recommendations" and item is None and not text.rstrip().endswith((".", "”", "’", "?")):
        # its last words name the topic of items, or lead over to them
        spans = spans[:-1]
    out = []
    for span in spans:
        if _TAG.fullmatch(text[span.start : span.end]):
            continue
        whole = Span(block.span.start + span.start, block.span.start + span.end)
        evidence = Evidence(document.page_of(whole.start), whole, block.number)
        out.append(
            Mention(
                text=single_spaced(document.quote(whole)),
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
