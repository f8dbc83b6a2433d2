"""Items in ruled boxes and tables: one a row, over the end of a page too."""

from __future__ import annotations

import pytest

from kg.errors import UnknownValue
from kg.extract import extract
from kg.extract.facts import ReportFacts
from tests.extract.builder import PAGE, Piece, document, heading, item, paragraph, ruled, table

TITLE = "Area SEND inspection of Surrey Local Area Partnership"
FAILINGS = "systemic-failings"
OUTCOME = "The partnership’s arrangements lead to inconsistent experiences and outcomes for children."


def send(
    *body: Piece,
    title: str = TITLE,
    dates: str = "Inspection dates: 8 to 12 April 2024",
    outcome: str = OUTCOME,
) -> ReportFacts:
    return extract(
        document(
            heading(title, 1),
            paragraph(dates),
            heading("Inspection outcome"),
            paragraph(outcome),
            *body,
        )
    )


def texts(facts: ReportFacts) -> list[str]:
    return [r.text for r in facts.recommendations]


def test_the_outcome_is_a_judgement_of_the_partnership() -> None:
    (inspection,) = send(heading("Areas for improvement"), ruled("Mend the lift.", 1)).inspections
    assert [(j.area, j.grade) for j in inspection.judgements] == [("send-arrangements", "inconsistent")]
    assert (inspection.kind, inspection.inspectorates) == ("area-send", ("ofsted", "cqc"))


@pytest.mark.parametrize(
    ("team", "leads"),
    [
        ((paragraph("Pia Lindqvist, HMI, lead inspector"),), ("Pia Lindqvist",)),
        (
            (heading("Team"), table(("Ofsted", "Pia Lindqvist, Ofsted Lead inspector"), ("CQC", "Ann Oake"))),
            ("Pia Lindqvist",),
        ),
        (
            (table(("Pia Lindqvist", "Lead inspector"), ("Ann Oake, CQC", "Lead inspector")),),
            ("Pia Lindqvist", "Ann Oake"),
        ),
        (
            (paragraph("Here is the lead inspector"), paragraph("Pia Lindqvist, lead inspector")),
            ("Pia Lindqvist",),
        ),
        (
            (
                table(
                    ("Pia Lindqvist, Ofsted lead inspector", ""),
                    ("Bo Reed, Ofsted HMI", "Ann Oake, CQC Lead inspector"),
                ),
            ),
            ("Pia Lindqvist", "Ann Oake"),
        ),
        (
            (
                paragraph(
                    "Pia Lindqvist, Ofsted lead inspector Ann Oake, CQC lead inspector Bo Reed, CQC inspector"
                ),
            ),
            ("Pia Lindqvist", "Ann Oake"),
        ),
    ],
)
def test_a_lead_inspector_stands_before_the_words_for_it(
    team: tuple[Piece, ...], leads: tuple[str, ...]
) -> None:
    facts = send(heading("Areas for improvement"), ruled("Mend the lift.", 1), *team)
    assert facts.inspections[0].lead_inspectors == leads


def test_each_row_is_an_item_with_its_bullets_and_paragraphs() -> None:
    facts = send(
        heading("Areas for improvement"),
        ruled("Areas for improvement", 1),
        ruled("Leaders should mend:", 2),
        ruled("the lift", 2, kind="list-item"),
        ruled("the bell.", 2, kind="list-item"),
        ruled("Leaders should count the boats.", 3),
        ruled("This should be done each night.", 3),
    )
    assert texts(facts) == [
        "Leaders should mend: • the lift • the bell.",
        "Leaders should count the boats. This should be done each night.",
    ]


def test_a_row_cut_by_the_page_goes_on_overleaf() -> None:
    facts = send(
        heading("Areas for priority action"),
        table(
            ("Responsible body", "Areas for priority action"),
            ("Surrey County Council and", "Leaders should count the boats that come"),
        ),
        PAGE,
        table(
            ("NHS Harbour ICB", "home at night."),
            ("Surrey County Council", "The council should ring the bell."),
        ),
    )
    assert [(r.kind, r.addressee, r.addressee_printed, r.text) for r in facts.recommendations] == [
        (
            "priority-action",
            "partnership",
            "Surrey County Council and NHS Harbour ICB",
            "Leaders should count the boats that come home at night.",
        ),
        ("priority-action", "la", "Surrey County Council", "The council should ring the bell."),
    ]


