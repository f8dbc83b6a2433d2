"""Which units there are, what speaks to each, and which inspections have it in scope."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.trajectories.model import ADULT_GROUPS, ADULTS, Contribution, Inspection, Unit
from kg.trajectories.scheme import Scheme, Scope

ALL_CHILDREN = "all-children"


def units_of(found: Iterable[Contribution]) -> list[Unit]:
    """Each theme with each cohort that occurs together in one of the things found, sorted."""
    return sorted({Unit(theme, cohort) for f in found for theme in f.themes for cohort in f.cohorts})


class Reach:
    """What speaks to one unit.

    Args:
        unit: the theme and cohort.
        own: the findings and recommendations in which the unit itself occurs; those on all children say in
            which judgement areas the unit is reported.
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
        """Whether a thing found speaks to the unit: same theme, and a cohort that overlaps."""
        return self.unit.theme in found.themes and any(self._meets(c, found.areas) for c in found.cohorts)

    def covers(self, found: Contribution) -> bool:
        """Whether a thing found is about the unit's whole cohort: the same one or a broader one.

        Where a theme joins several groups, all children are not a broader group: what is said of no group
        in particular says nothing of this one.
        """
        return any(
            cohort == self.unit.cohort
            or (self._adult and {cohort, self.unit.cohort} <= ADULTS)
            or (cohort in self._scheme.broader.get(self.unit.cohort, ()) and not self._vague(cohort))
            for cohort in found.cohorts
            if self._meets(cohort, found.areas)
        )

    def names(self, found: Contribution) -> bool:
        """Whether a thing found that speaks to the unit says which children it means.

        Where a theme joins several groups, what is said of all children says nothing of one of them.
        """
        return any(
            cohort == self.unit.cohort or (self._meets(cohort, found.areas) and not self._vague(cohort))
            for cohort in found.cohorts
        )

    def nearness(self, cohort: str) -> str:
        """How directly a cohort is the unit's: ``own``, ``broad`` (a broader one), ``near`` (any other)."""
        if cohort == self.unit.cohort:
            return "own"
        if self._adult and {cohort, self.unit.cohort} <= ADULTS:
            return "broad"
        above = self._scheme.broader.get(self.unit.cohort, frozenset())
        return "broad" if cohort in above and not self._vague(cohort) else "near"

    def in_scope(self, inspection: Inspection) -> bool:
        """Whether an inspection looks at the unit, by its focus if it has one, else by its kind."""
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
        """Whether a cohort leaves open which of the groups that the unit's theme joins is meant."""
        return cohort == ALL_CHILDREN and self.unit.theme in self._scheme.cohort_needed

    def _areas(self) -> frozenset[str]:
        """Areas in which the unit is reported: where all children were found, else where it usually is."""
        none: frozenset[str] = frozenset()
        theme = self._scheme.theme_areas.get(self.unit.theme, none)
        cohort = self._scheme.cohort_areas.get(self.unit.cohort, none)
        if self.unit.cohort == ALL_CHILDREN:
            return self._told or (theme & cohort) or theme
        return (theme & cohort) or cohort or theme

    def _within(self, focus: Scope) -> bool:
        """Whether a visit's focus takes in the whole unit."""
        ours = self.unit.cohort
        if ours in focus.cohorts or focus.cohorts & self._scheme.broader.get(ours, frozenset()):
            return True
        if self.unit.theme in focus.themes:
            return not focus.cohorts or any(self._scheme.overlap(ours, c) for c in focus.cohorts)
        return bool(focus.areas & self.areas) and not (focus.themes or focus.cohorts)


def reach_of(unit: Unit, makers: Iterable[Contribution], scheme: Scheme, *, board: bool) -> Reach:
    """What speaks to a unit.

    Args:
        unit: the theme and cohort.
        makers: what makes units of a body: everything weak, or all strengths.
        scheme: hierarchies and areas.
        board: the body is a board.
    """
    own = [f for f in makers if unit.theme in f.themes and unit.cohort in f.cohorts]
    return Reach(unit, own, scheme, board=board)


def without_subsets(rests: Sequence[tuple[Unit, frozenset[str]]]) -> dict[Unit, tuple[Unit, ...]]:
    """Drop units whose findings are a subset of another unit's of the same theme.

    Of units with the same findings, the first given stays.

    Args:
        rests: units with the IRIs of all that speaks to them, in order of preference.

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
