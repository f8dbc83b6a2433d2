"""People's decisions about rows win over the rule, and are listed once they fit no longer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.curation import RowDecision
from kg.namespaces import thing
from kg.trajectories.decisions import certainty
from tests.trajectories.story import Derived, Story

PLANS = ("plans", "children-in-care")
TWO = ("999-sif-2015-03-02", "999-ilacs-standard-2019-03-04")
ONE = RowDecision("authority/999", *PLANS, TWO, "confirmed", "persistent", "JS", "read twice")
SURE = "0.93"


def weak_twice() -> Story:
    story = Story().inspection("sif", "2015-03-02").weak(*PLANS, times=4)
    return story.inspection("ilacs-standard", "2019-03-04").weak(*PLANS, times=4)


def row(found: Derived, *names: str) -> list[str]:
    return [" ".join(found.all(found.trajectory(*PLANS), name)) for name in names]


def test_a_row_that_nobody_decided_about_says_nothing_of_decisions() -> None:
    found = weak_twice().derived()
    assert row(found, "state", "listed", "decided", "decidedBy", "ruleState") == [
        "persistent",
        "true",
        "",
        "",
        "",
    ]


def test_a_confirmed_row_keeps_its_state_and_has_the_confidence_measured() -> None:
    found = weak_twice().derived(decisions=[ONE])
    assert row(found, "state", "decided", "decidedBy", "reason", "ruleState") == [
        "persistent",
        "confirmed",
        "JS",
        "read twice",
        "persistent",
    ]
    assert row(found, "rowConfidence", "listed") == [SURE, "true"]
    assert f"{certainty():.2f}" == SURE


def test_a_refused_row_is_there_and_not_listed() -> None:
    found = weak_twice().derived(decisions=[replace(ONE, decision="refused")])
    assert row(found, "state", "decided", "listed", "rowConfidence") == [
        "persistent",
        "refused",
        "false",
        "0.07",
    ]


def test_another_state_takes_the_place_of_the_rules() -> None:
    found = weak_twice().derived(decisions=[replace(ONE, decision="other-state", state="recurrent")])
    assert row(found, "state", "ruleState", "listed") == ["recurrent", "persistent", "true"]


def test_a_confirmed_state_stands_when_the_rule_comes_to_another() -> None:
    """As with a new model, that reads the same inspections otherwise."""
    story = Story().inspection("sif", "2015-03-02").weak(*PLANS, times=2)
    story.inspection("ilacs-standard", "2019-03-04").weak(*PLANS, times=1)
    assert row(story.derived(), "state") == ["easing"]
    assert row(story.derived(decisions=[ONE]), "state", "ruleState") == ["persistent", "easing"]


def test_a_row_that_is_given_resolved_quotes_the_sentence_that_was_named() -> None:
    story = weak_twice()
    story.strong(*PLANS)
    proof = f"mention/{story.last}"
    given = replace(ONE, decision="other-state", state="resolved", proof=proof)
    assert row(story.derived(decisions=[given]), "state", "proof") == ["resolved", story.last]
    other = story.derived(decisions=[replace(given, proof="mention/t001")])
    assert row(other, "state", "decided") == ["persistent", ""]
    assert problems(other) == ["proof-gone"]


def test_a_later_visit_out_of_scope_leaves_a_decision_standing() -> None:
    story = weak_twice()
    story.inspection("focused-visit", "2020-02-03", focus="front-door").strong("health", "children-in-care")
    found = story.derived(decisions=[replace(ONE, decision="other-state", state="recurrent")])
    assert row(found, "state", "lastKnownState", "decided") == ["unknown", "recurrent", "other-state"]


def test_a_new_inspection_puts_the_decision_up_for_reading_again() -> None:
    story = weak_twice()
    story.inspection("ilacs-standard", "2023-03-06").weak(*PLANS, times=2)
    found = story.derived(decisions=[replace(ONE, decision="refused")])
    assert row(found, "state", "decided", "listed") == ["long-running", "", "true"]
    assert problems(found) == ["inspections-changed"]
    (note,) = found.of("DataQualityNote")
    assert (thing("trajectory", "/".join(["999", *PLANS])), note) in about(found)
    (reason,) = found.all(note, "reason")
    assert "new: 999-ilacs-standard-2023-03-06" in reason


def test_so_does_an_inspection_that_was_known_and_is_read_now() -> None:
    unread = ("999-sif-2015-03-02", "999-ilacs-standard-2017-03-06 unread", "999-ilacs-standard-2019-03-04")
    story = Story().inspection("sif", "2015-03-02").weak(*PLANS, times=2)
    story.inspection("ilacs-standard", "2017-03-06", tier=None)
    story.inspection("ilacs-standard", "2019-03-04").weak(*PLANS, times=2)
    given = replace(ONE, inspections=unread, state="recurrent")
    assert row(story.derived(decisions=[given]), "decided") == ["confirmed"]
    story = Story().inspection("sif", "2015-03-02").weak(*PLANS, times=2)
    story.inspection("ilacs-standard", "2017-03-06").weak(*PLANS, times=1)
    story.inspection("ilacs-standard", "2019-03-04").weak(*PLANS, times=2)
    assert problems(story.derived(decisions=[given])) == ["inspections-changed"]


def test_an_unread_inspection_before_the_first_that_was_read_changes_nothing_until_it_is_read() -> None:
    story = Story().inspection("slac", "2010-07-05", tier=None)
    story.inspection("sif", "2015-03-02").weak(*PLANS, times=2)
    story.inspection("ilacs-standard", "2019-03-04").weak(*PLANS, times=2)
    found = story.derived(decisions=[ONE])
    assert row(found, "decided", "state") == ["confirmed", "persistent"]
    assert problems(found) == []
    story = Story().inspection("slac", "2010-07-05").weak(*PLANS, times=2)
    story.inspection("sif", "2015-03-02").weak(*PLANS, times=2)
    story.inspection("ilacs-standard", "2019-03-04").weak(*PLANS, times=2)
    assert problems(story.derived(decisions=[ONE])) == ["inspections-changed"]


def test_an_unread_inspection_after_the_last_that_was_read_changes_nothing() -> None:
    story = weak_twice()
    story.inspection("ilacs-standard", "2023-03-06", tier=None)
    found = story.derived(decisions=[ONE])
    assert row(found, "decided", "lastKnownState") == ["confirmed", "persistent"]
    assert problems(found) == []


def test_a_shipped_decision_waits_for_the_reports_that_it_rests_on_and_for_no_other() -> None:
    keys = ("999-sif-2015-03-02", "999-ilacs-standard-2017-03-06 unread", "999-ilacs-standard-2019-03-04")
    given = replace(ONE, inspections=keys, theme="health", shipped=True)

    def told(*, last_is_read: bool) -> list[str]:
        story = Story().inspection("sif", "2015-03-02").weak(*PLANS, times=4)
        story.inspection("ilacs-standard", "2017-03-06", tier=None)
        story.inspection("ilacs-standard", "2019-03-04", tier="ofsted-report" if last_is_read else None)
        return problems((story.weak(*PLANS, times=4) if last_is_read else story).derived(decisions=[given]))

    assert told(last_is_read=True) == ["unit-gone"]
    assert told(last_is_read=False) == []


def test_a_decision_whose_unit_is_gone_is_listed_with_the_row_that_includes_it() -> None:
    story = weak_twice()
    given = replace(ONE, theme="health")
    without = story.derived(decisions=[given])
    assert problems(without) == ["unit-gone"]
    assert [without.all(note, "about") for note in without.of("DataQualityNote")] == [["999"]]
    found = (
        Story().inspection("sif", "2015-03-02").finding("weakness", "plans", "children-in-care out-of-area")
    )
    found.finding("weakness", "plans", "children-in-care out-of-area")
    gone = found.derived(decisions=[replace(ONE, cohort="out-of-area", inspections=TWO[:1])])
    (note,) = gone.of("DataQualityNote")
    assert "the row of children-in-care includes it now" in gone.one(note, "reason")


@pytest.mark.parametrize("body", ["authority/998", "board/999-lscb"])
def test_a_decision_about_another_body_changes_nothing(body: str) -> None:
    found = weak_twice().derived(decisions=[replace(ONE, body=body)])
    assert row(found, "decided") == [""]
    assert problems(found) == []


def test_a_board_has_decisions_of_its_own() -> None:
    story = (
        Story()
        .inspection("lscb-review", "2015-03-02", board=True)
        .weak("performance-qa", "all-children", times=2)
    )
    inspections = ("999-lscb-review-2015-03-02",)
    given = RowDecision(
        "board/999-lscb", "performance-qa", "all-children", inspections, "confirmed", "lapsed", "JS", "read"
    )
    found = story.derived(decisions=[given])
    trajectory = thing("trajectory", "999-lscb/performance-qa/all-children")
    assert found.one(trajectory, "decided") == "confirmed"


def problems(found: Derived) -> list[str]:
    return [found.one(note, "problem") for note in found.of("DataQualityNote")]


def about(found: Derived) -> set[tuple[str, str]]:
    """What each note is about."""
    return {(o, s) for s, p, o in found.triples if p.value.endswith("/about")}
