"""Reports of the current framework: every way in which their front pages and lists vary."""

from __future__ import annotations

from datetime import date

import pytest

from kg.errors import UnknownLayout, UnknownValue
from kg.extract import extract
from kg.extract.facts import ReportFacts
from tests.extract.builder import (
    CARE,
    HELP,
    LEADERS,
    LEAVERS,
    OVERALL,
    PAGE,
    ROWS,
    Piece,
    current,
    document,
    heading,
    item,
    paragraph,
    table,
)

BODY = (
    heading("What needs to improve?"),
    item("The quality of plans. (Outcome 3, National Framework)"),
    item("Management oversight:"),
    item("of visits", 2),
    heading(f"{HELP}: requires improvement to be good"),
    paragraph("Most children are seen. Some wait too long.", 1),
    paragraph("Plans are clear.", 2),
    heading(f"{CARE} is good."),
    paragraph("Children live with people who like them.", 3),
    heading(f"{LEAVERS}: outstanding"),
    paragraph("Young people are proud of their homes.", 4),
    heading(f"{LEADERS}: good"),
    paragraph("Leaders know their services well.", 5),
)


def grades(facts: ReportFacts) -> dict[str, str]:
    return {j.area: j.grade for j in facts.inspections[0].judgements}


def test_the_face_of_a_report() -> None:
    facts = extract(current(*BODY))
    (inspection,) = facts.inspections
    assert (facts.authority, facts.authority_printed, facts.layout) == ("936", "Surrey", "ilacs-2023")
    assert (inspection.fieldwork.earliest, inspection.fieldwork.latest) == (
        date(2024, 4, 22),
        date(2024, 5, 3),
    )
    assert (inspection.kind, inspection.kind_derived) == ("ilacs-standard", True)
    assert inspection.lead_inspectors == ("Pia Lindqvist",)
    assert grades(facts) == {
        "impact-of-leaders": "good",
        "help-and-protection": "requires-improvement",
        "children-in-care": "good",
        "care-leavers": "outstanding",
        "overall-effectiveness": "good",
    }
    assert facts.publication is not None
    assert (facts.publication.on, facts.publication.basis) == (date(2024, 7, 12), "file-name")
    assert facts.warnings == ()


def test_sections_recommendations_and_mentions_have_their_places() -> None:
    report = current(*BODY)
    facts = extract(report)
    assert [(s.area, s.grade) for s in facts.sections if s.area] == [
        ("help-and-protection", "requires-improvement"),
        ("children-in-care", "good"),
        ("care-leavers", "outstanding"),
        ("impact-of-leaders", "good"),
    ]
    first, second = facts.recommendations
    assert (first.text, first.framework_tags) == ("The quality of plans.", ("outcome-3",))
    assert second.text == "Management oversight: of visits"
    assert second.evidence.page == 2
    seen = next(mention for mention in facts.mentions if mention.text == "Some wait too long.")
    assert (seen.evidence.paragraph, seen.form, facts.sections[(seen.section or 0) - 1].area) == (
        "1",
        "paragraph",
        "help-and-protection",
    )
    assert report.quote(seen.evidence.span) == seen.text
    assert [m.form for m in facts.mentions if m.recommendation == 1] == ["recommendation"]
    assert facts.mentions[0].form == "summary"


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("Inspection of Kent County Council children's services", "886"),
        ("London Borough of Hackney Inspection of children’s social care services", "204"),
        ("Reading Borough Council Inspection of local authority children's services", "870"),
        ("Leeds City Council Inspection of local authority children's social care services", "383"),
        ("Inspection of Bradford Children and Families Trust", "380"),
        ("Inspection of Birmingham Children’s Trust", "330"),
        ("Inspection of Slough Children First", "871"),
    ],
)
def test_titles(title: str, code: str) -> None:
    assert extract(current(*BODY, title=title)).authority == code


