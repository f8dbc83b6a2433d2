"""Cohorts that a sentence names itself: of everybody else it says nothing."""

from __future__ import annotations

import pytest

from kg.build.report import label
from kg.classify.base import Label, Labels
from kg.classify.named import CONFIDENCE, by_name, cohorts_named
from kg.extract import extract
from tests.extract.builder import document, heading, paragraph, ruled

SAID = Labels(
    Label("weakness", 0.9),
    themes=(Label("specific-group", 0.7), Label("health", 0.6)),
    cohorts=(Label("children-in-care", 0.6), Label("care-leavers", 0.5)),
)


@pytest.mark.parametrize(
    ("text", "cohorts"),
    [
        ("Children and young people wait for the boat.", ""),
        ("Looked-after children like the harbour.", "children-in-care"),
        ("Those in care and care-experienced teenagers sail.", "children-in-care care-leavers"),
        ("Young people with SEND in care sail well.", "children-in-care"),
        ("Plans join education, health and care.", ""),
        ("Sailors take care planning seriously.", ""),
        ("Unaccompanied asylum-seeking children arrive by boat.", "uasc"),
        ("The disabled children’s team has a ramp.", "disabled-children"),
        ("Girls with a physical disability use the ramp.", "disabled-children"),
        # what all children of such a report have in common
        ("Children with special educational needs and disabilities sail.", ""),
        ("Boys who go missing are found on the quay.", "missing-from-home"),
        ("Boys who go missing from education are found on the quay.", "missing-education"),
        ("Children at risk of exploitation are met.", "exploited-children"),
        ("Babies sleep, and infant schools are shut.", "unborn-and-infants"),
        ("Care leavers, babies, young carers and homeless sailors sing.",
            "care-leavers unborn-and-infants young-carers"),
    ],
)  # fmt: skip
def test_words_name_a_cohort(text: str, cohorts: str) -> None:
    assert " ".join(cohorts_named(text)) == cohorts


def test_a_sentence_that_names_no_group_is_on_everybody_and_has_no_theme_of_groups() -> None:
    told = by_name("Children wait for the boat.", SAID, "all-children")
    assert [c.id for c in told.cohorts] == ["all-children"]
    assert [t.id for t in told.themes] == ["health"]


def test_a_sentence_that_names_a_group_keeps_its_themes() -> None:
    told = by_name("Care leavers wait for the boat.", SAID, "all-children")
    assert [c.id for c in told.cohorts] == ["care-leavers"]
    assert told.themes == SAID.themes


def test_a_framework_says_that_words_alone_give_cohorts() -> None:
    facts = extract(
        document(
            heading("Area SEND inspection of Surrey Local Area Partnership", 1),
            paragraph("Inspection dates: 8 to 12 April 2024"),
            heading("Inspection outcome"),
            paragraph("Arrangements lead to inconsistent experiences and outcomes for children."),
            heading("Areas for improvement"),
            ruled(
                "Leaders should improve health assessments, and tell social workers of carers’ worries.", 1
            ),
            ruled("Leaders should improve health assessments of children in care.", 2),
        )
    )
    labels, _ = label(facts)
    told = {m.recommendation: one.cohorts for m, one in zip(facts.mentions, labels, strict=True)}
    assert told[1] == (Label("all-children", CONFIDENCE),)
    assert told[2] == (Label("children-in-care", CONFIDENCE),)
