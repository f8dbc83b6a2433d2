"""The model of careful reading: what makes a unit weak, praised or silent, and how sure a row is."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from kg.trajectories.certainty import NUMBERS, log_odds, numbers, of_levels
from kg.trajectories.grounds import NAMES
from kg.trajectories.level_model import CLASSES, LevelModel, shipped, softmax
from kg.trajectories.model import Contribution, Inspection, Observation, Said, Unit
from kg.trajectories.trajectory import Trajectory
from kg.trajectories.walk import Outcome, Step, walk


def weak(**numbers: float) -> float:
    """How likely careful reading calls a unit weak, with these numbers and some weak sentence."""
    return chances({"weak-own-central": 0.8, "weak-first": 0.8}, **numbers)["weak"]


def strong(**numbers: float) -> float:
    return chances({"strong-own-central": 0.8, "strong-first": 0.8}, **numbers)["strong"]


def chances(base: dict[str, float], **numbers: float) -> dict[str, float]:
    given = {name.replace("_", "-"): value for name, value in numbers.items()}
    assert set(given) <= set(NAMES)
    return shipped().chances({**base, **given})


def test_nothing_said_is_silence() -> None:
    found = shipped().chances({})
    assert max(found, key=lambda name: found[name]) == "silent"


@pytest.mark.parametrize("more", ["weak_second", "asked_own_central", "weak_persisting"])
def test_more_that_is_weak_makes_a_unit_likelier_weak(more: str) -> None:
    assert weak(**{more: 0.8}) > weak()


@pytest.mark.parametrize("praise", ["strong_first", "strong_near_central", "strong_broad_central"])
def test_praise_turns_the_odds_between_weak_and_praised(praise: str) -> None:
    weak_numbers = {"weak-own-central": 0.8, "weak-first": 0.8}
    plain, praised = chances(weak_numbers), chances(weak_numbers, **{praise: 0.8})
    assert praised["strong"] / praised["weak"] >= plain["strong"] / plain["weak"]


def test_a_weakness_makes_praise_no_likelier_to_be_the_answer() -> None:
    assert strong(weak_first=0.4, weak_own_central=0.4) < strong()


@pytest.mark.parametrize("name", NAMES)
def test_no_weight_turns_a_weakness_into_praise_or_praise_into_a_weakness(name: str) -> None:
    model = shipped()
    at = model.names.index(name)
    of = {kind: model.weights[CLASSES.index(kind)][at] for kind in CLASSES}
    if name.startswith(("weak-own", "weak-broad", "weak-near", "weak-first", "weak-second", "asked")):
        assert of["weak"] >= 0 >= max(of["strong"], of["silent"])
    if name.startswith(("strong-own", "strong-broad", "strong-near", "strong-first")):
        assert of["strong"] >= 0 >= max(of["weak"], of["silent"])


def test_a_number_that_is_left_out_is_nothing() -> None:
    given = {"weak-first": 0.4, "strong-own-central": 0.8}
    assert shipped().chances(given) == shipped().chances({**dict.fromkeys(NAMES, 0.0), **given})
    rest = {"chance": log_odds(0.8)}
    for kind in shipped().rows:
        nothing = dict.fromkeys(NUMBERS, 0.0)
        assert shipped().certainty(kind, rest) == shipped().certainty(kind, {**nothing, **rest})


def test_only_what_is_possible_gets_a_chance() -> None:
    assert shipped().chances({"weak-first": 0.9}, {"silent", "strong"}).keys() == {"silent", "strong"}


def test_chances_sum_to_one() -> None:
    assert sum(softmax({"a": 3.0, "b": -800.0, "c": 800.0}).values()) == pytest.approx(1.0)


def observation(start: str, level: str, **likely: float) -> Observation:
    from datetime import date

    day = date.fromisoformat(start)
    return Observation(Inspection(f"i/{start}", "kind", frozenset(), day, read=True), level, chances=likely)


def test_a_row_is_as_sure_as_all_that_its_levels_may_be() -> None:
    first = observation("2015-06-01", "text", weak=0.9, remark=0.1)
    second = observation("2019-03-04", "text", weak=0.8, strong=0.2)
    assert of_levels([first, second], "persistent") == pytest.approx(0.72)
    # weak at first and praised now is the only way to be resolved
    assert of_levels([first, second], "resolved") == pytest.approx(0.18)


def test_states_that_no_reading_decides_are_certain() -> None:
    assert of_levels([], "lapsed") == 1.0


def test_certainty_follows_the_class_and_its_measured_line() -> None:
    weights = {"chance": 2.0, "likeness": 1.0, "bias": -0.5}
    model = LevelModel(("a",), ((0.0,),) * 4, (0.0,) * 4, {"persists": weights}, 0.7)
    assert model.certainty("persists", {"chance": log_odds(0.8)}) == 0.91
    assert model.certainty("persists", {"chance": log_odds(0.8), "likeness": 0.5}) == 0.94
    assert model.certainty("resolved", {"chance": log_odds(0.8), "likeness": 0.5}) == 0.8


def test_without_any_number_a_row_is_as_sure_as_its_class_is_by_itself() -> None:
    model = LevelModel(("a",), ((0.0,),) * 4, (0.0,) * 4, {"persists": {"chance": 2.0, "bias": -2.0}}, 0.7)
    assert model.certainty("persists", {}) == 0.12
    assert model.certainty("resolved", {}) == 0.5


def test_no_row_is_certain_and_chances_have_two_decimals() -> None:
    model = LevelModel(("a",), ((0.0,),) * 4, (0.0,) * 4, {"persists": {"chance": 1.0}}, 0.7)
    assert model.certainty("persists", {"chance": 50.0}) == 0.99
    assert model.certainty("persists", {"chance": 1.0}) == 0.73


@pytest.mark.parametrize(
    "table",
    [((0.0,),) * 4, ((0.0, 0.0, 0.0),) * 4, ((0.0, 0.0),) * 3],
    ids=["a column too few", "a column too many", "a row too few"],
)
def test_a_model_whose_table_does_not_fit_its_names_is_refused(table: tuple[tuple[float, ...], ...]) -> None:
    model = LevelModel(("a", "b"), table, (0.0,) * 4, {}, 0.7)
    with pytest.raises(ValueError, match=r"shorter|longer"):
        model.chances({"a": 1.0, "b": 1.0})


def strength(theme: str, likely: float, *cohorts: str) -> Contribution:
    said = Said({theme: (1, likely)}, dict.fromkeys(cohorts, 0.9))
    return Contribution(
        iri=f"f/{likely}", sort="finding", inspection="i", polarity="strength", themes=frozenset({theme}),
        central=theme, cohorts=frozenset(cohorts), areas=frozenset(), tier="ofsted-report", said=(said,),
    )  # fmt: skip


def row(*observations: Observation) -> tuple[Trajectory, Outcome]:
    outcome = walk([Step(o.level) for o in observations])
    assert outcome is not None
    unit = Unit("plans", "children-in-care")
    return Trajectory(unit, tuple(observations), outcome, likeness=0.3), outcome


def test_the_numbers_of_a_row_tell_what_was_before_and_what_is_now() -> None:
    praise = (strength("plans", 0.9, "children-in-care"), strength("plans", 0.5, "all-children"))
    now = observation("2023-01-09", "strong", strong=0.9, remark=0.1)
    found = numbers(
        *row(
            observation("2015-06-01", "text", weak=0.9, remark=0.1),
            observation("2019-03-04", "text", weak=0.6, remark=0.4),
            replace(now, speaking=praise),
        )
    )
    assert found.keys() == set(NUMBERS)
    assert found["likeness"] == 0.3
    assert found["strong-now"] == pytest.approx(log_odds(0.9))
    assert found["remark-now"] == pytest.approx(log_odds(0.1))
    assert found["weak-just-before"] == 1.0
    assert found["weak-before"] == pytest.approx(1.5)
    assert found["theme-now"] == pytest.approx(0.7)
    assert found["praise-now"] == pytest.approx(math.log(2))


def test_one_praise_bears_the_theme_as_surely_as_it_says() -> None:
    now = replace(
        observation("2023-01-09", "strong", strong=1.0),
        speaking=(strength("plans", 0.6, "children-in-care"),),
    )
    weak = observation("2015-06-01", "text", weak=1.0)
    assert numbers(*row(weak, now))["theme-now"] == pytest.approx(0.6)
    assert numbers(*row(weak, replace(now, speaking=())))["theme-now"] == 0.0


def test_a_level_without_any_ground_has_no_chance() -> None:
    found = numbers(
        *row(
            observation("2015-06-01", "text", weak=0.9, remark=0.1),
            observation("2019-03-04", "strong", strong=1.0),
            observation("2023-01-09", "silent", silent=1.0),
        )
    )
    assert found["strong-now"] == found["remark-now"] == log_odds(0.0)
    assert found["weak-before"] == 0.9


@pytest.mark.parametrize(("chance", "resolved"), [(0.01, 0.01), (0.009, 0.0)])
def test_levels_less_likely_than_one_in_a_hundred_are_left_out(chance: float, resolved: float) -> None:
    first = observation("2015-06-01", "text", weak=1.0)
    second = observation("2019-03-04", "text", weak=1 - chance, strong=chance)
    assert of_levels([first, second], "resolved") == pytest.approx(resolved)


def test_an_inspection_that_nobody_read_is_not_the_one_before() -> None:
    unread = observation("2019-03-04", "unread")
    weak = observation("2015-06-01", "text", weak=0.9, remark=0.1)
    now = observation("2023-01-09", "strong", strong=0.9, remark=0.1)
    assert numbers(*row(weak, unread, now))["weak-just-before"] == 1.0
    praised = observation("2019-03-04", "strong", strong=1.0)
    assert numbers(*row(weak, praised, now))["weak-just-before"] == 0.0


@pytest.mark.parametrize(
    ("kind", "number"), [("resolved", "strong-now"), ("resolved", "theme-now"), ("persists", "weak-before")]
)
def test_what_speaks_for_a_row_makes_it_surer(kind: str, number: str) -> None:
    assert shipped().rows[kind][number] > 0


def test_praise_of_the_very_children_makes_it_less_sure_that_a_weakness_lasts() -> None:
    assert shipped().rows["persists"]["praise-now"] < 0
