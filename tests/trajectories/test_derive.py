"""Whole graphs: names of inspections, predecessors, claims, declarations, and stability."""

from __future__ import annotations

import math

import pytest

from kg.namespaces import thing
from kg.trajectories import affected, derive
from kg.trajectories.model import VERSION, Rules
from tests.trajectories.story import COUNCIL, FORMER, Story

PLANS = ("plans", "children-in-care")


def test_what_others_date_less_exactly_is_linked_to_the_official_inspection() -> None:
    story = Story().inspection("ilacs-standard", "2019-03-04").weak(*PLANS, times=2)
    story.inspection("full-inspection", "2019-03-01", until="2019-03-31", tier=None, key="loose")
    found = story.derived()
    assert found.one(thing("inspection", "loose"), "canonical") == "999-ilacs-standard-2019-03-04"
    assert found.levels(found.trajectory(*PLANS)) == ["text"]


def test_the_month_of_its_report_makes_no_second_inspection_that_breaks_a_run() -> None:
    story = Story().inspection("slac", "2010-09-01", until="2010-09-30", tier=None, key="named")
    story.inspection("lac-2013", "2013-07-15").weak(*PLANS, times=2)
    story.inspection("lac-2013", "2013-08-01", until="2013-08-31", tier=None, key="of-its-report")
    story.inspection("sif", "2015-03-02").weak(*PLANS, times=2)
    found = story.derived()
    assert found.one(thing("inspection", "of-its-report"), "canonical") == "999-lac-2013-2013-07-15"
    trajectory = found.trajectory(*PLANS)
    assert found.one(trajectory, "state") == "persistent"
    assert found.levels(trajectory) == ["unread", "text", "text"]


def test_two_candidates_are_not_linked() -> None:
    story = Story().inspection("ilacs-standard", "2019-03-04").weak(*PLANS, times=2)
    story.inspection("ilacs-standard", "2019-11-04").weak(*PLANS, times=2)
    story.inspection("full-inspection", "2019-01-01", until="2019-12-31", tier=None, key="loose")
    found = story.derived()
    assert found.one(thing("inspection", "loose"), "canonical") == "loose"


def test_a_visit_is_no_full_inspection_and_a_board_no_council() -> None:
    story = Story().inspection("ilacs-standard", "2019-03-04").weak(*PLANS, times=2)
    story.inspection("focused-visit", "2019-03-04", tier=None, key="visit")
    story.inspection("full-inspection", "2019-03-04", tier=None, key="board", board=True)
    found = story.derived()
    assert found.one(thing("inspection", "visit"), "canonical") == "visit"
    assert found.one(thing("inspection", "board"), "canonical") == "board"


def test_a_predecessors_inspection_is_labelled_and_no_repeat() -> None:
    story = Story().successor(FORMER, COUNCIL)
    story.authority(FORMER, until="2021-04-01").inspection("sif", "2015-06-01").weak(*PLANS, times=2)
    story.authority(COUNCIL).inspection("ilacs-standard", "2022-03-07").weak(*PLANS, times=2)
    found = story.derived()
    trajectory = found.trajectory(*PLANS)
    assert found.one(trajectory, "state") == "first-recorded"
    assert found.levels(trajectory) == ["text", "text"]
    assert found.of("Repeat") == []
    assert found.all(thing("observation", "999/plans/children-in-care/998-sif-2015-06-01"), "predecessor")
    assert story.states(FORMER) == {PLANS: "lapsed"}
    assert affected(story.store(), [FORMER]) == [FORMER, COUNCIL]


def test_claims_alone_give_runs_that_are_marked_as_such() -> None:
    story = Story().inspection("ilacs-standard", "2019-03-04", tier=None).claim("weakness", *PLANS)
    story.inspection("ilacs-standard", "2022-03-07", tier=None).claim(
        "weakness", *PLANS, tier="council-paper"
    )
    found = story.derived()
    trajectory = found.trajectory(*PLANS)
    assert found.one(trajectory, "state") == "unknown"
    assert found.levels(trajectory) == ["claimed", "claimed"]
    (run,) = found.of("Run")
    assert (found.one(run, "runLength"), found.one(run, "basis")) == ("2", "claimed")
    assert found.of("Repeat") == []


def test_candidates_of_the_prose_reader_are_no_claims() -> None:
    story = Story().inspection("ilacs-standard", "2019-03-04", tier=None)
    assert story.claim("weakness", *PLANS, status="candidate").states() == {}
    assert story.claim("weakness", *PLANS).states() == {PLANS: "unknown"}


def test_a_claim_stands_until_inspectors_report_on_the_unit_itself() -> None:
    story = Story().inspection("ilacs-standard", "2019-03-04", tier=None).claim("weakness", *PLANS)
    story.inspection("focused-visit", "2021-06-01", tier="ofsted-letter", focus="front-door")
    story.strong("front-door-thresholds", "all-children")
    assert PLANS in story.states()
    story.inspection("ilacs-standard", "2022-03-07").strong("health", "children-in-care")
    assert PLANS not in story.states()


def test_observations_name_their_inspection_and_the_last_that_was_read() -> None:
    story = Story().inspection("sif", "2015-06-01").weak(*PLANS, times=2)
    first = story.last
    story.inspection("ilacs-standard", "2019-03-04").strong("health", "children-in-care")
    found = story.derived()
    trajectory = found.trajectory(*PLANS)
    latest = found.all(trajectory, "latestRead")
    assert latest == ["999-ilacs-standard-2019-03-04"]
    node = thing("observation", f"999/plans/children-in-care/{latest[0]}")
    assert found.one(node, "ofInspection") == "999-ilacs-standard-2019-03-04"
    # silence has nothing to show, so the row quotes the run that ended
    assert found.one(trajectory, "shownBy") in (first, f"t{int(first[1:]) - 1:03}")