@pytest.mark.parametrize(
    ("lead", "names"),
    [
        ("Lead inspector: Pia Lindqvist HMI", ("Pia Lindqvist",)),
        ("Lead inspector: Pia Lindqvist Her Majesty’s Inspector", ("Pia Lindqvist",)),
        (
            "Lead inspectors: Pia Lindqvist, His Majesty’s Inspector, and Máire O’Finch, "
            "His Majesty’s Inspector",
            ("Pia Lindqvist", "Máire O’Finch"),
        ),
        ("Lead inspector: Fiona (J) Sample, HMI", ("Fiona (J) Sample",)),
        ("Lead inspector: Pia Lindqvist HMI Deputy lead inspector: Ann Other HMI", ("Pia Lindqvist",)),
    ],
)
def test_lead_inspectors(lead: str, names: tuple[str, ...]) -> None:
    assert extract(current(*BODY, lead=lead)).inspections[0].lead_inspectors == names


def test_headings_without_all_words_of_their_area() -> None:
    """What the front page grades is found under a heading that leaves out an article or "and progress"."""
    facts = extract(
        current(
            heading(f"{HELP.removeprefix('The ')}: requires improvement to be good"),
            paragraph("Most children are seen.", 1),
            heading("The experiences of children in care: good"),
            paragraph("Children live with people who like them.", 2),
            heading(f"{LEAVERS}: outstanding"),
            paragraph("Young people are proud of their homes.", 3),
            heading(f"{LEADERS.removeprefix('The ')}: good"),
            paragraph("Leaders know their services well.", 4),
        )
    )
    assert [section.area for section in facts.sections] == [
        "help-and-protection",
        "children-in-care",
        "care-leavers",
        "impact-of-leaders",
    ]


def test_no_lead_inspector_is_said_so() -> None:
    facts = extract(current(*BODY, lead=""))
    assert facts.inspections[0].lead_inspectors == ()
    assert "no lead inspector is printed." in facts.warnings


@pytest.mark.parametrize(
    ("piece", "named"),
    [
        (paragraph("Lead inspector: Ann Oake HMI"), ("Ann Oake",)),
        (paragraph("Lead inspector: Ann Oake HMI", 1), ()),
        (Piece("footnote", "Lead inspector: Ann Oake HMI"), ()),
        (Piece("furniture", "Lead inspector: Ann Oake HMI"), ()),
    ],
)
def test_numbered_paragraphs_and_notes_name_no_lead_inspector(piece: Piece, named: tuple[str, ...]) -> None:
    assert extract(current(piece, *BODY, lead="")).inspections[0].lead_inspectors == named


def test_words_that_are_no_name_are_refused() -> None:
    with pytest.raises(UnknownValue, match="to be confirmed"):
        extract(current(*BODY, lead="Lead inspector: to be confirmed"))


def test_fieldwork_in_two_parts_and_its_kind_by_the_first() -> None:
    facts = extract(current(*BODY, dates="5 to 9 December 2023 and 14 to 15 February 2024"))
    (inspection,) = facts.inspections
    assert len(inspection.stays) == 2
    assert (inspection.fieldwork.earliest, inspection.fieldwork.latest) == (
        date(2023, 12, 5),
        date(2024, 2, 15),
    )
    assert inspection.kind == "ilacs-short"
    joined = extract(current(*BODY, dates="5 to 9 December 2023; 14 to 15 February 2024"))
    assert joined.inspections[0].fieldwork.printed == "5 to 9 December 2023; 14 to 15 February 2024"


def test_a_stay_of_neither_length_is_refused() -> None:
    with pytest.raises(UnknownValue, match="9 days"):
        extract(current(*BODY, dates="1 to 9 May 2024"))


def test_dates_of_an_unknown_form_are_refused() -> None:
    with pytest.raises(UnknownValue, match="about"):
        extract(current(*BODY, dates="22 April to about 3 May 2024"))


def test_no_overall_grade_from_late_april_2026() -> None:
    facts = extract(current(*BODY, dates="27 April to 8 May 2026", rows=ROWS))
    assert facts.layout == "ilacs-2026"
    assert facts.inspections[0].no_overall_reason == "removed-april-2026"
    assert "overall-effectiveness" not in grades(facts)


