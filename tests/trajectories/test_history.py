"""Which inspections the history of a council has, and what shows its last one."""

from __future__ import annotations

from tests.trajectories.story import Story

PLANS = ("plans", "children-in-care")


def told() -> Story:
    """An inspection of which a newspaper tells under another name, and the next one, weak at both."""
    story = Story().inspection("sif", "2015-06-01", tier="press", key="999-a").inspection("sif", "2015-06-01")
    story.weak(*PLANS, times=3).recommendation(*PLANS)
    return story.inspection("ilacs-standard", "2019-03-04").weak(*PLANS, times=3)


def test_another_name_of_an_inspection_does_not_hide_those_behind_it() -> None:
    found = told().derived()
    assert len(found.levels(found.trajectory(*PLANS))) == 2


def test_a_run_is_shown_by_what_is_quoted_first_of_its_last_inspection() -> None:
    found = told().derived()
    (run,) = found.of("Run")
    (last,) = (node for node in found.of("Observation") if node.endswith("/999-ilacs-standard-2019-03-04"))
    (first,) = found.all(run, "shownBy")
    assert first in found.all(last, "shownBy")
