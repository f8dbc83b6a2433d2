"""Rules that a page draws tell its cells apart; other lines do not."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from kg.documents import read

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
