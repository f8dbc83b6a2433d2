"""Where the classifier doubts the polarity of a sentence, its own words and the one before it count."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.classify.base import Label, Labels
from kg.extract import extract
from kg.extract.facts import ReportFacts
from kg.findings.doubtful import DOUBT, by_words, weighed
from tests.extract.builder import current, heading, paragraph


def polarity(text: str, said: str, sure: float = 0.6, leaning: str | None = None, heading: str = "") -> str:
    return by_words(text, heading, Labels(Label(said, sure)), leaning).polarity.id


@pytest.mark.parametrize(
    ("text", "said", "is_said"),
    [
        # shortfalls that are taken for praise or for a mere fact
        ("Boats wait too long for a berth.", "strength", "weakness"),
        ("There are gaps in the records of the quay.", "strength", "weakness"),
        ("Crews do not meet the harbour master.", "strength", "weakness"),
        ("More work is needed at the pier.", "strength", "weakness"),
        ("The number of lost boats is very high.", "neutral", "weakness"),
        ("Crews work in isolation.", "neutral", "weakness"),
        # a shortfall that did not come about
        ("Boats are moved without any delay.", "weakness", "strength"),
        ("Crews do not need to wait at the quay.", "weakness", "strength"),
        ("The bell helps not only crews but also guests.", "mixed", "strength"),
        ("The lamps, safe and well kept, guide children at risk.", "weakness", "strength"),
        # who is not there, and what is said of a case, is no shortfall
        ("Crews who do not sail are heard.", "strength", "strength"),
        ("If a boat is not found, the bell is rung.", "strength", "strength"),
        # what is known and being answered
        ("Leaders are aware of this gap and have plans to fill it.", "weakness", "neutral"),
        ("Leaders know this, but boats are lost.", "weakness", "weakness"),
        # what cannot be told yet, and what tells of a child or a place
        ("It is too soon to see what has changed.", "weakness", "neutral"),
        ("The work is still at an early stage.", "strength", "neutral"),
        ("Pia is aged nine.", "strength", "neutral"),
        ("Pia and her sister live with their aunt.", "strength", "neutral"),
        ("In Harbourside, 40% of children are from seven islands.", "strength", "neutral"),
        # gains
        ("Leaders make sure that bells are mended.", "neutral", "strength"),
        ("There are four boats.", "neutral", "neutral"),
        # what would be good if it were so
        ("Better lamps would guide more boats.", "strength", "weakness"),
        # two statements
        ("Boats are found, although crews wait too long.", "strength", "strength"),
        ("However, crews wait too long.", "strength", "weakness"),
    ],
)  # fmt: skip
def test_its_own_words_give_the_polarity_that_the_classifier_doubts(
    text: str, said: str, is_said: str
) -> None:
    assert polarity(text, said) == is_said


@pytest.mark.parametrize(
    ("said", "text"), [("strength", "Boats wait too long."), ("neutral", "Crews work in isolation.")]
)
def test_the_classifier_is_believed_where_it_is_sure(said: str, text: str) -> None:
    assert polarity(text, said, DOUBT[said] - 0.01) == "weakness"
    assert polarity(text, said, DOUBT[said]) == said


def test_what_a_person_decided_stays() -> None:
    said = Labels(Label("strength", 0.5), decided=True)
    assert by_words("Boats wait too long.", None, said) is said


def test_a_shortfall_does_not_stand_against_a_heading_of_strengths() -> None:
    assert polarity("Boats wait too long.", "neutral", leaning="strength") == "neutral"
    assert polarity("Boats wait too long.", "neutral", leaning="weakness") == "weakness"


def test_what_stands_under_a_heading_of_strengths_or_weaknesses_is_no_mere_story() -> None:
    assert polarity("Pia is aged nine.", "strength", leaning="strength") == "strength"


def test_in_a_story_what_goes_against_its_heading_is_told_and_not_judged() -> None:
    good, bad = "Case study: highly effective practice", "Practice study: area for improvement"
    assert polarity("Boats wait too long.", "strength", heading=good) == "neutral"
    assert polarity("Boats wait too long.", "strength", heading=bad) == "weakness"
    assert polarity("Boats are moved without delay.", "weakness", heading=bad) == "neutral"
    assert polarity("Boats are moved without delay.", "weakness", heading=good) == "strength"


def told(*sentences: str) -> ReportFacts:
    facts = extract(current(heading("Summary"), paragraph(" ".join(sentences))))
    return replace(facts, mentions=tuple(m for m in facts.mentions if m.text in sentences))


@pytest.mark.parametrize(
    ("before", "sure", "text", "said", "is_said"),
    [
        ("strength", 0.9, "This includes crews of the ferry.", "neutral", "strength"),
        ("weakness", 0.9, "This includes crews of the ferry.", "strength", "weakness"),
        ("weakness", 0.6, "This includes crews of the ferry.", "strength", "strength"),
        ("mixed", 0.9, "This includes crews of the ferry.", "strength", "strength"),
        ("strength", 0.9, "This includes crews that are too few.", "neutral", "weakness"),
        ("strength", 0.9, "This includes the need to count boats.", "neutral", "neutral"),
        ("strength", 0.9, "Crews of the ferry are included.", "neutral", "neutral"),
    ],
)
def test_a_sentence_that_only_goes_on_has_the_polarity_of_the_one_before(
    before: str, sure: float, text: str, said: str, is_said: str
) -> None:
    facts = told("The bell is rung.", text)
    labels = weighed(facts, [Labels(Label(before, sure)), Labels(Label(said, 0.6))])
    assert labels[1].polarity.id == is_said


def test_sentences_of_items_are_left_as_they_are() -> None:
    facts = told("Boats wait too long.")
    inside = replace(facts, mentions=tuple(replace(m, recommendation=1) for m in facts.mentions))
    said = [Labels(Label("strength", 0.6))]
    assert weighed(facts, said)[0].polarity.id == "weakness"
    assert weighed(inside, said) == said
