"""Recommendations and priority actions, word for word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, takewhile

from kg.documents.enumerated import BRACKETED
from kg.documents.model import Document, Span
from kg.extract.addressees import addressee
from kg.extract.facts import Evidence, Recommendation
from kg.extract.layouts import Layout, values
from kg.extract.patterns import compile_pattern, single_spaced
from kg.extract.plan import ADDRESSEE, Outline, Placed
from kg.extract.references import paragraphs_named
from kg.extract.rows import rows
from kg.extract.tags import split_tags

_PRIORITY = compile_pattern(
    "(?:areas? for )?priority (?:and|or|&) immediate.*"
    "|(?:(?:what|key|main|the|areas?|needs?|needing|for|of|requir(?:es|ing)|in|immediate|urgent) )*"
    "priority actions?.*"
    "|areas? (?:for|of|requiring) (?:immediate|urgent) action.*|immediate priority.*"
)
_ENUMERATOR = re.compile(r"\((?:[ivx]{1,4}|[a-h])\)\s")
_IN_CELL = re.compile(r"(?P<number>\d{1,2})[.)]\s+(?=[A-Z])")
"""A number before an item in a cell without an indent."""
_LEAST_BRACKETED = 2
MARK = "• "
"""Mark before each smaller bullet of an item."""
_TOPIC_END = re.compile(r"[.:;,]$")
_TOPIC = 90
_STATEMENT = 200
_LONG = 8
"""Number of words from which a line among items is not their topic, even without a full stop."""


@dataclass(frozen=True, slots=True)
class _Item:
    first: Placed
    rest: tuple[Placed, ...]
    above: str | None = None
    responsible: str | None = None
    maybe: Placed | None = None
    bracketed: bool = False

    @property
    def blocks(self) -> tuple[Placed, ...]:
        return (self.first, *self.rest)


def recommendations(
    document: Document, layout: Layout, plan: Outline
) -> tuple[tuple[Recommendation, ...], list[str]]:
    """All items of a report in printed order, and warnings about unknown tags."""
    found: list[Recommendation] = []
    warnings: list[str] = []
    inside = [place for place in plan.placed if place.zone in ("recommendations", ADDRESSEE)]
    for _, stretch in groupby(inside, key=lambda place: place.stretch):
        places = list(stretch)
        items = list(_items(document, layout, places))
        if layout.title:
            warnings += _left_over(document, layout, places, [item for item, _ in items])
            warnings += (_joined(document, item.maybe) for item, _ in items if item.maybe)
        for item, group in items:
            text = _text(document, layout, item)
            if layout.no_items and len(text) < _STATEMENT and compile_pattern(layout.no_items).match(text):
                continue
            text, tags, unknown = split_tags(text)
            for tag in unknown:
                warnings.append(
                    f"page {item.first.block.page}: the tag {tag!r} is not a tag of the National Framework."
                )
            number = BRACKETED.match(text) if item.bracketed else None
            number = _IN_CELL.match(text) if layout.items == "rows" else number
            text = text[number.end() :] if number else text
            role, named = layout.addressee or item.first.part, None
            if layout.addressee:
                role, named = addressee(text, item.above, item.responsible, layout.addressee)
            made = _recommendation(len(found) + 1, item, group, text, tags, role, _beside(item, places))
            found.append(
                replace(made, addressee_printed=named, number=number["number"] if number else made.number)
            )
    if layout.addressee and layout.verified and not inside:
        warnings.append("no heading of areas for improvement or priority action was found, and so no item.")
    return tuple(found), warnings


def _joined(document: Document, maybe: Placed) -> str:
    words = single_spaced(document.quote(maybe.block.span))
    return f"page {maybe.block.page}: {words[:60]!r} was read on with the item on the page before."


def _text(document: Document, layout: Layout, item: _Item) -> str:
    """The words of an item; if several bodies answer, a mark separates its smaller bullets."""
    marked = layout.addressee is not None
    parts = [document.quote(item.first.block.span)]
    for place in item.rest:
        mark = MARK if marked and place.block.kind == "list-item" else ""
        parts.append(mark + document.quote(place.block.span))
    return single_spaced(" ".join(parts))


def _beside(item: _Item, places: Sequence[Placed]) -> tuple[Span, ...]:
    """Text of the column beside an item that is between its parts, if a page ends within its row."""
    start, end = item.first.block.span.start, item.blocks[-1].block.span.end
    beside = (p.block.span for p in places if p.zone == ADDRESSEE)
    return tuple(span for span in beside if start < span.start and span.end < end)


def _left_over(
    document: Document, layout: Layout, places: Sequence[Placed], items: Sequence[_Item]
) -> list[str]:
    """A warning for each page with sentences of a list that belong to no item."""
    taken = {id(place.block) for item in items for place in item.blocks}
    lost: dict[int, int] = {}
    for place in places:
        text = single_spaced(document.quote(place.block.span))
        none = layout.no_items and compile_pattern(layout.no_items).match(text)
        long = len(text.split()) >= _LONG and not text.endswith(":")
        spoken = place.block.kind in ("paragraph", "list-item") and (text.endswith((".", ";")) or long)
        if id(place.block) not in taken and place.zone != ADDRESSEE and spoken and not none:
            lost[place.block.page] = lost.get(place.block.page, 0) + 1
    return [
        f"page {page}: {count} paragraph{'s' if count > 1 else ''} under a heading of items "
        f"{'are' if count > 1 else 'is'} no item; compare with the document."
        for page, count in sorted(lost.items())
    ]


def _recommendation(
    sequence: int,
    item: _Item,
    group: str | None,
    text: str,
    tags: tuple[str, ...],
    addressee: str,
    beside: tuple[Span, ...],
) -> Recommendation:
    block = item.first.block
    return Recommendation(
        sequence=sequence,
        kind="priority-action" if is_priority(group) else "recommendation",
        addressee=addressee,
        text=text,
        evidence=Evidence(
            block.page, Span(block.span.start, item.blocks[-1].block.span.end), block.number, beside
        ),
        number=block.number,
        timescale=_timescale(group),
        framework_tags=tags,
        group=group.rsplit(" / ", 1)[-1] if group else None,
        paragraphs=paragraphs_named(text),
    )


def is_priority(group: str | None) -> bool:
    """Whether items under a heading, and its sub-heading, if any, are priority actions."""
    return bool(group and _PRIORITY.match(_kind_heading(group)))


def _kind_heading(group: str) -> str:
    return group.split(" / ", 1)[0]


def _timescale(group: str | None) -> str | None:
    for timescale in values()["timescales"]:
        if group and compile_pattern(str(timescale["printed"])).fullmatch(_kind_heading(group).rstrip(" :.")):
            return str(timescale["id"])
    return None


def _items(
    document: Document, layout: Layout, places: Sequence[Placed]
) -> Iterator[tuple[_Item, str | None]]:
    numbered = [place for place in places if place.block.number is not None]
    bullets = [place for place in places if place.block.kind == "list-item"]
    if layout.items == "groups":
        places = [place for place in places if _timescale(place.group)]
        numbered = [place for place in places if place.block.number is not None]
        bullets = [place for place in places if place.block.kind == "list-item"]
    if layout.items == "rows":
        yield from _in_rows(document, layout, places)
        return
    if layout.priority_paragraphs:
        yield from _with_priority_paragraphs(document, layout, places)
        return
    if layout.items == "bullets-or-paragraphs" and not bullets:
        yield from ((_Item(place, ()), place.group) for place in places if _is_sentence(document, place))
        return
    topics = bool(numbered) and bool(bullets) and all(_is_topic(document, place) for place in numbered)
    by_number = bool(numbered) and not topics and layout.items == "numbers"
    yield from _gather(document, places, by_number, topics)


def _in_rows(
    document: Document, layout: Layout, places: Sequence[Placed]
) -> Iterator[tuple[_Item, str | None]]:
    for row in rows(document, layout, places):
        first, *rest = row.blocks
        responsible = " ".join(row.responsible) or None
        yield _Item(first, tuple(rest), responsible=responsible, maybe=row.maybe), first.group


def _with_priority_paragraphs(
    document: Document, layout: Layout, places: Sequence[Placed]
) -> Iterator[tuple[_Item, str | None]]:
    """Bullets, else rows of a table, numbers or letters; paragraphs under a heading of priority actions."""
    for group, members in groupby(places, key=lambda place: place.group):
        inside = list(members)
        bullets = any(place.block.kind == "list-item" for place in inside)
        ruled = [place for place in inside if place.block.ruled is not None]
        if layout.row_headers and ruled and not bullets:
            yield from _in_rows(document, layout, ruled)
            continue
        by_number = not bullets and any(place.block.number is not None for place in inside)
        priority = is_priority(group)
        if not bullets and not by_number:
            bracketed = list(_in_brackets(document, inside))
            if priority and not bracketed:
                sentences = [place for place in inside if _is_sentence(document, place)]
                bracketed = [_Item(place, (), bracketed=True) for place in sentences]
            yield from ((item, group) for item in bracketed)
            continue
        heading = group.rsplit(" / ", 1)[-1] if group and (" / " in group or not priority) else None
        leading = _leading_over(document, inside)
        for item, _ in _gather(document, inside, by_number, False):
            yield replace(item, above=leading.get(id(item.first)) or heading), group


def _in_brackets(document: Document, places: Sequence[Placed]) -> Iterator[_Item]:
    """Paragraphs that begin with a number or letter in brackets, each with the blocks after it."""
    begins = [n for n, place in enumerate(places) if BRACKETED.match(document.quote(place.block.span))]
    if len(begins) < _LEAST_BRACKETED:
        return
    for start, end in zip(begins, [*begins[1:], len(places)], strict=True):
        first, *below = places[start:end]
        rest = takewhile(lambda place: _goes_on(document, place), below)
        yield _Item(first, tuple(rest), bracketed=True)


def _goes_on(document: Document, place: Placed) -> bool:
    return place.block.kind == "list-item" or document.quote(place.block.span)[:1].islower()


def _leading_over(document: Document, places: Sequence[Placed]) -> dict[int, str]:
    """The line that introduces each item of a list, by the item's first block."""
    led: dict[int, str] = {}
    last = ""
    for place in places:
        text = single_spaced(document.quote(place.block.span))
        if place.block.kind == "list-item" or place.block.number is not None:
            led[id(place)] = last
        elif text.endswith(":"):
            last = text
    return led


def _is_sentence(document: Document, place: Placed) -> bool:
    return place.block.kind == "paragraph" and document.quote(place.block.span).rstrip().endswith(".")


def _is_topic(document: Document, place: Placed) -> bool:
    """Whether a numbered line only names the topic of the bullets under it."""
    text = single_spaced(document.quote(place.block.span))
    return len(text) <= _TOPIC and not _TOPIC_END.search(text)


def _gather(
    document: Document, places: Sequence[Placed], by_number: bool, topics: bool
) -> Iterator[tuple[_Item, str | None]]:
    first: Placed | None = None
    rest: list[Placed] = []
    group: str | None = None
    topic: str | None = None
    for place in places:
        block = place.block
        text = document.quote(block.span)
        if topics and block.number is not None:
            topic = single_spaced(text)
            continue
        begins = block.number is not None if by_number else block.kind == "list-item" and block.level == 1
        if begins:
            if first is not None:
                yield _Item(first, tuple(rest)), group
            first, rest, group = place, [], topic or place.group
        elif first is not None and (
            block.kind == "list-item" or text[:1].islower() or _ENUMERATOR.match(text)
        ):
            rest.append(place)
    if first is not None:
        yield _Item(first, tuple(rest)), group
