"""Writes blocks out as one text, and points each of them into it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.documents.drafts import Draft
from kg.documents.lines import HYPHEN_AT_LINE_END, Line
from kg.documents.model import Block, Span

_SUSPENDED = re.compile(r"(?:and|or|to)\s")
_WORD_HYPHEN = re.compile(r"\w-$")


def seam(before: str, after: str) -> str:
    """Separator of two printed lines in running text: a blank or nothing.

    A hyphen at the end of a line is a real one in these documents (none of them is hyphenated by its
    layout), so it is kept and the word closed up; a suspended hyphen keeps its blank.

    >>> seam("decision-", "making"), seam("16-", "and 17-year-olds")
    ('', ' ')
    """
    hyphen = before.endswith(HYPHEN_AT_LINE_END) or (before.endswith("-") and _WORD_HYPHEN.search(before))
    return "" if hyphen and not _SUSPENDED.match(after) else " "


def _ruled(line: Line) -> tuple[int, int, int] | None:
    cell = line.cell
    return (cell.row, cell.column, cell.columns) if cell else None


class Composer:
    """Gathers the document's text, the start of each page, and the blocks."""

    def __init__(self, pages: int) -> None:
        self._text: list[str] = []
        self._length = 0
        self._starts: list[int | None] = [None] * pages
        self.blocks: list[Block] = []

    @property
    def text(self) -> str:
        """The text written so far."""
        return "".join(self._text)

    def page_starts(self) -> tuple[int, ...]:
        """Offset of each page; a page without text has the offset of the next one."""
        out: list[int] = []
        following = self._length
        for start in reversed(self._starts):
            following = following if start is None else start
            out.append(following)
        return tuple(reversed(out))

    def add(self, draft: Draft) -> None:
        """Write one block, with its number or bullet in front of its span."""
        if draft.kind == "table":
            self._table(draft)
            return
        if draft.kind == "list-item":
            self._write("• " if draft.level <= 1 else "  " * (draft.level - 1) + "– ")
        elif draft.number is not None:
            self._write(f"{draft.number}. " if draft.kind != "footnote" else f"{draft.number} ")
        start = self._length
        self._running(draft.lines, draft.texts)
        if self._length > start:
            self.blocks.append(
                Block(
                    draft.kind,
                    draft.page,
                    Span(start, self._length),
                    draft.number,
                    draft.level,
                    ruled=_ruled(draft.lines[0]),
                )
            )
        self._write("\n")

    def _table(self, draft: Draft) -> None:
        """Write a table, with tabs between cells and line ends between rows."""
        start = self._length
        cells: list[tuple[Span, ...]] = []
        for row in draft.rows:
            spans = []
            for number, cell in enumerate(row):
                self._write("\t" if number else "")
                begun = self._length
                self._running(cell, [line.text for line in cell])
                spans.append(Span(begun, self._length))
            cells.append(tuple(spans))
            self._write("\n")
        self.blocks.append(Block("table", draft.page, Span(start, self._length - 1), cells=tuple(cells)))

    def _running(self, lines: Sequence[Line], texts: Sequence[str]) -> None:
        before = ""
        for line, text in zip(lines, texts, strict=True):
            printed = " ".join(text.split())
            if not printed:
                continue
            self._write(seam(before, printed) if before else "")
            if self._starts[line.page - 1] is None:
                self._starts[line.page - 1] = self._length
            self._write(f"{printed[:-1]}-" if printed.endswith(HYPHEN_AT_LINE_END) else printed)
            before = printed

    def _write(self, text: str) -> None:
        self._text.append(text)
        self._length += len(text)