@pytest.mark.parametrize(
    ("names", "above", "more", "below"),
    [
        ("Surrey Police", "Leaders should count boats.", None, "Each should be counted at night."),
        ("Surrey Police", "Leaders should count boats.", None, "This should be done at night."),
        ("Surrey Police and", "Leaders should count boats.", "NHS Harbour ICB", "Each should be counted."),
        ("Surrey Police", "Leaders should:", "and", "Count boats."),
    ],
    ids=["beside nobody", "refers back", "bodies go on", "leads over"],
)
def test_a_row_that_the_page_cuts_behind_a_sentence_goes_on_overleaf(
    names: str, above: str, more: str | None, below: str
) -> None:
    facts = send(
        heading("Areas for priority action"),
        ruled(names, 4, column=1, columns=2),
        ruled(above, 4, column=2, columns=2),
        PAGE,
        *([ruled(more, 1, column=1, columns=2)] if more else []),
        ruled(below, 1, column=2, columns=2),
        ruled("Surrey County Council", 2, column=1, columns=2),
        ruled("The council should ring the bell.", 2, column=2, columns=2),
    )
    assert texts(facts) == [f"{above} {below}", "The council should ring the bell."]
    assert facts.recommendations[0].addressee_printed == " ".join(filter(None, (names, more)))


def test_a_row_overleaf_is_an_item_of_its_own_where_it_names_bodies_or_no_row_does() -> None:
    named = send(
        heading("Areas for priority action"),
        ruled("Surrey Police", 4, column=1, columns=2),
        ruled("Leaders should count boats.", 4, column=2, columns=2),
        PAGE,
        ruled("NHS Harbour ICB", 1, column=1, columns=2),
        ruled("This bell should be mended.", 1, column=2, columns=2),
    )
    assert texts(named) == ["Leaders should count boats.", "This bell should be mended."]
    unnamed = send(
        heading("Areas for priority action"),
        ruled("Leaders should count boats.", 4, column=2, columns=2),
        PAGE,
        ruled("Each bell should be mended.", 1, column=2, columns=2),
    )
    assert texts(unnamed) == ["Leaders should count boats.", "Each bell should be mended."]


def test_a_list_in_a_row_goes_on_overleaf_beside_the_rest_of_a_name() -> None:
    facts = send(
        heading("Areas for priority action"),
        ruled("NHS Harbour Care", 4, column=1, columns=2),
        ruled("Leaders should mend", 4, column=2, columns=2),
        ruled("the lift;", 4, column=2, columns=2, kind="list-item"),
        PAGE,
        ruled("Board", 1, column=1, columns=2),
        ruled("the bell.", 1, column=2, columns=2, kind="list-item"),
        ruled("Surrey County Council", 2, column=1, columns=2),
        ruled("The council should ring the bell.", 2, column=2, columns=2),
    )
    assert [(r.addressee_printed, r.text) for r in facts.recommendations] == [
        ("NHS Harbour Care Board", "Leaders should mend • the lift; • the bell."),
        ("Surrey County Council", "The council should ring the bell."),
    ]


def test_a_row_that_ends_with_a_list_without_stops_does_not_go_on_with_a_paragraph_overleaf() -> None:
    facts = send(
        heading("Areas for improvement"),
        ruled("Leaders should mend:", 2),
        ruled("the lift", 2, kind="list-item"),
        PAGE,
        ruled("Leaders should ring the bell.", 1),
    )
    assert texts(facts) == ["Leaders should mend: • the lift", "Leaders should ring the bell."]


def test_what_refers_back_in_a_box_begins_an_item_unless_a_page_parts_them() -> None:
    box = ruled("Leaders should count boats.", 2), ruled("This bell should be mended.", 3)
    assert len(texts(send(heading("Areas for improvement"), *box))) == 2
    (one,) = texts(send(heading("Areas for improvement"), box[0], PAGE, box[1]))
    assert one == "Leaders should count boats. This bell should be mended."


