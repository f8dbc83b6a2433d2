"""Which findings speak to a unit, and which inspections have it in scope."""

from __future__ import annotations

from datetime import date

import pytest

from kg.rdf.terms import in_scheme
from kg.trajectories.model import Contribution, Inspection, Unit
from kg.trajectories.scheme import read_scheme
from kg.trajectories.units import Reach, without_subsets
from tests.trajectories.story import Story

SCHEME = read_scheme(Story().store())


def hears(
    first: tuple[str, str], second: tuple[str, str], areas: tuple[str | None, str | None] = (None, None)
) -> bool:
    """Whether what is weak of one cohort at the next inspection speaks to the unit of another."""
    (theme, cohort), (_, other) = first, second
    story = Story().inspection("sif", "2015-06-01").recommendation(theme, cohort)
    story.weak(theme, cohort, times=4, area=areas[0])
    story.inspection("ilacs-standard", "2019-03-04").weak(theme, other, times=4, area=areas[1])
    found = story.derived()
    node = f"{found.trajectory(theme, cohort)}/999-ilacs-standard-2019-03-04"
    spoken = found.all(node.replace("/trajectory/", "/observation/"), "restsOn")
    assert len(spoken) in (0, 4)
    return bool(spoken)


def test_a_broader_cohort_overlaps() -> None:
    assert hears(("plans", "children-in-care"), ("plans", "out-of-area"))
    assert not hears(("plans", "kinship-children"), ("plans", "out-of-area"))


def test_all_children_overlap_the_children_of_the_same_area_only() -> None:
    first, second = ("plans", "child-protection"), ("plans", "all-children")
    assert hears(first, second, areas=("help-and-protection", "help-and-protection"))
    assert not hears(first, second, areas=("help-and-protection", "children-in-care"))
    assert not hears(first, second)


def test_all_children_hear_narrower_groups_where_findings_on_all_children_stand() -> None:
    first, second = ("plans", "all-children"), ("plans", "child-protection")
    assert hears(first, second, areas=("help-and-protection", "help-and-protection"))
    assert not hears(first, second, areas=("impact-of-leaders", "help-and-protection"))
    assert not hears(first, second, areas=("help-and-protection", "impact-of-leaders"))


@pytest.mark.parametrize(
    ("theme", "together"), [("workforce", True), ("performance-qa", True), ("plans", False)]
)
def test_adults_overlap_all_children_in_themes_of_leaders_and_workforce(theme: str, together: bool) -> None:
    assert hears((theme, "workforce-cohort"), (theme, "all-children")) is together
    assert hears((theme, "carers"), (theme, "workforce-cohort")) is together


@pytest.mark.parametrize(
    ("unit", "cohort", "whole", "near"),
    [
        ("out-of-area", "out-of-area", True, "own"),
        ("out-of-area", "children-in-care", True, "broad"),
        ("children-in-care", "out-of-area", False, "near"),
        ("out-of-area", "kinship-children", False, "near"),
    ],
)
def test_what_is_said_of_a_broader_cohort_is_said_of_the_whole_unit(
    unit: str, cohort: str, whole: bool, near: str
) -> None:
    reach = Reach(Unit("plans", unit), [], SCHEME)
    said = Contribution(
        "f", "finding", "i", "strength", frozenset({"plans"}), "plans", frozenset({cohort}), frozenset(), "t"
    )
    assert (reach.covers(said), reach.nearness(cohort)) == (whole, near)


@pytest.mark.parametrize(
    ("theme", "unit", "cohort", "whole", "near"),
    [
        ("workforce", "workforce-cohort", "all-children", True, "broad"),
        ("workforce", "carers", "workforce-cohort", True, "broad"),
        ("workforce", "children-in-care", "out-of-area", False, "near"),
        ("plans", "carers", "all-children", False, "near"),
    ],
)
def test_in_themes_of_leaders_and_workforce_what_is_said_of_adults_or_all_children_is_said_of_either(
    theme: str, unit: str, cohort: str, whole: bool, near: str
) -> None:
    reach = Reach(Unit(theme, unit), [], SCHEME)
    said = Contribution(
        "f", "finding", "i", "strength", frozenset({theme}), theme, frozenset({cohort}), frozenset(), "t"
    )
    assert (reach.covers(said), reach.nearness(cohort)) == (whole, near)


@pytest.mark.parametrize(
    ("cohorts", "named"),
    [
        ({"missing-from-care"}, True),
        ({"children-in-care"}, True),
        ({"all-children"}, False),
        ({"all-children", "missing-from-care"}, True),
        ({"carers"}, False),
    ],
)
def test_where_a_theme_joins_several_groups_all_children_are_none_of_them(
    cohorts: set[str], named: bool
) -> None:
    reach = Reach(Unit("missing", "missing-from-care"), [], SCHEME)
    said = Contribution(
        "f",
        "finding",
        "i",
        "strength",
        frozenset({"missing"}),
        "missing",
        frozenset(cohorts),
        frozenset(),
        "t",
    )
    assert reach.names(said) is named


def test_every_inspection_of_a_board_has_its_units_in_scope_and_of_a_council_those_of_its_areas() -> None:
    unit = Unit("plans", "child-protection")
    care = Inspection("i", in_scheme("kind", "lac-2013").value, frozenset(), date(2013, 6, 1), read=True)
    assert not Reach(unit, [], SCHEME).in_scope(care)
    assert Reach(unit, [], SCHEME, board=True).in_scope(care)


