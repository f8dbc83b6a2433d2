"""Blocks while their lines are gathered; marks those that are headings by their type."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.documents.lines import Line
from kg.documents.model import BlockKind

ENDS = re.compile(r"[.?!:;][)\]’”'\"]*$")
"""End of a sentence, or of words that introduce a list."""


@dataclass
class Draft:
    """A block while its lines are gathered."""

    kind: BlockKind
    lines: list[Line]
    number: str | None = None
    level: int = 0
    mark: str = ""
    body_x: float | None = None
    texts: list[str] = field(default_factory=list)
    rows: tuple[tuple[tuple[Line, ...], ...], ...] = ()

    @property
    def x(self) -> float:
        """Left edge of its first line, including its number or bullet, if any."""
        return self.lines[0].x

    @property
    def page(self) -> int:
        """Physical page on which it begins."""
        return self.lines[0].page


def is_large(lines: Sequence[Line], size: float) -> bool:
    """Whether all lines are set larger than running text of a size."""
    return all(line.size > size + 1 for line in lines)


def name_headings(drafts: Sequence[Draft], size: float) -> None:
    """Mark blocks set larger, bold or slanted as headings, with a level by size."""
    sizes = sorted({round(d.lines[0].size) for d in drafts if _is_display(d, size)}, reverse=True)
    for draft in drafts:
        if draft.kind != "paragraph" or draft.number is not None:
            continue
        if _is_display(draft, size):
            draft.kind, draft.level = "heading", sizes.index(round(draft.lines[0].size)) + 1
        elif not draft.mark and not ENDS.search(draft.texts[-1].removesuffix(":")) and len(draft.lines) <= 4:
            if all(line.bold for line in draft.lines):
                draft.kind, draft.level = "heading", len(sizes) + 1
            elif all(line.slanted for line in draft.lines):
                draft.kind, draft.level = "heading", len(sizes) + 2


def _is_display(draft: Draft, size: float) -> bool:
    return draft.kind == "paragraph" and draft.number is None and is_large(draft.lines, size)
