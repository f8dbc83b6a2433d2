"""The least confidence: how sure the findings are that a run or a state cannot do without."""

from __future__ import annotations

from kg.trajectories.confidence import of_weakness, surest
from tests.trajectories.story import Story

PLANS = ("plans", "children-in-care")


def sure(story: Story, *confidences: float, polarity: str = "weakness") -> Story:
    """One finding on plans for each confidence."""
    for confidence in confidences:
        story.finding(polarity, *PLANS, confidence=confidence)
    return story


def first() -> Story:
    return Story().inspection("sif", "2015-06-01")


def second(story: Story) -> Story:
    return story.inspection("ilacs-standard", "2019-03-04")


def least(story: Story) -> tuple[str, str]:
    """State of the unit and its least confidence."""
    found = story.derived()
    trajectory = found.trajectory(*PLANS)
    return found.one(trajectory, "state"), found.one(trajectory, "leastConfidence")


def test_text_is_as_sure_as_its_second_surest_finding() -> None:
    assert least(sure(first(), 0.95, 0.6, 0.8)) == ("first-recorded", "0.8")


def test_a_recommendation_is_enough_and_as_sure_as_its_theme() -> None:
    alone = first().recommendation(*PLANS, confidence=0.7).finding("weakness", *PLANS, confidence=0.6)
    assert least(alone) == ("first-recorded", "0.7")
    assert least(sure(first().recommendation(*PLANS, confidence=0.7), 0.95, 0.9)) == ("first-recorded", "0.9")


def test_what_a_person_decided_is_certain() -> None:
    assert least(first().recommendation(*PLANS)) == ("first-recorded", "1")


def test_a_run_is_as_sure_as_its_least_sure_inspection() -> None:
    story = sure(second(sure(first(), 0.9, 0.9)), 0.75, 0.8)
    assert least(story) == ("persistent", "0.75")
    found = story.derived()
    assert [found.one(run, "leastConfidence") for run in found.of("Run")] == ["0.75"]


def test_resolved_needs_its_proof() -> None:
    story = second(sure(first(), 0.9, 0.9))
    assert least(sure(story, 0.75, polarity="strength")) == ("resolved", "0.75")


def test_of_several_proofs_the_surest_counts() -> None:
    story = second(sure(first(), 0.9, 0.9))
    assert least(sure(story, 0.75, 0.85, 0.8, polarity="strength")) == ("resolved", "0.85")


def test_easing_needs_its_remark_and_silence_needs_nothing() -> None:
    assert least(sure(second(sure(first(), 0.9, 0.9)), 0.7)) == ("easing", "0.7")
    silent = second(sure(first(), 0.9, 0.85)).strong("health", "children-in-care")
    assert least(silent) == ("not-re-raised", "0.85")


def test_recurrent_needs_the_weakness_before_the_gap() -> None:
    story = second(sure(first(), 0.9, 0.65)).inspection("ilacs-standard", "2023-03-04")
    assert least(sure(story, 0.9, 0.9)) == ("recurrent", "0.65")


def test_deteriorated_needs_the_strength_before() -> None:
    story = second(sure(first(), 0.85, polarity="strength"))
    assert least(sure(story, 0.9, 0.9)) == ("deteriorated", "0.85")


def test_nothing_found_is_not_sure_at_all() -> None:
    assert (of_weakness((), ()), surest(())) == (0.0, 0.0)