def test_in_april_2026_an_overall_grade_may_be_printed_and_later_not() -> None:
    early = extract(current(*BODY, dates="13 to 24 April 2026"))
    assert grades(early)["overall-effectiveness"] == "good"
    assert early.inspections[0].no_overall_reason is None
    with pytest.raises(UnknownValue, match="not made in this edition"):
        extract(current(*BODY, dates="27 April to 8 May 2026"))


def test_an_overall_grade_that_is_missing_is_loud() -> None:
    with pytest.raises(UnknownValue, match="overall-effectiveness"):
        extract(current(*BODY, rows=ROWS))


def test_one_judgement_for_care_and_leaving_care_before_2023() -> None:
    both = "The experiences and progress of children in care and care leavers"
    rows = (
        ("Judgement", "Grade"),
        (LEADERS, "Good"),
        (HELP, "Good"),
        (both, "Good"),
        ("Overall effectiveness", "Good"),
    )
    facts = extract(
        current(heading(f"{both}: good"), paragraph("All is well.", 1), dates="6 to 10 June 2022", rows=rows)
    )
    assert facts.layout == "ilacs-2018"
    assert grades(facts)["children-in-care-and-care-leavers"] == "good"


def test_an_unknown_grade_or_area_is_refused() -> None:
    with pytest.raises(UnknownValue, match="Splendid"):
        extract(current(*BODY, rows=(*ROWS[:-1], (LEAVERS, "Splendid"), OVERALL)))


def test_what_the_table_of_a_front_page_prints_besides_is_named_and_nothing_below_it() -> None:
    rows = (*ROWS[:-1], ("The harbour", "Good"))
    with pytest.raises(UnknownValue, match=r"The table also prints 'The harbour Good', which is not known"):
        extract(current(*BODY, table(("Boats", "12")), rows=rows))


def test_a_printed_slip_in_a_label_is_known() -> None:
    rows = (*ROWS[:-1], ("The experiences and progress of children care leavers", "Good"), OVERALL)
    assert grades(extract(current(*BODY, rows=rows)))["care-leavers"] == "good"


def test_a_judgement_is_read_from_its_heading_where_the_front_page_lacks_it() -> None:
    facts = extract(current(*BODY, rows=(ROWS[0], *ROWS[1:4], OVERALL)))
    assert grades(facts)["care-leavers"] == "outstanding"
    assert any("not on the front page" in warning for warning in facts.warnings)


def test_disagreement_within_the_document_is_a_warning_with_both_values() -> None:
    body = (heading(f"{CARE}: inadequate"), paragraph("All is not well.", 1))
    running = ("Inspection of Kent local authority children's services", "17 April to 3 May 2024")
    warnings = " ".join(extract(current(*body, running=running)).warnings)
    assert "children-in-care: good on page 1, inadequate in the heading on page 2" in warnings
    assert "authority 936 on page 1, 886 (Kent) in running footers" in warnings
    assert "2024-04-22 to 2024-05-03 on page 1, 2024-04-17 to 2024-05-03 in running footers" in warnings


def test_a_hole_in_the_numbers_is_a_warning() -> None:
    body = (heading(f"{CARE}: good"), paragraph("One.", 1), paragraph("Two.", 2), paragraph("Four.", 4))
    assert "page 2: paragraph 4 follows 2; 3 missing." in extract(current(*body)).warnings


@pytest.mark.parametrize("level", [1, 2])
def test_a_heading_that_names_an_area_as_large_as_that_of_the_list_ends_it(level: int) -> None:
    body = (
        heading("What needs to improve?", 2),
        item("The quality of plans."),
        heading(CARE, level),
        item("Children live with people who like them."),
    )
    facts = extract(current(*body))
    assert [r.text for r in facts.recommendations] == ["The quality of plans."]
    assert facts.sections[-1].area == "children-in-care"


FAR = ", and then ".join(["what follows here"] * 5)