def test_what_another_column_says_is_no_part_of_a_row_that_the_page_cuts() -> None:
    printed = document(
        heading(TITLE, 1),
        paragraph("Inspection dates: 8 to 12 April 2024"),
        heading("Inspection outcome"),
        paragraph(OUTCOME),
        heading("Areas for priority action"),
        table(("Surrey County Council and", "Leaders should count the boats that come")),
        PAGE,
        table(("NHS Harbour ICB", "home at night. They should ring the bell.")),
    )
    facts = extract(printed)
    (item_,) = facts.recommendations
    first, second = (m for m in facts.mentions if m.recommendation == 1)
    assert (first.text, second.text) == (
        "Leaders should count the boats that come home at night.",
        "They should ring the bell.",
    )
    assert [printed.quote(span).strip() for span in first.evidence.left_out] == ["NHS Harbour ICB"]
    assert [printed.quote(span).strip() for span in item_.evidence.left_out] == ["NHS Harbour ICB"]
    assert second.evidence.left_out == ()
    assert (first.evidence.page, second.evidence.page) == (1, 2)


def test_the_heading_of_each_list_is_the_group_of_its_items() -> None:
    facts = send(
        heading("Areas for priority action"),
        table(("Surrey County Council", "The council should ring the bell.")),
        heading("Areas for improvement"),
        ruled("Leaders should count the boats.", 1),
    )
    assert [(r.kind, r.group) for r in facts.recommendations] == [
        ("priority-action", "Areas for priority action"),
        ("recommendation", "Areas for improvement"),
    ]


def test_numbers_in_one_row_are_items_of_their_own() -> None:
    facts = send(
        heading("Areas for improvement"),
        ruled("Leaders should ring the bell.", 1, number=1),
        ruled("Leaders should count the boats.", 1, number=2),
    )
    assert texts(facts) == ["Leaders should ring the bell.", "Leaders should count the boats."]


@pytest.mark.parametrize(
    ("above", "below", "items"),
    [
        ("Leaders should mend the lift.", "Leaders should ring the bell.", 2),
        ("Leaders should mend the lift.", "and ring the bell.", 1),
        ("Leaders should mend the", "Harbour Lift.", 1),
    ],
)
def test_what_ends_no_sentence_or_begins_in_lower_case_goes_on_over_the_page(
    above: str, below: str, items: int
) -> None:
    facts = send(heading("Areas for improvement"), paragraph(above), PAGE, paragraph(below))
    assert texts(facts) == ([above, below] if items == 2 else [f"{above} {below}"])


@pytest.mark.parametrize("page", [(), (PAGE,)], ids=["on one page", "over two"])
def test_without_rules_each_bullet_is_an_item_with_the_smaller_ones_below(page: tuple[Piece, ...]) -> None:
    facts = send(
        heading("Areas for improvement"),
        item("Mend the lift."),
        *page,
        item("Mend the bell:"),
        item("and its rope."),
        item("on each floor", 2),
    )
    assert texts(facts) == ["Mend the lift.", "Mend the bell:", "and its rope. • on each floor"]


def test_without_rules_each_paragraph_is_an_item() -> None:
    facts = send(
        heading("Areas for improvement"),
        paragraph("Leaders should ring the bell."),
        paragraph("Leaders should mend:"),
        item("the lift."),
    )
    assert texts(facts) == ["Leaders should ring the bell.", "Leaders should mend: • the lift."]


def test_two_columns_that_no_table_was_made_of() -> None:
    facts = send(
        heading("Areas for priority action"),
        ruled("Surrey Police", 4, column=1, columns=2),
        ruled("Leaders should watch the quay.", 4, column=2, columns=2),
    )
    assert [(r.addressee, r.addressee_printed, r.text) for r in facts.recommendations] == [
        ("other", "Surrey Police", "Leaders should watch the quay.")
    ]


