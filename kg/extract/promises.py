"""Compares what a report promises on its face with what was extracted, so that no loss is silent.

Headings promise items, bullets and numbers promise one item each, the front page promises a section for
each area that it grades, and a title that mentions the board promises the board's part. Printed items that
were not extracted raise a doubt that names the page. So do items of an odd shape: one that is too long,
breaks off or comes twice is mostly two items, half an item or a heading.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kg.documents.bullets import SIGNS
from kg.documents.model import Block, Document
from kg.extract.facts import Inspection, Recommendation
from kg.extract.layouts import Layout
from kg.extract.patterns import compile_pattern, single_spaced
from kg.extract.plan import Outline, Placed
from kg.extract.recommendations import is_priority

_QUOTED = 60
_LONGEST_HEADING = 110
_SHORTEST_ITEM = 2
_LONGEST_NOTES = 700
"""Most words of the publisher's notes; the longest seen have some 500."""
_WITHOUT_SECTION = {"overall-effectiveness", "lscb-effectiveness"}
_CUT = re.compile(
    r"(?:,|(?<!;\s)\b(?:and|or|the|of|to|in|for|with|that|by|on|from|is|are|as|at|a))$", re.IGNORECASE
)
_LEADS_OVER = re.compile(r":$")
_SIGN = re.compile(rf"[{SIGNS}]")


def broken_promises(
    document: Document,
    layout: Layout,
    plan: Outline,
    items: Sequence[Recommendation],
    inspections: Sequence[Inspection],
) -> list[str]:
    """Promises of the report that the facts do not keep, each with its page.

    Args:
        document: the report.
        layout: its layout.
        plan: its outline.
        items: the recommendations that were extracted.
        inspections: the council's and, if any, the board's.
    """
    return [
        *_lists(document, layout, plan, items),
        *_unread_lists(document, layout, plan),
        *_sections(plan, inspections, graded=bool(layout.table) or layout.graded_sections),
        *_board(plan, inspections),
        *_left_out(document),
        *_signs(document),
        *_shapes(items, layout.longest_item),
    ]


def _lists(
    document: Document, layout: Layout, plan: Outline, items: Sequence[Recommendation]
) -> Iterator[str]:
    """Lists without an item, and text in a list after its first item that belongs to no item."""
    stretches: dict[int, list[Placed]] = {stretch: [] for stretch, _ in plan.lists}
    for place in plan.placed:
        if place.zone == "recommendations":
            stretches.setdefault(place.stretch, []).append(place)
    for stretch, heading in plan.lists:
        places = stretches[stretch]
        if not any(_taken(p.block, items) or _says_none(document, layout, p.block) for p in places):
            yield f"page {heading.page}: no item was found under {_quoted(document, heading)}."
    for places in stretches.values():
        begun = False
        for place in places:
            if _taken(place.block, items):
                begun = True
            elif begun and not _says_none(document, layout, place.block) and _claims(document, place, places):
                yield f"page {place.block.page}: {_quoted(document, place.block)} in a list is not an item."


def _unread_lists(document: Document, layout: Layout, plan: Outline) -> Iterator[str]:
    """Bullets under a heading that is worded like those of items but that the layout does not know."""
    if not layout.maybe_items:
        return
    known = [compile_pattern(zone.heading) for zone in layout.zones if zone.heading]
    running = [place for place in plan.placed if place.block.kind not in ("furniture", "footnote")]
    maybe = compile_pattern(layout.maybe_items)
    asides = [compile_pattern(zone.heading) for zone in layout.zones if zone.heading and zone.aside]
    broken_off = within = False
    last = ""
    for above, below in pairwise(running):
        text = single_spaced(document.quote(above.block.span))
        if above.zone == "heading" and any(heading.fullmatch(text.rstrip(" :.?!")) for heading in known):
            # a case study is between the parts of a list
            broken_off = last == "recommendations" and below.zone == "findings"
            # the end of one in a box is known
            aside = any(heading.fullmatch(text.rstrip(" :.?!")) for heading in asides)
            within = broken_off and aside and above.block.ruled is None
            continue
        last = above.zone if above.zone != "heading" else last
        if below.block.kind != "list-item":
            continue
        page, quoted = above.block.page, _quoted(document, above.block)
        if below.zone == "recommendations":
            if above.zone == "heading" and _is_of_another(below.group, text, maybe):
                yield f"page {page}: {quoted} stands among priority actions and may head another list."
        elif within and above.block.kind == "paragraph" and text.endswith("."):
            yield f"page {below.block.page}: bullets from {_quoted(document, below.block)} on are in no list."
        elif above.block.kind in ("heading", "paragraph") and not text.endswith((".", ";", ",")):
            spoken = maybe.search(text) or (broken_off and above.zone == "heading")
            if spoken and len(text) <= _LONGEST_HEADING:
                yield f"page {page}: bullets stand under {quoted}, which begins no list."


