"""What is a heading of a report and what is said under it."""

from __future__ import annotations

from kg.extract import extract
from tests.extract.builder import CARE, HELP, current, heading, item, paragraph


def test_the_name_of_an_area_in_a_line_as_plain_as_the_text_is_a_heading_and_no_sentence() -> None:
    report = current(heading(HELP), paragraph("Plans are late."), paragraph(CARE), paragraph("Reviews wait."))
    facts = extract(report)
    headings = {section.sequence: section.heading for section in facts.sections}
    said = [(m.text, headings[m.section]) for m in facts.mentions if m.section is not None]
    assert said == [("Plans are late.", HELP), ("Reviews wait.", CARE)]


def test_a_plain_line_is_a_sub_heading_if_items_follow_it_and_else_a_doubt() -> None:
    begun = (heading("What needs to improve"), item("How plans are shared."), paragraph("Partners"))
    over = extract(current(*begun, item("How bells ring.")))
    assert [(r.text, r.group) for r in over.recommendations] == [
        ("How plans are shared.", None),
        ("How bells ring.", "Partners"),
    ]
    prose = extract(current(*begun, paragraph("Nobody knows how often they meet.")))
    assert [r.text for r in prose.recommendations] == ["How plans are shared."]
    assert "page 2: 'Partners' in a list is not an item." in prose.warnings
    assert not any("Partners" in warning for warning in over.warnings)
