"""Letters after visits: read from the samples that ship, and said to be unverified."""

from __future__ import annotations

from kg.documents import read
from kg.extract import extract
from kg.extract.facts import ReportFacts
from kg.resources import files
from tests.extract.builder import document, heading, item, paragraph

CODES = {"Exampleshire": "999"}


def letter(name: str) -> ReportFacts:
    (path,) = files("documents", f"samples/letters/{name}*.pdf")
    return extract(read(path), authority_codes=CODES)


def test_a_focused_visit_sets_priority_actions_and_grades_nothing() -> None:
    facts = letter("focused visit")
    (visit,) = facts.inspections
    assert (visit.kind, visit.judgements, visit.no_overall_reason) == ("focused-visit", (), "ungraded-visit")
    assert visit.fieldwork.printed == "21 and 22 February 2023"
    assert [r.kind for r in facts.recommendations] == ["priority-action", "recommendation", "recommendation"]
    assert not facts.verified
    assert any(warning.startswith("unverified layout") for warning in facts.warnings)


def test_a_monitoring_visit_has_findings_and_no_items() -> None:
    facts = letter("monitoring visit")
    assert facts.inspections[0].kind == "monitoring-visit"
    assert facts.recommendations == ()
    assert {mention.form for mention in facts.mentions} == {"summary", "paragraph"}
    assert not any("sincerely" in mention.text for mention in facts.mentions)


def test_a_joint_inspection_speaks_to_a_partnership() -> None:
    facts = extract(
        document(
            heading("Joint targeted area inspection of the response to serious violence in Surrey", 1),
            paragraph("This letter is about the joint targeted area inspection of 4 to 8 March 2024."),
            paragraph("The inspection was carried out from 4 to 8 March 2024 by four inspectorates."),
            heading("Headline findings"),
            paragraph("Partners work well together."),
            heading("Areas for priority action"),
            paragraph("Partners must agree who leads when a child is stabbed."),
            heading("What needs to improve"),
            item("How partners share what they know."),
            heading("Strengths"),
            item("Youth workers are trusted."),
        )
    )
    (inspection,) = facts.inspections
    assert (facts.authority, inspection.kind) == ("936", "jtai")
    assert inspection.fieldwork.earliest.isoformat() == "2024-03-04"
    assert [(r.kind, r.addressee) for r in facts.recommendations] == [
        ("priority-action", "partnership"),
        ("recommendation", "partnership"),
    ]
    assert not facts.verified
