"""Whether two inspections speak of the same matter, and what follows for the row."""

from __future__ import annotations

from kg.trajectories import Rules
from kg.trajectories.derive import trajectories
from kg.trajectories.history import read_past
from kg.trajectories.level_model import shipped
from kg.trajectories.scheme import read_scheme
from tests.trajectories.story import COUNCIL, Story

PLANS = ("plans", "children-in-care")


def twice(first: str, second: str) -> Story:
    """Weak in the same words at each inspection, among other things that reports say."""
    story = Story().inspection("sif", "2015-06-01").recommendation(*PLANS)
    story.weak(*PLANS, times=3, words=first).strong("health", "children-in-care", words="Nurses visit early.")
    story.inspection("ilacs-standard", "2019-03-04").recommendation(*PLANS)
    story.weak(*PLANS, times=3, words=second)
    return story.strong("health", "children-in-care", words="Dentists see everyone.")


def row(story: Story, name: str) -> str:
    found = story.derived()
    return found.one(found.trajectory(*PLANS), name)


def same(story: Story) -> list[str]:
    found = story.derived()
    return [found.one(node, "sameMatter") for node in found.of("Repeat")]


def test_weaknesses_in_like_words_are_one_matter() -> None:
    story = twice("Care plans lack dates.", "Dates are missing from care plans.")
    assert same(story) == ["true"]
    assert (row(story, "themeOnly"), row(story, "listed")) == ("false", "true")


def test_what_was_weak_once_is_linked_to_nothing() -> None:
    store = Story().inspection("sif", "2015-06-01").weak(*PLANS, times=3).store()
    scheme = read_scheme(store)
    (history,) = read_past(store, COUNCIL, scheme).histories
    (found,) = trajectories(history, scheme, Rules())
    assert (found.likeness, found.same) == (0.0, ())


def test_a_proof_is_compared_with_the_last_weakness() -> None:
    def likeness(praise: str) -> float:
        story = twice("Care plans lack dates.", "Reviews happen too late.")
        store = story.inspection("ilacs-standard", "2023-03-06").strong(*PLANS, words=praise).store()
        scheme = read_scheme(store)
        (history,) = read_past(store, COUNCIL, scheme).histories
        return next(t.likeness for t in trajectories(history, scheme, Rules()) if t.unit.theme == PLANS[0])

    assert likeness("Reviews happen early.") > likeness("Care plans have dates.") == 0.0


def test_a_run_of_two_matters_keeps_its_state_and_is_not_listed() -> None:
    story = twice("Care plans lack dates.", "Reviews happen too late.")
    assert same(story) == ["false"]
    assert row(story, "state") == "persistent"
    assert (row(story, "themeOnly"), row(story, "listed")) == ("true", "false")


def test_a_proof_in_like_words_makes_a_row_surer() -> None:
    alike, apart = ({"chance": 1.0, "strong-now": 5.0, "likeness": value} for value in (0.9, 0.0))
    assert shipped().certainty("resolved", alike) > shipped().certainty("resolved", apart)
