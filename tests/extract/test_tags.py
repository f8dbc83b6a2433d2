"""Tags of the National Framework in all the ways they are printed, and words that are none."""

from __future__ import annotations

import pytest

from kg.extract.tags import split_tags


@pytest.mark.parametrize(
    ("printed", "ids"),
    [
        ("(Outcome 3, National Framework)", ("outcome-3",)),
        ("[national framework, enabler two]", ("enabler-2",)),
        ("(National Framework outcome four)", ("outcome-4",)),
        ("(Enabler three: National Framework)", ("enabler-3",)),
        ("(outcome 3)", ("outcome-3",)),
        ("(Outcomes 1 and 2, National Framework)", ("outcome-1", "outcome-2")),
        ("(principle 2, national framework)", ("principle-2",)),
        ("(enabler: leaders drive conditions for effective practice, national framework)", ("enabler-2",)),
        ("(Enabler 2: Leaders drive conditions for effective practice)", ("enabler-2",)),
        ("(enabler 1, leaders drive the conditions for effective practice)", ("enabler-1", "enabler-2")),
        ("(outcome 3) (Outcome 3, National Framework)", ("outcome-3",)),
        ("Outcome 3, National Framework.", ("outcome-3",)),
        ("Enabler three: National Framework.", ("enabler-3",)),
        ("National Framework: enabler three.", ("enabler-3",)),
    ],
)
def test_known_tags(printed: str, ids: tuple[str, ...]) -> None:
    assert split_tags(f"The quality of plans. {printed}") == ("The quality of plans.", ids, ())


def test_a_full_stop_behind_the_tag_is_the_sentences_own() -> None:
    assert split_tags("The quality of plans (outcome 3, national framework).")[0] == "The quality of plans."


def test_an_unknown_tag_is_taken_off_and_named() -> None:
    text, ids, unknown = split_tags("The quality of plans. (Outcome 9, National Framework)")
    assert (text, ids, unknown) == ("The quality of plans.", (), ("Outcome 9, National Framework",))


def test_several_unknown_tags_are_named_as_they_are_printed() -> None:
    text = "The quality of plans. (Outcome 9, National Framework) (Enabler 8, National Framework)"
    assert split_tags(text) == (
        "The quality of plans.",
        (),
        ("Outcome 9, National Framework", "Enabler 8, National Framework"),
    )


@pytest.mark.parametrize(
    "text",
    [
        "Work that follows the National Framework.",
        "Plans (as set out in the National Framework).",
        "Pathway plans (paragraph 25).",
        "Improve outcome 3",
    ],
)
def test_other_words_stay(text: str) -> None:
    assert split_tags(text) == (text, (), ())
