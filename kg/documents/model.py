"""A document after reading: repaired text, and blocks that point into it.

``Document.text`` is the one text that everything else points into. It is kept beside the store as a
rendition with a hash of its own, so that each quote is ``text[start:end]`` as long as the rendition is kept.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Literal

BlockKind = Literal["heading", "paragraph", "list-item", "table", "footnote", "furniture"]


@dataclass(frozen=True, slots=True)
class Span:
    """Characters ``start`` (inclusive) to ``end`` (exclusive) of ``Document.text``."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of the page's structure.

    Attributes:
        kind: what it is. ``furniture`` (legal notes, contents pages) is kept but holds no findings.
        page: physical page on which it begins, from 1.
        span: its text in ``Document.text``, without number, bullet and footnote marks.
        number: the printed paragraph or item number (``"12"``), or ``None``.
        level: heading level from 1, nesting of a list item from 1; 0 elsewhere.
        cells: for tables, one span a cell, row by row.
        ruled: row, column and number of columns of the ruled cell in which it begins, counted on its page, or
            ``None`` outside of one.
    """

    kind: BlockKind
    page: int
    span: Span
    number: str | None = None
    level: int = 0
    cells: tuple[tuple[Span, ...], ...] = ()
    ruled: tuple[int, int, int] | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A source file as text with structure.

    Attributes:
        name: the file's name, for messages; identity is ``sha256``.
        sha256: SHA-256 of the source file, 64 hexadecimal digits.
        media_type: ``application/pdf``, ``text/plain`` ...
        text: the repaired text.
        page_starts: offset in ``text`` at which each physical page begins.
        blocks: in reading order; their spans ascend and do not overlap.
        reader: name and version of the reader (``pdf-5``).
        title: the title in the file's metadata; never trusted as a fact.
        running: running headers and footers, once each and without page numbers; they are not part of
            ``text`` and serve as a second reading of what the front page says.
    """

    name: str
    sha256: str
    media_type: str
    text: str
    page_starts: tuple[int, ...]
    blocks: tuple[Block, ...]
    reader: str
    title: str | None = None
    warnings: tuple[str, ...] = field(default=())
    running: tuple[str, ...] = field(default=())

    @property
    def pages(self) -> int:
        """Number of physical pages."""
        return len(self.page_starts)

    @property
    def rendition_sha256(self) -> str:
        """SHA-256 of the repaired text in UTF-8."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    def quote(self, span: Span) -> str:
        """The characters of a span."""
        return self.text[span.start : span.end]

    def page_of(self, offset: int) -> int:
        """Physical page, from 1, on which an offset of ``text`` lies."""
        return max(1, bisect_right(self.page_starts, offset))
