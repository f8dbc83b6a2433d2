"""Levels and sentences that a person chose take the place of the rule's, and the row follows from them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.curation import RowDecision
from kg.namespaces import thing
from tests.trajectories.story import Derived, Story

PLANS = ("plans", "children-in-care")
FOUR = (
    "999-sif-2013-03-04",
    "999-sif-2015-03-02",
    "999-ilacs-standard-2019-03-04",
    "999-ilacs-standard-2023-03-06",
)
FIRST, SECOND, THIRD, LAST = FOUR
BACK = RowDecision(
    "authority/999",
    *PLANS,
    FOUR,
    "other-state",
    "recurrent",
    "JS",
    "much better in 2019",
    levels=((THIRD, "strong"),),
)
LATE = "Reviews come late for teenagers."


def weak_on_end(*, praise: bool = True) -> Story:
    """Weak at four inspections; the third praises too."""
    story = Story()
    for key in FOUR:
        kind, start = key.removeprefix("999-")[:-11], key[-10:]
        story.inspection(kind, start).weak(*PLANS, times=4, words=LATE)
        if praise and key == THIRD:
            story.strong(*PLANS, words="Plans are clear and kept.")
    return story


def observation(key: str) -> str:
    return thing("observation", f"999/plans/children-in-care/{key}")


def one(found: Derived, *names: str) -> list[str]:
    return [" ".join(found.all(found.trajectory(*PLANS), name)) for name in names]


def problems(found: Derived) -> list[str]:
    return [found.one(note, "problem") for note in found.of("DataQualityNote")]


def reasons(found: Derived) -> str:
    return " ".join(found.one(note, "reason") for note in found.of("DataQualityNote"))


def latest(found: Derived, name: str) -> str:
    run = thing("run", "999/plans/children-in-care/" + found.one(found.trajectory(*PLANS), "latestRun"))
    return " ".join(found.all(run, name))


def test_the_row_is_walked_again_over_the_levels() -> None:
    rule = weak_on_end().derived()
    assert one(rule, "state") == ["long-running"]
    found = weak_on_end().derived(decisions=[BACK])
    row = found.trajectory(*PLANS)
    assert one(found, "state", "ruleState", "betweenList", "decided", "rowConfidence", "listed") == [
        "recurrent",
        "long-running",
        "strong",
        "other-state",
        "0.93",
        "true",
    ]
    assert found.levels(row) == ["text", "text", "strong", "text"]
    assert found.runs(row) == [(2, "level", "true"), (1, "level", "false")]
    assert (latest(found, "runLength"), latest(found, "firstInspection")) == ("1", LAST)
    assert found.all(row, "repeat") == [SECOND]
    assert problems(found) == []


def test_what_the_rule_gave_is_seen_where_it_differs_alone() -> None:
    found = weak_on_end().derived(decisions=[BACK])
    assert [found.all(observation(key), "ruleLevel") for key in FOUR] == [[], [], ["text"], []]
    same = replace(BACK, decision="confirmed", state="long-running", levels=((THIRD, "text"),))
    told = weak_on_end().derived(decisions=[same])
    without = weak_on_end().derived(decisions=[replace(same, levels=())])
    assert told.triples == without.triples


def test_a_level_that_a_person_gave_rests_on_what_is_of_that_level() -> None:
    story = weak_on_end()
    rule, found = story.derived(), story.derived(decisions=[BACK])
    assert rule.one(observation(THIRD), "firstQuoted") == "t012"
    assert found.all(observation(THIRD), "shownBy") == ["t016"]
    assert found.all(observation(THIRD), "restsOn") == rule.all(observation(THIRD), "restsOn")
    assert found.all(observation(THIRD), "levelConfidence") == []
    assert found.all(observation(LAST), "levelConfidence") != []


def test_a_silent_inspection_quotes_nothing() -> None:
    found = weak_on_end().derived(decisions=[replace(BACK, levels=((THIRD, "silent"),))])
    assert one(found, "state", "betweenList") == ["recurrent", "silent"]
    assert found.all(observation(THIRD), "shownBy") == []


def test_the_trend_and_the_severity_follow() -> None:
    story = weak_on_end()
    story.recommendation(*PLANS)
    worse = replace(
        BACK, decision="confirmed", state="long-running", levels=((FIRST, "remark"), (LAST, "recommendation"))
    )
    found = story.derived(decisions=[worse])
    row = found.trajectory(*PLANS)
    assert found.runs(row) == [(3, "rising", "false")]
    assert latest(found, "severity") == "recommendation"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"levels": ((THIRD, "text"),)}, "its levels lead to long-running, not to recurrent"),
        ({"levels": ((LAST, "remark"),)}, "its levels lead to easing, not to recurrent"),
        ({"levels": tuple((k, "remark") for k in FOUR)}, "its levels lead to no weakness at all, not to"),
        ({"decision": "thin", "state": "long-running"}, "its levels lead to recurrent, not to long-running"),
    ],
)
def test_levels_that_lead_elsewhere_leave_the_rules_word(change: dict[str, object], told: str) -> None:
    found = weak_on_end().derived(decisions=[replace(BACK, **change)])  # type: ignore[arg-type]
    assert one(found, "state", "decided") == ["long-running", ""]
    assert found.all(observation(THIRD), "ruleLevel") == []
    assert problems(found) == ["levels-disagree"]
    assert told in reasons(found)


def test_a_level_that_nothing_shows_leaves_the_rules_word() -> None:
    found = weak_on_end(praise=False).derived(decisions=[BACK])
    assert one(found, "state", "decided") == ["long-running", ""]
    assert problems(found) == ["level-unshown"]
    assert f"strong in {THIRD}" in reasons(found)


def test_a_thin_row_has_the_levels_and_is_not_listed() -> None:
    found = weak_on_end().derived(decisions=[replace(BACK, decision="thin")])
    assert one(found, "state", "decided", "listed", "ruleState") == [
        "recurrent",
        "thin",
        "false",
        "long-running",
    ]
    assert found.levels(found.trajectory(*PLANS)) == ["text", "text", "strong", "text"]


def test_a_reader_may_deny_that_inspectors_call_it_lasting() -> None:
    story = weak_on_end(praise=False)
    story.weak(*PLANS, change="not-improved", words="Plans have not improved since the last inspection.")
    confirmed = replace(BACK, decision="confirmed", state="long-running", levels=())
    found = story.derived(decisions=[confirmed])
    assert (one(found, "declared"), latest(found, "basis")) == (["true"], "declared")
    denied = story.derived(decisions=[replace(confirmed, declared="no")])
    assert (one(denied, "declared", "state"), latest(denied, "basis")) == (
        ["false", "long-running"],
        "inferred",
    )
    assert denied.all(observation(LAST), "declaredIn") == []


def test_nothing_of_a_refused_row_changes() -> None:
    refused = replace(BACK, decision="refused", state="long-running", shown=((FIRST, "mention/t002"),))
    found = weak_on_end().derived(decisions=[refused])
    without = weak_on_end().derived(decisions=[replace(refused, levels=(), shown=())])
    assert found.triples == without.triples


def test_a_sentence_that_a_person_chose_is_quoted_first() -> None:
    confirmed = replace(
        BACK, decision="confirmed", state="long-running", levels=(), shown=((LAST, "mention/t020"),)
    )
    rule, found = weak_on_end().derived(), weak_on_end().derived(decisions=[confirmed])
    assert rule.one(observation(LAST), "firstQuoted") == "t018"
    assert found.one(observation(LAST), "firstQuoted") == "t020"
    assert len(found.all(observation(LAST), "shownBy")) == 3
    assert found.one(found.trajectory(*PLANS), "shownBy") == "t020"
    assert (one(found, "decided"), problems(found)) == (["confirmed"], [])


@pytest.mark.parametrize("key", ["mention/t001", "recommendation/t001"])
def test_one_that_is_not_there_is_left_out_and_the_decision_counts(key: str) -> None:
    found = weak_on_end().derived(decisions=[replace(BACK, shown=((LAST, key),))])
    assert one(found, "state", "decided") == ["recurrent", "other-state"]
    assert found.one(observation(LAST), "firstQuoted") == "t018"
    assert problems(found) == ["shown-gone"]
    assert f"{key[-4:]} cannot be quoted for {LAST}" in reasons(found)


def test_an_item_that_the_labels_tie_to_another_row_shows_a_level_where_a_person_says_so() -> None:
    story = weak_on_end(praise=False).recommendation("visits", "care-leavers")
    item = f"recommendation/{story.last}"
    asked = replace(
        BACK,
        decision="confirmed",
        state="long-running",
        levels=((LAST, "recommendation"),),
        shown=((LAST, item),),
    )
    rule, found = story.derived(), story.derived(decisions=[asked])
    assert story.last not in rule.all(observation(LAST), "restsOn")
    assert (found.one(observation(LAST), "firstQuoted"), problems(found)) == (story.last, [])
    assert story.last in found.all(observation(LAST), "restsOn")
    assert found.levels(found.trajectory(*PLANS))[-1] == "recommendation"


def test_a_silent_inspection_and_a_strength_take_no_such_pick() -> None:
    story = weak_on_end()
    silent = replace(BACK, levels=((THIRD, "silent"),), shown=((THIRD, "mention/t016"),))
    assert problems(story.derived(decisions=[silent])) == ["shown-gone"]
    story = Story().inspection("sif", FIRST[-10:]).weak(*PLANS, times=4)
    story.inspection("ilacs-standard", THIRD[-10:]).weak(*PLANS, times=4).strong(*PLANS)
    story.recommendation(*PLANS)
    item = f"recommendation/{story.last}"
    strong = replace(
        BACK,
        inspections=(FIRST, THIRD),
        state="resolved",
        levels=((THIRD, "strong"),),
        shown=((THIRD, item),),
    )
    found = story.derived(decisions=[strong])
    assert (one(found, "state"), problems(found)) == (["resolved"], ["shown-gone"])


def weak_then_both() -> Story:
    story = Story().inspection("sif", FIRST[-10:]).weak(*PLANS, times=4)
    story.inspection("ilacs-standard", THIRD[-10:]).weak(*PLANS, times=4)
    story.strong(*PLANS, words="Plans are clear.").strong(*PLANS, words="Plans are kept.")
    return story


RESOLVED = replace(BACK, inspections=(FIRST, THIRD), state="resolved", levels=((THIRD, "strong"),))


def test_a_proof_that_is_no_strength_is_told_of_and_the_rules_stands() -> None:
    story = Story().inspection("sif", FIRST[-10:]).weak(*PLANS, times=4)
    story.inspection("ilacs-standard", THIRD[-10:]).strong(*PLANS, words="Plans are clear.")
    (proof,) = one(story.derived(), "proof")
    story.weak("visits", "care-leavers")
    named = replace(RESOLVED, decision="confirmed", levels=(), proof=f"mention/{story.last}")
    found = story.derived(decisions=[named])
    assert one(found, "proof") == [proof]
    assert problems(found) == ["shown-gone"]
    assert "is not a strength of the last report" in reasons(found)


def test_a_proof_may_be_praise_that_the_labels_tie_to_another_row() -> None:
    story = Story().inspection("sif", FIRST[-10:]).weak(*PLANS, times=4)
    story.inspection("ilacs-standard", THIRD[-10:]).strong(*PLANS, words="Plans are clear.")
    story.strong("visits", "children-in-care", words="Visits serve the plan.")
    named = replace(RESOLVED, decision="confirmed", levels=(), proof=f"mention/{story.last}")
    found = story.derived(decisions=[named])
    assert (found.one(found.trajectory(*PLANS), "proof"), problems(found)) == (story.last, [])
    assert found.one(observation(THIRD), "firstQuoted") == story.last


def test_the_strength_that_is_shown_proves_a_resolution() -> None:
    found = weak_then_both().derived(decisions=[replace(RESOLVED, shown=((THIRD, "mention/t012"),))])
    assert one(found, "state", "proof") == ["resolved", "t012"]
    assert found.one(observation(THIRD), "firstQuoted") == "t012"


def test_a_proof_that_is_named_is_quoted_where_nothing_else_is_chosen() -> None:
    found = weak_then_both().derived(decisions=[replace(RESOLVED, proof="mention/t012")])
    assert one(found, "state", "proof") == ["resolved", "t012"]
    assert found.one(observation(THIRD), "firstQuoted") == "t012"
    by_itself = weak_then_both().derived(decisions=[RESOLVED])
    assert one(by_itself, "state", "proof") == ["resolved", "t011"]


@pytest.mark.parametrize("decision", ["other-state", "thin"])
def test_what_only_praises_in_part_shows_a_strength_and_proves_nothing(decision: str) -> None:
    story = Story().inspection("sif", FIRST[-10:]).weak(*PLANS, times=4)
    story.inspection("ilacs-standard", THIRD[-10:]).finding("mixed", *PLANS).finding("mixed", *PLANS)
    found = story.derived(decisions=[replace(RESOLVED, decision=decision)])
    assert (one(found, "decided"), problems(found)) == ([""], ["proof-gone"])


def test_links_between_new_neighbours_say_whether_the_matter_is_the_same() -> None:
    story = Story().inspection("sif", FIRST[-10:]).weak(*PLANS, times=4, words=LATE)
    story.inspection("sif", SECOND[-10:]).weak(*PLANS, words=LATE).strong(*PLANS, words="Plans are clear.")
    story.inspection("ilacs-standard", THIRD[-10:]).weak(*PLANS, times=4, words="Goals have no dates.")
    assert one(story.derived(), "state", "themeOnly", "repeat") == ["recurrent", "true", ""]
    found = story.derived(
        decisions=[
            replace(BACK, inspections=FOUR[:3], state="long-running", levels=((SECOND, "text"),)),
        ]
    )
    same = [found.one(thing("repeat", f"999/plans/children-in-care/{k}"), "sameMatter") for k in FOUR[1:3]]
    assert (same, one(found, "themeOnly")) == (["true", "false"], ["false"])


def test_links_of_what_has_no_words_say_nothing_of_the_matter() -> None:
    story = Story().inspection("sif", FIRST[-10:]).weak(*PLANS, times=4, words=LATE)
    story.inspection("sif", SECOND[-10:]).recommendation(*PLANS)
    given = replace(BACK, inspections=FOUR[:2], decision="confirmed", state="persistent")
    asked = story.derived(decisions=[replace(given, levels=((SECOND, "priority-action"),))])
    assert asked.all(thing("repeat", f"999/plans/children-in-care/{SECOND}"), "sameMatter") == []
    assert one(asked, "themeOnly", "decided") == ["false", "confirmed"]


def test_a_sentence_labelled_as_praise_may_show_a_weakness_and_be_compared() -> None:
    story = Story().inspection("sif", FIRST[-10:]).weak(*PLANS, times=4, words=LATE)
    story.inspection("sif", SECOND[-10:]).strong(*PLANS, words=LATE)
    given = replace(BACK, inspections=FOUR[:2], state="persistent", levels=((SECOND, "text"),))
    bare = story.derived(decisions=[given])
    assert problems(bare) == ["level-unshown"]
    found = story.derived(decisions=[replace(given, shown=((SECOND, f"mention/{story.last}"),))])
    assert (one(found, "state"), problems(found)) == (["persistent"], [])
    assert found.one(thing("repeat", f"999/plans/children-in-care/{SECOND}"), "sameMatter") == "true"


def test_a_row_that_nobody_looked_at_since_keeps_unknown_with_the_state_of_then() -> None:
    story = weak_on_end()
    story.inspection("focused-visit", "2024-02-05", focus="front-door").strong("health", "children-in-care")
    found = story.derived(decisions=[BACK])
    assert one(found, "state", "lastKnownState", "decided") == ["unknown", "recurrent", "other-state"]
    eased = replace(BACK, state="easing", levels=((LAST, "remark"),))
    assert one(story.derived(decisions=[eased]), "state", "lastKnownState") == ["easing", ""]
    still = replace(BACK, decision="confirmed", state="unknown")
    assert one(story.derived(decisions=[still]), "state", "lastKnownState") == ["unknown", "recurrent"]


def test_a_body_that_is_no_more_stays_lapsed_and_its_runs_follow() -> None:
    for state, counts in (("lapsed", True), ("recurrent", True), ("persistent", False)):
        story = weak_on_end().authority("999", until="2024-01-01")
        found = story.derived(decisions=[replace(BACK, decision="confirmed", state=state)])
        assert one(found, "state", "decided") == ["lapsed", "confirmed" if counts else ""]
        assert found.runs(found.trajectory(*PLANS))[0][0] == (2 if counts else 4)


def test_a_predecessors_inspection_may_be_given_another_level_and_is_never_a_repeat() -> None:
    story = Story().successor("998", "999").authority("998", until="2017-01-01")
    story.inspection("sif", "2015-03-02").weak(*PLANS, times=4)
    story.authority("999").inspection("ilacs-standard", THIRD[-10:]).weak(*PLANS, times=4)
    story.inspection("ilacs-standard", LAST[-10:]).weak(*PLANS, times=4)
    keys = ("998-sif-2015-03-02", THIRD, LAST)
    given = replace(
        BACK, inspections=keys, decision="confirmed", state="persistent", levels=((keys[0], "remark"),)
    )
    found = story.derived(decisions=[given])
    assert found.levels(found.trajectory(*PLANS)) == ["remark", "text", "text"]
    assert found.runs(found.trajectory(*PLANS)) == [(2, "level", "false")]
    assert one(found, "state", "decided") == ["persistent", "confirmed"]


def test_where_a_person_counts_no_recommendation_a_sentence_of_the_text_is_quoted() -> None:
    story = Story().inspection("sif", FIRST[-10:]).recommendation(*PLANS).recommendation(*PLANS)
    story.weak(*PLANS, times=3, words=LATE)
    rule = replace(BACK, inspections=(FIRST,), decision="confirmed", state="first-recorded", levels=())
    assert story.derived(decisions=[rule]).one(observation(FIRST), "firstQuoted") == "t002"
    found = story.derived(decisions=[replace(rule, levels=((FIRST, "text"),))])
    assert found.one(observation(FIRST), "ruleLevel") == "recommendation"
    assert found.all(observation(FIRST), "shownBy") == ["t004", "t005", "t006"]


@pytest.mark.parametrize(("proof", "after"), [("t022", ["t021"]), ("t023", ["t021", "t022"])])
def test_the_proof_that_a_person_names_is_quoted_first_and_other_praise_after_it(
    proof: str, after: list[str]
) -> None:
    story = weak_on_end(praise=False)
    for words in ("Plans are clear.", "Plans are kept.", "Plans are shared."):
        story.strong(*PLANS, words=words)
    given = replace(BACK, state="resolved", levels=((LAST, "strong"),))
    assert story.derived(decisions=[given]).all(observation(LAST), "shownBy") == ["t021", "t022"]
    found = story.derived(decisions=[replace(given, proof=f"mention/{proof}")])
    assert one(found, "state", "proof") == ["resolved", proof]
    assert found.one(observation(LAST), "firstQuoted") == proof
    assert sorted(found.all(observation(LAST), "shownBy")) == sorted([proof, *after])
