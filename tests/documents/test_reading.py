"""What the reader repairs, one defect of printed text a test."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from kg.documents import Document, read
from kg.documents.model import Block
from tests.documents.paper import HANGING, LEFT, LINE, Paper

FOOTER = ("Inspection of Exampleshire children's services", "3 to 14 June 2024")


def written(paper: Paper, folder: Path, name: str = "a report.pdf") -> Document:
    return read(paper.save(folder / name))


def texts(document: Document, kind: str) -> list[str]:
    return [document.quote(block.span) for block in document.blocks if block.kind == kind]


def numbered(document: Document) -> dict[str, str]:
    return {b.number: document.quote(b.span) for b in document.blocks if b.number and b.kind == "paragraph"}


def width(text: str) -> float:
    return stringWidth(text, "Helvetica", 12)


def filler(paper: Paper, pages: int = 1) -> None:
    """Enough text to fill pages, so that what runs on every page can be told from the body."""
    count = 0
    while paper.page <= pages:
        count += 1
        paper.paragraph(
            f"Filler sentence {count} speaks of nothing in particular and ends here.", f"{count}. "
        )


def test_running_lines_and_page_numbers_are_no_part_of_the_text(tmp_path: Path) -> None:
    paper = Paper(FOOTER)
    filler(paper, pages=3)
    document = written(paper, tmp_path)
    assert "Exampleshire" not in document.text
    assert document.running == FOOTER
    assert document.pages == 4


def test_a_paragraph_over_a_page_end_is_one_block_on_its_first_page(tmp_path: Path) -> None:
    paper = Paper(FOOTER)
    for count in range(1, 16):
        paper.paragraph(
            f"Paragraph {count} fills a part of the page with two lines of text, no more than that.",
            f"{count}. ",
        )
    long = "The first sentence begins on one page. " * 7 + "The last one ends on another page."
    paper.paragraph(long, "16. ")
    paper.paragraph("Another paragraph follows.", "17. ")
    document = written(paper, tmp_path)
    block = next(block for block in document.blocks if block.number == "16")
    assert document.quote(block.span) == long
    assert block.page == 1
    assert document.page_of(block.span.end - 1) == 2
    assert document.page_of(block.span.start) == 1


def test_real_hyphens_at_line_ends_are_kept(tmp_path: Path) -> None:
    paper = Paper()
    paper.at(LEFT, 700, "1. Managers record the reasons for their decision-")
    paper.at(HANGING, 700 - LINE, "making well, and help homeless 16-")
    paper.at(HANGING, 700 - 2 * LINE, "and 17-year-olds soon.")
    paper.y = 600
    paper.paragraph("The rest of this page is of no interest to this test at all. " * 4)
    document = written(paper, tmp_path)
    assert numbered(document)["1"].startswith(
        "Managers record the reasons for their decision-making well, and help homeless 16- and 17-year-olds"
    )


def test_an_item_with_a_dash_does_not_run_on_from_a_heading_close_above(tmp_path: Path) -> None:
    paper = Paper()
    paper.at(LEFT, 700, "What the harbour lacks", size=16, bold=True)
    paper.at(LEFT, 700 - LINE, "– A bell at the quay.")
    paper.at(LEFT, 700 - 2 * LINE, "– A boat at night.")
    paper.y = 600
    paper.paragraph("The rest of this page is of no interest to this test at all. " * 4)
    document = written(paper, tmp_path)
    found = [(block.kind, document.quote(block.span)) for block in document.blocks[:3]]
    assert found == [
        ("heading", "What the harbour lacks"),
        ("list-item", "A bell at the quay."),
        ("list-item", "A boat at night."),
    ]


def test_a_paragraph_whose_number_is_set_larger_goes_on_with_its_second_line(tmp_path: Path) -> None:
    paper = Paper()
    filler(paper)
    paper.at(LEFT, 300, "1.", size=14)
    paper.at(HANGING, 300, "Children who need help now receive a timely")
    paper.at(HANGING, 300 - LINE, "and effective response.")
    assert numbered(written(paper, tmp_path))["1"] == (
        "Children who need help now receive a timely and effective response."
    )


@pytest.mark.parametrize(("x", "number", "found"), [(LEFT, 3, True), (LEFT, 4, False), (HANGING, 3, False)])
def test_the_next_number_may_lack_its_full_stop_where_numbers_stand(
    x: float, number: int, found: bool, tmp_path: Path
) -> None:
    paper = Paper()
    for count in (1, 2):
        paper.paragraph(
            f"Plan {count} is up to date, and every child has a copy of the plan at home to read.",
            f"{count}. ",
        )
    paper.at(x, paper.y, f"{number} Most children live in homes that")
    paper.at(HANGING, paper.y - LINE, "meet all of their needs.")
    document = written(paper, tmp_path)
    assert (
        numbered(document).get("3") == "Most children live in homes that meet all of their needs."
    ) is found


def test_a_line_that_begins_with_the_next_number_goes_on_where_no_text_hangs(tmp_path: Path) -> None:
    paper = Paper()
    filler(paper)
    paper.at(LEFT, 300, "90. The plan is kept up to date by each of the")
    paper.at(LEFT, 300 - LINE, "teams, who told inspectors of")
    paper.at(LEFT, 300 - 2 * LINE, "91 Plans of the last year.")
    assert "91" not in numbered(written(paper, tmp_path))


def test_a_wrapped_line_that_begins_with_a_number_is_no_paragraph(tmp_path: Path) -> None:
    paper = Paper()
    paper.at(LEFT, 700, "1. Care leavers have advisers until they are")
    paper.at(HANGING, 700 - LINE, "25. Young people like them.")
    paper.at(LEFT, 650, "2. 16- and 17-year-olds are helped quickly.")
    paper.at(LEFT, 620, "3.Since then, workers have stayed.")
    paper.y = 590
    paper.paragraph("The rest of this page is of no interest to this test at all. " * 4)
    document = written(paper, tmp_path)
    found = numbered(document)
    assert list(found) == ["1", "2", "3"]
    assert found["1"] == "Care leavers have advisers until they are 25. Young people like them."
    assert found["2"] == "16- and 17-year-olds are helped quickly."
    assert found["3"] == "Since then, workers have stayed."


def test_footnotes_and_their_marks_are_set_apart(tmp_path: Path) -> None:
    paper = Paper()
    paper.at(LEFT, 700, "1. The board meets often.")
    paper.at(LEFT + width("1. The board meets often."), 704, "1", size=7)
    paper.at(HANGING, 700 - LINE, "Its chair is new since the 18")
    paper.at(HANGING + width("Its chair is new since the 18"), 704 - LINE, "th", size=7)
    paper.at(HANGING + width("Its chair is new since the 18") + 7, 700 - LINE, " of May.")
    paper.at(LEFT, 650, "2. " + "Its members come from every partner.")
    paper.y = 620
    paper.paragraph("The rest of this page is of no interest to this test at all. " * 4)
    paper.at(LEFT, 100, "1", size=6)
    paper.at(LEFT + 5, 96, "The board was set up in a year long past.", size=9)
    document = written(paper, tmp_path)
    found = numbered(document)
    assert found["1"] == "The board meets often. Its chair is new since the 18th of May."
    assert texts(document, "footnote") == ["The board was set up in a year long past."]


def test_list_items_keep_their_nesting_and_run_over_pages(tmp_path: Path) -> None:
    paper = Paper(FOOTER)
    filler(paper, pages=1)
    paper.turn()
    paper.y = 130
    paper.bullet(
        "The quality of plans, so that everyone who reads one of them knows what has to happen next, "
        "and by when it has to be done:"
    )
    paper.bullet("for children in need", level=2)
    paper.bullet("for children in care", level=2)
    paper.bullet("The stability of the workforce.")
    document = written(paper, tmp_path)
    items = [block for block in document.blocks if block.kind == "list-item"]
    assert [block.level for block in items] == [1, 2, 2, 1]
    assert document.quote(items[0].span).endswith("and by when it has to be done:")


def test_cells_of_a_table_wrap(tmp_path: Path) -> None:
    paper = Paper()
    rows = [
        ("Judgement", "Grade"),
        (
            "The impact of leaders on social work practice with children and families",
            "Requires improvement to be good",
        ),
        ("Overall effectiveness", "Good"),
    ]
    paper.rows(rows)
    paper.paragraph("What stands below the table is a paragraph of its own, over several lines of text. " * 3)
    document = written(paper, tmp_path)
    table = next(block for block in document.blocks if block.kind == "table")
    assert [[document.quote(cell) for cell in row] for row in table.cells] == [list(row) for row in rows]


def test_lines_written_out_of_order_are_read_from_the_top(tmp_path: Path) -> None:
    paper = Paper()
    paper.at(LEFT, 700, "2. The second paragraph was written before")
    paper.at(HANGING, 700 - LINE, "the one above it.")
    for number in range(3, 8):
        paper.at(
            LEFT,
            700 - 30 * (number - 1),
            f"{number}. Paragraph {number} stands further down the page than others.",
        )
    paper.at(LEFT, 735, "1. The first paragraph was written last.")
    document = written(paper, tmp_path)
    assert list(numbered(document)) == ["1", "2", "3", "4", "5", "6", "7"]


def test_contents_pages_are_furniture(tmp_path: Path) -> None:
    paper = Paper()
    paper.heading("Contents", size=20)
    paper.line(LEFT, "Summary of findings 3")
    paper.turn()
    paper.heading("Summary of findings", size=16)
    paper.paragraph("A sentence about the services of this county, which are good. " * 5)
    document = written(paper, tmp_path)
    assert "Contents" in texts(document, "furniture")
    assert texts(document, "heading") == ["Summary of findings"]


def test_notes_of_the_publisher_end_where_another_report_is_bound_in(tmp_path: Path) -> None:
    paper = Paper()
    filler(paper, pages=3)
    paper.turn()
    paper.paragraph("Any complaints about the inspection or the report go to the publisher.")
    paper.paragraph("Ask for a copy in large print.")
    paper.turn()
    paper.heading("Exampleshire Safeguarding Children Board", size=24)
    paper.paragraph("Ensure that the board checks its plan.", "1. ")
    document = written(paper, tmp_path)
    kinds = {document.quote(b.span): b.kind for b in document.blocks if b.page > 4}
    assert kinds["Ask for a copy in large print."] == "furniture"
    assert kinds["Ensure that the board checks its plan."] == "paragraph"


def test_a_running_line_may_begin_with_the_page_number(tmp_path: Path) -> None:
    """On left pages the number stands before the running words, on right ones behind them."""
    paper = Paper(numbered=False)
    for page in range(1, 7):
        paper.at(
            LEFT, 800, f"{page} Report on Exampleshire" if page % 2 else f"Report on Exampleshire {page}"
        )
        paper.paragraph(f"Page {page} says what it has to say in one line.")
        paper.turn()
    document = written(paper, tmp_path)
    assert document.running == ("Report on Exampleshire",)
    assert "Report on" not in document.text


def test_the_same_bytes_give_the_same_document_under_any_name(tmp_path: Path) -> None:
    paper = Paper(FOOTER)
    filler(paper, pages=2)
    data = paper.bytes()
    folder = tmp_path / "the council's folder"
    folder.mkdir()
    (folder / "children's services inspection.pdf").write_bytes(data)
    (tmp_path / "b.pdf").write_bytes(data)
    one, other = read(folder / "children's services inspection.pdf"), read(tmp_path / "b.pdf")
    assert (one.text, one.blocks, one.page_starts) == (other.text, other.blocks, other.page_starts)
    assert one.sha256 == other.sha256


@pytest.mark.parametrize("kind", ["heading", "paragraph", "list-item"])
def test_spans_grow_and_do_not_overlap(tmp_path: Path, kind: str) -> None:
    paper = Paper(FOOTER)
    paper.heading("A heading")
    paper.bullet("An item of a list")
    filler(paper, pages=3)
    blocks: tuple[Block, ...] = written(paper, tmp_path).blocks
    assert any(block.kind == kind for block in blocks)
    assert all(before.span.end <= block.span.start for before, block in pairwise(blocks))


ROWS = [("Visits", "12"), ("Plans", "14"), ("Meetings", "30")]
ITEMS = ["Recruit more foster carers", "Keep care plans up to date", "Visit children more often"]


def cells(document: Document) -> list[list[str]]:
    (table,) = [block for block in document.blocks if block.kind == "table"]
    return [[document.quote(cell) for cell in row] for row in table.cells]


@pytest.mark.parametrize("sign", "•-")
def test_a_tightly_set_list_above_a_table_is_no_part_of_it(sign: str, tmp_path: Path) -> None:
    paper = Paper()
    paper.paragraph("The page begins with a paragraph that is long enough to be read as text. " * 4)
    for words in ["These are the priorities:", *(f"{sign} {item}" for item in ITEMS)]:
        paper.line(LEFT, words)
    paper.rows(ROWS)
    document = written(paper, tmp_path)
    items = [document.quote(block.span) for block in document.blocks if block.kind == "list-item"]
    assert items == ITEMS
    assert cells(document) == [list(row) for row in ROWS]


def test_a_list_beside_a_table_is_no_part_of_it(tmp_path: Path) -> None:
    paper = Paper()
    paper.paragraph("The page begins with a paragraph that is long enough to be read as text. " * 4)
    for number, item in enumerate(ITEMS):
        paper.at(LEFT, 500 - LINE * number, f"• {item}")
    for number, (name, count) in enumerate(ROWS):
        paper.at(330, 500 - LINE * number, name)
        paper.at(450, 500 - LINE * number, count)
    document = written(paper, tmp_path)
    items = [document.quote(block.span) for block in document.blocks if block.kind == "list-item"]
    assert items == ITEMS
    assert cells(document) == [list(row) for row in ROWS]


def test_a_line_at_the_edge_of_the_bullets_is_no_part_of_the_last_item(tmp_path: Path) -> None:
    paper = Paper()
    filler(paper)
    paper.bullet("How the bell is rung.")
    paper.line(LEFT, "Yours sincerely")
    document = written(paper, tmp_path)
    assert texts(document, "list-item") == ["How the bell is rung."]
    assert "Yours sincerely" in texts(document, "paragraph")


@pytest.mark.parametrize(
    "below", ["The council writes a reply", "cc: the harbour office", "‘Boats’ are ships too"]
)
def test_where_items_hang_a_line_at_their_edge_is_of_none_though_no_stop_ends_the_last(
    below: str, tmp_path: Path
) -> None:
    paper = Paper()
    filler(paper)
    paper.bullet("How boats are counted when they come home late at night, and by whom they are", width=40)
    paper.bullet("How bells are rung")
    paper.y += 6
    paper.line(LEFT, below)
    document = written(paper, tmp_path)
    assert texts(document, "list-item")[1] == "How bells are rung"
    assert texts(document, "paragraph")[-1] == below


def test_where_items_hang_a_line_at_their_edge_overleaf_is_of_none(tmp_path: Path) -> None:
    paper = Paper()
    filler(paper)
    paper.bullet("How boats are counted when they come home late at night, and by whom they are", width=40)
    paper.bullet("How bells are rung")
    paper.turn()
    paper.line(LEFT, "The council writes a reply")
    document = written(paper, tmp_path)
    assert texts(document, "list-item")[1] == "How bells are rung"


@pytest.mark.parametrize(("words", "loud"), [("The council writes", True), ("and by whom", False)])
def test_a_line_at_the_edge_of_items_overleaf_is_doubted_where_nothing_tells_whose_it_is(
    words: str, loud: bool, tmp_path: Path
) -> None:
    paper = Paper()
    filler(paper)
    paper.bullet("How bells are rung")
    paper.turn()
    paper.line(LEFT, words)
    document = written(paper, tmp_path)
    assert texts(document, "list-item") == [f"How bells are rung {words}"]
    assert bool([doubt for doubt in document.warnings if "read on with the list item" in doubt]) is loud


@pytest.mark.parametrize(
    ("gap", "items"), [(0, ["Bells", "Lamps The council writes"]), (6, ["Bells", "Lamps"])]
)
def test_a_line_far_below_an_item_is_not_its_second(gap: float, items: list[str], tmp_path: Path) -> None:
    paper = Paper()
    paper.paragraph("What stands above the list runs over lines, so that their distance is known. " * 3)
    for item in ("• Bells", "• Lamps"):
        paper.line(LEFT, item)
    paper.y -= gap
    paper.line(LEFT, "The council writes")
    assert texts(written(paper, tmp_path), "list-item") == items


def test_items_that_do_not_hang_go_on_at_the_edge_of_their_bullets(tmp_path: Path) -> None:
    paper = Paper()
    filler(paper)
    for words in ("the bell is rung by", "the lamp is lit."):
        paper.line(LEFT, f"• Leaders know that {words}")
        paper.line(LEFT, "Crews whom they have trained.")
    document = written(paper, tmp_path)
    assert texts(document, "list-item") == [
        "Leaders know that the bell is rung by Crews whom they have trained.",
        "Leaders know that the lamp is lit. Crews whom they have trained.",
    ]


def test_paragraphs_with_a_letter_in_brackets_hang(tmp_path: Path) -> None:
    paper = Paper()
    filler(paper)
    long = "The bell is rung each night, and everyone in the harbour hears it and comes to look."
    paper.paragraph(long, "(a) ")
    paper.paragraph("Lamps are lit.", "(b) ")
    found = [text for text in texts(written(paper, tmp_path), "paragraph") if text.startswith("(")]
    assert found == [f"(a) {long}", "(b) Lamps are lit."]


@pytest.mark.parametrize(
    "marks", ["(a) (b) (c)", "(1) (2) (3)", "9) 10) 11)", "i) ii) iii)", "h) i) j)", "i) j) k)"]
)
def test_paragraphs_whose_numbers_in_brackets_follow_each_other_may_stand_close(
    marks: str, tmp_path: Path
) -> None:
    paper = Paper()
    filler(paper)
    first, second, third = marks.split()
    for mark, words in (
        (first, "the bell"),
        (second, "the lamps which (c) and (z) see"),
        (third, "the lift"),
    ):
        paper.line(LEFT, f"{mark} {words}")
    found = texts(written(paper, tmp_path), "paragraph")[-3:]
    assert found == [f"{first} the bell", f"{second} the lamps which (c) and (z) see", f"{third} the lift"]


def test_what_follows_no_number_in_brackets_is_a_wrapped_line(tmp_path: Path) -> None:
    paper = Paper()
    filler(paper)
    for line in ("a) the bell and the lamps of section", "c) of the act", "2) of the rules"):
        paper.line(LEFT, line)
    assert texts(written(paper, tmp_path), "paragraph")[-1].endswith("section c) of the act 2) of the rules")


def test_a_paragraph_with_a_letter_in_brackets_goes_on_overleaf(tmp_path: Path) -> None:
    paper = Paper()
    filler(paper)
    paper.paragraph("The bell is rung.", "(a) ")
    paper.line(LEFT, "(b) Lamps are lit in")
    paper.turn()
    paper.line(HANGING, "Harbour Lane each night.")
    paper.line(LEFT, "(c) Nets are mended.")
    found = texts(written(paper, tmp_path), "paragraph")[-3:]
    assert found[1:] == ["(b) Lamps are lit in Harbour Lane each night.", "(c) Nets are mended."]


def test_a_dash_at_the_edge_of_items_that_do_not_hang_is_doubted_behind_a_full_line(tmp_path: Path) -> None:
    paper = Paper()
    filler(paper)
    full = "crews and by those who keep watch over the boats of the whole harbour at night"
    for line in ("– The bell is rung by", full, "– as we saw – by children", "– Lamps are lit"):
        paper.line(LEFT, line)
    document = written(paper, tmp_path)
    assert texts(document, "list-item") == [
        f"The bell is rung by {full} – as we saw – by children",
        "Lamps are lit",
    ]
    assert [doubt for doubt in document.warnings if "'– as we saw – by children'" in doubt]


def test_a_dash_behind_a_line_that_had_room_for_it_begins_an_item(tmp_path: Path) -> None:
    paper = Paper()
    filler(paper)
    paper.line(LEFT, "The harbour lacks")
    for line in ("– a bell that is rung by", "crews", "– a boat that is seen from", "the quay", "– lamps"):
        paper.line(LEFT, line)
    document = written(paper, tmp_path)
    assert texts(document, "list-item") == [
        "a bell that is rung by crews",
        "a boat that is seen from the quay",
        "lamps",
    ]
    assert document.warnings == ()


def test_another_dash_than_that_of_a_list_without_hanging_lines_is_running_text(tmp_path: Path) -> None:
    paper = Paper()
    filler(paper)
    for line in (
        "— The bell is rung by",
        "crews",
        "— Boats are counted",
        "– at night – by children",
        "— Lamps",
    ):
        paper.line(LEFT, line)
    assert texts(written(paper, tmp_path), "list-item") == [
        "The bell is rung by crews",
        "Boats are counted – at night – by children",
        "Lamps",
    ]


def test_a_letter_in_brackets_behind_a_colon_begins_a_list(tmp_path: Path) -> None:
    paper = Paper()
    filler(paper)
    for line in ("The harbour should improve:", "(a) the bell", "(b) the boat at the quay"):
        paper.line(LEFT, line)
    assert texts(written(paper, tmp_path), "paragraph")[-2:] == ["(a) the bell", "(b) the boat at the quay"]


def test_the_date_of_a_letter_that_its_footers_repeat_is_kept(tmp_path: Path) -> None:
    paper = Paper(("Letter to the harbour", "14 June 2024"))
    paper.at(LEFT, 760, "14 June 2024")
    filler(paper, pages=3)
    document = written(paper, tmp_path)
    assert document.text.startswith("14 June 2024\n")
    assert document.text.count("14 June 2024") == 1


def signed(paper: Paper, *items: str) -> None:
    """Items that all begin at one edge, whatever their signs."""
    for item in items:
        paper.line(LEFT, item)
        paper.y -= 4


def levels(document: Document) -> list[tuple[str, int]]:
    return [(document.quote(b.span), b.level) for b in document.blocks if b.kind == "list-item"]


def test_dashes_under_a_bullet_that_leads_over_to_them_are_of_its_level_below(tmp_path: Path) -> None:
    paper = Paper()
    signed(
        paper,
        "• The bell is rung:",
        "– at noon",
        "– at night.",
        "• Nets are mended.",
        "– or else",
        "• Lamps.",
    )
    paper.y -= 20
    paper.paragraph("The rest of this page is of no interest to this test at all. " * 4)
    document = written(paper, tmp_path)
    assert levels(document) == [
        ("The bell is rung:", 1),
        ("at noon", 2),
        ("at night.", 2),
        ("Nets are mended.", 1),
        ("or else", 1),
        ("Lamps.", 1),
    ]
    assert [doubt[:44] for doubt in document.warnings] == ["page 1: a dash and a bullet begin items at o"]
    assert "'– or else'" in document.warnings[0]


def test_dashes_alone_and_dashes_set_further_in_raise_no_doubt(tmp_path: Path) -> None:
    paper = Paper()
    signed(paper, "– The bell is rung.", "– Nets are mended.")
    paper.y -= 20
    paper.paragraph("Between two lists stands a paragraph over two lines, which says nothing new. " * 2)
    signed(paper, "• Lamps burn:")
    paper.line(LEFT + 18, "– on both piers.")
    paper.paragraph("The rest of this page is of no interest to this test at all. " * 4)
    document = written(paper, tmp_path)
    assert [level for _, level in levels(document)] == [1, 1, 1, 2]
    assert document.warnings == ()
