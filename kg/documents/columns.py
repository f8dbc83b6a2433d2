"""Puts lists that a page sets in two columns into reading order: the left column whole, then the right one.

Columns are recognised by three signs: nothing crosses the gutter between them, there are lines side by side
on both of its sides, and both sides hold signs or numbers of list items at their own left edge. Cells of
ruled tables are not columns, nor is text with a list on one side only. The right column is moved to the
position of the left one, so that nesting and second lines are recognised in it as everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.documents.bullets import bullet
from kg.documents.lines import Line
from kg.documents.order import reading_order

_NARROWEST = 100.0
"""Minimum width of a column, in points."""
_GUTTER = 6.0
"""Minimum gap between two columns, in points."""
_NEAR = 3.0
"""Points within which lines begin at one edge."""
_LEAST_SIGNS = 2
_HANGING = 30.0
"""Maximum indent of the lines of an item, in points."""
_BESIDE = 0.5
"""Difference of height, as a multiple of the type's box, within which lines are side by side."""
_GAP = 2.5
"""Distance of lines, as a multiple of the type's box, beyond which a column does not continue."""
_NUMBER = re.compile(r"\(?(?:\d{1,2}|[a-z])[.)](?:\s|$)")


@dataclass(frozen=True, slots=True)
class _Columns:
    """Lines of a page in two columns, each in the order of the content."""

    left: list[Line]
    right: list[Line]

    @property
    def top(self) -> float:
        return max(line.y for line in (*self.left, *self.right))

    @property
    def bottom(self) -> float:
        return min(line.y for line in (*self.left, *self.right))

    def in_order(self) -> list[Line]:
        """The left column, and the right one moved to its position."""
        shift = _edge(self.left) - _edge(self.right)
        return [
            *(replace(line, column=1) for line in reading_order(self.left)),
            *(
                replace(line, x=line.x + shift, right=line.right + shift, column=2)
                for line in reading_order(self.right)
            ),
        ]


def by_column(lines: Sequence[Line]) -> list[Line]:
    """The lines of a page, those of lists in two columns column by column.

    Args:
        lines: of the page's body, in reading order.
    """
    found = _columns(lines)
    if found is None:
        return list(lines)
    inside = {id(line) for line in (*found.left, *found.right)}
    rest = [line for line in lines if id(line) not in inside]
    return [
        *by_column([line for line in rest if line.y > found.bottom]),
        *found.in_order(),
        *by_column([line for line in rest if line.y <= found.bottom]),
    ]


def side_by_side(lines: Sequence[Line]) -> Line | None:
    """The first list item that is beside a line of another one but in no column that was recognised."""
    plain = [line for line in lines if line.cell is None and not line.column]
    items = [line for line in plain if bullet(line)]
    for one in items:
        beside = [line for line in plain if line.x < one.x - _NARROWEST and _are_beside(one, line)]
        if any(0 <= line.x - other.x + _NEAR <= _HANGING for line in beside for other in items):
            return one
    return None


def _columns(lines: Sequence[Line]) -> _Columns | None:
    """The highest columns of a page."""
    signs = [line for line in lines if _begins_item(line)]
    if len(signs) < 2 * _LEAST_SIGNS:
        return None
    leftmost = min(line.x for line in signs)
    edges = sorted({round(line.x, 1) for line in signs if line.x > leftmost + _NARROWEST})
    found = [columns for edge in edges if (columns := _at(lines, edge)) is not None]
    return max(found, key=lambda columns: columns.top, default=None)


def _at(lines: Sequence[Line], edge: float) -> _Columns | None:
    """The two columns whose right one begins at an edge."""
    from_top = sorted(lines, key=lambda line: -line.y)
    stretch: list[Line] = []
    for line in [*from_top, None]:
        if line is not None and line.cell is None and _on_one_side(line, edge):
            stretch.append(line)
            continue
        columns = _of(stretch, lines, edge)
        if columns is not None:
            return columns
        stretch = []
    return None


def _on_one_side(line: Line, edge: float) -> bool:
    return line.x >= edge - _NEAR or line.right <= edge - _GUTTER


def _of(stretch: Sequence[Line], lines: Sequence[Line], edge: float) -> _Columns | None:
    right = [line for line in stretch if line.x >= edge - _NEAR]
    left = [line for line in stretch if line.x < edge - _NEAR]
    beside = [line for line in right if any(_are_beside(line, other) for other in left)]
    if len(beside) < _LEAST_SIGNS:
        return None
    right = _around(right, beside)
    # lines above both are read before them anyway
    top = right[0].y + right[0].size
    left = _going_on([line for line in left if line.y < top], right[-1].y)
    inside = {id(line) for line in (*left, *right)}
    columns = _Columns(
        [line for line in lines if id(line) in inside and line.x < edge - _NEAR],
        [line for line in lines if id(line) in inside and line.x >= edge - _NEAR],
    )
    both = (columns.left, columns.right)
    whole = all(_is_list(side) for side in both) and _width(columns.left) >= _NARROWEST
    return columns if whole else None


def _around(right: Sequence[Line], beside: Sequence[Line]) -> list[Line]:
    """The lines of a right column: those beside the left one, and those close above and below."""
    first, last = right.index(beside[0]), right.index(beside[-1])
    while first and right[first - 1].y - right[first].y < _GAP * right[first].size:
        first -= 1
    while last + 1 < len(right) and right[last].y - right[last + 1].y < _GAP * right[last].size:
        last += 1
    return list(right[first : last + 1])


def _going_on(left: Sequence[Line], bottom: float) -> list[Line]:
    """The lines of a left column, down to the first heading or wide gap below the end of the right one."""
    kept: list[Line] = []
    for line in left:
        below = line.y < bottom - _BESIDE * line.size
        if below and kept:
            before = kept[-1]
            heading = (line.bold and not before.bold) or line.size > before.size + 1
            if heading or before.y - line.y > _GAP * line.size:
                break
        kept.append(line)
    return kept


def _is_list(side: Sequence[Line]) -> bool:
    """Whether items begin at the left edge of a side."""
    edge = min(line.x for line in side)
    return sum(_begins_item(line) and line.x < edge + _NEAR for line in side) >= _LEAST_SIGNS


def _edge(side: Sequence[Line]) -> float:
    return min(line.x for line in side)


def _width(side: Sequence[Line]) -> float:
    return max(line.right for line in side) - _edge(side)


def _begins_item(line: Line) -> bool:
    return bool(bullet(line) or _NUMBER.match(line.text))


def _are_beside(one: Line, other: Line) -> bool:
    return abs(one.y - other.y) < _BESIDE * max(one.size, other.size)