def test_bodies_in_several_cells_of_one_row_are_responsible_together() -> None:
    facts = send(
        heading("Areas for priority action"),
        ruled("Surrey Police", 4, column=1, columns=3),
        ruled("NHS Harbour ICB", 4, column=2, columns=3),
        ruled("Leaders should watch the quay.", 4, column=3, columns=3),
        ruled("Surrey County Council", 5, column=1, columns=3),
        ruled("The council should ring the bell.", 5, column=3, columns=3),
    )
    assert [(r.addressee_printed, r.text) for r in facts.recommendations] == [
        ("Surrey Police NHS Harbour ICB", "Leaders should watch the quay."),
        ("Surrey County Council", "The council should ring the bell."),
    ]


def test_numbers_beside_items_or_before_them_are_no_words_and_no_bodies() -> None:
    beside = send(
        heading("Areas for improvement"),
        table(("1.", "Leaders should ring the bell."), ("2.", "Leaders should count the boats.")),
    )
    before = send(
        heading("Areas for priority action"),
        paragraph("Responsible body Areas for priority action"),
        table(
            ("Surrey Police", "1. Leaders should ring the bell."),
            ("Surrey Police", "2) Leaders should count the boats."),
        ),
    )
    assert (
        texts(beside) == texts(before) == ["Leaders should ring the bell.", "Leaders should count the boats."]
    )
    assert [r.addressee_printed for r in beside.recommendations] == ["Leaders", "Leaders"]
    assert [r.number for r in before.recommendations] == ["1", "2"]


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("Area SEND inspection of Bournemouth, Christchurch and Poole (BCP) Local Area Partnership", "839"),
        ("Area SEND inspection of the Royal Borough of Kingston upon Thames Local Area", "314"),
        ("Area SEND full inspection of Hammersmith and Fulham LAP", "205"),
        ("Area SEND inspection: Stockton-on-Tees Local Partnership", "808"),
        ("Area SEND inspection of Redcar and Cleveland’s Local Area Partnership", "807"),
        ("Area special educational needs and/or disabilities (SEND) inspection for Hull", "810"),
        ("Area SEND inspection of Westmorland and Furness\nLocal Area Partnership", "943"),
        ("Area SEND inspection – Surrey Local Area Partnership", "936"),
        ("Area SEND inspection report: Surrey SEND Partnership", "936"),
        ("Area SEND inspection of the area of North\nNorthamptonshire Local Area Partnership", "940"),
        ("Area SEND re-inspection of Bristol, City of Local Area\nPartnership", "801"),
    ],
)
def test_titles_name_the_authority_in_several_forms(title: str, code: str) -> None:
    found = send(heading("Areas for improvement"), ruled("Mend the lift.", 1), title=title)
    assert (found.authority, found.warnings) == (code, ("no lead inspector is printed.",))


@pytest.mark.parametrize(
    ("area", "codes"),
    [
        ("Cornwall and the Isles of Scilly", ("908", "420")),
        ("Cumberland and Westmorland and Furness", ("942", "943")),
        ("Hammersmith & Fulham and the Royal Borough of Kensington and Chelsea", ("205", "207")),
        ("Leicester, Leicestershire and Rutland", ("856", "855", "857")),
        # these had ended
        ("Cumbria", ("942", "943")),
        ("Northamptonshire", ("940", "941")),
    ],
)
def test_the_partnership_of_an_area_of_several_authorities_has_them_all(
    area: str, codes: tuple[str, ...]
) -> None:
    found = send(
        heading("Areas for improvement"),
        ruled("Mend the lift.", 1),
        title=f"Area SEND inspection of {area} Local Area Partnership",
    )
    assert (found.authority, found.members) == (codes[0], codes)


def test_an_authority_that_ended_later_is_inspected_itself() -> None:
    found = send(
        heading("Areas for improvement"),
        ruled("Mend the lift.", 1),
        title="Area SEND inspection of Cumbria Local Area Partnership",
        dates="Inspection dates: 6 to 10 March 2023",
    )
    assert (found.authority, found.members) == ("909", ())


@pytest.mark.parametrize("area", ["Nowhereshire and Surrey", "Surrey Heartlands", "Surrey and the harbour"])
def test_an_area_with_a_name_that_is_no_authority_is_refused(area: str) -> None:
    with pytest.raises(UnknownValue, match=area):
        send(title=f"Area SEND inspection of {area} Local Area Partnership")


