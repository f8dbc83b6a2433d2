"""The labels of a report, from its words to what its recommendations are about."""

from __future__ import annotations

from kg.build.report import label
from kg.extract import extract
from tests.extract.builder import heading, older, paragraph


def test_a_recommendation_is_about_the_group_of_the_section_that_it_points_to() -> None:
    facts = extract(
        older(
            heading("What does the local authority need to improve?"),
            heading("Areas for improvement", 4),
            paragraph("Improve the accuracy of performance data (Page 9, para 14).", 1),
            paragraph("Improve the quality of supervision.", 2),
            heading("The experiences and progress of children looked after and achieving permanence", 2),
            paragraph("Data on their health are often wrong.", 14),
        )
    )
    labels, _ = label(facts)
    about = {
        m.recommendation: {c.id for c in said.cohorts}
        for m, said in zip(facts.mentions, labels, strict=True)
        if m.recommendation
    }
    assert about == {1: {"children-in-care"}, 2: {"all-children"}}