def test_a_row_whose_findings_are_a_subset_of_anothers_is_dropped() -> None:
    story = Story().inspection("sif", "2015-06-01")
    story.weak("plans", "children-in-care", times=2).weak("plans", "out-of-area", times=1)
    assert story.states() == {("plans", "children-in-care"): "first-recorded"}
    found = story.derived()
    assert found.all(found.trajectory("plans", "children-in-care"), "includedCohort") == ["out-of-area"]


@pytest.mark.parametrize(
    ("cohorts", "stays"),
    [
        # the one named most often, though it is narrower
        (("children-in-care out-of-area", "out-of-area"), "out-of-area"),
        # else the broader one
        (("children-in-care out-of-area", "children-in-care out-of-area"), "children-in-care"),
        # else by id
        (("children-in-need child-protection", "child-protection children-in-need"), "child-protection"),
    ],
)
def test_of_rows_with_the_same_findings_one_stays(cohorts: tuple[str, ...], stays: str) -> None:
    story = Story().inspection("sif", "2015-06-01")
    for some in cohorts:
        story.weak("plans", some)
    story.recommendation("plans", " ".join(sorted({c for some in cohorts for c in some.split()})))
    assert [cohort for _, cohort in story.states()] == [stays]


def test_a_row_includes_what_is_not_weak_itself_of_its_own_theme_only() -> None:
    story = Story().inspection("sif", "2015-06-01").recommendation("plans health", "children-in-care")
    story.weak("plans", "children-in-care", times=3).finding("mixed", "plans", "out-of-area", confidence=0.3)
    found = story.derived()
    rows = {(found.one(t, "theme"), found.one(t, "cohort")): t for t in found.of("Trajectory")}
    assert found.all(rows["plans", "children-in-care"], "includedCohort") == ["out-of-area"]
    others = [t for (theme, _), t in rows.items() if theme != "plans"]
    assert all(found.all(row, "includedCohort") == [] for row in others)


A, B, C, D = (Unit("plans", name) for name in "abcd")


def test_a_row_is_dropped_for_the_smallest_row_that_has_all_of_its_findings() -> None:
    found = [
        (A, frozenset("12345")),
        (B, frozenset("1236")),
        (C, frozenset("12")),
        (D, frozenset("9")),
        (Unit("health", "c"), frozenset("12")),
    ]
    assert without_subsets(found) == {A: (), B: (C,), D: (), Unit("health", "c"): ()}


def test_of_rows_with_the_same_findings_the_first_given_stays() -> None:
    same = frozenset("12")
    assert without_subsets([(B, same), (A, same), (C, same)]) == {B: (A, C)}
    assert without_subsets([(B, same), (A, same), (C, frozenset("123"))]) == {C: (A, B)}


@pytest.mark.parametrize(
    ("kind", "theme", "cohort", "counts"),
    [
        ("ilacs-short", "plans", "children-in-care", True),
        ("sif", "plans", "child-protection", True),
        ("lac-2013", "plans", "children-in-care", True),
        ("lac-2013", "plans", "child-protection", False),
        ("protection-2012", "plans", "child-protection", True),
        ("protection-2012", "plans", "children-in-care", False),
    ],
)
def test_scope_of_kinds_is_data(kind: str, theme: str, cohort: str, counts: bool) -> None:
    story = Story().inspection("sif", "2010-06-01").weak(theme, cohort, times=2)
    story.inspection(kind, "2013-06-01").strong("voice-participation", "care-leavers")
    story.inspection("ilacs-standard", "2019-03-04").weak(theme, cohort, times=2)
    assert story.states()[theme, cohort] == ("recurrent" if counts else "persistent")


@pytest.mark.parametrize(
    ("focus", "theme", "cohort", "counts"),
    [
        ("front-door", "front-door-thresholds", "all-children", True),
        ("front-door", "plans", "all-children", False),
        ("care-leavers", "eet", "care-leavers-21-plus", True),
        ("children-in-care", "plans", "out-of-area", True),
        ("children-in-need-or-protection-plan", "plans", "all-children", False),
        (None, "plans", "children-in-care", False),
    ],
)
def test_scope_of_a_visit_is_its_focus(focus: str | None, theme: str, cohort: str, counts: bool) -> None:
    story = Story().inspection("sif", "2015-06-01").weak(theme, cohort, times=2)
    story.inspection("focused-visit", "2017-06-01", tier="ofsted-letter", focus=focus)
    story.strong("voice-participation", "care-leavers")
    story.inspection("ilacs-standard", "2019-03-04").weak(theme, cohort, times=2)
    assert story.states()[theme, cohort] == ("recurrent" if counts else "persistent")


def test_a_boards_review_touches_only_units_of_the_board() -> None:
    story = Story().inspection("sif", "2014-06-02").weak("partnership", "all-children", times=2)
    story.inspection("lscb-review", "2015-06-01", board=True).weak("partnership", "all-children", times=2)
    story.inspection("ilacs-standard", "2019-03-04").weak("partnership", "all-children", times=2)
    found = story.derived()
    council = found.trajectory("partnership", "all-children")
    board = found.trajectory("partnership", "all-children", "999-lscb")
    assert (found.one(council, "state"), found.one(board, "state")) == ("persistent", "lapsed")
    assert found.runs(council) == [(2, "level", "false")]
