"""Reports of the single inspection framework, its re-inspections, board reviews, and the one before it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kg.documents.model import Document
from kg.errors import UnknownValue
from kg.extract import extract
from kg.extract.facts import ReportFacts
from tests.extract.builder import (
    PAGE,
    SERVICES,
    SIF_ROWS,
    Piece,
    document,
    heading,
    item,
    older,
    paragraph,
    table,
)

IMPROVE = heading("What does the local authority need to improve?")
LIST = heading("Areas for improvement", 4)
BOARD = (
    heading("The Local Safeguarding Children Board (LSCB)", 2),
    heading("The Local Safeguarding Children Board is good"),
    heading("Recommendations"),
    paragraph("Ensure that the board checks its plan.", 3),
    heading("Inspection findings – the Local Safeguarding Children Board"),
    paragraph("The board is well led.", 4),
)


def items(facts: ReportFacts) -> list[tuple[str, str, str, str | None]]:
    return [(r.kind, r.addressee, r.text, r.group) for r in facts.recommendations]


@pytest.mark.parametrize(
    ("overall", "grade", "layout"),
    [
        ("The overall judgement is requires improvement.", "requires-improvement", "sif-2014"),
        ("The overall judgement is that children’s services are good", "good", "sif-2014-autumn"),
        (
            "The overall judgement is that children’s services require improvement",
            "requires-improvement",
            "sif-2014-autumn",
        ),
        ("Children’s services in Fernshire are inadequate", "inadequate", "sif-2015"),
        ("Children’s services require improvement to be good", "requires-improvement", "sif-2015"),
        ("Children’s services in Surrey require improvement to be good", "requires-improvement", "sif-2015"),
    ],
)
def test_three_generations_of_front_page(overall: str, grade: str, layout: str) -> None:
    facts = extract(older(overall=overall))
    assert facts.layout == layout
    assert {j.area: j.grade for j in facts.inspections[0].judgements} == {
        "overall-effectiveness": grade,
        "help-and-protection": "requires-improvement",
        "looked-after-and-permanence": "good",
        "adoption": "good",
        "care-leavers": "inadequate",
        "leadership-management-governance": "requires-improvement",
    }
    assert facts.publication is not None
    assert (facts.publication.on, facts.publication.basis) == (date(2014, 5, 12), "printed")
    assert any(
        "2014-05-12 as printed, 2024-07-12 by the file's name" in warning for warning in facts.warnings
    )


@pytest.mark.parametrize("title", ["Summary for children and young people", "Summary for children"])
def test_the_summary_for_children_ends_the_recommendations(title: str) -> None:
    facts = extract(
        older(
            heading("Recommendations"),
            paragraph("Ensure that plans are good.", 1),
            heading(title),
            item("Your council does a good job."),
            *BOARD,
        )
    )
    assert items(facts)[0] == ("recommendation", "la", "Ensure that plans are good.", None)


def test_a_review_of_the_board_inside_is_an_inspection_of_the_board() -> None:
    facts = extract(older(heading("Recommendations"), paragraph("Ensure that plans are good.", 1), *BOARD))
    council, board = facts.inspections
    assert (council.kind, council.body) == ("sif", "la")
    assert (board.kind, board.body, [(j.area, j.grade) for j in board.judgements]) == (
        "lscb-review",
        "lscb",
        [("lscb-effectiveness", "good")],
    )
    assert [r.addressee for r in facts.recommendations] == ["la", "lscb"]
    assert {m.part for m in facts.mentions if "board" in m.text} == {"lscb"}


def test_a_title_that_promises_a_review_without_a_grade_is_loud() -> None:
    title = f"{SERVICES} and Review of the effectiveness of the Local Safeguarding Children Board"
    with pytest.raises(UnknownValue, match="safeguarding board"):
        extract(older(title=title))


@pytest.mark.parametrize(
    "opening",
    [
        [
            heading("Section 2: The effectiveness local safeguarding children board", 2),
            heading("The effectiveness of the LSCB is good"),
        ],
        [heading("The effectiveness of the LSCB is good")],
        [
            heading("The Local Safeguarding Children Board (LSCB)", 2),
            paragraph("The Local Safeguarding Children Board is good."),
        ],
        [
            heading("Surrey Safeguarding Children Board", 1),
            heading("Inspection of the effectiveness of the local safeguarding children board", 2),
            heading("The Local Safeguarding Children Board is good"),
        ],
        [
            paragraph("The Local Safeguarding Children Board (LSCB)"),
            heading("The Local Safeguarding Children Board is good"),
        ],
    ],
)
def test_ways_in_which_the_boards_part_opens(opening: list[Piece]) -> None:
    """Behind the notes on what grades mean, with a slip in its heading, as plain text, or bound in."""
    facts = extract(
        older(
            heading("Recommendations"),
            paragraph("Ensure that plans are good.", 1),
            heading("What the inspection judgements mean: the local authority", 2),
            paragraph("A good local authority helps children well."),
            *opening,
            heading("Areas for improvement"),
            paragraph("Ensure that the board checks its plan.", 2),
            heading("What the LSCB inspection judgements mean", 2),
            item("A board that is good leads its partners."),
            title=f"{SERVICES} and Review of the effectiveness of the Local Safeguarding Children Board",
        )
    )
    board = facts.inspections[1]
    assert [(j.area, j.grade) for j in board.judgements] == [("lscb-effectiveness", "good")]
    assert [r.addressee for r in facts.recommendations] == ["la", "lscb"]
    said = [m.text for m in facts.mentions if m.part == "lscb"]
    assert said == ["Ensure that the board checks its plan."], "neither its name, its grade nor the notes"


def test_behind_the_boards_part_its_name_heads_notes_and_opens_no_part() -> None:
    notes = (
        heading("What the LSCB inspection judgements mean", 2),
        heading("The Local Safeguarding Children Board", 3),
        paragraph("A board that is good leads its partners."),
    )
    facts = extract(older(heading("Recommendations"), paragraph("Plan.", 1), *BOARD, *notes))
    assert facts.sections[-2].heading == "What the LSCB inspection judgements mean"
    assert not any("leads its partners" in m.text for m in facts.mentions)


def test_the_name_of_the_board_between_its_findings_opens_its_part_again() -> None:
    again = (
        heading("The Local Safeguarding Children Board", 3),
        paragraph("Its members meet often.", 5),
    )
    facts = extract(older(heading("Recommendations"), paragraph("Plan.", 1), *BOARD, *again))
    assert facts.sections[-2].heading == "The Local Safeguarding Children Board"


@pytest.mark.parametrize(
    ("above", "opens"),
    [
        (heading("The Local Safeguarding Children Board (LSCB)", 2), True),
        (heading("Inspection findings – the Local Safeguarding Children Board"), False),
    ],
)
def test_a_plain_line_grades_the_board_only_under_its_name(above: Piece, opens: bool) -> None:
    line = "The Local Safeguarding Children Board is good."
    facts = extract(older(heading("Recommendations"), paragraph("Plan.", 1), *BOARD, above, paragraph(line)))
    assert (facts.sections[-2].heading == line) is opens


@pytest.mark.parametrize(
    ("name", "warned"),
    [
        ("report - 12 may 2014.pdf", []),
        ("report.pdf", []),
        ("report - 13 may 2014.pdf", ["published 2014-05-12 as printed, 2014-05-13 by the file's name"]),
    ],
)
def test_a_printed_day_is_held_against_that_of_the_files_name_if_it_has_one(
    name: str, warned: list[str]
) -> None:
    found = extract(replace(older(), name=name)).warnings
    assert [warning.partition(";")[0] for warning in found if warning.startswith("published")] == warned


def test_a_list_may_begin_with_the_heading_of_its_first_part() -> None:
    facts = extract(older(heading("Priority and immediate action", 4), paragraph("Review every case.", 1)))
    assert [s.heading for s in facts.sections][:1] == ["Priority and immediate action"]
    assert items(facts) == [("priority-action", "la", "Review every case.", "Priority and immediate action")]


def test_a_grade_may_stand_alone_under_a_heading_of_two_lines() -> None:
    facts = extract(
        older(
            heading("Inspection judgements about the local authority", 2),
            heading("The experience and progress of care", 4),
            heading("leavers", 4),
            paragraph("Inadequate"),
            paragraph("Homes are hard to find.", 1),
        )
    )
    assert [(s.area, s.grade) for s in facts.sections if s.area] == [("care-leavers", "inadequate")]


def test_graded_headings_in_short_forms_and_over_two_lines() -> None:
    facts = extract(
        older(
            heading("Inspection judgements about the local authority", 2),
            heading("The graded judgement for adoption is good", 4),
            paragraph("Adopters are well prepared.", 1),
            heading("The graded judgement about the experience and progress of care", 4),
            heading("leavers is that it is inadequate", 4),
            paragraph("Homes are hard to find.", 2),
        )
    )
    graded = [(section.area, section.grade) for section in facts.sections if section.area]
    assert graded == [("adoption", "good"), ("care-leavers", "inadequate")]
    assert facts.sections[2].graded is not None
    assert facts.mentions[-1].section == 3


@pytest.mark.parametrize(
    "again", ["The graded judgement for adoption is good", "Adoption performance is good"]
)
def test_headings_repeated_behind_the_report_proper_open_no_section(again: str) -> None:
    facts = extract(
        older(
            heading("Inspection judgements about the local authority", 2),
            heading("The graded judgement for adoption is good", 4),
            paragraph("Adopters are well prepared.", 1),
            heading("What the inspection judgements mean"),
            heading(again, 4),
            paragraph("A judgement of good means that most adopters wait for a short time only."),
        )
    )
    assert [section.area for section in facts.sections if section.area] == ["adoption"]
    assert not [m for m in facts.mentions if m.text.startswith("A judgement of good")]


@pytest.mark.parametrize(
    ("piece", "areas"),
    [
        (paragraph("Adoption performance is good"), []),
        (heading("Adoption performance is good"), ["adoption"]),
    ],
)
def test_plain_lines_on_earlier_inspections_open_no_section(piece: Piece, areas: list[str]) -> None:
    facts = extract(older(heading("Information about this local authority area", 2), piece))
    assert [section.area for section in facts.sections if section.area] == areas


def test_the_boards_grade_on_the_front_page() -> None:
    front = [paragraph("The effectiveness of the Local Safeguarding Children Board (LSCB) is inadequate.")]
    facts = extract(
        older(
            heading("Section 2: The effectiveness of the local safeguarding children board", 2), front=front
        )
    )
    assert facts.inspections[1].judgements[0].grade == "inadequate"


def test_priority_actions_topics_and_statements_that_there_are_none() -> None:
    facts = extract(
        older(
            IMPROVE,
            heading("Priority and immediate action", 4),
            heading("Leadership, management and governance", 5),
            paragraph("Review every case that waits (paragraphs 25 and 31).", 1),
            LIST,
            heading("Care leavers", 5),
            paragraph("Ensure that:", 2),
            item("each has a plan"),
            item("each has a home."),
            heading("The local authority’s strengths"),
            paragraph("Plans are read.", 3),
        )
    )
    assert items(facts) == [
        (
            "priority-action",
            "la",
            "Review every case that waits (paragraphs 25 and 31).",
            "Leadership, management and governance",
        ),
        ("recommendation", "la", "Ensure that: each has a plan each has a home.", "Care leavers"),
    ]
    assert facts.recommendations[0].paragraphs == ("25", "31")


@pytest.mark.parametrize(
    "statement",
    [
        "The inspection did not find any areas for priority and immediate action.",
        "There are no areas of priority action.",
        "No areas for priority action were found.",
    ],
)
def test_statements_that_there_is_nothing_are_no_items(statement: str) -> None:
    facts = extract(
        older(
            IMPROVE,
            heading("Priority and immediate action", 4),
            paragraph(statement, 1),
            LIST,
            paragraph("Do better.", 2),
        )
    )
    assert [r.text for r in facts.recommendations] == ["Do better."]


@pytest.mark.parametrize(("length", "items"), [(199, 1), (200, 2)])
def test_a_long_text_that_begins_like_such_a_statement_is_an_item(length: int, items: int) -> None:
    statement = "There are no areas for priority action here, though much".ljust(length - 1, "s") + "."
    facts = extract(older(heading("Recommendations"), paragraph("Do better.", 1), paragraph(statement, 2)))
    assert len(facts.recommendations) == items


def test_numbers_that_only_name_topics() -> None:
    facts = extract(
        older(
            heading("Recommendations"),
            paragraph("Quality of practice", 1),
            item("Ensure that plans are good."),
            item("Ensure that visits are made."),
            paragraph("Oversight", 2),
            item("Check both each month."),
        )
    )
    assert [(r.text, r.group) for r in facts.recommendations] == [
        ("Ensure that plans are good.", "Quality of practice"),
        ("Ensure that visits are made.", "Quality of practice"),
        ("Check both each month.", "Oversight"),
    ]


@pytest.mark.parametrize(("length", "group"), [(90, True), (91, False)])
def test_a_numbered_line_of_more_than_ninety_characters_is_an_item_and_no_topic(
    length: int, group: bool
) -> None:
    topic = "Oversight of plan" + "s" * (length - 17)
    facts = extract(older(heading("Recommendations"), paragraph(topic, 1), item("Check each month.")))
    assert [(r.text, r.group) for r in facts.recommendations] == (
        [("Check each month.", topic)] if group else [(f"{topic} Check each month.", None)]
    )


@pytest.mark.parametrize(
    ("below", "goes_on"),
    [
        ("and keep them up to date.", True),
        ("(ii) keep them up to date.", True),
        ("Nobody keeps them up to date.", False),
        ("“kept” is what children call it.", False),
    ],
)
def test_only_what_begins_in_lower_case_or_with_an_enumerator_goes_on_with_an_item(
    below: str, goes_on: bool
) -> None:
    facts = extract(
        older(heading("Recommendations"), paragraph("Ensure that plans are good", 1), paragraph(below))
    )
    text = "Ensure that plans are good"
    assert [r.text for r in facts.recommendations] == [f"{text} {below}" if goes_on else text]


@pytest.mark.parametrize(("level", "zone"), [(3, "paragraph"), (4, "recommendation")])
def test_a_list_under_a_plain_line_ends_at_a_heading_of_the_third_level(level: int, zone: str) -> None:
    facts = extract(
        older(
            paragraph("Recommendations"),
            paragraph("Ensure that plans are good", 1),
            heading("Oversight", level),
            paragraph("as all of the council’s plans are."),
        )
    )
    assert [m.form for m in facts.mentions if m.text.startswith("as all")] == [zone]


def test_plain_bullets_and_an_empty_list() -> None:
    facts = extract(older(IMPROVE, LIST, item("Do better."), item("Do it soon."), *BOARD[:3], *BOARD[4:]))
    assert [(r.addressee, r.text) for r in facts.recommendations] == [
        ("la", "Do better."),
        ("la", "Do it soon."),
    ]


def test_rows_without_numbers_with_wrong_ones_and_not_judged() -> None:
    rows = tuple((label.split(" ", 1)[1], grade) for label, grade in SIF_ROWS[:2])
    rows = (
        *rows,
        ("2.1 Adoption performance", "Not judged"),
        SIF_ROWS[3],
        ("1. Leadership, management and governance", "Good"),
    )
    judged = {j.area: j.grade for j in extract(older(rows=rows)).inspections[0].judgements}
    assert (judged["adoption"], judged["leadership-management-governance"]) == ("not-judged", "good")


def test_a_sentence_among_the_rows_of_the_front_page_is_a_mention() -> None:
    told = "Adoption is a clear strength of the authority."
    facts = extract(older(heading("Executive summary"), front=[paragraph(told), table(*SIF_ROWS[3:])]))
    assert [(m.text, m.form) for m in facts.mentions] == [(told, "summary")]


def test_grades_that_stand_before_their_labels() -> None:
    front = [paragraph(f"{grade}\n{label}") for label, grade in SIF_ROWS]
    judged = {
        j.area: j.grade
        for j in extract(older(rows=(("a", "b"), ("c", "d")), front=front)).inspections[0].judgements
    }
    assert (judged["care-leavers"], judged["adoption"]) == ("inadequate", "good")


@pytest.mark.parametrize("before", ["Visits are seldom late.", "Good homes are near."])
def test_label_and_grade_that_run_through_each_other(before: str) -> None:
    row = "2. Children looked after and achieving Requires\npermanence improvement"
    front = [paragraph(before), paragraph(row)]
    rows = tuple(row for row in SIF_ROWS if not row[0].startswith("2. "))
    report = older(rows=rows, front=front)
    judged = {j.area: j for j in extract(report).inspections[0].judgements}
    assert judged["looked-after-and-permanence"].grade == "requires-improvement"
    assert report.quote(judged["looked-after-and-permanence"].evidence.span) == row.removeprefix("2. ")


def test_a_table_that_goes_on_over_the_page() -> None:
    facts = extract(older(table(*SIF_ROWS[3:], ("Page", "two")), rows=SIF_ROWS[:3]))
    assert len(facts.inspections[0].judgements) == 6


def test_grades_in_prose_are_no_judgements() -> None:
    front = [
        paragraph("Leadership, management and governance require improvement as services are not yet good.")
    ]
    rows = (*SIF_ROWS[:4], ("3. Leadership, management and governance", "Inadequate"))
    judged = {j.area: j.grade for j in extract(older(front=front, rows=rows)).inspections[0].judgements}
    assert judged["leadership-management-governance"] == "inadequate"


def test_reinspections_by_title_or_by_text() -> None:
    assert extract(older(title=f"Re-{SERVICES}")).inspections[0].kind == "sif-reinspection"
    assert (
        extract(older(title=f"Re{SERVICES}".replace("ReI", "Rei"))).inspections[0].kind == "sif-reinspection"
    )
    by_text = extract(older(paragraph("This re-inspection found that little had changed."))).inspections[0]
    assert (by_text.kind, by_text.kind_derived) == ("sif-reinspection", True)
    assert extract(older()).inspections[0].kind == "sif"


@pytest.mark.parametrize(
    ("overall", "warned"),
    [
        ("Children’s services in Fernshire are inadequate", True),
        ("Children’s services in Surrey require improvement to be good", False),
    ],
)
def test_an_overall_grade_printed_again_is_held_against_the_front_page(overall: str, warned: bool) -> None:
    warnings = extract(
        older(
            heading("Recommendations"),
            paragraph("Ensure that plans are good.", 1),
            heading("Executive summary"),
            heading(overall),
        )
    ).warnings
    told = "overall-effectiveness: requires-improvement on page 1, inadequate in the heading on page"
    assert any(told in warning for warning in warnings) is warned


def test_the_first_heading_behind_the_front_page_is_held_against_it_too() -> None:
    warnings = extract(older(heading("Children’s services in Fernshire are inadequate"))).warnings
    assert any("inadequate in the heading on page 2" in warning for warning in warnings)


def test_an_overall_grade_in_a_plain_line_is_not_held_against_it() -> None:
    line = paragraph("Children’s services in Fernshire are inadequate")
    warnings = extract(older(heading("Executive summary"), line)).warnings
    assert not any(warning.startswith("overall-effectiveness") for warning in warnings)


def test_a_single_day_on_site() -> None:
    fieldwork = extract(older(dates="28 July 2016")).inspections[0].fieldwork
    assert fieldwork.earliest == fieldwork.latest == date(2016, 7, 28)


def test_a_body_sentence_that_begins_like_the_label_of_the_lead() -> None:
    facts = extract(older(paragraph("Lead inspector attended by two colleagues visited the hub.")))
    assert facts.inspections[0].lead_inspectors == ("Marcus Oyelaran",)


def test_statistics_on_the_area_hold_no_mentions() -> None:
    facts = extract(
        older(
            heading("Information about this local authority area"),
            item("Approximately 50,000 children live here."),
            heading("Executive summary"),
            paragraph("Services have improved."),
        )
    )
    assert [m.text for m in facts.mentions] == ["Services have improved."]


def test_a_review_of_a_board_alone() -> None:
    facts = extract(
        document(
            heading("Surrey Safeguarding Children Board", 1),
            heading("Review of the effectiveness of the Local Safeguarding Children Board"),
            heading("Inspection date: 15 June 2015 – 17 June 2015"),
            heading("Report published: 3 August 2015"),
            heading("The Local Safeguarding Children Board requires improvement"),
            PAGE,
            heading("Recommendations"),
            item("Update the plan (paragraph 4)."),
            heading("Inspection findings"),
            paragraph("The chair is strong.", 1),
        )
    )
    (board,) = facts.inspections
    assert (facts.authority, board.kind, board.body) == ("936", "lscb-review", "lscb")
    assert [(j.area, j.grade) for j in board.judgements] == [("lscb-effectiveness", "requires-improvement")]
    assert [(r.addressee, r.paragraphs) for r in facts.recommendations] == [("lscb", ("4",))]


def of_2013(*more: Piece) -> Document:
    """A report of the framework before, with a list under its capacity to improve and more behind that."""
    pieces = [
        heading("Inspection of looked after children services", 1),
        heading("Kent County Council", 2),
        heading("Inspection dates: 15 – 19 July 2013"),
        heading("Reporting inspector Pia Lindqvist HMI"),
        paragraph("Published: 23 August 2013"),
        PAGE,
    ]
    for title in (
        "Overall effectiveness of services for looked after children and young people",
        "Capacity to improve",
        "Outcomes for looked after children and young people",
        "Quality of provision",
        "Leadership and management",
    ):
        pieces += [heading(title, 2), heading("Grade 3 (Adequate)"), paragraph("It is adequate.")]
        if title == "Capacity to improve":
            pieces += [heading("Areas for improvement"), paragraph("The council should do the following.", 7)]
            pieces += [heading("Within three months:", 4), item("Ensure that plans are good.")]
            pieces += more
    return document(*pieces)


def test_the_framework_of_2013() -> None:
    text = of_2013()
    facts = extract(text)
    assert facts.layout == "lac-2013"
    assert facts.inspections[0].lead_inspectors == ("Pia Lindqvist",)
    assert {j.grade for j in facts.inspections[0].judgements} == {"adequate"}
    assert len(facts.inspections[0].judgements) == 5
    for judgement in facts.inspections[0].judgements:
        assert judgement.printed == "Adequate"
        assert text.quote(judgement.evidence.span).endswith("\nGrade 3 (Adequate)")
    assert [(r.kind, r.timescale, r.text) for r in facts.recommendations] == [
        ("recommendation", "within-three-months", "Ensure that plans are good.")
    ]


@pytest.mark.parametrize(
    ("more", "lost"),
    [
        ((heading("Some day:", 4), item("Buy a boat.")), ["'Buy a boat.' in a list is not an item"]),
        ((heading("Some day:", 4), paragraph("Boats", 8)), []),
        ((heading("Within six months:", 4), item("Buy a boat.")), []),
    ],
)
def test_bullets_under_no_time_that_is_known_are_loud_and_numbers_may_name_their_topic(
    more: tuple[Piece, ...], lost: list[str]
) -> None:
    found = extract(of_2013(*more)).warnings
    assert [w.partition(": ")[2].rstrip(".") for w in found if "in a list is not an item" in w] == lost