@pytest.mark.parametrize(
    "title",
    [
        "Area SEND inspection of Surrey",
        "Area SEND inspection: Surrey",
        "Area SEND\ninspection of Surrey",
        "Area SEND inspection of the local area partnership in Surrey",
        "Area SEND inspection of\nSurrey local\narea partnership",
    ],
)
@pytest.mark.parametrize(
    "former", ["23 to 27 January 2017", "none", "The partnership was inspected in 2017."]
)
def test_a_title_is_told_from_the_lines_on_other_inspections_below_it(title: str, former: str) -> None:
    facts = send(
        heading("Areas for improvement"),
        ruled("Mend it.", 1),
        title=title,
        dates=f"Date of previous inspection: {former}\nInspection dates: 8 to 12 April 2024",
        outcome=f"The local area partnership is heard. {OUTCOME}",
    )
    assert facts.authority == "936"


@pytest.mark.parametrize(
    "dates",
    [
        "Dates of inspection: 8 to 12 April 2024",
        "Dates of this inspection: 8 to 12 April 2024",
        "Previous inspection dates: 3 to 7 July 2017\nInspection dates: 8 to 12 April 2024",
        "Last inspection date: 3 to 7 July 2017\nInspection dates: 8 to 12 April 2024",
        "Inspection dates: from 8–12 April 2024",
        "Inspection dates: between 8 and 12 April 2024",
        "Inspection took place from 8 to 12 April 2024",
    ],
)
def test_days_on_site_in_several_forms(dates: str) -> None:
    (inspection,) = send(heading("Areas for improvement"), ruled("Mend it.", 1), dates=dates).inspections
    assert (str(inspection.fieldwork.earliest), str(inspection.fieldwork.latest)) == (
        "2024-04-08",
        "2024-04-12",
    )


@pytest.mark.parametrize(
    ("outcome", "grade"),
    [
        ("Arrangements are leading to inconsistent outcomes and experiences.", "inconsistent"),
        ("Arrangements typically led to positive experiences and outcomes.", "typically-positive"),
        ("There are widespread failings that worry us.", "systemic-failings"),
        ("There are systemic failings that worry us.", "systemic-failings"),
        ("Arrangements typically result in positive experiences and outcomes.", "typically-positive"),
        (
            "There are no widespread failings; they lead to inconsistent outcomes and experiences.",
            "inconsistent",
        ),
        (
            "They do not typically lead to positive experiences and outcomes; widespread failings are many.",
            "systemic-failings",
        ),
    ],
)
def test_the_outcome_in_several_forms(outcome: str, grade: str) -> None:
    (inspection,) = send(heading("Areas for improvement"), ruled("Mend it.", 1), outcome=outcome).inspections
    assert [judgement.grade for judgement in inspection.judgements] == [grade]


def test_a_list_of_priority_actions_without_any_is_loud() -> None:
    found = send(heading("Areas for priority action"), heading("Areas for improvement"), ruled("Mend it.", 1))
    assert any("no item was found under 'Areas for priority action'" in w for w in found.warnings)


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Areas of priority action", "priority-action"),
        ("Immediate priority actions", "priority-action"),
        ("Areas requiring improvement", "recommendation"),
        ("What needs to improve", "recommendation"),
    ],
)
def test_headings_of_items_are_worded_in_several_ways(title: str, kind: str) -> None:
    found = send(heading(title), ruled("Leaders should mend the lift.", 1))
    assert [(r.kind, r.text) for r in found.recommendations] == [(kind, "Leaders should mend the lift.")]


