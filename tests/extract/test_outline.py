"""What is a heading of a report and what is said under it."""

from __future__ import annotations

from kg.extract import extract
from tests.extract.builder import CARE, HELP, current, heading, paragraph


def test_the_name_of_an_area_in_a_line_as_plain_as_the_text_is_a_heading_and_no_sentence() -> None:
    report = current(heading(HELP), paragraph("Plans are late."), paragraph(CARE), paragraph("Reviews wait."))
    facts = extract(report)
    headings = {section.sequence: section.heading for section in facts.sections}
    said = [(m.text, headings[m.section]) for m in facts.mentions if m.section is not None]
    assert said == [("Plans are late.", HELP), ("Reviews wait.", CARE)]
