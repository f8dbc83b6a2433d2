"""Units, the contributions about each, and the inspections that have it in scope."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.trajectories.model import ADULT_GROUPS, ADULTS, Contribution, Inspection, Unit
from kg.trajectories.scheme import Scheme, Scope

ALL_CHILDREN = "all-children"


def units_of(found: Iterable[Contribution]) -> list[Unit]:
    """Each pair of a theme and a cohort that occur together in a contribution, sorted."""
    return sorted({Unit(theme, cohort) for f in found for theme in f.themes for cohort in f.cohorts})


class Reach:
    """Decides which contributions are about one unit.

    Args:
        unit: the theme and cohort.
        own: the findings and recommendations in which the unit itself occurs; those on all children give
            the judgement areas in which the unit is reported.
        scheme: hierarchies and areas.
        board: the body is a board, whose reviews have one area and only units of the board.
    """

    def __init__(
        self, unit: Unit, own: Iterable[Contribution], scheme: Scheme, *, board: bool = False
    ) -> None:
        self.unit = unit
        self._scheme = scheme
        self._board = board
        self._adult = bool(scheme.groups.get(unit.theme, frozenset()) & ADULT_GROUPS)
        self._told = frozenset(a for f in own if ALL_CHILDREN in f.cohorts for a in f.areas)
        self.areas = self._areas()

    def hears(self, found: Contribution) -> bool:
        """Whether a contribution is about the unit: same theme, and a cohort that overlaps."""
        return self.unit.theme in found.themes and any(self._meets(c, found.areas) for c in found.cohorts)

    def covers(self, found: Contribution) -> bool:
        """Whether a contribution is about the unit's whole cohort: the same one or a broader one.

        If a theme covers several groups, all children are not a broader group: a contribution about no group
        in particular says nothing about this one.
        """
        return any(
            cohort == self.unit.cohort
            or (self._adult and {cohort, self.unit.cohort} <= ADULTS)
            or (cohort in self._scheme.broader.get(self.unit.cohort, ()) and not self._vague(cohort))
            for cohort in found.cohorts
            if self._meets(cohort, found.areas)
        )

    def names(self, found: Contribution) -> bool:
        """Whether a contribution about the unit says which children it means.

        If a theme covers several groups, a contribution about all children says nothing about one of them.
        """
        return any(
            cohort == self.unit.cohort or (self._meets(cohort, found.areas) and not self._vague(cohort))
            for cohort in found.cohorts
        )

    def nearness(self, cohort: str) -> str:
        """Relation of a cohort to the unit's: ``own``, ``broad`` (a broader one), ``near`` (any other)."""
        if cohort == self.unit.cohort:
            return "own"
        if self._adult and {cohort, self.unit.cohort} <= ADULTS:
            return "broad"
        above = self._scheme.broader.get(self.unit.cohort, frozenset())
        return "broad" if cohort in above and not self._vague(cohort) else "near"

    def in_scope(self, inspection: Inspection) -> bool:
        """Whether an inspection covers the unit, by its focus, if any, else by its kind."""
        if self._board:
            return True
        scopes = self._scheme.scopes
        if inspection.focus:
            return any(self._within(scopes.get(focus, Scope())) for focus in sorted(inspection.focus))
        return bool(scopes.get(inspection.kind, Scope()).areas & self.areas)

    def _meets(self, cohort: str, areas: frozenset[str]) -> bool:
        ours = self.unit.cohort
        if cohort == ours or (self._adult and {cohort, ours} <= ADULTS):
            return True
        if ALL_CHILDREN in (cohort, ours):
            if {cohort, ours} & (ADULTS - {ALL_CHILDREN}):
                return False
            if self._vague(ours):
                return False
            where = self._told if ours == ALL_CHILDREN else self._scheme.cohort_areas.get(ours, frozenset())
            return self._board or bool(areas & where)
        return self._scheme.overlap(cohort, ours)

    def _vague(self, cohort: str) -> bool:
        """Whether a cohort leaves open which of the groups of the unit's theme is meant."""
        return cohort == ALL_CHILDREN and self.unit.theme in self._scheme.cohort_needed

    def _areas(self) -> frozenset[str]:
        """Areas in which the unit is reported: those of findings on all children, else the usual ones."""
        none: frozenset[str] = frozenset()
        theme = self._scheme.theme_areas.get(self.unit.theme, none)
        cohort = self._scheme.cohort_areas.get(self.unit.cohort, none)
        if self.unit.cohort == ALL_CHILDREN:
            return self._told or (theme & cohort) or theme
        return (theme & cohort) or cohort or theme

    def _within(self, focus: Scope) -> bool:
        """Whether a visit's focus covers the whole unit."""
        ours = self.unit.cohort
        if ours in focus.cohorts or focus.cohorts & self._scheme.broader.get(ours, frozenset()):
            return True
        if self.unit.theme in focus.themes:
            return not focus.cohorts or any(self._scheme.overlap(ours, c) for c in focus.cohorts)
        return bool(focus.areas & self.areas) and not (focus.themes or focus.cohorts)


def reach_of(unit: Unit, makers: Iterable[Contribution], scheme: Scheme, *, board: bool) -> Reach:
    """The reach of a unit.

    Args:
        unit: the theme and cohort.
        makers: the contributions that make units of a body: everything weak, or all strengths.
        scheme: hierarchies and areas.
        board: the body is a board.
    """
    own = [f for f in makers if unit.theme in f.themes and unit.cohort in f.cohorts]
    return Reach(unit, own, scheme, board=board)


def without_subsets(rests: Sequence[tuple[Unit, frozenset[str]]]) -> dict[Unit, tuple[Unit, ...]]:
    """Drop units whose findings are a subset of another unit's of the same theme.

    Of units with the same findings, the first stays.

    Args:
        rests: units with the IRIs of all contributions about them, in order of preference.

    Returns:
        the units that stay, each with those dropped in its favour.
    """
    kept: dict[Unit, list[Unit]] = {}
    sets = dict(rests)
    for place, (unit, found) in enumerate(rests):
        wider = [
            other
            for at, (other, theirs) in enumerate(rests)
            if other.theme == unit.theme and (found < theirs or (found == theirs and at < place))
        ]
        if not wider:
            kept.setdefault(unit, [])
    for unit, found in rests:
        if unit not in kept:
            into = min(
                (k for k in kept if k.theme == unit.theme and found <= sets[k]),
                key=lambda k: (len(sets[k]), k),
            )
            kept[into].append(unit)
    return {unit: tuple(sorted(dropped)) for unit, dropped in kept.items()}