def monitored(
    *body: Piece,
    title: str = "Area SEND monitoring inspection of Surrey Local Area Partnership",
    dates: tuple[str, ...] = (
        "Inspection dates: 25 to 27 November 2025",
        "Dates of previous full inspection: 13 to 17 May 2024",
    ),
) -> ReportFacts:
    name = "area send monitoring inspection - 30 january 2026.pdf"
    return extract(document(heading(title, 1), *map(paragraph, dates), *body, name=name))


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("Monitoring inspection of Surrey Local Area Partnership", "936"),
        ("Area SEND monitoring inspection report: Surrey Local Area Partnership", "936"),
        ("Surrey Local Area Partnership\nArea SEND monitoring inspection", "936"),
        ("Area SEND monitoring visit to the Royal Borough of Greenwich local area partnership", "203"),
        ("Area SEND monitoring inspection of Surrey", "936"),
    ],
)
@pytest.mark.parametrize(
    "dates",
    [
        (
            "Dates of previous full inspection: 13 to 17 May 2024",
            "Date of monitoring inspection: 25 November 2025 to 27 November 2025",
        ),
        (
            "Monitoring inspection dates: 25–27 November 2025",
            "Date of last full inspection: 13 to 17 May 2024",
        ),
        (
            "Dates of the monitoring inspection: 25 to 27 November 2025",
            "Date of full inspection: 13 to 17 May 2024",
        ),
    ],
)
def test_a_monitoring_inspection_is_one_of_its_own_days_however_it_is_titled(
    title: str, code: str, dates: tuple[str, ...]
) -> None:
    facts = monitored(heading("Outcome"), paragraph("Letters are read."), title=title, dates=dates)
    (inspection,) = facts.inspections
    days = inspection.fieldwork.earliest.isoformat(), inspection.fieldwork.latest.isoformat()
    assert (facts.authority, inspection.kind, *days) == (
        code,
        "area-send-monitoring",
        "2025-11-25",
        "2025-11-27",
    )
    assert (inspection.judgements, inspection.no_overall_reason) == ((), "ungraded-visit")


def test_boxes_that_repeat_what_the_full_inspection_asked_are_no_findings_and_no_items() -> None:
    facts = monitored(
        heading("What progress has the local area partnership made?"),
        heading("Area for priority action 1"),
        ruled("Responsible bodies", 1, columns=2),
        ruled("Area for priority action", 1, column=2, columns=2),
        ruled("Surrey County Council", 2, columns=2),
        ruled("Leaders should cut waiting at the pier.", 2, column=2, columns=2),
        paragraph("Waiting at the pier is shorter."),
        ruled("Families have been told.", 3),
        heading("Areas for improvement"),
        ruled("Areas for improvement", 4),
        ruled("Leaders should count the boats.", 5),
    )
    assert texts(facts) == ["Leaders should count the boats."]
    assert [m.text for m in facts.mentions if m.form == "progress"] == [
        "Waiting at the pier is shorter.",
        "Families have been told.",
    ]


def test_a_full_report_that_foretells_a_monitoring_inspection_is_a_full_report() -> None:
    failing = "There are widespread and/or systemic failings, which the partnership must address."
    facts = send(
        paragraph("A monitoring inspection will be carried out within approximately 18 months."),
        heading("Areas for priority action"),
        ruled("Mend the lift.", 1),
        outcome=failing,
    )
    assert facts.inspections[0].kind == "area-send"


def test_days_that_stand_apart_from_their_labels_are_no_findings() -> None:
    facts = extract(
        document(
            heading(TITLE, 1),
            table(
                ("Inspection dates:", "8 to 12 April 2024"), ("Date of previous inspection:", "3 May 2018")
            ),
            heading("Inspection outcome"),
            paragraph(OUTCOME),
            heading("Areas for improvement"),
            ruled("Mend the lift.", 1),
        )
    )
    assert facts.inspections[0].fieldwork.printed == "8 to 12 April 2024"
    assert [m.text for m in facts.mentions] == ["Mend the lift."]


@pytest.mark.parametrize(
    ("footer", "doubted"),
    [
        ("Area SEND inspection report: Surrey Local Area Partnership, 10 to 12 April 2024", True),
        ("Area SEND inspection report: Surrey Local Area Partnership, 8 to 12 April 2024", False),
        ("14 June 2024", False),
        ("8 April 2024", True),
        ("8-12 April 2024", False),
        ("Surrey, 8–13 April 2024", True),
    ],
)
def test_days_behind_a_name_in_running_footers_are_compared(footer: str, doubted: bool) -> None:
    facts = extract(
        document(
            heading(TITLE, 1),
            paragraph("Inspection dates: 8 to 12 April 2024"),
            heading("Inspection outcome"),
            paragraph(OUTCOME),
            heading("Areas for improvement"),
            ruled("Mend the lift.", 1),
            running=[footer],
        )
    )
    assert any("in running footers" in warning for warning in facts.warnings) is doubted


