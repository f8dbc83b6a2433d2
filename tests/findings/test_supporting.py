"""Recommendations and the findings that they rest on."""

from __future__ import annotations

from collections.abc import Sequence

from kg.classify.base import Labelled
from kg.extract.facts import Recommendation
from kg.findings import group, support
from tests.findings.sentences import item, sentence


def links(
    recommendations: Sequence[Recommendation], mentions: Sequence[Labelled]
) -> list[tuple[int, str, str]]:
    """Number of the recommendation, lead sentence and basis of each link."""
    found = group(mentions)
    return [
        (link.recommendation, mentions[found.findings[link.finding].lead].mention.text, link.basis)
        for link in support(recommendations, mentions, found)
    ]


def test_a_recommendation_grouped_with_a_paragraph_rests_on_that_finding() -> None:
    text = "Make sure that care plans are clear and have dates."
    assert links(
        [item(1, text)],
        [
            sentence(text, form="recommendation", recommendation=1),
            sentence("Many care plans are not clear and have no dates."),
        ],
    ) == [(1, "Many care plans are not clear and have no dates.", "same")]


def test_named_paragraphs_come_before_likeness() -> None:
    text = "Make sure that managers read plans (paragraph 25)."
    found = links(
        [item(1, text, paragraphs="25")],
        [
            sentence(text, form="recommendation", recommendation=1),
            sentence("Nobody signs anything.", paragraph="25"),
            sentence("Signatures are neat.", "strength", paragraph="25"),
            sentence("Managers seldom read plans.", paragraph="26"),
        ],
    )
    assert [(words, basis) for _, words, basis in found if basis != "same"] == [
        ("Nobody signs anything.", "named")
    ]


def test_alike_findings_share_theme_and_cohort_and_are_weak() -> None:
    text = "Reduce delay in reviews of plans."
    found = links(
        [item(1, text)],
        [
            sentence(text, form="recommendation", recommendation=1),
            sentence("Too many reviews suffer delay, because rooms at the office are lacking."),
            sentence("Reviews of plans are held on time.", "strength"),
            sentence("Reviews of plans of care leavers are late.", cohorts="care-leavers"),
            sentence("Reviews of pupil plans are late at school.", themes="education-in-care"),
        ],
    )
    assert [words for _, words, basis in found if basis == "alike"] == [
        "Too many reviews suffer delay, because rooms at the office are lacking."
    ]


def test_a_boards_recommendation_rests_on_the_boards_findings() -> None:
    text = "Learn from reviews of plans."
    found = links(
        [item(1, text, addressee="lscb")],
        [
            sentence(text, form="recommendation", recommendation=1, part="lscb"),
            sentence("The council has not learnt from any of the reviews of plans that it held."),
        ],
    )
    assert [basis for *_, basis in found] == ["same"]
