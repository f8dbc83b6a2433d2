"""Lines of one row that differ in a few columns only, printed as one line with those cells side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

from kg.queries.answer import Answer
from kg.render.arrangement import EMPTY
from kg.render.beside import Placed
from kg.render.cells import Line
from kg.render.columns import main_columns

_BETWEEN: Final = "; "


def joined(answer: Answer, lines: Sequence[Line]) -> Sequence[Line]:
    """Lines with those of a row put together that are alike in all that is printed but a few columns.

    A recommendation on two groups of children is asked for once: its line names both groups. Cells of one
    place in their lists belong together; a dash stands for an empty one.

    Args:
        answer: gives the columns and the header.
        lines: of the answer, in its order.
    """
    return [joined_line(answer, [lines[place] for place in part]) for part in parts(answer, lines)]


def parts(answer: Answer, lines: Sequence[Line]) -> Iterator[Sequence[int]]:
    """The places of the lines that are printed as one."""
    columns = answer.header.row.joined
    if not columns:
        yield from ([place] for place in range(len(lines)))
        return
    told = [column for column in main_columns(answer) if column not in columns]

    def alike(place: int) -> object:
        line = lines[place]
        return line.row, [line.cells[column] for column in told], line.citation

    for _, part in groupby(range(len(lines)), key=alike):
        yield list(part)


def joined_line(answer: Answer, lines: Sequence[Line]) -> Line:
    """One line in place of several, as :func:`parts` names them."""
    if len(lines) == 1:
        return lines[0]
    cells = {column: [line.cells[column] for line in lines] for column in answer.header.row.joined}
    return replace(lines[0], cells=Placed(lines[0].cells, {c: _beside(told) for c, told in cells.items()}))


def _beside(cells: Sequence[str]) -> str:
    """Cells side by side; one that all lines have is said once.

    >>> _beside(["Plans", "Plans"]), _beside(["", "Recurrent"]), _beside(["", ""])
    ('Plans', '–; Recurrent', '')
    """
    return cells[0] if len({*cells}) == 1 else _BETWEEN.join(cell or EMPTY for cell in cells)