def test_two_stays_below_the_title_are_both_read() -> None:
    facts = send(
        heading("Areas for improvement"),
        ruled("Mend it.", 1),
        dates="Inspection dates: 8 to 12 April 2024 and from 22 to 26 April 2024",
    )
    (inspection,) = facts.inspections
    assert [str(stay.latest) for stay in inspection.stays] == ["2024-04-12", "2024-04-26"]
    assert facts.warnings == ("no lead inspector is printed.",)


@pytest.mark.parametrize(
    ("outcome", "grade", "other"),
    [
        (f"At the last inspection, there were widespread failings. {OUTCOME}", "inconsistent", FAILINGS),
        (f"{OUTCOME} There were no widespread failings.", "inconsistent", None),
        (f"{OUTCOME} There are widespread failings in some schools.", "inconsistent", FAILINGS),
        (
            f"There are no longer widespread and/or systemic failings. {OUTCOME}",
            "inconsistent",
            FAILINGS,
        ),
        ("Since 2019, there are widespread failings.", FAILINGS, None),
    ],
)  # fmt: skip
def test_two_outcomes_in_one_paragraph_are_doubted(outcome: str, grade: str, other: str | None) -> None:
    facts = send(heading("Areas for improvement"), ruled("Mend it.", 1), outcome=outcome)
    assert [j.grade for j in facts.inspections[0].judgements] == [grade]
    doubts = [w for w in facts.warnings if "the outcome is read as" in w]
    assert doubts == (
        [f"page 1: the outcome is read as {grade}, and {other} is also named; compare with the document."]
        if other
        else []
    )


def test_rows_without_full_stops_begin_again_overleaf_and_one_alone_is_doubted() -> None:
    first, second, third = "Leaders should mend the lift", "Leaders should count boats", "Nurses should ring"
    facts = send(heading("Areas for improvement"), ruled(first, 1), ruled(second, 2), PAGE, ruled(third, 1))
    assert texts(facts) == [first, second, third]
    facts = send(heading("Areas for improvement"), ruled(first, 1), PAGE, ruled(third, 1))
    assert texts(facts) == [f"{first} {third}"]
    assert [w for w in facts.warnings if w.startswith(f"page 2: {third!r} was read on with the item")]


def test_a_number_beside_it_begins_a_row_overleaf() -> None:
    def row(number: int, text: str, at: int) -> tuple[Piece, Piece]:
        return ruled(str(number), at, columns=2), ruled(text, at, column=2, columns=2)

    facts = send(
        heading("Areas for improvement"),
        *row(1, "Leaders should mend the lift", 1),
        PAGE,
        *row(2, "Their boats should be counted.", 1),
    )
    assert texts(facts) == ["Leaders should mend the lift", "Their boats should be counted."]
    assert facts.warnings == ("no lead inspector is printed.",)


def test_a_row_that_only_words_such_as_these_join_overleaf_is_doubted() -> None:
    first, second = "Leaders should mend the lifts.", "These boats should be counted."
    facts = send(heading("Areas for improvement"), ruled(first, 1), PAGE, ruled(second, 1))
    assert texts(facts) == [f"{first} {second}"]
    assert [w for w in facts.warnings if w.startswith(f"page 2: {second!r} was read on with the item")]


@pytest.mark.parametrize(
    ("before", "beside", "doubted"), [("Police", "The council", True), ("Police and", "The council", False)]
)
def test_a_row_overleaf_beside_another_body_is_doubted_where_no_full_stop_ends_the_first(
    before: str, beside: str, doubted: bool
) -> None:
    facts = send(
        heading("Areas for improvement"),
        ruled(before, 1, columns=2),
        ruled("Leaders should mend lifts", 1, column=2, columns=2),
        PAGE,
        ruled(beside, 1, columns=2),
        ruled("Nurses should ring.", 1, column=2, columns=2),
    )
    assert texts(facts) == ["Leaders should mend lifts Nurses should ring."]
    assert any("was read on with the item" in w for w in facts.warnings) is doubted
