"""A heading decides what the phrases under it say, and no more than that."""

from __future__ import annotations

import pytest

from kg.classify.base import Label, Labels
from kg.findings.headed import CONFIDENCE, headed, told_in_prose, within_item


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


@pytest.mark.parametrize(
    ("text", "said", "is_said"),
    [
        ("Despite the long road, boats are used well.", "weakness", "strength"),
        ("Despite the goodwill of the harbour, room for boats is an issue.", "weakness", "weakness"),
        ("While there has not been a pier, the ferry is of great help.", "weakness", "strength"),
        ("Nurses, although new here, are trusted.", "weakness", "strength"),
        ("Although there is a pier, boats are not used.", "weakness", "weakness"),
        (
            "Although the harbour has sent word, its crew has had little to do with it.",
            "weakness",
            "weakness",
        ),
        ("However, caseloads remain too high.", "strength", "weakness"),
        ("It was not evident whether children had been heard.", "strength", "weakness"),
        ("It is too soon to measure what this has changed.", "strength", "neutral"),
        ("It is too soon to measure it, but children are safer.", "strength", "strength"),
        ("The new post has resulted in closer working with the harbour.", "neutral", "strength"),
        ("Demand is high and caseloads are higher than expected.", "weakness", "weakness"),
    ],
)
def test_what_a_sentence_under_strengths_says_itself_counts(text: str, said: str, is_said: str) -> None:
    assert polarity(text, "strength", said) == is_said


@pytest.mark.parametrize(
    ("sentences", "told"),
    [
        (["Visits are seldom noted.", "Nurses write them down."], False),
        (["Visits are seldom noted.", "Nurses do write them down."], True),
        (["How well visits are noted.", "This includes those of nurses.", "Dentists are included."], False),
        (["Visits are seldom noted."], False),
        (["Visits are seldom noted"] * 3, False),
        (["visits are seldom noted."] * 3, False),
        (["Visits are seldom noted."] * 3 + ["The noting of visits."] * 2, True),
        (["Visits are seldom noted."] * 3 + ["The noting of visits."] * 3, False),
        (["The noting of visits.", "The sharing of plans across towns."], False),
        # a clause has a verb of its own, and makes no sentence of the phrase before it
        (["Timely calls when boats are lost.", "The bell should be rung."], False),
        (["When boats are lost, nobody is told.", "The bell is silent."], True),
    ],
)
def test_items_told_in_prose_are_told_from_lists_of_what_to_improve(sentences: list[str], told: bool) -> None:
    assert told_in_prose(sentences) is told


@pytest.mark.parametrize(
    ("text", "heard", "sure", "is_said"),
    [
        ("Nurses know every family by name.", "strength", 0.9, "strength"),
        ("Nurses should know every family by name.", "strength", 0.9, None),
        ("Nurses know every family by name.", "strength", 0.4, None),
        ("Nurses know every family by name.", "strength", 0.5, "strength"),
        ("Nurses know families, but dentists never ask.", "mixed", 0.7, "mixed"),
        ("The nurses work in two towns.", "neutral", 0.7, "neutral"),
        ("How well nurses know every family.", "strength", 0.9, None),
        ("Nurses are rarely heard.", "weakness", 0.9, None),
        # praise improves things, and speaks of needs
        (
            "The harbour has a protocol to ensure better and further use of boats.",
            "strength",
            0.9,
            "strength",
        ),
        (
            "Boats meet children’s needs, in which nurses see risk and need.",
            "strength",
            0.9,
            "strength",
        ),
        ("Boats are used well, and need to be mended.", "strength", 0.9, None),
        ("Improving the boats is a hope of all.", "strength", 0.9, None),
        ("The boats remain an area for further improvement.", "strength", 0.9, None),
        ("There are opportunities in the harbour to learn.", "strength", 0.9, None),
        ("The bell provides opportunities to learn.", "strength", 0.9, "strength"),
        # who leads has answered
        (
            "Leaders know this, and planning is in place to buy boats that are needed.",
            "neutral",
            0.7,
            "neutral",
        ),
        ("Leaders know this, and boats are needed.", "neutral", 0.7, None),
        (
            "The police gave assurances that the boats they have lost will be found.",
            "weakness",
            0.6,
            "neutral",
        ),
        ("The police gave assurances, but the boats are not found.", "weakness", 0.6, None),
        (
            "This gap has been identified by the harbour, and there are plans to fill it.",
            "weakness",
            0.9,
            "neutral",
        ),
        ("To limit the effects of this, nurses ring each day.", "weakness", 0.9, "neutral"),
        ("To limit boats is a mistake.", "weakness", 0.9, None),
        ("It is positive to see the new pier.", "neutral", 0.5, "strength"),
        ("It is positive to see the new pier, but no boats.", "neutral", 0.5, None),
    ],
)
def test_a_sentence_of_such_an_item_is_praise_only_if_it_asks_for_nothing(
    text: str, heard: str, sure: float, is_said: str | None
) -> None:
    found = within_item(text, Label(heard, sure))
    assert (found and found.id) == is_said


@pytest.mark.parametrize(
    ("heard", "sure", "believed"),
    [
        ("strength", 0.5, True),
        ("strength", 0.49, False),
        ("neutral", 0.5, True),
        ("neutral", 0.49, False),
        ("mixed", 0.5, True),
        ("mixed", 0.49, False),
        ("weakness", 1.0, False),
    ],
)
def test_how_sure_the_classifier_has_to_be_that_an_item_grants_something(
    heard: str, sure: float, believed: bool
) -> None:
    said = Label(heard, sure)
    assert within_item("Nurses write visits down.", said) == (said if believed else None)
