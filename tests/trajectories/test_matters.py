"""Whether two inspections speak of the same matter, and what follows for the row."""

from __future__ import annotations

import math
from datetime import date

import pytest

from kg.trajectories import Rules
from kg.trajectories.derive import trajectories
from kg.trajectories.history import History, read_past
from kg.trajectories.level_model import shipped
from kg.trajectories.matters import Matters
from kg.trajectories.model import Contribution, Inspection, Observation, Sentence
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


def said(inspection: str, words: str) -> Observation:
    """What one weak sentence says at an inspection."""
    day = date.fromisoformat(inspection)
    one = Contribution(
        f"f/{inspection}", "finding", inspection, "weakness", frozenset({"plans"}), "plans",
        frozenset({"children-in-care"}), frozenset(), "ofsted-report",
        lead=Sentence(f"m/{inspection}", quote=words),
    )  # fmt: skip
    return Observation(Inspection(inspection, "sif", frozenset(), day, read=True), "text", (one,))


def likeness(earlier: str, later: str, *others: str) -> float:
    """Likeness of two sentences in a body where others were found beside."""
    told = [said(f"{2011 + n}-01-10", words) for n, words in enumerate((earlier, later, *others))]
    history = History("b", "b", (), {o.inspection.iri: o.speaking for o in told})
    return Matters(history).link(told[0], told[1])


def test_words_count_the_more_the_fewer_findings_use_them() -> None:
    """By the logarithm of the number of findings and one more, divided by those that use the word."""
    own, both = math.log(4 / 1), math.log(4 / 2)
    found = likeness("Visits drift.", "Plans drift.", "Nurses call.")
    assert found == pytest.approx(both**2 / (both**2 + own**2))
    assert likeness("Visits drift.", "Plans drift.", "Nurses drift.") < found
    assert likeness("Visits drift.", "Visits drift.") == pytest.approx(1.0)
    assert likeness("Visits drift.", "Plans wait.") == 0.0


@pytest.mark.parametrize(("alike", "one"), [(0.12, True), (0.119, False)])
def test_the_least_likeness_of_one_matter(alike: float, one: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Matters, "link", lambda *_: alike)
    story = twice("Care plans lack dates.", "Reviews happen too late.")
    assert same(story) == [str(one).lower()]
    assert row(story, "themeOnly") == str(not one).lower()


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
