"""The level of a unit in one inspection."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from kg.namespaces import thing
from kg.trajectories import Rules
from kg.trajectories.derive import trajectories
from kg.trajectories.history import read_past
from kg.trajectories.level_model import CLASSES
from kg.trajectories.levels import at_level, observe, proves
from kg.trajectories.model import VERSION, Contribution, Inspection, Sentence, Unit
from kg.trajectories.read import read_found
from kg.trajectories.scheme import read_scheme
from kg.trajectories.units import Reach
from tests.trajectories.story import COUNCIL, Story

PLANS = ("plans", "children-in-care")


def level(story: Story, *, theme: str = "plans", rules: Rules | None = None) -> str:
    """Level in the last inspection of a unit that was weak before."""
    found = story.derived(rules=rules)
    return found.levels(found.trajectory(theme, "children-in-care"))[-1]


def then() -> Story:
    """A story in which plans were weak once, at its next inspection."""
    first = Story().inspection("sif", "2015-06-01").recommendation("plans", "children-in-care")
    return first.inspection("ilacs-standard", "2019-03-04")


def test_priority_action_outranks_a_recommendation() -> None:
    story = then().recommendation(*PLANS).recommendation(*PLANS, priority=True)
    assert level(story) == "priority-action"


def test_a_recommendation_counts_for_each_theme_that_it_names() -> None:
    assert level(then().recommendation("plans health", "children-in-care")) == "recommendation"
    story = then().recommendation("health plans", "children-in-care").weak(*PLANS, times=2)
    assert level(story) == "recommendation"


def test_a_recommendation_that_hardly_bears_the_theme_leaves_the_level_to_the_text() -> None:
    story = then().weak(*PLANS, times=2)
    assert level(story.recommendation("health plans", "out-of-area", confidence=0.5)) == "text"


def test_text_from_two_findings() -> None:
    assert level(then().weak(*PLANS)) == "remark"
    assert level(then().weak(*PLANS, times=2)) == "text"


def test_a_floor_on_findings_is_a_parameter_and_recorded() -> None:
    story = then().weak(*PLANS).finding("weakness", *PLANS, confidence=0.75)
    assert level(story) == "text"
    assert level(story, rules=Rules(floor=0.75)) == "text", "what is as sure as the floor counts"
    assert level(story, rules=Rules(floor=0.8)) == "remark"
    found = story.derived(rules=Rules(floor=0.8))
    assert found.one(found.trajectory(*PLANS), "ruleVersion") == f"{VERSION} floor=0.8"


def test_strong_needs_nothing_weak() -> None:
    assert level(then().strong(*PLANS)) == "strong"
    assert level(then().strong(*PLANS).weak(*PLANS)) == "remark"


@pytest.mark.parametrize(
    ("polarity", "change", "praises"),
    [
        ("strength", None, True),
        ("neutral", "improved", True),
        ("neutral", "not-improved", False),
        ("mixed", "improved", False),
        ("weakness", "improved", False),
    ],
)
def test_praise_is_a_strength_or_an_improvement_without_anything_weak(
    polarity: str, change: str | None, praises: bool
) -> None:
    told = then().finding(polarity, *PLANS, change=change)
    found = read_found(told.store(), thing("authority", COUNCIL), read_scheme(told.store()))
    assert [f.praises for f in found if f.iri.endswith(told.last)] == [praises]


def test_a_strength_of_a_narrower_group_is_heard_where_nothing_is_weak() -> None:
    assert level(then().strong("plans", "out-of-area")) == "strong"
    assert level(then().strong("plans", "out-of-area").weak(*PLANS)) == "remark"


def test_each_observation_names_what_it_rests_on_and_the_best_to_quote() -> None:
    story = then().weak(*PLANS, words="This is so.").weak(*PLANS, words="Care plans lack dates.")
    story.recommendation(*PLANS)
    found = story.derived()
    node = f"{found.trajectory(*PLANS)}/999-ilacs-standard-2019-03-04".replace(
        "/trajectory/", "/observation/"
    )
    assert len(found.all(node, "restsOn")) == 3
    assert found.one(node, "weakCount") == "2"
    quoted = [found.one(node, name) for name in ("firstQuoted", "secondQuoted", "thirdQuoted")]
    assert quoted == ["t006", "t005", "t004"]


def test_of_two_sentences_the_one_that_says_it_outright_and_stands_alone_is_quoted_first() -> None:
    story = then().weak(*PLANS, words="A new form is meant to address this.")
    story.finding("mixed", *PLANS, words="Plans are clear but undated.")
    story.finding("weakness", *PLANS, words="Care plans lack dates.", extent="some")
    found = story.derived()
    node = f"{found.trajectory(*PLANS)}/999-ilacs-standard-2019-03-04".replace(
        "/trajectory/", "/observation/"
    )
    quoted = [found.one(node, name) for name in ("firstQuoted", "secondQuoted", "thirdQuoted")]
    assert quoted == ["t006", "t005", "t004"]


def test_where_praise_stands_alone_a_weakness_that_no_label_tells_of_keeps_a_chance() -> None:
    story = Story().inspection("sif", "2015-06-01").weak("plans", "children-in-care", times=2)
    story.inspection("ilacs-standard", "2019-03-04").strong("plans", "children-in-care")
    story.inspection("ilacs-standard", "2022-05-09").strong("health", "children-in-care")
    store = story.store()
    scheme = read_scheme(store)
    history = next(h for h in read_past(store, COUNCIL, scheme).histories if not h.board)
    (found,) = trajectories(history, scheme, Rules())
    _, praised, silent = found.observations
    assert praised.level == "strong"
    assert praised.chances.keys() == set(CLASSES)
    assert silent.chances == {"silent": 1.0}


def praise(story: Story, confidence: float) -> tuple[list[Contribution], Reach]:
    """Praise of plans, and the unit that it is held against."""
    story.finding("strength", *PLANS, confidence=confidence)
    store = story.store()
    scheme = read_scheme(store)
    found = read_found(store, thing("authority", COUNCIL), scheme)
    return [f for f in found if f.polarity == "strength"], Reach(Unit(*PLANS), [], scheme)


@pytest.mark.parametrize(
    ("confidence", "rules", "proven"),
    [
        (0.5, Rules(), True),
        (0.49, Rules(), False),
        (0.89, Rules(proof=0.9), False),
        (0.9, Rules(proof=0.9), True),
    ],
)
def test_a_proof_is_as_sure_as_the_rules_ask(confidence: float, rules: Rules, proven: bool) -> None:
    assert proves(*praise(then(), confidence), rules) is proven


def test_the_least_confidence_of_a_proof_is_recorded() -> None:
    found = then().strong(*PLANS).derived(rules=Rules(proof=0.8))
    assert found.one(found.trajectory(*PLANS), "ruleVersion") == f"{VERSION} proof=0.8"


def test_a_sentence_too_unsure_to_prove_is_not_quoted_beside_one_that_proves() -> None:
    story = then()
    for confidence in (0.85, 0.95):
        story.finding("strength", *PLANS, confidence=confidence)
    found = story.derived(rules=Rules(proof=0.9))
    node = f"{found.trajectory(*PLANS)}/999-ilacs-standard-2019-03-04".replace(
        "/trajectory/", "/observation/"
    )
    assert found.one(node, "firstQuoted") == story.last
    assert found.all(node, "secondQuoted") == []


@pytest.mark.parametrize(
    ("sooner", "later"),
    [
        ("paragraph", "list-item"),
        ("list-item", "summary"),
        ("progress", "summary"),
        ("summary", "recommendation"),
    ],
)
def test_what_the_body_of_a_report_says_is_quoted_before_its_summary(sooner: str, later: str) -> None:
    scheme = read_scheme(Story().store())
    weak = [
        Contribution(
            form, "finding", "i", "weakness", frozenset({"plans"}), "plans", frozenset({"children-in-care"}),
            frozenset(), "ofsted-report", lead=Sentence(form, form, start, "Plans lack dates."),
        )
        for start, form in enumerate((later, sooner))
    ]  # fmt: skip
    inspection = Inspection("i", "kind/sif", frozenset(), date(2015, 6, 1), read=True)
    reach = Reach(Unit(*PLANS), weak, scheme, board=True)
    assert observe(inspection, reach, weak, Rules()).shown == (sooner, later)


@pytest.mark.parametrize(
    "worse",
    [
        {"central": "health"},
        {"confidence": 0.79},
        {"lead": Sentence("sooner", "paragraph", 0, "This is so.")},
        {"polarity": "mixed"},
        {"extent": "some"},
        {"cohorts": frozenset({"all-children"})},
        {"lead": Sentence("sooner", "list-item", 0, "Plans lack dates.")},
        {"confidence": 0.85},
        {"lead": Sentence("sooner", "paragraph", 2, "Plans lack dates.")},
    ],
    ids=["theme", "likely", "alone", "outright", "extent", "cohort", "form", "sure", "place"],
)
def test_the_more_telling_of_two_sentences_is_quoted_first(worse: dict[str, Any]) -> None:
    """Each is said sooner in the report than the better one, or differs by its place alone."""
    scheme = read_scheme(Story().store())
    better = Contribution(
        "b", "finding", "i", "weakness", frozenset({"plans"}), "plans", frozenset({"children-in-care"}),
        frozenset(), "ofsted-report", confidence=0.9,
        lead=Sentence("later", "paragraph", 1, "Plans lack dates."),
    )  # fmt: skip
    lead = Sentence("sooner", "paragraph", 0, "Plans lack dates.")
    weak = [replace(better, **{"iri": "w", "lead": lead, **worse}), better]
    inspection = Inspection("i", "kind/sif", frozenset(), date(2015, 6, 1), read=True)
    reach = Reach(Unit(*PLANS), weak, scheme, board=True)
    assert observe(inspection, reach, weak, Rules()).shown == ("later", "sooner")


@pytest.mark.parametrize(("confidence", "first"), [(0.8, "sooner"), (0.79, "later")])
def test_a_sentence_counts_as_likely_right_from_four_in_five(confidence: float, first: str) -> None:
    """What is likely right and partly weak comes before what says it outright and is less likely right."""
    scheme = read_scheme(Story().store())
    outright = Contribution(
        "o", "finding", "i", "weakness", frozenset({"plans"}), "plans", frozenset({"children-in-care"}),
        frozenset(), "ofsted-report", confidence=confidence,
        lead=Sentence("sooner", "paragraph", 0, "Plans lack dates."),
    )  # fmt: skip
    partly = replace(
        outright,
        iri="p",
        polarity="mixed",
        confidence=0.9,
        lead=Sentence("later", "paragraph", 0, "Plans lack dates."),
    )
    weak = [outright, partly]
    inspection = Inspection("i", "kind/sif", frozenset(), date(2015, 6, 1), read=True)
    reach = Reach(Unit(*PLANS), weak, scheme, board=True)
    assert observe(inspection, reach, weak, Rules()).shown[0] == first


@pytest.mark.parametrize(
    ("level", "given", "shown"),
    [
        ("text", True, ("plain",)),
        ("remark", True, ("plain",)),
        ("text", False, ("plain", "stating")),
        ("recommendation", True, ("asked", "plain")),
    ],
)
def test_where_a_person_says_criticised_other_sentences_come_before_a_recommendation(
    level: str, given: bool, shown: tuple[str, ...]
) -> None:
    scheme = read_scheme(Story().store())
    plain = Contribution(
        "f", "finding", "i", "weakness", frozenset({"plans"}), "plans", frozenset({"children-in-care"}),
        frozenset(), "ofsted-report", lead=Sentence("plain", "paragraph", 1, "Plans lack dates."),
    )  # fmt: skip
    stating = replace(plain, iri="s", lead=Sentence("stating", "recommendation", 0, "Date all plans."))
    asked = replace(plain, iri="asked", sort="recommendation", lead=None)
    speaking = (asked, stating, plain)
    inspection = Inspection("i", "kind/sif", frozenset(), date(2015, 6, 1), read=True)
    reach = Reach(Unit(*PLANS), speaking, scheme, board=True)
    found = at_level(inspection, level, speaking, reach, Rules(), {}, given=given)
    assert found.shown == shown


def test_a_strength_that_tells_of_an_intention_is_not_quoted_for_what_is_strong() -> None:
    scheme = read_scheme(Story().store())
    told = Contribution(
        "f", "finding", "i", "strength", frozenset({"plans", "health"}), "health",
        frozenset({"children-in-care"}), frozenset(), "ofsted-report",
        lead=Sentence("told", "paragraph", 1, "Plans are clear."),
    )  # fmt: skip
    aim = replace(
        told, iri="a", lead=Sentence("aim", "paragraph", 0, "A strategy for plans is being developed.")
    )
    wordless = replace(told, iri="w", lead=None)
    inspection = Inspection("i", "kind/sif", frozenset(), date(2015, 6, 1), read=True)
    reach = Reach(Unit(*PLANS), [told], scheme, board=True)
    found = at_level(inspection, "strong", (aim, wordless, told), reach, Rules(), {})
    assert found.shown == ("told",), "on another theme first, so that none of them proves it alone"
