"""Letters after visits and joint inspections: what their title, salutation and first sentences say."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg import frameworks
from kg.documents import read
from kg.errors import UnknownValue
from kg.extract import extract
from kg.extract.facts import ReportFacts
from kg.resources import files
from tests.extract.builder import PAGE, Piece, document, heading, item, paragraph, ruled, table

CODES = {"Exampleshire": "999"}
LIST = (heading("What needs to improve"), item("How plans are shared."))
WHO = "It was carried out by inspectors from Ofsted and the Care Quality Commission (CQC)."
FOCUS = "This letter tells of the multi-agency response to neglect."
NAME = "joint area child protection inspection - 12 july 2024.pdf"


def letter(name: str) -> ReportFacts:
    (path,) = files("documents", f"samples/letters/{name}*.pdf")
    return extract(read(path), authority_codes=CODES)


def joint(
    *body: Piece,
    title: str = "Joint targeted area inspection of Surrey",
    about: str = "This letter tells of the multi-agency response to serious youth violence in Surrey.",
    days: str = f"This inspection took place from 8 to 12 April 2024. {WHO}",
    date: str = "12 July 2024",
    salutation: str = "Dear Surrey Safeguarding Children Partnership",
) -> ReportFacts:
    return extract(
        document(
            paragraph(date),
            paragraph("Honor Quill, Director of Children’s Services, Derby City Council"),
            paragraph(salutation),
            heading(title, 1),
            paragraph(about),
            paragraph(days),
            *body,
            paragraph("Yours sincerely"),
            name=NAME,
        )
    )


def test_a_focused_visit_sets_priority_actions_and_grades_nothing() -> None:
    facts = letter("focused visit")
    (visit,) = facts.inspections
    assert (visit.kind, visit.judgements, visit.no_overall_reason) == ("focused-visit", (), "ungraded-visit")
    assert visit.fieldwork.printed == "21 and 22 February 2023"
    assert not visit.kind_derived
    assert [r.kind for r in facts.recommendations] == ["priority-action", "recommendation", "recommendation"]
    assert not facts.verified
    assert any(warning.startswith("unverified layout") for warning in facts.warnings)


def test_a_monitoring_visit_has_findings_and_no_items() -> None:
    facts = letter("monitoring visit")
    assert facts.inspections[0].kind == "monitoring-visit"
    assert facts.recommendations == ()
    assert {mention.form for mention in facts.mentions} == {"summary", "paragraph"}
    assert not any("sincerely" in mention.text for mention in facts.mentions)


def test_a_joint_inspection_names_its_inspectorates_focus_and_days_and_no_lead() -> None:
    facts = joint(*LIST)
    (inspection,) = facts.inspections
    assert (facts.authority, inspection.kind, inspection.lead_inspectors) == ("936", "jtai", ())
    assert inspection.inspectorates == ("ofsted", "cqc")
    assert inspection.focus == ("serious-youth-violence",)
    assert facts.publication is not None
    assert (facts.publication.basis, facts.publication.printed) == ("printed", "12 July 2024")
    assert facts.warnings == ()
    assert [(r.kind, r.addressee) for r in facts.recommendations] == [("recommendation", "partnership")]


@pytest.mark.parametrize(
    ("title", "about", "code"),
    [
        ("Joint targeted area inspection of Stockton-On-Tees", "", "808"),
        ("Joint targeted area inspection of the multi-agency response to harm in Derby City", "", "831"),
        (
            "Joint targeted area inspection of the multi-agency response to children missing from home",
            "We tell what we found of the work of individual agencies in Greenwich local authority.",
            "203",
        ),
        ("Joint targeted area inspection: Derby", "", "831"),
        ("Joint targeted area inspection (JTAI) – Derby", "", "831"),
        ("Joint targeted area inspection\nDerby", "", "831"),
        ("Derby: joint targeted area inspection", "", "831"),
        ("Joint targeted area inspection of Derby: the response to neglect", "", "831"),
        ("Joint targeted area inspection of the response to neglect – Derby City Council", "", "831"),
        ("Joint targeted area inspection into neglect across the county of Kent", "", "886"),
        (
            "Joint targeted area inspection of the multi-agency response to neglect",
            "It tells of the multi-agency response to neglect in St. Helens.",
            "342",
        ),
        (
            "Joint targeted area inspection of early help",
            "It is the multi-agency response to need in Bedford borough Council for children who need help.",
            "822",
        ),
        ("Joint targeted area inspection of Royal Borough of Windsor and Maidenhead", "", "868"),
    ],
)  # fmt: skip
def test_the_authority_is_found_in_titles_and_sentences_that_run_on(
    title: str, about: str, code: str
) -> None:
    facts = joint(
        *LIST, title=f"{title}", about=about or "We tell what we found.", salutation="Dear partners"
    )
    assert facts.authority == code
    assert not any("is about" in warning for warning in facts.warnings)


def test_two_authorities_in_one_letter_are_a_doubt() -> None:
    facts = joint(*LIST, salutation="Dear Torbay Local Safeguarding Partnership")
    assert facts.authority == "936"
    assert any("'Surrey'" in warning and "'Torbay'" in warning for warning in facts.warnings)


@pytest.mark.parametrize(
    ("who", "named"),
    [
        ("Ofsted and the Inspectorate of Probation carried it out.", ("ofsted", "hmi-probation")),
        ("The inspectorates were Ofsted, CQC and HMICFRS.", ("ofsted", "cqc", "hmicfrs")),
        ("Ofsted and CQC held it. HMI Probation took part.", ("ofsted", "cqc", "hmi-probation")),
        ("It was led by Ofsted with the CQC.", ("ofsted", "cqc")),
    ],
)  # fmt: skip
def test_inspectorates_are_named_in_several_ways(who: str, named: tuple[str, ...]) -> None:
    facts = joint(*LIST, days=f"This inspection took place from 8 to 12 April 2024. {who}")
    assert facts.inspections[0].inspectorates == named


def test_a_letter_about_an_authority_that_had_ended_is_refused() -> None:
    with pytest.raises(UnknownValue, match=r"'Northamptonshire' had ended by 2024-04-08"):
        joint(*LIST, title="Joint targeted area inspection of Northamptonshire")


@pytest.mark.parametrize(
    ("area", "codes"),
    [
        ("Derby and Derbyshire", ("831", "830")),
        ("Leicester, Leicestershire and Rutland", ("856", "855", "857")),
        ("the county of Derbyshire and the city of Derby", ("830", "831")),
        ("Derby City Council and Derbyshire County Council", ("831", "830")),
        ("Derby/Derbyshire", ("831", "830")),
        ("the response to neglect in both Derby and in Derbyshire", ("831", "830")),
        (
            "Derby Safeguarding Children Partnership and Derbyshire Safeguarding Children Partnership",
            ("831", "830"),
        ),
        ("Kensington and Chelsea and Westminster", ("207", "213")),
    ],
)
def test_a_letter_about_several_authorities_is_about_each_of_them(area: str, codes: tuple[str, ...]) -> None:
    facts = joint(
        *LIST, title=f"Joint targeted area inspection of {area}", salutation="Dear partners", about=FOCUS
    )
    assert (facts.authority, facts.members, facts.warnings) == (codes[0], codes, ())


@pytest.mark.parametrize(
    "area",
    [
        "Norfolk and Suffolk NHS Foundation Trust",
        "Hampshire and Isle of Wight Constabulary",
        "Derby, Derbyshire and Nowhereland",
    ],
)
def test_joined_names_that_are_not_all_names_of_authorities_are_refused(area: str) -> None:
    with pytest.raises(UnknownValue, match="several authorities; not all"):
        joint(*LIST, title=f"Joint targeted area inspection of {area}")


@pytest.mark.parametrize(("before", "basis"), [((), "printed"), ((item("Plans."),), "file-name")])
def test_the_day_of_a_letter_stands_above_any_list(before: tuple[Piece, ...], basis: str) -> None:
    facts = extract(
        document(
            *before,
            paragraph("12 July 2024"),
            paragraph("Dear Surrey Safeguarding Children Partnership"),
            heading("Joint targeted area inspection of Surrey", 1),
            paragraph("This letter tells of the multi-agency response to serious youth violence in Surrey."),
            paragraph(f"This inspection took place from 8 to 12 April 2024. {WHO}"),
            *LIST,
            paragraph("Yours sincerely"),
            name=NAME,
        )
    )
    assert facts.publication is not None
    assert facts.publication.basis == basis


def test_a_second_authority_in_the_first_words_is_a_doubt() -> None:
    facts = joint(
        *LIST, about="This letter tells of the multi-agency response to serious youth violence in Derby."
    )
    assert facts.warnings == (
        "page 1: the letter is about 'Surrey' by its first words, about 'Derby' on page 1.",
    )
    assert joint(*LIST).warnings == ()


@pytest.mark.parametrize(
    ("item_says", "heading_says", "codes"),
    [
        ("How plans are shared.", "What needs to improve", ()),
        ("How plans are shared in Derby.", "What needs to improve", ("831",)),
        ("How plans are shared in Derby and in Derbyshire.", "What needs to improve", ()),
        ("How Derbyshire Constabulary shares plans.", "What needs to improve", ()),
        ("How Derbyshire County Council shares plans.", "What needs to improve", ("830",)),
        ("How plans are shared.", "What needs to improve in Derbyshire", ("830",)),
        ("How Derby City Council shares plans.", "What needs to improve in Derbyshire", ("831",)),
    ],
)  # fmt: skip
def test_an_item_for_one_of_several_councils_is_told_apart(
    item_says: str, heading_says: str, codes: tuple[str, ...]
) -> None:
    facts = joint(
        heading(heading_says),
        item(item_says),
        title="Joint targeted area inspection of Derby and Derbyshire",
        salutation="Dear partners",
        about=FOCUS,
    )
    (found,) = facts.recommendations
    assert (found.addressee, found.authorities) == ("partnership", codes)


@pytest.mark.parametrize(
    ("who", "role", "codes"),
    [
        ("Derby City Council", "la", ("831",)),
        ("Derby City Council and Derbyshire County Council", "partnership", ()),
        ("The council", "partnership", ()),
        ("Derbyshire Constabulary", "other", ()),
    ],
)
def test_one_of_several_councils_is_addressed_as_a_council_and_all_of_them_as_a_partnership(
    who: str, role: str, codes: tuple[str, ...]
) -> None:
    facts = joint(
        heading("What needs to improve"),
        item(f"{who} must share plans."),
        title="Joint targeted area inspection of Derby and Derbyshire",
        salutation="Dear partners",
        about=FOCUS,
    )
    (found,) = facts.recommendations
    assert (found.addressee, found.authorities) == (role, codes)


def test_a_letter_of_a_kind_that_no_several_share_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    kind = replace(frameworks.kind("jtai"), shared_body=None)
    monkeypatch.setattr(frameworks, "kind", lambda _: kind)
    with pytest.raises(UnknownValue, match="several authorities; a letter of this kind is about one"):
        joint(*LIST, title="Joint targeted area inspection of Derby and Derbyshire")


def test_a_letter_that_names_no_authority_is_refused() -> None:
    with pytest.raises(UnknownValue, match="no authority"):
        joint(
            *LIST,
            title="Joint targeted area inspection of Nowhereshire",
            about="We tell what we found.",
            salutation="Dear partners",
        )


@pytest.mark.parametrize(
    ("days", "first", "last"),
    [
        ("Between 8 and 12 April 2024, Ofsted carried out a joint inspection.", "2024-04-08", "2024-04-12"),
        ("Between 29 April and 3 May 2024, Ofsted undertook an inspection.", "2024-04-29", "2024-05-03"),
        ("Between 2 July and 6 July, Ofsted undertook an inspection.", "2024-07-02", "2024-07-06"),
        ("Between 2 and 6 December, Ofsted undertook an inspection.", "2023-12-02", "2023-12-06"),
        ("This inspection took place from 8 April 2024 to 12 April 2024.", "2024-04-08", "2024-04-12"),
        ("Between Monday 8 and Friday 12 April 2024, Ofsted held it.", "2024-04-08", "2024-04-12"),
        ("Ofsted carried out this inspection 8–12 April 2024.", "2024-04-08", "2024-04-12"),
        ("This inspection took place on 8, 9, 10, 11 and 12 April 2024.", "2024-04-08", "2024-04-12"),
        ("Between 8 & 12 April 2024, inspectors from Ofsted visited Surrey.", "2024-04-08", "2024-04-12"),
        ("This inspection took place from 08/04/2024 to 12/04/2024.", "2024-04-08", "2024-04-12"),
        ("Between the 8th and the 12th of April 2024, Ofsted held it.", "2024-04-08", "2024-04-12"),
    ],
)
def test_one_stay_whose_year_may_be_the_letters(days: str, first: str, last: str) -> None:
    (inspection,) = joint(*LIST, days=days).inspections
    (stay,) = inspection.stays
    assert (stay.earliest.isoformat(), stay.latest.isoformat()) == (first, last)


def test_days_of_another_matter_are_not_the_days_on_site() -> None:
    with pytest.raises(UnknownValue, match="on which days"):
        joint(*LIST, days="The board met from 8 to 12 April 2024.")


def test_the_days_on_site_may_stand_behind_days_of_other_matters() -> None:
    days = "Groups 5 to 7 were inspected. The board met from 1 to 5 April 2024. "
    (inspection,) = joint(
        *LIST, days=f"{days}This inspection took place from 8 to 12 April 2024."
    ).inspections
    assert [stay.earliest.isoformat() for stay in inspection.stays] == ["2024-04-08"]


def test_the_date_may_begin_the_block_of_addressees() -> None:
    facts = joint(*LIST, date="12 July 2024 Honor Quill, Chief Executive, Surrey County Council")
    assert facts.publication is not None
    assert (facts.publication.basis, facts.publication.on.isoformat()) == ("printed", "2024-07-12")


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("Published: 17 July 2024", "17 July 2024"),
        ("Date of publication: 17 July 2024", "17 July 2024"),
        ("Friday, 17 July 2024", "Friday, 17 July 2024"),
        ("17/07/2024", "17/07/2024"),
        ("17 Jul 2024", "17 Jul 2024"),
    ],
)
def test_the_date_is_printed_in_several_forms(printed: str, day: str) -> None:
    facts = joint(*LIST, date=printed)
    assert facts.publication is not None
    assert (facts.publication.printed, facts.publication.on.isoformat()) == (day, "2024-07-17")


@pytest.mark.parametrize(
    ("title", "about", "focus"),
    [
        ("of Surrey: the response to neglect", "", ["neglect"]),
        ("of Surrey", "The theme of this inspection is mental health.", ["mental-health"]),
        ("of Surrey", "The JTAI looked at the help of victims of domestic abuse.", ["domestic-abuse"]),
        ("of Surrey", "It tells of multi-agency responses to early help in Surrey.", ["early-help"]),
        (
            "of the multi-agency response to children at risk of criminal exploitation in Surrey",
            "",
            ["criminal-exploitation"],
        ),
        (
            "of the multi-agency response to children at risk of exploitation in Surrey",
            "",
            ["child-exploitation"],
        ),
        ("of Surrey", "Inspectors were told of domestic abuse by a nurse.", []),
    ],
)  # fmt: skip
def test_the_focus_is_said_in_several_forms(title: str, about: str, focus: list[str]) -> None:
    facts = joint(
        *LIST, title=f"Joint targeted area inspection {title}", about=about or "We tell what we found."
    )
    assert list(facts.inspections[0].focus) == focus


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Areas for immediate priority action", "priority-action"),
        ("Key areas for priority action", "priority-action"),
        ("Areas requiring urgent action", "priority-action"),
        ("Key areas for improvement", "recommendation"),
        ("What does the partnership need to improve?", "recommendation"),
        ("Areas that need to improve", "recommendation"),
        ("Areas where improvement is needed", "recommendation"),
    ],
)
def test_headings_of_items_are_worded_in_several_ways(title: str, kind: str) -> None:
    facts = joint(heading(title), item("Plans must be shared."), heading("Strengths"), item("Kind nurses."))
    assert [(r.kind, r.text) for r in facts.recommendations] == [(kind, "Plans must be shared.")]


@pytest.mark.parametrize(
    "title", ["Our findings", "What we found", "Next steps for the harbour", "Key messages"]
)
def test_headings_of_other_parts_end_a_list(title: str) -> None:
    facts = joint(*LIST, heading(title), paragraph("Children are seen."), item("They are kept warm."))
    assert ([r.text for r in facts.recommendations], facts.warnings) == (["How plans are shared."], ())


def test_a_sentence_that_begins_like_a_heading_is_none() -> None:
    spoken = "Areas for improvement are known to those who lead here."
    facts = joint(heading("Headline findings"), paragraph(spoken), *LIST)
    assert [r.text for r in facts.recommendations] == ["How plans are shared."]
    assert spoken in [m.text for m in facts.mentions]


@pytest.mark.parametrize(
    "none",
    [
        "None.",
        "Not applicable.",
        "None were identified",
        "There are no areas for priority or immediate action",
        "No areas were identified for immediate improvement.",
        "No priority actions have been identified during this inspection.",
        "The joint inspection has not identified any areas requiring urgent action, which is good.",
        "This inspection identified no areas for priority action.",
        "We did not identify any areas for priority action.",
    ],
)
def test_that_nothing_is_urgent_is_said_in_several_ways(none: str) -> None:
    facts = joint(heading("Areas for priority action"), paragraph(none), *LIST)
    assert ([r.kind for r in facts.recommendations], facts.warnings) == (["recommendation"], ())


@pytest.mark.parametrize(
    "urgent",
    [
        "There are delays before anyone takes action at the quay.",
        "Inspectors found that boats get no immediate help at night.",
        "There are no shared plans for action in an emergency.",
        "There are no areas of the harbour where action is swift.",
        "No immediate action was taken when boats were lost.",
        "No improvements have been made to the areas where boats land.",
        "None of the partners takes urgent action at night.",
    ],
)
def test_what_is_urgent_is_not_taken_for_nothing(urgent: str) -> None:
    facts = joint(heading("Areas for priority action"), item(urgent), *LIST)
    assert [r.text for r in facts.recommendations] == [urgent, "How plans are shared."]


def test_numbers_and_rows_of_tables_are_items_of_a_letter_too() -> None:
    numbered = joint(
        LIST[0], paragraph("How boats are counted.", 1), paragraph("How bells ring.", 2), heading("Strengths")
    )
    assert [(r.number, r.text) for r in numbered.recommendations] == [
        ("1", "How boats are counted."),
        ("2", "How bells ring."),
    ]
    beside = joint(
        LIST[0],
        table(
            ("Area", "What needs to improve"), ("Police", "How boats are counted."), ("Health", "The bell.")
        ),
    )
    assert [(r.addressee_printed, r.text) for r in beside.recommendations] == [
        ("Police", "How boats are counted."),
        ("Health", "The bell."),
    ]
    boxed = joint(LIST[0], ruled("How boats are counted.", 1), ruled("The bell.", 2))
    assert [r.text for r in boxed.recommendations] == ["How boats are counted.", "The bell."]


def test_a_numbered_item_of_a_letter_may_go_on_in_a_paragraph_of_its_own() -> None:
    facts = joint(
        LIST[0],
        paragraph("How boats are counted", 1),
        paragraph("and by whom."),
        paragraph("The bell.", 2),
    )
    assert [(r.number, r.text) for r in facts.recommendations] == [
        ("1", "How boats are counted and by whom."),
        ("2", "The bell."),
    ]


def test_bullets_lost_behind_a_case_study_inside_a_list_are_loud() -> None:
    facts = joint(
        *LIST,
        heading("Case study"),
        paragraph("A girl waited on the quay."),
        heading("Nurses"),
        item("How nurses write."),
        heading("Next steps"),
    )
    assert any("'Nurses', which begins no list" in warning for warning in facts.warnings)


def test_bullets_under_a_heading_like_those_of_items_are_loud() -> None:
    facts = joint(
        *LIST, heading("Next steps"), heading("Improvements the harbour wants"), item("A new bell.")
    )
    assert any("'Improvements the harbour wants', which begins no list" in w for w in facts.warnings)


@pytest.mark.parametrize(("length", "loud"), [(110, True), (111, False)])
def test_what_is_longer_than_a_heading_promises_no_items(length: int, loud: bool) -> None:
    words = "Improvements the harbour wants".ljust(length, "s")
    facts = joint(*LIST, heading("Next steps"), paragraph(words), item("A new bell."))
    assert any("which begins no list" in warning for warning in facts.warnings) is loud


def test_abuse_and_neglect_in_a_title_is_no_focus() -> None:
    facts = joint(
        *LIST,
        title="Joint targeted area inspection of the multi-agency response to abuse and neglect in Surrey",
        about="It included a ‘deep dive’ focus on the response to children living with domestic abuse.",
    )
    assert facts.inspections[0].focus == ("domestic-abuse",)


def test_no_focus_and_no_inspectorates_are_doubts() -> None:
    facts = joint(
        *LIST, about="We tell what we found.", days="This inspection took place from 8 to 12 April 2024."
    )
    assert (facts.inspections[0].focus, facts.inspections[0].inspectorates) == ((), ())
    assert len([w for w in facts.warnings if "names the inspectorates" in w or "looked at" in w]) == 2


def test_a_heading_with_items_below_goes_on_with_the_list() -> None:
    facts = joint(
        heading("Areas for priority actions", 1),
        heading("Leadership", 1),
        item("Leaders must meet."),
        heading("Case study: area for priority action", 1),
        paragraph("A girl was moved twice in a week."),
        heading("Areas for improvement", 1),
        heading("The front door", 1),
        item("How calls are answered."),
        heading("The work of nurses", 1),
        item("How visits are planned."),
        heading("What happened next", 1),
        paragraph("The board met in May."),
    )
    assert [(r.kind, r.group, r.text) for r in facts.recommendations] == [
        ("priority-action", "Leadership", "Leaders must meet."),
        ("recommendation", "The front door", "How calls are answered."),
        ("recommendation", "The work of nurses", "How visits are planned."),
    ]


def test_notes_at_the_foot_of_a_page_stand_between_no_heading_and_its_items() -> None:
    facts = joint(
        heading("Areas for improvement", 1),
        item("How calls are answered."),
        heading("The work of nurses", 1),
        Piece("footnote", "A nurse is one who nurses."),
        Piece("furniture", "2"),
        item("How visits are planned."),
    )
    assert [r.group for r in facts.recommendations] == [None, "The work of nurses"]


def test_a_letter_without_a_title_of_a_known_form_has_no_front() -> None:
    facts = extract(
        document(
            paragraph("We came in April."),
            paragraph("Dear Surrey Safeguarding Children Partnership"),
            paragraph("The Joint targeted area inspection Surrey saw was of the response to neglect."),
            paragraph(f"This inspection took place from 8 to 12 April 2024. {WHO}"),
            *LIST,
            paragraph("Yours sincerely"),
            name=NAME,
        )
    )
    assert facts.mentions[0].text == "We came in April."


def test_a_subheading_that_is_a_body_addresses_the_items_below_it() -> None:
    facts = joint(
        heading("What needs to improve"),
        heading("NHS Harbour ICB", 4),
        item("The lift at the clinic."),
        heading("Leadership", 4),
        item("The ringing of the bell."),
    )
    assert [(r.addressee, r.addressee_printed) for r in facts.recommendations] == [
        ("other", "NHS Harbour ICB"),
        ("partnership", None),
    ]


def test_a_list_goes_on_behind_a_paragraph_under_its_heading() -> None:
    facts = joint(
        heading("Areas for improvement", 1),
        item("How calls are answered."),
        heading("Nurses", 1),
        paragraph("Nurses are few."),
        item("How visits are planned."),
        heading("Examples of good practice", 1),
        item("A nurse rang each child."),
    )
    assert [r.text for r in facts.recommendations] == ["How calls are answered.", "How visits are planned."]
    assert any("1 paragraph under a heading of items" in warning for warning in facts.warnings)


def test_that_there_is_no_priority_action_is_no_item() -> None:
    facts = joint(
        heading("Areas for priority action"), item("There are no areas for priority action."), *LIST
    )
    assert [r.kind for r in facts.recommendations] == ["recommendation"]


def test_a_priority_action_in_a_paragraph_is_an_item() -> None:
    facts = joint(
        heading("Area for priority action"), paragraph("Partners must agree who leads at night."), *LIST
    )
    first = facts.recommendations[0]
    assert (first.kind, first.text) == ("priority-action", "Partners must agree who leads at night.")


def test_where_priority_actions_have_bullets_its_paragraphs_are_no_items() -> None:
    facts = joint(
        heading("Area for priority action"),
        paragraph("Children wait too long on the quay."),
        item("Partners must agree who leads at night."),
        *LIST,
    )
    assert [(r.kind, r.text) for r in facts.recommendations] == [
        ("priority-action", "Partners must agree who leads at night."),
        ("recommendation", "How plans are shared."),
    ]


@pytest.mark.parametrize(
    ("line", "loud"),
    [
        ("We ask for this:", False),
        ("We ask for much.", True),
        ("Of all that we ask for,", False),
        ("We ask;", True),
    ],
)
def test_a_sentence_before_items_is_loud_and_what_leads_over_to_them_is_not(line: str, loud: bool) -> None:
    facts = joint(LIST[0], paragraph(line), LIST[1])
    assert any("under a heading of items is no item" in w for w in facts.warnings) is loud


def test_prose_under_a_heading_of_items_is_loud() -> None:
    facts = joint(heading("Areas for improvement"), paragraph("Nobody knows how often children are seen."))
    assert facts.recommendations == ()
    assert any("1 paragraph under a heading of items is no item" in warning for warning in facts.warnings)


def test_a_letter_without_any_list_is_loud() -> None:
    facts = joint(heading("Headline findings"), paragraph("Children are helped well."))
    assert any("no heading of areas for improvement" in warning for warning in facts.warnings)


def test_sentences_on_the_letter_itself_are_no_findings() -> None:
    facts = joint(paragraph("Children are heard."), *LIST)
    assert [m.text for m in facts.mentions if m.form == "summary"] == ["Children are heard."]


def test_a_title_that_ends_in_a_full_stop_is_no_finding() -> None:
    title = "Joint targeted area inspection of the multi-agency response to neglect in Surrey."
    facts = extract(
        document(
            paragraph("12 July 2024"),
            paragraph("Dear local partnership"),
            paragraph(title),
            paragraph(f"This inspection took place from 8 to 12 April 2024. {WHO}"),
            paragraph("Partners count the boats together each night."),
            *LIST,
            name=NAME,
        )
    )
    assert [m.text for m in facts.mentions if m.form == "summary"] == [
        "Partners count the boats together each night."
    ]


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("In addition, many boats leak.", False),
        ("Partners count the boats together.", True),
    ],
)
def test_what_the_next_page_adds_to_the_scope_is_no_finding(said: str, kept: bool) -> None:
    facts = joint(PAGE, paragraph(said), *LIST)
    assert (said in [m.text for m in facts.mentions]) == kept


def test_what_the_page_of_the_scope_adds_itself_is_a_finding() -> None:
    facts = joint(paragraph("In addition, many boats leak."), *LIST)
    assert "In addition, many boats leak." in [m.text for m in facts.mentions]


def test_what_a_page_adds_to_a_finding_is_one() -> None:
    facts = joint(paragraph("Partners sail."), PAGE, paragraph("In addition, many boats leak."), *LIST)
    assert "In addition, many boats leak." in [m.text for m in facts.mentions]


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("All names are pseudonyms.", False),
        ("All names are pseudonyms", False),
        ("* Pseudonym used for reasons of privacy.", False),
        ("The children’s names have been changed.", False),
        ("This is not the child’s real name.", False),
        ("The names of boats are not written down.", True),
        ("Plans have been changed too often.", True),
        ("Sailors use pseudonyms at sea.", True),
    ],
)
def test_that_names_are_not_real_is_no_finding(said: str, kept: bool) -> None:
    facts = joint(heading("Practice study"), paragraph("Ann sails."), paragraph(said), *LIST)
    assert (said in [m.text for m in facts.mentions]) == kept


def test_strengths_lean_and_other_sentences_do_not() -> None:
    facts = joint(*LIST, heading("Strengths"), item("The patience of nurses."), heading("Next steps"))
    assert [(m.text, m.leaning) for m in facts.mentions if m.leaning] == [
        ("How plans are shared.", "weakness"),
        ("The patience of nurses.", "strength"),
    ]


def test_a_line_that_leads_over_to_a_list_names_whom_its_items_address() -> None:
    title, first = LIST
    foot = (paragraph("Surrey Police should ensure that:"), Piece("furniture", "2"), PAGE)
    led = joint(title, *foot, item("plans are shared."), item("calls are answered."))
    assert [(r.addressee, r.addressee_printed) for r in led.recommendations] == [
        ("other", "Surrey Police")
    ] * 2
    behind = joint(title, first, *foot, item("calls are answered."))
    assert [r.addressee for r in behind.recommendations] == ["partnership", "other"]


def test_a_later_line_names_whom_the_items_below_it_address() -> None:
    names = "Harbour Police and the leaders of the probation service"
    long = f"{names} should, before the end of the spring term in which boats are out, see to it that:"
    facts = joint(
        heading("What needs to improve"),
        item("How boats are counted."),
        paragraph("The probation service should ensure that:"),
        item("letters are read"),
        item("calls are answered."),
        paragraph(long),
        item("the bell is rung."),
        paragraph("Inspectors also saw that the following wants care:"),
        item("the lift."),
    )
    assert [(r.addressee, r.addressee_printed) for r in facts.recommendations] == [
        ("partnership", None),
        ("other", "probation service"),
        ("other", "probation service"),
        ("partnership", names),
        ("partnership", None),
    ]


@pytest.mark.parametrize("end", ["Yours sincerely Una Petrel, Ofsted", "With kind regards"])
def test_a_letter_that_ends_right_behind_its_last_item_adds_nothing_to_it(end: str) -> None:
    facts = joint(*LIST, item(f"How calls are answered. {end}"))
    assert [r.text for r in facts.recommendations] == ["How plans are shared.", "How calls are answered."]
    assert not any("Petrel" in m.text or "regards" in m.text for m in facts.mentions)
    assert facts.warnings == ()


def test_words_like_those_that_end_a_letter_may_stand_in_an_item() -> None:
    text = "How those who write with kind regards to parents are answered."
    assert [r.text for r in joint(LIST[0], item(text)).recommendations] == [text]


@pytest.mark.parametrize(("first", "second"), [("(a)", "(b)"), ("1)", "2)"), ("i)", "ii)")])
def test_paragraphs_with_a_letter_or_number_in_brackets_are_items(first: str, second: str) -> None:
    facts = joint(
        LIST[0],
        paragraph(f"{first} How plans are shared"),
        paragraph("between schools."),
        paragraph(f"{second} How calls are answered."),
        paragraph("The board will hear of it."),
    )
    assert [(r.number, r.text) for r in facts.recommendations] == [
        (first.strip("()"), "How plans are shared between schools."),
        (second.strip("()"), "How calls are answered."),
    ]
    assert any("1 paragraph under a heading of items is no item" in warning for warning in facts.warnings)


def test_priority_actions_may_be_marked_in_brackets_too() -> None:
    facts = joint(
        heading("Areas for priority action"),
        paragraph("(a) Boats must be counted"),
        paragraph("(b) Bells must be rung."),
        heading("The quay"),
        paragraph("(c) Lamps must be lit."),
        *LIST,
    )
    assert [(r.kind, r.number, r.text) for r in facts.recommendations[:3]] == [
        ("priority-action", "a", "Boats must be counted"),
        ("priority-action", "b", "Bells must be rung."),
        ("priority-action", "c", "Lamps must be lit."),
    ]


def test_a_large_sub_heading_over_items_in_brackets_ends_no_list() -> None:
    facts = joint(
        LIST[0], heading("The quay"), paragraph("(a) How lamps are lit."), paragraph("(b) How bells ring.")
    )
    assert [r.text for r in facts.recommendations] == ["How lamps are lit.", "How bells ring."]


def test_one_paragraph_with_a_letter_in_brackets_is_prose() -> None:
    facts = joint(LIST[0], paragraph("(a) Nobody knows how often children are seen."))
    assert facts.recommendations == ()


@pytest.mark.parametrize(
    "above",
    [
        "On site: 8 to 12 April 2024 Sent to partners: 3 June 2024 Date of publication: 12 July 2024",
        "First published: 12 July 2024 Republished: 20 July 2024",
        "Date of the letter: 12 July 2024",
    ],
)
def test_a_day_of_publication_is_told_from_other_days_above_a_letter(above: str) -> None:
    facts = joint(*LIST, date=above)
    assert facts.publication is not None
    assert (facts.publication.basis, facts.publication.printed) == ("printed", "12 July 2024")


@pytest.mark.parametrize("title", ["Enclosures:", "cc", "Distribution list", "Enc."])
def test_what_is_enclosed_or_copied_is_no_item(title: str) -> None:
    facts = joint(*LIST, paragraph(title), item("The code for inspectors."))
    assert [r.text for r in facts.recommendations] == ["How plans are shared."]


def test_sentences_before_the_words_that_lead_over_to_a_list_are_findings() -> None:
    facts = joint(
        heading("Area for priority action"),
        paragraph("Too many boats are lost. Leaders did not know. Surrey Police should ensure that:"),
        item("the bell is rung."),
        *LIST,
    )
    said = [(m.text, m.leaning) for m in facts.mentions if m.form == "paragraph"]
    assert said == [("Too many boats are lost.", "weakness"), ("Leaders did not know.", "weakness")]
    first = facts.recommendations[0]
    assert (first.kind, first.group) == ("priority-action", "Area for priority action")


def test_items_of_letters_may_be_paragraphs() -> None:
    def long(words: int) -> ReportFacts:
        return joint(LIST[0], item("Boats " + "and oars " * (words // 2)))

    assert long(280).warnings == ()
    assert any("it may be several" in warning for warning in long(320).warnings)


def test_numbered_items_under_a_sub_heading_as_large_as_the_heading_are_of_the_list() -> None:
    facts = joint(
        heading("Areas for improvement"),
        heading("Health"),
        item("How harbours tell of fog."),
        heading("Police"),
        paragraph("How boats are counted.", 1),
        paragraph("How bells are rung.", 2),
    )
    assert [one.text for one in facts.recommendations] == [
        "How harbours tell of fog.",
        "How boats are counted.",
        "How bells are rung.",
    ]


@pytest.mark.parametrize(
    "words",
    [
        "Areas identified for improvement",
        "Areas where practice needs to improve",
        "Area that inspectors identified for improvement",
    ],
)
def test_areas_that_were_identified_are_a_list_of_their_own(words: str) -> None:
    facts = joint(
        heading("Areas for priority action"),
        item("Boats are lost."),
        heading(words),
        item("Bells are rung late."),
    )
    assert [(one.kind, one.text) for one in facts.recommendations] == [
        ("priority-action", "Boats are lost."),
        ("recommendation", "Bells are rung late."),
    ]
    assert facts.warnings == ()


def test_a_heading_among_priority_actions_that_speaks_of_improvement_is_a_doubt() -> None:
    facts = joint(
        heading("Areas for priority action"),
        item("Boats are lost."),
        heading("Improvement wanted by spring"),
        item("Bells are rung late."),
    )
    (doubt,) = facts.warnings
    assert "'Improvement wanted by spring' stands among priority actions" in doubt


def test_bullets_that_go_on_behind_a_case_study_in_a_list_are_a_doubt() -> None:
    facts = joint(
        heading("Areas for improvement"),
        item("How boats are counted."),
        heading("Case study: area for improvement"),
        paragraph("A boat came home late, and nobody had counted it."),
        item("How bells are rung."),
        item("How lamps are lit."),
    )
    assert [one.text for one in facts.recommendations] == ["How boats are counted."]
    (doubt,) = facts.warnings
    assert "bullets from 'How bells are rung.' on are in no list" in doubt


STUDY = ruled("Case study: area for improvement", 1, kind="heading")
STORY = ruled("A boat came home late, and nobody had counted it.", 1)


def test_a_list_goes_on_behind_a_case_study_in_a_box() -> None:
    facts = joint(
        heading("Areas for improvement"),
        heading("The quay", 4),
        item("How boats are counted."),
        STUDY,
        STORY,
        ruled("Bells are rung at dusk.", 1, kind="list-item"),
        item("How bells are rung."),
        heading("The pier", 4),
        item("How lamps are lit."),
        heading("Next steps"),
    )
    assert [(one.group, one.text) for one in facts.recommendations] == [
        ("The quay", "How boats are counted."),
        ("The quay", "How bells are rung."),
        ("The pier", "How lamps are lit."),
    ]
    assert [m.recommendation for m in facts.mentions if "late" in m.text or "dusk" in m.text] == [None, None]
    assert facts.warnings == ()


def test_a_box_goes_on_at_the_top_of_a_page_and_no_further() -> None:
    foot = (Piece("footnote", "A boat is a small ship."), Piece("furniture", "2"))
    over = joint(LIST[0], LIST[1], STUDY, STORY, *foot, PAGE, STORY, item("How bells are rung."))
    assert [one.text for one in over.recommendations] == ["How plans are shared.", "How bells are rung."]
    assert over.warnings == ()
    other = ruled("How boats are counted.", 2, kind="list-item")
    behind = joint(LIST[0], LIST[1], STUDY, STORY, PAGE, other, item("How bells are rung."))
    assert [one.text for one in behind.recommendations] == [
        "How plans are shared.",
        "How boats are counted.",
        "How bells are rung.",
    ]


def test_two_boxes_in_a_row_break_a_list_once() -> None:
    second = (
        ruled("Case study: effective practice", 2, kind="heading"),
        ruled("A lamp was lit.", 2),
    )
    facts = joint(*LIST, STUDY, STORY, *second, item("How bells are rung."))
    assert [one.text for one in facts.recommendations] == ["How plans are shared.", "How bells are rung."]


def test_a_part_that_begins_within_a_box_goes_on_behind_it() -> None:
    facts = joint(
        *LIST, STUDY, STORY, ruled("Strengths", 1, kind="heading"), item("Lamps burn."), heading("Next steps")
    )
    assert [one.text for one in facts.recommendations] == ["How plans are shared."]
    assert [m.leaning for m in facts.mentions if m.text == "Lamps burn."] == ["strength"]


def test_findings_behind_a_case_study_in_a_box_are_of_the_part_around_it() -> None:
    facts = joint(
        *LIST,
        heading("Main findings"),
        paragraph("Boats are counted at noon."),
        STUDY,
        STORY,
        paragraph("Bells are rung at night."),
        heading("Next steps"),
    )
    sections = {m.text: facts.sections[m.section - 1].heading for m in facts.mentions if m.section}
    assert sections["Bells are rung at night."] == "Main findings"
    assert sections["A boat came home late, and nobody had counted it."] == "Case study: area for improvement"


@pytest.mark.parametrize(
    "line",
    [
        "cc: the harbour office",
        "Copies to: the harbour office",
        "Enc. The code for inspectors",
        "If you have any questions, write to the harbour office.",
        "Signed on behalf of the four inspectorates",
        "Harbour Council should send a written statement of what it will do.",
        "Next steps: we have determined that Harbour Council is the principal authority.",
    ],
)
def test_lines_behind_the_last_list_end_a_letter_without_a_heading(line: str) -> None:
    facts = joint(*LIST, paragraph(line), paragraph("The inspectors will look at it in spring."))
    assert [r.text for r in facts.recommendations] == ["How plans are shared."]
    assert not any(m.text in line or "spring" in m.text for m in facts.mentions)
    assert facts.warnings == ()


def test_a_request_with_items_below_ends_no_list() -> None:
    request = paragraph("Harbour Council should send a written statement on each of these.")
    facts = joint(*LIST, request, item("How calls are answered."))
    assert [r.text for r in facts.recommendations] == ["How plans are shared.", "How calls are answered."]
    assert any("1 paragraph under a heading of items is no item" in warning for warning in facts.warnings)


def test_items_and_findings_may_speak_as_the_end_of_a_letter_does() -> None:
    said = "Harbour Council should send a written statement to each family."
    facts = joint(
        heading("Headline findings"),
        paragraph(said),
        heading("Area for priority action"),
        item(said),
        heading("Areas for improvement"),
        paragraph("Harbour Council should prepare a plan for the winter.", 1),
        paragraph("Surrey CC should mend the lift.", 2),
        heading("Next steps"),
    )
    assert [r.text for r in facts.recommendations] == [
        said,
        "Harbour Council should prepare a plan for the winter.",
        "Surrey CC should mend the lift.",
    ]
    assert [m.recommendation for m in facts.mentions if m.text == said] == [None, 1]


@pytest.mark.parametrize("title", ["Annex A: who took part", "Appendix", "Written statement of action"])
def test_what_is_annexed_is_no_item(title: str) -> None:
    facts = joint(*LIST, heading(title), item("The harbour office."))
    assert [r.text for r in facts.recommendations] == ["How plans are shared."]


def test_the_scope_may_stand_behind_what_was_found_and_the_next_page_may_add_to_it() -> None:
    facts = joint(
        paragraph("Partners sail."),
        paragraph("This inspection took place from 8 to 12 April 2024."),
        PAGE,
        paragraph("In addition, many boats leak."),
        *LIST,
    )
    assert [m.text for m in facts.mentions if m.form == "summary"] == ["Partners sail."]


def test_the_word_that_tells_that_they_are_days_on_site_may_begin_the_paragraph() -> None:
    (inspection,) = joint(*LIST, days="Fieldwork was from 8 to 12 April 2024.").inspections
    assert [stay.earliest.isoformat() for stay in inspection.stays] == ["2024-04-08"]


def test_a_note_behind_the_last_item_with_a_letter_is_a_doubt_and_no_part_of_it() -> None:
    facts = joint(
        LIST[0],
        paragraph("(a) How plans are shared."),
        paragraph("(b) How boats are counted."),
        paragraph("“boats” here are those with a sail."),
    )
    assert [r.text for r in facts.recommendations] == ["How plans are shared.", "How boats are counted."]
    assert any("1 paragraph under a heading of items is no item" in warning for warning in facts.warnings)


@pytest.mark.parametrize(
    "days",
    [
        "between 8 and 12 April and 22 and 26 April 2024",
        "between 8 and 12 and 22 and 26 April",
        "from 8 to 12 April 2024 and from 22 to 26 April 2024",
    ],
)
def test_two_stays_in_one_sentence_are_both_read(days: str) -> None:
    facts = joint(*LIST, days=f"This inspection took place {days}. {WHO}")
    (inspection,) = facts.inspections
    assert [f"{stay.earliest} {stay.latest}" for stay in inspection.stays] == [
        "2024-04-08 2024-04-12",
        "2024-04-22 2024-04-26",
    ]
    assert (str(inspection.fieldwork.earliest), str(inspection.fieldwork.latest)) == (
        "2024-04-08",
        "2024-04-26",
    )
    assert facts.warnings == ()


@pytest.mark.parametrize(
    ("more", "doubted"),
    [
        ("Inspectors returned from 22 to 26 April 2024.", True),
        ("The previous inspection took place from 22 to 26 April 2024.", False),
        ("Boats were counted from 2 to 6 April 2018.", False),
        ("Inspectors met crews from 9 to 10 April 2024.", False),
    ],
)
def test_further_days_near_those_on_site_are_doubted(more: str, doubted: bool) -> None:
    facts = joint(*LIST, days=f"This inspection took place from 8 to 12 April 2024. {more} {WHO}")
    assert str(facts.inspections[0].fieldwork.latest) == "2024-04-12"
    assert [w for w in facts.warnings if "'22 to 26 April 2024' may also be days on site" in w] == (
        list(facts.warnings) if doubted else []
    )
    assert bool(facts.warnings) is doubted


def test_a_long_line_among_items_is_no_topic_and_is_doubted_even_without_a_full_stop() -> None:
    line = "Whether all boats of the harbour are counted when they come home at night and in winter"
    facts = joint(
        heading("What needs to improve"), item("How plans are shared."), paragraph(line), item("Bells.")
    )
    assert [r.text for r in facts.recommendations] == ["How plans are shared.", "Bells."]
    assert {r.group for r in facts.recommendations} == {None}
    assert [w for w in facts.warnings if "is no item" in w]