def test_claims_never_resolve_nor_count_once_the_report_is_read() -> None:
    story = Story().inspection("sif", "2015-06-01").weak(*PLANS, times=2).claim("weakness", *PLANS)
    story.inspection("ilacs-standard", "2019-03-04", tier=None).claim("strength", *PLANS)
    found = story.derived()
    trajectory = found.trajectory(*PLANS)
    assert found.levels(trajectory) == ["text", "unread"]
    assert found.one(trajectory, "state") == "unknown"


def test_declared_and_inferred_persistence_are_kept_apart() -> None:
    story = Story().inspection("sif", "2015-06-01").weak(*PLANS, times=2)
    story.inspection("ilacs-standard", "2019-03-04").weak(*PLANS)
    story.weak(*PLANS, change="not-improved", words="Care plans have been weak for years.")
    story.weak("health", "children-in-care", times=2)
    found = story.derived()
    (run,) = [r for r in found.of("Run") if "/plans/" in r]
    assert found.one(run, "basis") == "declared"
    observation = thing("observation", "999/plans/children-in-care/999-ilacs-standard-2019-03-04")
    assert len(found.all(observation, "declaredIn")) == 1
    assert found.one(found.trajectory("health", "children-in-care"), "declared") == "false"


def test_a_sentence_first_of_all_about_another_theme_declares_nothing_of_a_row() -> None:
    story = Story().inspection("sif", "2015-06-01").weak(*PLANS, times=2)
    story.inspection("ilacs-standard", "2019-03-04").weak(*PLANS, times=2)
    story.weak("management-supervision plans", "children-in-care", change="not-improved")
    found = story.derived()
    assert found.one(found.trajectory(*PLANS), "declared") == "false"


def test_strengths_that_last_are_kept_as_such() -> None:
    story = Story().inspection("sif", "2015-06-01").strong(*PLANS)
    story.inspection("ilacs-standard", "2019-03-04").strong(*PLANS)
    found = story.derived()
    assert found.of("Trajectory") == []
    (strength,) = found.of("SustainedStrength")
    assert found.levels(strength) == ["strong", "strong"]
    # the row is as sure as that all of its inspections are strong
    levels = [float(found.one(node, "levelConfidence")) for node in found.of("Observation")]
    sure = float(found.one(strength, "rowConfidence"))
    assert sure == pytest.approx(math.prod(levels), abs=0.01)
    for floor, listed in ((sure, "true"), (sure + 0.01, "false")):
        assert story.derived(rules=Rules(listed=floor)).one(strength, "listed") == listed


def test_the_result_does_not_depend_on_what_was_derived_before_nor_on_order() -> None:
    story = Story().inspection("sif", "2015-06-01").weak(*PLANS, times=2)
    story.inspection("ilacs-standard", "2019-03-04").weak(*PLANS, times=2)
    first = derive(story.store(), COUNCIL)
    story.graph.update(quad.triple for quad in first)
    assert derive(story.store(), COUNCIL) == first


def test_every_derived_thing_names_the_rule() -> None:
    story = Story().inspection("sif", "2015-06-01").weak(*PLANS, times=2)
    found = story.derived()
    for kind in ("Trajectory", "Observation"):
        for node in found.of(kind):
            assert found.one(node, "method") == VERSION


def test_a_row_stands_as_derived_and_each_level_with_its_chance() -> None:
    story = Story().inspection("sif", "2015-06-01").weak(*PLANS, times=2)
    story.inspection("ilacs-short", "2017-03-06", tier=None)
    story.inspection("ilacs-standard", "2019-03-04").weak(*PLANS, times=2)
    found = story.derived()
    trajectory = found.trajectory(*PLANS)
    assert found.one(trajectory, "tier") == "derived"
    assert found.levels(trajectory) == ["text", "unread", "text"]
    chances = [
        found.all(thing("observation", f"999/plans/children-in-care/{inspection}"), "levelConfidence")
        for inspection in ("999-sif-2015-06-01", "999-ilacs-short-2017-03-06")
    ]
    assert [float(*some) > 0.5 for some in chances if some] == [True]
    assert chances[1] == []


def test_an_inspection_of_which_the_month_is_known_stands_where_it_may_have_begun() -> None:
    story = Story().inspection("ilacs-standard", "2019-03-15").weak(*PLANS, times=2)
    story.inspection("ilacs-short", "2019-03-01", until="2019-03-31").strong(*PLANS)
    found = story.derived()
    assert found.levels(found.trajectory(*PLANS)) == ["strong", "text"]


def test_an_authority_of_which_nothing_is_known_has_an_empty_graph() -> None:
    assert derive(Story().store(), COUNCIL) == []


def test_a_row_exactly_as_sure_as_the_floor_is_listed() -> None:
    story = Story().inspection("sif", "2015-03-02").weak(*PLANS, times=4, words="Reviews come late.")
    story.inspection("ilacs-standard", "2019-03-04").weak(*PLANS, times=4, words="Reviews come late.")
    found = story.derived()
    sure = float(found.one(found.trajectory(*PLANS), "rowConfidence"))
    for floor, listed in ((sure, "true"), (sure + 0.01, "false")):
        found = story.derived(rules=Rules(listed=floor))
        assert found.one(found.trajectory(*PLANS), "listed") == listed
