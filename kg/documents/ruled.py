"""Cells of ruled boxes and tables, from the lines that a page draws around them.

A box of several rows prints one item a row, and rows may be as close as lines of one paragraph: only the
rules between them separate them.
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.documents.addresses import pdfium_c, places

_THIN = 2.0
"""Maximum thickness of a drawn rule, in points."""
_SHORTEST = 12.0
_NEAR = 1.5
"""Points by which ends that meet may be apart."""
_SIDES = (4, 5)
"""Segments of a rectangle's path, with the one that closes it or without."""
_MOST_OBJECTS = 20_000
"""Number of objects of a page above which they are not searched for rules: it is a picture made of lines."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A ruled cell of a page.

    Attributes:
        row: number on the page, from the top, from 1.
        column: number in its row, from the left, from 1.
        columns: cells of its row.
    """

    row: int
    column: int
    columns: int


@dataclass(frozen=True, slots=True)
class Area:
    """A cell with its place on the page, in points from the lower left."""

    cell: Cell
    left: float
    right: float
    bottom: float
    top: float

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies inside."""
        return self.left - _NEAR <= x <= self.right and self.bottom <= y <= self.top


@dataclass(frozen=True, slots=True)
class _Rule:
    """A rule: its position across its direction, and its start and end along it."""

    at: float
    start: float
    end: float


def areas(drawn: Sequence[int], count: int) -> tuple[Area, ...]:
    """The ruled cells of an open page, row by row; empty if it draws no grid.

    Args:
        drawn: the objects of the page other than text.
        count: how many objects the page has.
    """
    level, upright = _rules(drawn if count <= _MOST_OBJECTS else ())
    if len(level) < 2 or len(upright) < 2:
        return ()
    found: list[Area] = []
    row = 0
    for top, bottom in pairwise(sorted(level, key=lambda rule: -rule.at)):
        middle = (top.at + bottom.at) / 2
        edges = sorted(
            {
                round(rule.at, 1)
                for rule in upright
                if rule.start - _NEAR <= middle <= rule.end + _NEAR
                and max(top.start, bottom.start) - _NEAR <= rule.at <= min(top.end, bottom.end) + _NEAR
            }
        )
        edges = [edge for n, edge in enumerate(edges) if n == 0 or edge - edges[n - 1] > _SHORTEST]
        if len(edges) < 2 or top.at - bottom.at < _SHORTEST / 2:
            continue
        row += 1
        found += [
            Area(Cell(row, n, len(edges) - 1), left, right, bottom.at, top.at)
            for n, (left, right) in enumerate(pairwise(edges), start=1)
        ]
    return tuple(found)


def cell_at(found: Sequence[Area], x: float, y: float) -> Cell | None:
    """The cell in which a line of text begins, or ``None``."""
    return next((area.cell for area in found if area.holds(x, y)), None)


def _rules(drawn: Sequence[int]) -> tuple[list[_Rule], list[_Rule]]:
    """Level and upright rules; pieces that meet end to end are joined."""
    level: list[_Rule] = []
    upright: list[_Rule] = []
    edges = (ctypes.c_float * 4)()
    edge_places = places(edges)
    for thing in drawn:
        if pdfium_c.FPDFPageObj_GetType(thing) != pdfium_c.FPDF_PAGEOBJ_PATH:
            continue
        if not pdfium_c.FPDFPageObj_GetBounds(thing, *edge_places):
            continue
        left, bottom, right, top = edges
        width, height = right - left, top - bottom
        if height <= _THIN and width > height:
            level.append(_Rule((top + bottom) / 2, left, right))
        elif width <= _THIN:
            upright.append(_Rule((left + right) / 2, bottom, top))
        elif height > _SHORTEST and width > _SHORTEST and _is_frame(thing):
            level += (_Rule(at, left, right) for at in (top, bottom))
            upright += (_Rule(at, bottom, top) for at in (left, right))
    return _joined(level), _joined(upright)


def _is_frame(path: int) -> bool:
    """Whether a path is a rectangle with an outline and no fill, as some programs draw cells."""
    if pdfium_c.FPDFPath_CountSegments(path) not in _SIDES:
        return False
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    drawn = pdfium_c.FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(stroke))
    return bool(drawn) and bool(stroke.value) and fill.value == pdfium_c.FPDF_FILLMODE_NONE


def _joined(pieces: Sequence[_Rule]) -> list[_Rule]:
    joined: list[_Rule] = []
    for piece in sorted(pieces, key=lambda rule: (round(rule.at), rule.start)):
        last = joined[-1] if joined else None
        if last and abs(last.at - piece.at) <= _NEAR and piece.start <= last.end + _NEAR:
            joined[-1] = _Rule(last.at, last.start, max(last.end, piece.end))
        else:
            joined.append(piece)
    return [rule for rule in joined if rule.end - rule.start > _SHORTEST]
