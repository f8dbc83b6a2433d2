"""Joins the words of headings, paragraphs and list items to the lines of one text."""

from __future__ import annotations

from collections.abc import Iterable

from kg.documents.model import Block, BlockKind, Span

Piece = tuple[BlockKind, str]
"""A block before it has a place: its kind and its words."""


def composed(pieces: Iterable[Piece]) -> tuple[str, list[Block]]:
    r"""One text with a line for each piece that has words, and its blocks.

    >>> text, blocks = composed([("heading", " A  title"), ("paragraph", " "), ("paragraph", "Words.")])
    >>> text, [block.span.start for block in blocks]
    ('A title\nWords.\n', [0, 8])
    """
    lines, blocks, start = [], [], 0
    for kind, words in pieces:
        line = " ".join(words.split())
        if line:
            blocks.append(Block(kind, 1, Span(start, start + len(line))))
            lines.append(line + "\n")
            start += len(line) + 1
    return "".join(lines), blocks
