"""Lists that a page sets in two columns: read column by column, in whatever order they were written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import zip_longest
from pathlib import Path

import pytest

from kg.documents import Document, read
from tests.documents.paper import LEFT, LINE, Paper

MIDDLE = 305.0
TOP = 600.0
SHORES = [
    ["• The bell at the harbour is", "rung when boats come home,", "and whenever fog is near."],
    ["• Nets are mended each night", "by those who are at home."],
    ["• Lamps burn on both piers."],
]
TIDES = [
    ["• Tides are written on a board", "that all can read."],
    ["• Ropes are renewed in spring", "before the first boat leaves."],
]
Item = Sequence[str]
Placed = list[tuple[float, float, str]]
Order = Callable[[list[Placed], list[Placed]], Placed]


def placed(items: Sequence[Item], x: float, top: float = TOP) -> list[Placed]:
    """Lines of items with their places, second lines further in."""
    found, y = [], top
    for item in items:
        lines: Placed = []
        for number, line in enumerate(item):
            lines.append((x if number == 0 else x + 9, y, line))
            y -= LINE
        found.append(lines)
        y -= 6
    return found


def in_columns(left: list[Placed], right: list[Placed]) -> Placed:
    return [line for item in (*left, *right) for line in item]


def right_first(left: list[Placed], right: list[Placed]) -> Placed:
    return in_columns(right, left)


def by_turns(left: list[Placed], right: list[Placed]) -> Placed:
    pairs = zip_longest(left, right)
    return [line for pair in pairs for item in pair for line in item or ()]


def row_by_row(left: list[Placed], right: list[Placed]) -> Placed:
    return sorted(in_columns(left, right), key=lambda line: (-line[1], line[0]))


def document(lines: Placed, folder: Path, *, below: str = "", page: int = 1) -> Document:
    paper = Paper(["Harbours of Exampleshire"])
    while paper.page < page:
        for number in range(9):
            paper.paragraph(f"Page {paper.page}, paragraph {number}: nothing in particular is said here.")
        paper.turn()
    paper.paragraph("What stands above the columns runs over the whole width of the page, as it does here.")
    for x, y, text in lines:
        paper.at(x, y, text)
    paper.y = min(y for _, y, _ in lines) - 2.5 * LINE
    if below:
        paper.line(LEFT, below, bold=True)
    paper.y -= LINE
    paper.paragraph("What stands below the columns runs over the whole width of the page once more. " * 2)
    return read(paper.save(folder / "a list.pdf"))


def words(items: Sequence[Item]) -> list[str]:
    return [" ".join(item).removeprefix("• ") for item in items]


def listed(found: Document) -> list[str]:
    return [found.quote(block.span) for block in found.blocks if block.kind == "list-item"]


@pytest.mark.parametrize("page", [1, 4])
@pytest.mark.parametrize("order", [in_columns, right_first, by_turns, row_by_row])
def test_the_left_column_is_read_before_the_right_one(order: Order, page: int, tmp_path: Path) -> None:
    found = document(order(placed(SHORES, LEFT), placed(TIDES, MIDDLE)), tmp_path, page=page)
    assert listed(found) == words([*SHORES, *TIDES])
    assert {block.level for block in found.blocks if block.kind == "list-item"} == {1}
    assert found.warnings == ()


def test_columns_whose_lines_lie_at_different_heights_are_columns(tmp_path: Path) -> None:
    found = document(in_columns(placed(SHORES, LEFT), placed(TIDES, MIDDLE, TOP - 4)), tmp_path)
    assert listed(found) == words([*SHORES, *TIDES])


def test_numbered_items_stand_in_columns_too(tmp_path: Path) -> None:
    left = [["1. The bell is rung."], ["2. Nets are mended."], ["3. Lamps burn."]]
    right = [["4. Tides are written."], ["5. Ropes are renewed."], ["6. Sails are dry."]]
    found = document(by_turns(placed(left, LEFT), placed(right, MIDDLE)), tmp_path)
    assert [block.number for block in found.blocks if block.number] == list("123456")


@pytest.mark.parametrize("order", [in_columns, right_first, by_turns, row_by_row])
@pytest.mark.parametrize(
    "signs", ["-----", "–––––", "ooooo", ["1.", "2.", "3.", "4.", "5."], ["a)", "b)", "c)", "d)", "e)"]]
)
def test_items_behind_the_first_pages_may_begin_with_what_running_text_holds_too(
    signs: Sequence[str], order: Order, tmp_path: Path
) -> None:
    def signed(items: Sequence[Item], signs: Sequence[str]) -> list[Item]:
        return [[one[0].replace("•", sign), *one[1:]] for one, sign in zip(items, signs, strict=True)]

    left, right = signed(SHORES, signs[:3]), signed(TIDES, signs[3:])
    found = document(order(placed(left, LEFT), placed(right, MIDDLE)), tmp_path, page=3)
    read_as = " ".join(found.quote(block.span) for block in found.blocks if block.page == 3)
    places = [read_as.index(words) for item in (*SHORES, *TIDES) for words in (item[0][2:], *item[1:])]
    assert places == sorted(places)
    assert found.warnings == ()


def test_lines_beside_nothing_lie_at_their_own_heights(tmp_path: Path) -> None:
    loft = [
        "• Sails dry in the loft of the",
        "boathouse, where no rain",
        "gets in, and where",
        "there is a lamp.",
    ]
    left, right = [loft, SHORES[2]], [TIDES[0], ["• Ropes are new in spring."]]
    found = document(row_by_row(placed(left, LEFT), placed(right, MIDDLE)), tmp_path, page=3)
    assert listed(found) == words([*left, *right])
    assert found.warnings == ()


def test_two_items_of_a_line_each_are_a_column(tmp_path: Path) -> None:
    left, right = SHORES[:2], [["• Tides are written."], ["• Ropes are new."]]
    found = document(by_turns(placed(left, LEFT), placed(right, MIDDLE)), tmp_path)
    assert listed(found) == words([*left, *right])
    assert found.warnings == ()


def test_items_beside_later_lines_of_others_are_doubted(tmp_path: Path) -> None:
    left, right = [SHORES[0], SHORES[2]], [["• Tides are written."], ["• Ropes are new."]]
    found = document(by_turns(placed(left, LEFT), placed(right, MIDDLE, TOP - LINE)), tmp_path)
    (doubt,) = found.warnings
    assert doubt.startswith("page 1: list items stand side by side")


def test_an_item_goes_on_at_the_top_of_the_right_column(tmp_path: Path) -> None:
    left = [*SHORES, ["• Sails are dried in the loft"]]
    right: list[Placed] = placed(TIDES, MIDDLE, TOP - LINE)
    right.insert(0, [(MIDDLE + 9, TOP, "and mended there by hand.")])
    found = document(in_columns(placed(left, LEFT), right), tmp_path)
    assert listed(found)[3] == "Sails are dried in the loft and mended there by hand."
    assert listed(found)[4:] == words(TIDES)


def test_items_of_the_second_level_keep_it_in_the_right_column(tmp_path: Path) -> None:
    right = placed([*TIDES, ["• These hang in the shed:"]], MIDDLE)
    y = right[-1][0][1] - LINE
    right.append([(MIDDLE + 18, y, "– oars"), (MIDDLE + 18, y - LINE, "– nets")])
    found = document(in_columns(placed(SHORES, LEFT), right), tmp_path)
    assert [block.level for block in found.blocks if block.kind == "list-item"] == [1, 1, 1, 1, 1, 1, 2, 2]


def test_each_heading_stays_over_the_column_that_it_heads(tmp_path: Path) -> None:
    lines = in_columns(
        [[(LEFT, TOP + 20, "On the shore:")], *placed(SHORES, LEFT)],
        [[(MIDDLE, TOP + 20, "At sea:")], *placed(TIDES, MIDDLE)],
    )
    found = document(lines, tmp_path)
    texts = [found.quote(block.span) for block in found.blocks[1:8]]
    assert texts == ["On the shore:", *words(SHORES), "At sea:", *words(TIDES)]


def test_a_short_heading_below_is_in_neither_column(tmp_path: Path) -> None:
    lines = in_columns(placed(SHORES[:2], LEFT), placed([*TIDES, SHORES[2]], MIDDLE))
    found = document(lines, tmp_path, below="What comes next")
    headings = [found.quote(block.span) for block in found.blocks if block.kind == "heading"]
    assert headings == ["What comes next"]
    assert listed(found) == words([*SHORES[:2], *TIDES, SHORES[2]])
    assert found.text.index("Lamps burn") < found.text.index("What comes next")


def test_items_beside_each_other_that_are_no_plain_columns_are_doubted(tmp_path: Path) -> None:
    found = document(in_columns(placed(SHORES, LEFT), placed(TIDES[:1], MIDDLE)), tmp_path)
    (doubt,) = found.warnings
    assert doubt.startswith("page 1: list items stand side by side")


def test_what_only_one_side_lists_stays_in_the_order_of_the_file(tmp_path: Path) -> None:
    notes = [["Tides are told on a board", "that all can read."], ["Ropes are renewed in spring."]]
    found = document(in_columns(placed(notes, MIDDLE), placed(SHORES, LEFT)), tmp_path)
    assert found.text.index("Ropes") < found.text.index("bell")
    assert listed(found) == words(SHORES)
