"""Finds the end of a letter: the words before the signatures, which may directly follow its last list.

If they are set at the edge of the list and close below it, they are part of the last item's block.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from kg.documents.model import Block, Document, Span
from kg.extract.layouts import Layout
from kg.extract.patterns import compile_pattern


def parted(document: Document, layout: Layout) -> Iterator[Block]:
    """The blocks of a document; the one in which a letter ends is split before these words.

    Args:
        document: the letter or report.
        layout: its layout; without ``sign_off`` no block is split.
    """
    for block in document.blocks:
        end = _end(document, layout, block)
        if end is None:
            yield block
            continue
        before = block.span.start + len(document.quote(Span(block.span.start, end)).rstrip())
        yield replace(block, span=Span(block.span.start, before))
        yield Block("paragraph", document.page_of(end), Span(end, block.span.end))


def _end(document: Document, layout: Layout, block: Block) -> int | None:
    if not layout.sign_off or block.kind not in ("paragraph", "list-item"):
        return None
    match = _inside(layout.sign_off).search(document.quote(block.span))
    return block.span.start + match.start("words") if match else None


@cache
def _inside(sign_off: str) -> re.Pattern[str]:
    return compile_pattern(rf"\S (?P<words>(?=(?-i:[A-Z]))(?:{sign_off}))")