@pytest.mark.parametrize(
    ("line", "goes_on"),
    [
        (f"Leaders should see to {FAR}:", True),
        (f"Leaders know {FAR}.", False),
        (f"Leaders know {FAR}", False),
    ],
)
def test_a_line_that_leads_over_to_items_stands_between_no_heading_and_its_items(
    line: str, goes_on: bool
) -> None:
    body = (
        heading("What needs to improve?"),
        item("The quality of plans."),
        heading("Practice"),
        paragraph(line),
        item("The pace of change."),
    )
    found = [(r.text, r.group) for r in extract(current(*body, *BODY[4:])).recommendations]
    assert found[0] == ("The quality of plans.", None)
    assert found[1:] == ([("The pace of change.", "Practice")] if goes_on else [])


def test_a_heading_that_repeats_the_one_over_a_list_opens_no_list_of_its_own() -> None:
    twice = (heading("What needs to improve?"), heading("What needs to improve?"))
    facts = extract(current(*twice, item("The quality of plans."), *BODY[4:]))
    assert [r.text for r in facts.recommendations] == ["The quality of plans."]
    assert not any("no item was found" in warning for warning in facts.warnings)


def test_a_box_that_names_an_area_and_its_grade_is_a_heading() -> None:
    facts = extract(current(table((CARE, "Good")), paragraph("Children live with people who like them.", 1)))
    (section,) = (s for s in facts.sections if s.area)
    assert (section.area, section.grade, section.heading) == ("children-in-care", "good", f"{CARE} Good")


def test_a_smaller_heading_that_names_an_area_is_the_topic_of_some_items() -> None:
    body = (
        heading("What needs to improve?", 2),
        item("The quality of plans."),
        heading(CARE, 3),
        item("How visits are recorded."),
    )
    facts = extract(current(*body))
    assert [r.text for r in facts.recommendations] == ["The quality of plans.", "How visits are recorded."]


def test_prose_under_the_heading_of_recommendations_is_no_item() -> None:
    body = (
        heading("What needs to improve?"),
        paragraph("There is very little that could be better."),
        *BODY[4:],
    )
    facts = extract(current(*body))
    assert facts.recommendations == ()
    assert any(mention.text.startswith("There is very little") for mention in facts.mentions)


def test_items_in_lower_case_without_full_stops() -> None:
    body = (
        heading("What needs to improve"),
        item("the quality of plans"),
        item("the pace of change"),
        *BODY[4:],
    )
    assert [r.text for r in extract(current(*body)).recommendations] == [
        "the quality of plans",
        "the pace of change",
    ]


def test_something_else_is_no_known_layout() -> None:
    with pytest.raises(UnknownLayout, match="Minutes of a meeting"):
        extract(
            document(heading("Minutes of a meeting of the parish council"), table(("a", "b"), ("c", "d")))
        )


@pytest.mark.parametrize(
    ("dates", "kind"),
    [
        ("22 to 23 April 2024", "ilacs-short"),
        ("22 to 27 April 2024", "ilacs-short"),
        ("22 to 28 April 2024", None),
        ("22 April to 1 May 2024", None),
        ("22 April to 2 May 2024", "ilacs-standard"),
        ("1 April to 9 May 2024", "ilacs-standard"),
        ("1 April to 10 May 2024", None),
    ],
)
def test_a_short_inspection_lasts_from_2_to_6_days_and_a_standard_one_from_11_to_39(
    dates: str, kind: str | None
) -> None:
    if kind is not None:
        assert extract(current(*BODY, dates=dates)).inspections[0].kind == kind
        return
    with pytest.raises(UnknownValue, match="is neither a short nor a standard inspection"):
        extract(current(*BODY, dates=dates))


def test_a_table_above_the_judgements_does_not_end_their_table() -> None:
    front = (
        heading("Inspection of Surrey local authority children’s services", 1),
        paragraph("Inspection dates: 22 April to 3 May 2024"),
        paragraph("Lead inspector: Pia Lindqvist, His Majesty’s Inspector"),
        table(("Boats", "12")),
        table(*ROWS[:-1], ("The harbour", "Good")),
    )
    with pytest.raises(UnknownValue, match=r"The table also prints 'The harbour Good', which is not known"):
        extract(document(*front, PAGE, *BODY))
