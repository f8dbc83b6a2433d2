"""A heading decides what the phrases under it say, and no more than that."""

from __future__ import annotations

import pytest

from kg.classify.base import Label, Labels
from kg.findings.headed import CONFIDENCE, headed


def polarity(text: str, leaning: str | None, said: str = "weakness") -> str:
    return headed(text, leaning, Labels(Label(said, 0.9))).polarity.id


@pytest.mark.parametrize("said", ["weakness", "mixed", "neutral"])
def test_a_noun_phrase_takes_the_polarity_of_its_heading(said: str) -> None:
    phrase = "The involvement of children in the plans of every agency."
    assert polarity(phrase, "strength", said) == "strength"
    assert polarity(phrase, "weakness", "strength") == "weakness"
    assert polarity(phrase, None, said) == said


def test_a_heading_is_sure_but_not_certain() -> None:
    said = headed("The involvement of children.", "strength", Labels(Label("weakness", 0.9)))
    assert said.polarity.confidence == CONFIDENCE < 1


def test_a_sentence_under_strengths_is_no_weakness_unless_it_turns() -> None:
    assert polarity("Nurses have time for each child.", "strength") == "strength"
    assert polarity("Nurses have time, but letters are not sent.", "strength") == "weakness"
    assert polarity("It is too soon to say what has changed.", "strength") == "weakness"


def test_a_plain_statement_under_strengths_stays_neutral() -> None:
    assert polarity("There are four nurses.", "strength", "neutral") == "neutral"


def test_a_sentence_under_what_must_improve_keeps_the_classifiers_word() -> None:
    assert polarity("Children are seen each week.", "weakness", "strength") == "strength"


def test_what_a_person_decided_stays() -> None:
    said = Labels(Label("weakness", 1.0), decided=True)
    assert headed("The patience of nurses.", "strength", said) is said


def test_the_confidence_is_the_headings() -> None:
    said = headed("The patience of nurses.", "strength", Labels(Label("weakness", 0.99)))
    assert said.polarity == Label("strength", CONFIDENCE)
