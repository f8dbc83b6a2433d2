"""Boxes within a list or another part of a document: text after a box continues where the box began."""

from __future__ import annotations

from dataclasses import dataclass

from kg.documents.model import Block

_FIRST = (1, 1, 1)
"""The first cell of a page whose first row has one cell."""


@dataclass(slots=True)
class Position:
    """Position of a reader of the blocks; fields that :class:`kg.extract.plan.Placed` has too mean the same.

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
        interrupted: position of the reader before it.
    """

    last: Block
    interrupted: Position

    def holds(self, block: Block) -> bool:
        """Whether the next block is in the box, or in the part of it that the end of a page cut off."""
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
    """The box that a heading begins, or the one that holds it; ``None`` if it begins another part.

    Args:
        heading: the heading.
        aside: whether the part under it may be inside a list.
        position: position of the reader before it.
        within: the box that the reader is in.
    """
    if not aside or heading.ruled is None:
        return None
    return within or Inset(heading, position)
