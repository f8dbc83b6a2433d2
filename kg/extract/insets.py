"""Boxes within a list or another part of a document: what stands behind a box goes on where the box began."""

from __future__ import annotations

from dataclasses import dataclass

from kg.documents.model import Block

_FIRST = (1, 1, 1)
"""The cell with which a page begins whose first row has one cell."""


@dataclass(slots=True)
class Position:
    """Where a reader of the blocks stands; the fields that :class:`kg.extract.plan.Placed` has mean the same.

    Attributes:
        level: level of the heading that began the zone.
        kind: the sub-heading that names the kind of the items below.
        kind_level: its level.
    """

    zone: str = "front-summary"
    level: int = 99
    part: str = "la"
    section: int | None = None
    group: str | None = None
    kind: str | None = None
    kind_level: int = 0
    stretch: int = 0
    leaning: str | None = None


@dataclass(slots=True)
class Inset:
    """A ruled box that begins with a heading, as those of case studies do.

    Attributes:
        last: the last block that was found inside.
        interrupted: where the reader stood before it.
    """

    last: Block
    interrupted: Position

    def holds(self, block: Block) -> bool:
        """Whether the next block stands in the box, or in what of it the end of a page cut off."""
        if block.kind in ("furniture", "footnote"):
            return True
        inside = block.ruled is not None and (
            block.ruled == self.last.ruled
            if block.page == self.last.page
            else block.page == self.last.page + 1 and block.ruled == _FIRST
        )
        if inside:
            self.last = block
        return inside


def begun(heading: Block, aside: bool, position: Position, within: Inset | None) -> Inset | None:
    """The box that a heading begins, or the one it stands in; ``None`` if it begins another part.

    Args:
        heading: the heading.
        aside: whether what it heads may stand inside a list.
        position: where the reader stands before it.
        within: the box in which the reader stands.
    """
    if not aside or heading.ruled is None:
        return None
    return within or Inset(heading, position)
