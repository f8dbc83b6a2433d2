"""Rules that a page draws tell its cells apart; other lines do not."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from kg.documents import Document, read

FIRST = "Leaders should count every boat that comes home at night, and"
SECOND = "ring the bell once for each of them"
WORDS = f"{FIRST} {SECOND}"


def page(path: Path, draw: bool, upright: bool = True) -> Path:
    """Two items of two lines, as close as lines of one paragraph, in a box of two rows."""
    canvas = Canvas(str(path), invariant=1)
    canvas.setFont("Helvetica", 12)
    for number in range(4):
        canvas.drawString(77, 700 - 15 * number, FIRST if number % 2 == 0 else SECOND)
    if draw:
        for y in (713, 683, 653):
            canvas.line(71, y, 523, y)
        if upright:
            for x in (71, 523):
                canvas.line(x, 713, x, 653)
    for number in range(8):
        canvas.drawString(
            77, 600 - 15 * number, "Below the box stands a paragraph of many lines that fills the page."
        )
    canvas.save()
    return path


def cells(path: Path) -> list[tuple[int, int, int] | None]:
    return [block.ruled for block in read(path).blocks]


def test_each_row_of_a_ruled_box_is_a_block(tmp_path: Path) -> None:
    document = read(page(tmp_path / "box.pdf", draw=True))
    first, second, below = document.blocks
    assert document.quote(first.span) == document.quote(second.span) == WORDS
    assert (first.ruled, second.ruled, below.ruled) == ((1, 1, 1), (2, 1, 1), None)


@pytest.mark.parametrize(("draw", "upright"), [(False, True), (True, False)])
def test_without_a_box_there_is_one_block(tmp_path: Path, draw: bool, upright: bool) -> None:
    assert cells(page(tmp_path / "plain.pdf", draw, upright)) == [None, None]


ROWS = (
    (["Harbour Police", "and the council"], ["Leaders should mend:", "• the bell;", "• the lift."]),
    (["The council"], ["Leaders should count", "boats each night."]),
    (["The harbour trust"], ["Lamps should burn."]),
)


def grid(path: Path, rows: Sequence[tuple[Sequence[str], Sequence[str]]]) -> Document:
    """A ruled table of two columns, written cell by cell."""
    canvas = Canvas(str(path), invariant=1)
    canvas.setFont("Helvetica", 12)
    y = 700.0
    for row in rows:
        top = y + 13
        for x, cell in zip((77, 257), row, strict=True):
            for number, line in enumerate(cell):
                canvas.drawString(x, y - 15 * number, line)
        y -= 15 * max(map(len, row)) + 6
        for x in (71, 251, 523):
            canvas.line(x, top, x, y + 13)
        for edge in (top, y + 13):
            canvas.line(71, edge, 523, edge)
    for number in range(8):
        canvas.drawString(77, y - 40 - 15 * number, "Below the table stands a paragraph of many lines.")
    canvas.save()
    return read(path)


def test_items_of_a_list_in_a_ruled_table_are_blocks_of_their_cell(tmp_path: Path) -> None:
    found = grid(tmp_path / "table.pdf", ROWS)
    assert [(block.kind, block.ruled, found.quote(block.span)) for block in found.blocks[:-1]] == [
        ("paragraph", (1, 1, 2), "Harbour Police and the council"),
        ("paragraph", (1, 2, 2), "Leaders should mend:"),
        ("list-item", (1, 2, 2), "the bell;"),
        ("list-item", (1, 2, 2), "the lift."),
        ("paragraph", (2, 1, 2), "The council"),
        ("paragraph", (2, 2, 2), "Leaders should count boats each night."),
        ("paragraph", (3, 1, 2), "The harbour trust"),
        ("paragraph", (3, 2, 2), "Lamps should burn."),
    ]
    assert found.warnings == ()


def test_cells_whose_first_lines_stand_side_by_side_are_told_apart_by_their_rule(tmp_path: Path) -> None:
    path = tmp_path / "table.pdf"
    canvas = Canvas(str(path), invariant=1)
    for number in range(1, 4):
        canvas.setFont("Helvetica", 12)
        for line in range(6):
            canvas.drawString(77, 780 - 15 * line, f"Page {number} begins with a paragraph of many lines.")
        canvas.showPage()
    canvas.setFont("Helvetica", 12)
    # the words on both sides of the rule stand as close as cells allow
    canvas.drawString(77, 700, "The council of the harbour")
    for below, words in enumerate(("Leaders should count boats that", "come home at night.")):
        canvas.drawString(228, 700 - 15 * below, words)
    for x in (71, 222.5, 523):
        canvas.line(x, 713, x, 680)
    for y in (713, 680):
        canvas.line(71, y, 523, y)
    canvas.drawString(77, 640, "Below the table stands a paragraph.")
    canvas.save()
    found = read(path)
    assert [(block.ruled, found.quote(block.span)) for block in found.blocks if block.page == 4][:2] == [
        ((1, 1, 2), "The council of the harbour"),
        ((1, 2, 2), "Leaders should count boats that come home at night."),
    ]


def test_a_ruled_table_without_lists_is_a_table(tmp_path: Path) -> None:
    found = grid(tmp_path / "table.pdf", ROWS[1:])
    assert [[found.quote(cell) for cell in row] for row in found.blocks[0].cells] == [
        ["The council", "Leaders should count boats each night."],
        ["The harbour trust", "Lamps should burn."],
    ]


def test_cells_that_are_drawn_as_frames_are_cells(tmp_path: Path) -> None:
    path = tmp_path / "frames.pdf"
    canvas = Canvas(str(path), invariant=1)
    canvas.setFont("Helvetica", 12)
    for number in range(4):
        canvas.drawString(77, 700 - 15 * number, FIRST if number % 2 == 0 else SECOND)
    for bottom in (683, 653):
        canvas.rect(71, bottom, 452, 30)
    canvas.setFillGray(0.9)
    canvas.rect(90, 480, 433, 100, stroke=0, fill=1)  # a shaded box is no cell
    canvas.setFillGray(0)
    for number in range(6):
        canvas.drawString(
            96, 560 - 15 * number, "Below the cells stands a paragraph of many lines that fills the page."
        )
    canvas.save()
    assert cells(path) == [(1, 1, 1), (2, 1, 1), None]


def test_a_heading_between_two_ruled_tables_is_in_none_of_them(tmp_path: Path) -> None:
    path = tmp_path / "two.pdf"
    canvas = Canvas(str(path), invariant=1)
    for top in (713, 620):
        canvas.setFont("Helvetica-Bold", 12)
        canvas.drawString(71, top + 6, "What the harbour lacks" if top == 713 else "What the quay lacks")
        canvas.setFont("Helvetica", 12)
        for row in range(2):
            y = top - 13 - 36 * row
            canvas.drawString(77, y, "The council")
            canvas.drawString(257, y, "Leaders should count boats")
            canvas.drawString(257, y - 15, "each night.")
            canvas.rect(71, y - 23, 180, 36)
            canvas.rect(251, y - 23, 272, 36)
    for number in range(8):
        canvas.drawString(77, 500 - 15 * number, "Below the table stands a paragraph of many lines.")
    canvas.save()
    document = read(path)
    kinds = [(block.kind, len(block.cells)) for block in document.blocks]
    assert kinds[:4] == [("heading", 0), ("table", 2), ("heading", 0), ("table", 2)]


def test_a_row_without_a_full_stop_that_goes_on_overleaf_is_doubted(tmp_path: Path) -> None:
    def written(last: str) -> Document:
        path = tmp_path / "over.pdf"
        canvas = Canvas(str(path), invariant=1)
        for page, words in enumerate((last, "Nurses ring at night and")):
            canvas.setFont("Helvetica", 12)
            for number in range(8):
                canvas.drawString(77, 700 - 15 * number, "A paragraph of many lines that fills the page.")
            y = 120 if page == 0 else 760
            canvas.drawString(77, y, words)
            canvas.drawString(77, y - 15, "ring the bell")
            canvas.rect(71, y - 22, 452, 36)
            canvas.showPage()
        canvas.save()
        return read(path)

    doubts = written("Leaders count boats").warnings
    assert doubts == ("page 2: 'Nurses ring at night and' was read on with the row on the page before.",)


def test_a_number_close_to_its_item_is_a_cell_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "numbers.pdf"
    canvas = Canvas(str(path), invariant=1)
    canvas.setFont("Helvetica", 12)
    y = 700.0
    for number, lines in enumerate(
        (["Leaders should count every boat that comes", "home."], ["Ring the bell."]), 1
    ):
        height = 15 * len(lines) + 6
        canvas.drawString(77, y, f"{number}")
        for below, line in enumerate(lines):
            canvas.drawString(92, y - 15 * below, line)
        canvas.rect(71, y + 13 - height, 18, height)
        canvas.rect(89, y + 13 - height, 434, height)
        y -= height
    for below in range(8):
        canvas.drawString(77, y - 40 - 15 * below, "Below the table stands a paragraph of many lines.")
    canvas.save()
    document = read(path)
    found = [(document.quote(block.span), block.ruled) for block in document.blocks if block.ruled]
    assert found == [
        ("1", (1, 1, 2)),
        ("Leaders should count every boat that comes home.", (1, 2, 2)),
        ("2", (2, 1, 2)),
        ("Ring the bell.", (2, 2, 2)),
    ]
