"""What a report promises and the facts do not hold is a doubt that names the page."""

from __future__ import annotations

import pytest

from kg.extract import extract
from tests.extract.builder import (
    CARE,
    HELP,
    LEADERS,
    LEAVERS,
    PAGE,
    SERVICES,
    Piece,
    current,
    heading,
    item,
    older,
    paragraph,
)

SECTIONS = (
    heading(f"{HELP}: requires improvement to be good"),
    paragraph("Most children are seen. Some wait too long.", 1),
    heading(f"{CARE} is good."),
    paragraph("Children live with people who like them.", 2),
    heading(f"{LEAVERS}: outstanding"),
    paragraph("Young people are proud of their homes.", 3),
    heading(f"{LEADERS}: good"),
    paragraph("Leaders know their services well.", 4),
)
IMPROVE = heading("What needs to improve?")


def doubts(*body: Piece) -> tuple[str, ...]:
    return extract(current(*body)).warnings


def test_a_report_that_keeps_its_promises_is_not_doubted() -> None:
    assert doubts(IMPROVE, item("The quality of plans."), *SECTIONS) == ()


def test_a_list_without_items() -> None:
    assert any(
        "page 2: no item was found under 'What needs to improve?'" in d for d in doubts(IMPROVE, *SECTIONS)
    )


def test_a_piece_of_a_list_that_is_no_item() -> None:
    found = doubts(IMPROVE, item("The quality of plans."), paragraph("Plans that are late."), *SECTIONS)
    assert any("page 2: 'Plans that are late.' in a list is not an item" in doubt for doubt in found)


def test_of_what_is_long_the_first_sixty_characters_are_quoted() -> None:
    lost = "Plans that are late and " + "very " * 20 + "thin."
    found = doubts(IMPROVE, item("The quality of plans."), paragraph(lost), *SECTIONS)
    assert any(f"page 2: {lost[:60]!r} in a list is not an item" in doubt for doubt in found)


def test_words_that_lead_over_to_a_list_are_no_loss() -> None:
    found = doubts(
        IMPROVE, paragraph("These matter most to children."), item("The quality of plans."), *SECTIONS
    )
    assert not any("is no item" in doubt for doubt in found)


def test_an_area_that_is_graded_and_has_no_section() -> None:
    found = doubts(IMPROVE, item("The quality of plans."), *SECTIONS[:4], *SECTIONS[6:])
    assert any("care-leavers: graded on page 1, and no heading of a section names it" in d for d in found)


def test_a_board_that_is_graded_and_has_no_part() -> None:
    title = f"{SERVICES} and Review of the effectiveness of the Local Safeguarding Children Board"
    report = older(
        heading("Recommendations"),
        paragraph("Ensure that plans are good.", 1),
        front=[heading("The Local Safeguarding Children Board is good")],
        title=title,
    )
    assert any(
        "page 1: the board is graded, and no heading opens its part" in w for w in extract(report).warnings
    )


def test_long_text_among_the_publishers_notes() -> None:
    notes = Piece("furniture", "Words of a report that was bound in. " * 110)
    found = doubts(IMPROVE, item("The quality of plans."), *SECTIONS, PAGE, PAGE, notes)
    assert any("pages 4 to 4: 880 words are left out" in doubt for doubt in found)


@pytest.mark.parametrize(("words", "doubted"), [(700, False), (701, True)])
def test_the_publishers_notes_may_have_seven_hundred_words(words: int, doubted: bool) -> None:
    notes = Piece("furniture", " ".join(["note"] * words))
    found = doubts(IMPROVE, item("The quality of plans."), *SECTIONS, PAGE, PAGE, notes)
    assert any(f"{words} words are left out" in doubt for doubt in found) == doubted


def test_an_area_and_its_grade_open_a_section_where_they_are_set_as_running_text() -> None:
    as_text = [paragraph(piece.text) if piece is SECTIONS[2] else piece for piece in SECTIONS]
    facts = extract(current(IMPROVE, item("The quality of plans."), *as_text))
    assert [(section.area, section.grade) for section in facts.sections if section.area] == [
        ("help-and-protection", "requires-improvement"),
        ("children-in-care", "good"),
        ("care-leavers", "outstanding"),
        ("impact-of-leaders", "good"),
    ]


def test_a_bullet_inside_a_line() -> None:
    found = doubts(IMPROVE, item("The quality of plans. ◼ How visits are recorded."), *SECTIONS)
    assert any("page 2: a bullet stands inside a line, before 'How visits are recorded.'" in d for d in found)


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("The plans " + "of all children and young people " * 30, "has 182 words"),
        ("Plans.", "is a single word"),
        ("The quality of plans and", "breaks off"),
    ],
)
def test_items_of_an_odd_shape(text: str, doubt: str) -> None:
    found = doubts(IMPROVE, item(text.strip()), *SECTIONS)
    assert any(doubt in warning and warning.startswith("page 2: recommendation 1") for warning in found)


def test_an_item_may_end_with_the_word_that_joins_it_to_the_next() -> None:
    found = doubts(IMPROVE, item("the quality of plans; and"), item("the speed of visits."), *SECTIONS)
    assert not any("breaks off" in warning for warning in found)


def test_an_item_that_comes_twice() -> None:
    found = doubts(IMPROVE, item("The quality of plans."), item("The quality of plans."), *SECTIONS)
    assert any("pages 2, 2: a recommendation comes 2 times" in warning for warning in found)


@pytest.mark.parametrize(("words", "doubted"), [(150, False), (151, True), (2, False), (1, True)])
def test_the_number_of_words_beyond_which_an_item_is_doubted(words: int, doubted: bool) -> None:
    text = " ".join(["Plans", *["matter"] * (words - 1)]) + "."
    found = doubts(IMPROVE, item(text), *SECTIONS)
    assert any("recommendation 1 has" in d or "recommendation 1 is a single" in d for d in found) is doubted


def test_a_sign_inside_a_block_is_found_behind_the_notes_of_the_publisher() -> None:
    notes = Piece("furniture", "Published • by nobody")
    found = doubts(notes, IMPROVE, item("The quality of plans."), *SECTIONS, paragraph("Plans • visits.", 5))
    assert [d for d in found if "a bullet stands inside" in d] == [
        "page 2: a bullet stands inside a line, before 'visits.'."
    ]


@pytest.mark.parametrize(
    ("numbers", "hole"),
    [
        ((1, 2, 5), "paragraph 5 follows 2; 3 to 4 missing."),
        ((1, 2, 1, 2), None),
        ((1, 2, 2), "paragraph 2 follows 2."),
        ((1, 3, 2), "paragraph 2 follows 3."),
        ((2, 3), "paragraph 2 follows 0; 1 missing."),
    ],
)
def test_numbers_of_paragraphs_follow_each_other(numbers: tuple[int, ...], hole: str | None) -> None:
    body = [paragraph(f"Sentence {at} is here.", number) for at, number in enumerate(numbers)]
    found = [d.partition(": ")[2] for d in doubts(heading(f"{CARE} is good."), *body) if "follows" in d]
    assert found[-1:] == ([hole] if hole else [])
