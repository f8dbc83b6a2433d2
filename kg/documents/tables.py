"""Finds tables among the lines of a page: cells whose text wraps, in two columns or more.

Cells are lines already (:mod:`kg.documents.pdf` cuts at wide gaps) and come cell by cell. A table is
recognised by lines to the right of the line before them, at its height or above it, several times at the
same distance from the edge, or centred on the same line.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby

from kg.documents.bullets import bullet
from kg.documents.lines import Line
from kg.documents.ruled import Cell

_NEAR = 4.0
_COLUMN = 60.0
_LEAST_ROWS = 2
_NO_CELL = Cell(0, 0, 0)
_WRAP = 1.5
"""Maximum distance of lines within a cell, as a multiple of the type's box."""


@dataclass(frozen=True, slots=True)
class Table:
    """Lines ``start`` to ``end`` (exclusive) of a page, as rows of cells of lines."""

    start: int
    end: int
    rows: tuple[tuple[tuple[Line, ...], ...], ...]


@dataclass(slots=True)
class _Column:
    """A column right of the first: the edge and the middle of its cells, and its leftmost edge so far."""

    edge: float
    middle: float
    left: float

    def holds(self, line: Line) -> bool:
        middle = (line.x + line.right) / 2
        return abs(line.x - self.edge) < _NEAR or abs(middle - self.middle) < _NEAR


def tables(lines: Sequence[Line]) -> list[Table]:
    """The tables of a page, in order, without ruled cells that hold lists: their rules separate them."""
    found: list[Table] = []
    start = 0
    for listed, run in groupby(enumerate(lines), key=_in_lists(lines)):
        stretch = [line for _, line in run]
        if not listed:
            found += (Table(start + table.start, start + table.end, table.rows) for table in _plain(stretch))
        start += len(stretch)
    return found


def _in_lists(lines: Sequence[Line]) -> Callable[[tuple[int, Line]], bool]:
    """Whether a line of a page is in a ruled table of several columns that holds list items."""
    inside: set[int] = set()
    for ruled, run in groupby(enumerate(lines), key=lambda one: (one[1].cell or _NO_CELL).columns > 1):
        table = list(run)
        if ruled and any(bullet(line) for _, line in table):
            inside.update(number for number, _ in table)
    return lambda one: one[0] in inside


def _plain(lines: Sequence[Line]) -> list[Table]:
    found: list[Table] = []
    position = 1
    while position < len(lines):
        if _beside(lines[position - 1], lines[position]):
            table = _table(lines, position, found[-1].end if found else 0)
            if table is not None:
                found.append(table)
                position = table.end
        position += 1
    return found


def _beside(before: Line, line: Line) -> bool:
    """Whether a line is to the right of the one before it, at its height or above."""
    return line.x > before.x + _COLUMN and line.x > before.right - _NEAR and line.y > before.y - 2


def _table(lines: Sequence[Line], position: int, least: int) -> Table | None:
    opening = lines[position]
    columns = [_Column(opening.x, (opening.x + opening.right) / 2, opening.x)]
    start = _first_label(lines, position, least)
    if any(bullet(line) for line in lines[start:position]):
        return None  # a list is beside the table
    end = last_cell = position + 1
    edge = min(line.x for line in lines[start:position])
    while end < len(lines) and (number := _place(lines, end, columns, edge)) is not None:
        end += 1
        if number:
            columns[number - 1].left = min(columns[number - 1].left, lines[end - 1].x)
            last_cell = end
    # lines after the last cell of a right column are text below the table
    rows = _rows(lines[start:last_cell], columns)
    full = sum(sum(bool(cell) for cell in row) > 1 for row in rows)
    return Table(start, last_cell, rows) if full >= _LEAST_ROWS else None


def _place(lines: Sequence[Line], position: int, columns: list[_Column], edge: float) -> int | None:
    """Number of the column of a line, 0 for the leftmost; ``None`` ends the table.

    A line at the edge of the leftmost column is in that column, wherever its middle lies. A line outside
    cells, after lines in cells, is text below a ruled table.
    """
    before, line = lines[position - 1], lines[position]
    if before.cell is not None and line.cell is None:
        return None
    if line.x < edge + _NEAR:
        return 0 if line.right < columns[0].left else None
    for number, column in enumerate(columns, start=1):
        if column.holds(line):
            return number
    if line.right < columns[0].left:
        return 0
    if line.x > columns[-1].left + _COLUMN and columns[-1].holds(before) and _beside(before, line):
        columns.append(_Column(line.x, (line.x + line.right) / 2, line.x))
        return len(columns)
    return None


def _first_label(lines: Sequence[Line], position: int, least: int) -> int:
    """Index of the first line of the leftmost cell whose row opens the table.

    A cell is set level with the cell beside it or with its middle, so it reaches at most as far above that
    as below; lines that are higher are text above the table.
    """
    start = position - 1
    opening = lines[position].y
    highest = 2 * opening - lines[start].y + _NEAR
    while start > least:
        above, line = lines[start - 1], lines[start]
        gap = above.y - line.y
        if above.right > lines[position].x or not 0 < gap < _WRAP * line.size or above.y > highest:
            break
        if bullet(above) and above.y > opening + _NEAR:
            break
        if above.bold != line.bold or abs(above.size - line.size) > 1:
            break
        start -= 1
    return start


def _rows(lines: Sequence[Line], columns: Sequence[_Column]) -> tuple[tuple[tuple[Line, ...], ...], ...]:
    rows: list[list[list[Line]]] = []
    last = -1
    for line in lines:
        number = next((n for n, column in enumerate(columns, start=1) if column.holds(line)), 0)
        filled = bool(rows) and bool(rows[-1][number])
        wrapped = filled and number == last and 0 < rows[-1][number][-1].y - line.y < _WRAP * line.size
        if not rows or (filled and not wrapped):
            rows.append([[] for _ in range(len(columns) + 1)])
        rows[-1][number].append(line)
        last = number
    return tuple(tuple(tuple(cell) for cell in row) for row in rows)
