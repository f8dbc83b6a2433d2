"""The plan of a report: the place of each block, and the sections. :mod:`kg.extract.outline` finds it."""

from __future__ import annotations

from dataclasses import dataclass

from kg.documents.model import Block
from kg.extract.facts import Section

ADDRESSEE = "addressee"
"""Zone of cells that name the responsible bodies of an item in a separate column."""

TABLE_ROWS = 1001
"""Number of the first row of a table, above those of ruled cells."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A block with its place in the plan.

    Attributes:
        zone: ``front``, ``summary``, ``recommendations``, ``findings``, ``strengths``, ``progress``,
            ``children``, ``information``, ``closing`` or ``heading`` for the headings themselves.
        section: ``sequence`` of its section, or ``None`` before the first.
        part: ``la`` or ``lscb``.
        group: the sub-heading above it, or ``None``.
        stretch: number of its zone's occurrence, so that two lists of items are kept apart.
        leaning: polarity that its zone gives to noun phrases, or ``None``.
    """

    block: Block
    zone: str
    section: int | None
    part: str
    group: str | None
    stretch: int
    leaning: str | None = None


@dataclass(frozen=True, slots=True)
class Outline:
    """A document's blocks in their places, its sections, and doubts.

    Attributes:
        lists: the headings that promise recommendations, each with the number of its stretch.
    """

    placed: tuple[Placed, ...]
    sections: tuple[Section, ...]
    warnings: tuple[str, ...]
    lists: tuple[tuple[int, Block], ...] = ()
