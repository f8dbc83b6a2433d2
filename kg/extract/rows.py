"""Items in ruled boxes and tables, one a row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from kg.documents.model import Document
from kg.extract.layouts import Layout, values
from kg.extract.patterns import compile_pattern, single_spaced
from kg.extract.plan import ADDRESSEE, TABLE_ROWS, Placed

_NUMBER = re.compile(r"\(?\d{1,2}[.):]?")
"""Text in a column of numbers beside the items."""
FINISHED = re.compile(r"[.!?;:][”’\"')\]]*$")
"""The end of text that has no continuation."""
_JOINS = re.compile(r"(?:[,&/]|\b(?:and|of|the|for|with))$", re.IGNORECASE)
"""The end of a list of bodies that continues."""


@dataclass(slots=True)
class Row:
    """One item: its blocks, who is responsible according to its row, and what may be a separate row."""

    blocks: list[Placed]
    responsible: list[str] = field(default_factory=list)
    maybe: Placed | None = None

    def text(self, document: Document) -> str:
        """Its words."""
        return single_spaced(" ".join(document.quote(place.block.span) for place in self.blocks))


def rows(document: Document, layout: Layout, places: Sequence[Placed]) -> Iterator[Row]:
    """The items of one list in their order.

    A row is an item with everything in it; outside ruled rows each paragraph is an item, with its bullets. A
    row that is cut by the end of a page continues at the top of the next page if its text does not end a
    sentence or introduces a list, if the text on the next page refers back or continues a list, or if no cell
    beside that text names who is responsible.

    Args:
        document: the report.
        layout: its layout.
        places: the blocks of the list, including those that name the responsible bodies.
    """
    current: Row | None = None
    responsible: list[str] = []
    unended = _unended(document, places)
    numbered = named = False
    for number, place in enumerate(places):
        text = single_spaced(document.quote(place.block.span))
        if layout.row_headers and compile_pattern(layout.row_headers).fullmatch(text.rstrip(" :.")):
            continue
        if place.zone == ADDRESSEE and _NUMBER.fullmatch(text):
            numbered = True
            continue
        if place.zone == ADDRESSEE:
            below = next((one for one in places[number:] if one.zone != ADDRESSEE), None)
            cut = current is not None and _cut(document, current, place, unended)
            if current is not None and (cut or _lists_on(current, below)):
                before = current.responsible[-1] if current.responsible else ""
                named = text[:1].isupper() and not _JOINS.search(before)
                current.responsible.append(text)
            else:
                responsible.append(text)
                if current is not None:
                    yield current
                    current = None
            continue
        if current is not None and not numbered and not _begins(document, current, place, text, unended):
            if place.block.page != current.blocks[-1].block.page and _may_begin(
                document, current, place, text, named
            ):
                current.maybe = place
            current.blocks.append(place)
            continue
        if current is not None:
            yield current
        current, responsible, numbered, named = Row([place], responsible), [], False, False
    if current is not None:
        yield current


def _unended(document: Document, places: Sequence[Placed]) -> bool:
    """Whether rows of a list end without a full stop: one that is above another row on its page does."""
    items = [place for place in places if place.zone != ADDRESSEE and place.block.ruled is not None]
    return any(
        one.block.page == next_one.block.page
        and one.block.ruled[:1] != next_one.block.ruled[:1]
        and not FINISHED.search(document.quote(one.block.span).rstrip())
        for one, next_one in pairwise(items)
        if one.block.ruled is not None and next_one.block.ruled is not None
    )


def _begins(document: Document, current: Row, place: Placed, text: str, unended: bool) -> bool:
    block, last = place.block, current.blocks[-1].block
    first = current.blocks[0].block
    if block.number is not None:
        return True
    if block.page != last.page and _beside_nobody(current, place):
        return False
    if block.page != last.page:
        if block.kind == "list-item":
            return first.kind == "list-item" and block.level <= first.level
        refers_back = compile_pattern(rf"(?:{values()['refers_back']})\b").match(text)
        return not (_cut(document, current, place, unended) or text[:1].islower() or refers_back)
    if block.ruled is not None and last.ruled is not None:
        return block.ruled[0] != last.ruled[0] and not _overflows(block.ruled, last.ruled, block.kind)
    if block.kind == "list-item":
        return first.kind == "list-item" and block.level <= first.level
    return not (text[:1].islower() or (last is first and current.text(document).endswith(":")))


def _may_begin(document: Document, current: Row, place: Placed, text: str, named: bool) -> bool:
    """Whether text that continues a row on the next page may begin one, as no list or empty cell joins them.

    It may if the cell beside it names bodies again.
    """
    listed = current.blocks[-1].block.kind == "list-item" or current.text(document).endswith(":")
    return text[:1].isupper() and not (listed or (_beside_nobody(current, place) and not named))


def _overflows(row: tuple[int, int, int], last: tuple[int, int, int], kind: str) -> bool:
    """Whether bullets are in a cell before which a table of running lines ends."""
    return kind == "list-item" and row[0] < TABLE_ROWS <= last[0]


def _beside_nobody(current: Row, place: Placed) -> bool:
    """Whether a cell at the top of a page is beside an empty one, if the row before names bodies."""
    first, ruled = current.blocks[0].block.ruled, place.block.ruled
    return bool(current.responsible and first and ruled and first[2] == ruled[2] == ruled[1] > 1)


def _lists_on(current: Row, below: Placed | None) -> bool:
    """Whether a row whose list is cut by the end of a page continues with an item of that list."""
    if below is None or below.block.page == current.blocks[-1].block.page:
        return False
    kinds = (current.blocks[0].block.kind, current.blocks[-1].block.kind, below.block.kind)
    return kinds == ("paragraph", "list-item", "list-item")


def _cut(document: Document, current: Row, place: Placed, unended: bool) -> bool:
    """Whether a row is cut by the end of the page before a place.

    If rows end without a full stop, a missing one before a capital letter does not mean that a row is cut.
    """
    if place.block.page == current.blocks[-1].block.page:
        return False
    text = current.text(document)
    if current.blocks[-1].block.kind == "list-item" and place.block.kind == "paragraph":
        # it is not the second line of the item, and items of a list may end without a full stop
        text = text.rstrip(".") + "."
    named = bool(current.responsible) and _JOINS.search(current.responsible[-1]) is not None
    begins = unended and document.quote(place.block.span)[:1].isupper()
    return named or text.endswith(":") or not (begins or FINISHED.search(text))
