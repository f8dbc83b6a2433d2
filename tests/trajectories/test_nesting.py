"""Rows of nested cohorts name one another."""

from __future__ import annotations

from kg.trajectories.model import Unit
from kg.trajectories.nesting import nested
from kg.trajectories.scheme import read_scheme
from kg.trajectories.trajectory import Trajectory
from tests.trajectories.story import Derived, Story


def two() -> Derived:
    """Plans of all children are put right; those of children in care are not."""
    story = Story().inspection("sif", "2015-06-01")
    story.weak("plans", "all-children", times=3, area="help-and-protection")
    story.weak("plans", "children-in-care", times=3, area="looked-after-and-permanence")
    story.inspection("ilacs-standard", "2019-03-04")
    for _ in range(4):
        story.finding("strength", "plans", "all-children", area="help-and-protection")
    story.recommendation("plans", "children-in-care")
    return story.weak("plans", "children-in-care", times=3, area="children-in-care").derived()


def test_a_row_names_the_nearest_wider_row() -> None:
    found = two()
    narrow, wide = found.trajectory("plans", "children-in-care"), found.trajectory("plans", "all-children")
    assert (narrow, "widerUnit", wide) in links(found)
    assert found.all(wide, "widerUnit") == []


def test_of_two_wider_rows_the_narrower_one_is_the_nearest() -> None:
    units = [Unit("plans", cohort) for cohort in ("all-children", "children-in-care", "out-of-area")]
    rows = nested([Trajectory(unit, (), None) for unit in units], read_scheme(Story().store()))
    assert [row.wider for row in rows] == [None, units[0], units[1]]


def test_a_row_that_is_not_weak_names_the_narrower_one_that_is() -> None:
    found = two()
    narrow, wide = found.trajectory("plans", "children-in-care"), found.trajectory("plans", "all-children")
    assert (found.one(wide, "state"), found.one(narrow, "state")) == ("resolved", "persistent")
    assert (wide, "exceptFor", narrow) in links(found)
    assert found.all(narrow, "exceptFor") == []


def test_rows_of_other_themes_are_no_wider_rows() -> None:
    story = Story().inspection("sif", "2015-06-01")
    story.weak("plans", "children-in-care", times=3).weak("health", "all-children", times=3)
    found = story.derived()
    assert found.all(found.trajectory("plans", "children-in-care"), "widerUnit") == []


def links(found: Derived) -> set[tuple[str, str, str]]:
    return {(s, p.value.rpartition("/")[2], o) for s, p, o in found.triples}