def _is_of_another(group: str | None, text: str, maybe: re.Pattern[str]) -> bool:
    """Whether a sub-heading among priority actions is worded like the heading of other items."""
    return is_priority(group) and bool(maybe.search(text)) and not is_priority(text)


def _says_none(document: Document, layout: Layout, block: Block) -> bool:
    text = single_spaced(document.quote(block.span))
    return bool(layout.no_items and compile_pattern(layout.no_items).match(text))


def _taken(block: Block, items: Sequence[Recommendation]) -> bool:
    return any(
        item.evidence.span.start <= block.span.start and block.span.end <= item.evidence.span.end
        for item in items
    )


def _claims(document: Document, place: Placed, places: Sequence[Placed]) -> bool:
    """Whether a block of a list may be an item: a bullet, a number, or a sentence after the first item."""
    if place.block.kind == "list-item" or place.block.number is not None:
        # a numbered line may name the topic of the bullets under it
        return place.block.kind == "list-item" or not any(p.block.kind == "list-item" for p in places)
    text = single_spaced(document.quote(place.block.span))
    return place.block.kind == "paragraph" and not _LEADS_OVER.search(text)


def _sections(plan: Outline, inspections: Sequence[Inspection], *, graded: bool) -> Iterator[str]:
    """Areas that the front page grades and that no section has in its heading."""
    headed = {section.area for section in plan.sections} | _WITHOUT_SECTION
    for judgement in (judgement for inspection in inspections for judgement in inspection.judgements):
        if graded and judgement.area not in headed and judgement.grade != "not-judged":
            yield (
                f"{judgement.area}: graded on page {judgement.evidence.page}, "
                "and no heading of a section names it."
            )


def _board(plan: Outline, inspections: Sequence[Inspection]) -> Iterator[str]:
    review = next((one for one in inspections if one.body == "lscb"), None)
    if review is not None and not any(place.part == "lscb" for place in plan.placed):
        page = review.judgements[0].evidence.page
        yield f"page {page}: the board is graded, and no heading opens its part."


def _left_out(document: Document) -> Iterator[str]:
    """Numbered paragraphs or long text in what was read as the publisher's notes."""
    notes = [block for block in document.blocks if block.kind == "furniture" and block.page > 2]
    words = sum(len(document.quote(block.span).split()) for block in notes)
    if words > _LONGEST_NOTES:
        pages = f"{notes[0].page} to {notes[-1].page}"
        yield f"pages {pages}: {words} words are left out as contents or the publisher's notes."


def _signs(document: Document) -> Iterator[str]:
    """Signs of list items inside a block: the item after such a sign was not split off."""
    for block in document.blocks:
        if block.kind == "furniture":
            continue
        for match in _SIGN.finditer(document.quote(block.span)):
            place = block.span.start + match.start()
            words = single_spaced(document.text[place + 1 : min(place + _QUOTED, block.span.end)])
            yield f"page {document.page_of(place)}: a bullet stands inside a line, before {words!r}."


def _shapes(items: Sequence[Recommendation], longest: int) -> Iterator[str]:
    """Items that are too long, break off, or come twice."""
    for item in items:
        words = len(item.text.split())
        place = f"page {item.evidence.page}: recommendation {item.number or item.sequence}"
        if words > longest:
            yield f"{place} has {words} words; it may be several."
        elif words < _SHORTEST_ITEM:
            yield f"{place} is a single word: {item.text!r}."
        if _CUT.search(item.text):
            yield f"{place} breaks off: {item.text[-_QUOTED:]!r}."
    counted = Counter((item.addressee, item.text) for item in items)
    for (_, text), times in counted.items():
        if times > 1:
            pages = ", ".join(str(item.evidence.page) for item in items if item.text == text)
            yield f"pages {pages}: a recommendation comes {times} times: {text[:_QUOTED]!r}."


def _quoted(document: Document, block: Block) -> str:
    return repr(single_spaced(document.quote(block.span))[:_QUOTED])
