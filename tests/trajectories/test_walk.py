"""The table of states, one sequence of levels each."""

from __future__ import annotations

import pytest

from kg.trajectories.walk import Step, claimed_runs, walk


def levels(words: str) -> list[Step]:
    return [Step(word) for word in words.split()]


@pytest.mark.parametrize(
    ("story", "state"),
    [
        ("text", "first-recorded"),
        ("silent text", "new"),
        ("remark recommendation", "new"),
        ("strong text", "deteriorated"),
        ("text text", "persistent"),
        ("text recommendation priority-action", "long-running"),
        ("text silent text", "recurrent"),
        ("text strong recommendation text", "recurrent"),
        ("text silent", "not-re-raised"),
        ("text remark", "easing"),
        ("text strong", "resolved"),
        ("text unread", "unknown"),
        ("text claimed", "unknown"),
        ("text out-of-scope", "unknown"),
        ("text strong unread", "resolved"),
    ],
)
def test_state_is_the_first_that_fits(story: str, state: str) -> None:
    found = walk(levels(story))
    assert found is not None
    assert found.state == state
    assert (found.last_known is not None) is (state == "unknown")


def test_a_body_that_no_longer_exists_has_lapsed_units() -> None:
    found = walk(levels("text text"), lapsed=True)
    assert found is not None
    assert (found.state, found.last_known) == ("lapsed", None)


def test_a_unit_never_weak_has_no_state() -> None:
    assert walk(levels("remark silent strong remark")) is None


def test_an_inspection_out_of_scope_neither_extends_nor_breaks_a_run() -> None:
    found = walk(levels("text out-of-scope text"))
    assert found is not None
    assert found.state == "persistent"
    assert [run.steps for run in found.runs] == [(0, 2)]
    assert found.repeats == ((0, 2),)


def test_an_unread_inspection_breaks_the_run_and_is_never_a_repeat() -> None:
    found = walk(levels("text unread text text"))
    assert found is not None
    assert [(run.steps, run.ended, run.ended_by) for run in found.runs] == [
        ((0,), True, "unread"),
        ((2, 3), False, None),
    ]
    assert found.repeats == ((2, 3),)
    assert found.state == "persistent"


def test_a_weakness_on_both_sides_of_an_unread_inspection_came_back_after_an_unread_gap() -> None:
    found = walk(levels("text unread text"))
    assert found is not None
    assert (found.state, found.between) == ("recurrent", ("unread",))


def test_an_unread_inspection_before_the_first_weakness_is_no_silence() -> None:
    found = walk(levels("unread text"))
    assert found is not None
    assert found.state == "first-recorded"


def test_what_is_unknown_now_keeps_the_state_of_the_last_report() -> None:
    found = walk(levels("text text unread"))
    assert found is not None
    assert (found.state, found.last_known) == ("unknown", "persistent")


def test_recurrence_says_what_lay_between() -> None:
    found = walk(levels("text strong remark silent text"))
    assert found is not None
    assert found.between == ("strong", "remark", "silent")


def test_runs_are_kept_when_they_have_ended() -> None:
    found = walk(levels("text text silent"))
    assert found is not None
    assert [(len(run.steps), run.ended, run.ended_by) for run in found.runs] == [(2, True, "silent")]


@pytest.mark.parametrize(
    ("story", "trend"),
    [
        ("text recommendation", "rising"),
        ("recommendation priority-action", "rising"),
        ("recommendation text", "falling"),
        ("recommendation text recommendation", "level"),
        ("remark text", "rising"),
        ("text remark", "falling"),
        ("text silent", "level"),
    ],
)
def test_trend_follows_the_order_of_levels(story: str, trend: str) -> None:
    found = walk(levels(story))
    assert found is not None
    assert found.runs[-1].trend == trend


def test_a_predecessors_weakness_is_no_repeat_of_the_successor() -> None:
    found = walk([Step("text", inherited=True), Step("text")])
    assert found is not None
    assert found.repeats == ()
    assert [run.steps for run in found.runs] == [(0,), (1,)]
    assert found.state == "first-recorded"


def test_a_predecessors_weakness_can_be_resolved_by_the_successor() -> None:
    found = walk([Step("text", inherited=True), Step("strong")])
    assert found is not None
    assert found.state == "resolved"


def test_a_predecessors_weakness_is_unknown_until_the_successor_is_inspected() -> None:
    found = walk([Step("text", inherited=True)])
    assert found is not None
    assert (found.state, found.last_known) == ("unknown", None)


def test_a_declaration_marks_the_run_that_it_stands_in() -> None:
    found = walk([Step("text"), Step("silent"), Step("text", declared=True)])
    assert found is not None
    assert [run.declared for run in found.runs] == [False, True]


def test_still_weak_at_the_first_inspection_declares_no_run() -> None:
    found = walk([Step("text", declared=True), Step("text"), Step("silent"), Step("text", declared=True)])
    assert found is not None
    assert [run.declared for run in found.runs] == [False, True]


def test_a_new_weakness_may_be_called_long_standing() -> None:
    found = walk([Step("silent"), Step("text", declared=True)])
    assert found is not None
    assert (found.state, [run.declared for run in found.runs]) == ("new", [True])


def test_claims_make_runs_of_their_own() -> None:
    steps = levels("claimed unread text claimed")
    assert [run.steps for run in claimed_runs(steps)] == [(0,), (2, 3)]
    found = walk(steps)
    assert found is not None
    assert [run.steps for run in found.runs] == [(2,)]
