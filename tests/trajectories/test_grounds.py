"""The numbers that a level rests on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.trajectories.grounds import NAMES, asked_of, grounds
from kg.trajectories.model import Contribution, Said, Unit
from kg.trajectories.scheme import read_scheme
from kg.trajectories.units import Reach
from tests.trajectories.story import Story

SCHEME = read_scheme(Story().store())
UNIT = Unit("plans", "children-in-care")
REACH = Reach(UNIT, (), SCHEME)


def said(theme: str = "plans", cohort: str = "children-in-care", rank: int = 1, **more: object) -> Said:
    return Said({theme: (rank, 0.9)}, {cohort: 0.8}, 0.5, **more)  # type: ignore[arg-type]


def found(*sentences: Said, polarity: str = "weakness", **more: object) -> Contribution:
    themes = frozenset(theme for one in sentences for theme in one.themes)
    cohorts = frozenset(cohort for one in sentences for cohort in one.cohorts)
    base = Contribution("f", "finding", "i", polarity, themes, None, cohorts, frozenset(), "ofsted-report")
    return replace(base, said=sentences, **more)  # type: ignore[arg-type]


def test_a_sentence_counts_by_the_probability_that_theme_cohort_and_polarity_are_right() -> None:
    numbers = grounds(REACH, [found(said())])
    assert numbers["weak-own-central"] == pytest.approx(0.9 * 0.8 * 0.5)
    assert numbers["weak-first"] == pytest.approx(0.36) and "weak-second" not in numbers


def test_of_several_cohorts_as_near_the_likeliest_counts_however_unlikely_it_is() -> None:
    near = {"out-of-area": 0.03, "kinship-children": 0.02}
    numbers = grounds(REACH, [found(replace(said(), cohorts=near))])
    assert numbers["weak-near-central"] == pytest.approx(0.9 * 0.03 * 0.5)


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        (said(rank=2), "weak-own-beside"),
        (said(cohort="all-children"), "weak-broad-central"),
        (said(cohort="out-of-area"), "weak-near-central"),
    ],
)
def test_it_is_counted_apart_by_how_it_stands_to_the_unit(sentence: Said, name: str) -> None:
    numbers = grounds(REACH, [found(sentence)])
    assert numbers[name] == pytest.approx(0.36)
    assert numbers["weak-first"] < 0.36


def test_praise_is_counted_apart() -> None:
    numbers = grounds(REACH, [found(said(), polarity="strength")])
    assert set(numbers) == {"strong-own-central", "strong-first"}


def test_what_tells_of_the_past_or_of_a_part_counts_less() -> None:
    plain = grounds(REACH, [found(said())])["weak-first"]
    assert grounds(REACH, [found(said(now=False))])["weak-first"] == pytest.approx(0.3 * plain)
    some = grounds(REACH, [found(said(), extent="some")])
    assert some["weak-first"] == pytest.approx(0.6 * plain) and some["weak-partial"] > 0


def test_what_tells_of_a_small_number_counts_less_than_what_tells_of_some() -> None:
    few, some = (grounds(REACH, [found(said(), extent=extent)]) for extent in ("small-number", "some"))
    assert few["weak-own-central"] < some["weak-own-central"]
    assert few["weak-first"] < some["weak-first"]


def test_praise_beside_a_weakness_lowers_its_share() -> None:
    alone, beside = [found(said())], [found(said()), found(said(), polarity="strength")]
    assert grounds(REACH, beside)["weak-share"] < grounds(REACH, alone)["weak-share"]


def test_the_sentences_of_one_finding_count_once() -> None:
    numbers = grounds(REACH, [found(said(), said(rank=2))])
    assert numbers["weak-own-central"] == pytest.approx(0.36) and "weak-own-beside" not in numbers
    assert numbers["weak-repeated"] == pytest.approx(0.36)


def test_a_recommendation_that_no_finding_states_is_weak_by_itself() -> None:
    asked = found(said(recommendation="r"), sort="recommendation", iri="r")
    alone = grounds(REACH, [asked])
    assert alone["asked-own-central"] == 0.9 and "weak-first" in alone
    stated = grounds(REACH, [asked, found(said(recommendation="r"))])
    assert stated["weak-own-central"] == pytest.approx(0.36)


def test_a_recommendation_is_about_the_unit_by_theme_and_cohort() -> None:
    central = found(said(), sort="recommendation")
    assert asked_of(REACH, central) == pytest.approx(0.72)
    assert asked_of(REACH, found(said(rank=2), sort="recommendation")) == pytest.approx(0.72 * 0.6)


def test_every_number_has_a_name() -> None:
    everything = [
        found(said(rank=rank, cohort=cohort), polarity=polarity, extent="some", change="not-improved")
        for rank in (1, 2)
        for cohort in ("children-in-care", "all-children", "out-of-area")
        for polarity in ("weakness", "strength")
    ]
    assert set(grounds(REACH, everything)) <= set(NAMES)


def test_a_finding_without_labels_of_its_sentences_counts_by_its_own() -> None:
    bare = replace(found(said()), said=(), central="plans", confidence=0.5)
    assert grounds(REACH, [bare])["weak-own-central"] == pytest.approx(0.5**3)


@pytest.mark.parametrize(
    ("one", "first"),
    [
        (found(said()), 0.36),
        (found(said(cohort="all-children")), 0.36 * 0.7),
        (found(said(cohort="out-of-area")), 0.36 * 0.5),
        (found(said(rank=2)), 0.36 * 0.5),
        (found(said(), polarity="mixed"), 0.36 * 0.75),
        (found(said(), extent="some"), 0.36 * 0.6),
        (found(said(), extent="one"), 0.36 * 0.4),
        (found(said(recommendation="r"), sort="recommendation", iri="r"), 0.72),
        (found(said(rank=2, recommendation="r"), sort="recommendation", iri="r"), 0.72 * 0.6),
        (found(said(cohort="out-of-area", recommendation="r"), sort="recommendation"), 0.72 * 0.5),
    ],
)
def test_the_first_weakness_counts_by_how_directly_and_of_how_many_it_tells(
    one: Contribution, first: float
) -> None:
    assert grounds(REACH, [one])["weak-first"] == pytest.approx(first)


def test_the_two_surest_weaknesses_and_the_surest_praise_count_by_themselves() -> None:
    everything = [found(said(rank=2)), found(said()), found(said(cohort="all-children"))]
    praise = [found(said(rank=2), polarity="strength"), found(said(), polarity="strength")]
    numbers = grounds(REACH, [*everything, *praise])
    assert numbers["weak-first"] == pytest.approx(0.36)
    assert numbers["weak-second"] == pytest.approx(0.36 * 0.7)
    assert numbers["strong-first"] == pytest.approx(0.36)
    weak, strong = 0.36 * (1 + 0.7 + 0.5), 0.36 * 1.5
    assert numbers["weak-share"] == pytest.approx(weak / (weak + strong + 0.3))


def test_a_priority_action_and_a_unit_of_all_children_are_numbers_too() -> None:
    assert grounds(REACH, [found(said(), sort="priority-action")])["priority"] == 1.0
    everyone = Reach(Unit("plans", "all-children"), (), SCHEME)
    assert grounds(everyone, [found(said(cohort="all-children"))])["all-children"] == 1.0
    assert "all-children" not in grounds(REACH, [found(said())])


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ("improved", "weak-improved"),
        ("not-improved", "weak-persisting"),
        ("deteriorated", "weak-persisting"),
    ],
)
def test_what_an_inspector_says_of_change_is_a_number(change: str, name: str) -> None:
    numbers = grounds(REACH, [found(said(), change=change)])
    assert numbers[name] == pytest.approx(0.36)
    assert len({"weak-improved", "weak-persisting"} & numbers.keys()) == 1


def test_what_is_asked_is_certain_and_a_finding_as_sure_as_its_label() -> None:
    bare = replace(found(said()), said=(), central="plans", confidence=0.5)
    assert [one.confidence for one in bare.sayings] == [0.5]
    assert [one.confidence for one in replace(bare, sort="priority-action").sayings] == [1.0]
    assert bare.sayings[0].themes == {"plans": (1, 0.5)}
    assert replace(bare, central="health").sayings[0].themes == {"plans": (2, 0.5)}
    assert replace(bare, central=None).sayings[0].themes == {"plans": (1, 0.5)}
