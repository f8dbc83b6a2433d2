"""Which lines are cells of a table, and which only follow it."""

from __future__ import annotations

from kg.documents.lines import Line
from kg.documents.tables import tables


def line(text: str, x: float, right: float, y: float) -> Line:
    return Line(1, text, x, right, y, 12, 12, False, False)


ROWS = [
    line("Responsible body", 71, 150, 700),
    line("What to do", 221, 351, 700),
    line("The harbour", 71, 140, 680),
    line("Count the boats each night.", 221, 400, 680),
]


def test_rows_of_two_cells_are_a_table() -> None:
    (table,) = tables([*ROWS, line("A line below, as wide as the page is.", 71, 520, 640)])
    assert (table.start, table.end) == (0, 4)
    assert [[len(cell) for cell in row] for row in table.rows] == [[1, 1], [1, 1]]


def test_a_wide_line_whose_middle_is_that_of_a_column_follows_the_table() -> None:
    below = line("A line below whose middle is that of the second column.", 71, 501, 640)
    (table,) = tables([*ROWS, below])
    assert (below.x + below.right) / 2 == (221 + 351) / 2
    assert table.end == 4


def test_a_centred_cell_is_one_of_the_column_whose_middle_it_shares() -> None:
    centred = [line("The quay", 71, 130, 660), line("Ring it.", 256, 316, 660)]
    (table,) = tables([*ROWS, *centred])
    assert table.end == 6
