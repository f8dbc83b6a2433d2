"""The grounds of a level in numbers: how much is said about a unit, how directly, how surely, how positively.

Each statement counts by the probability that it is about this unit: that its theme, its cohort and its
polarity are right. Statements are counted separately by their relation to the unit: ``own`` (the same
cohort), ``broad`` (a broader one) or ``near`` (another that overlaps), and ``central`` (the theme is the
sentence's first) or ``beside``. docs/trajectories.md names each number.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from kg.trajectories.model import ITEMS, Contribution, Said
from kg.trajectories.units import Reach

PARTIAL: Final = frozenset({"some", "small-number", "one", "none"})
"""Extents that are about only a part."""

_FEW: Final = frozenset({"small-number", "one"})
_DIRECT: Final = {"own": 1.0, "broad": 0.7, "near": 0.5}
_BESIDE: Final = 0.5
_ASKED_BESIDE: Final = 0.6
_MIXED: Final = 0.75
_PART: Final = 0.6
_OF_FEW: Final = 0.4
_UNKNOWN: Final = 0.3
_THEN: Final = 0.3

NAMES: Final = (
    *(
        f"{what}-{near}-{rank}"
        for what in ("weak", "strong", "asked")
        for near in ("own", "broad", "near")
        for rank in ("central", "beside")
    ),
    "weak-first",
    "weak-second",
    "strong-first",
    "weak-share",
    "priority",
    "weak-partial",
    "strong-partial",
    "weak-improved",
    "weak-persisting",
    "weak-repeated",
    "all-children",
)
"""Every number that :func:`grounds` may give."""


def grounds(reach: Reach, speaking: Iterable[Contribution]) -> dict[str, float]:
    """The numbers of one unit in one inspection; those that are 0 are omitted.

    Args:
        reach: the unit and the rules by which contributions are about it.
        speaking: the contributions in the inspection that are about the unit.
    """
    sums = _Sums(reach)
    found = list(speaking)
    stated = {said.recommendation for f in found if f.sort == "finding" for said in f.sayings}
    for one in found:
        if one.sort in ITEMS:
            sums.add_item(one, stated=one.iri in stated)
        else:
            sums.add_finding(one)
    numbers = sums.numbers
    weak, strong = sorted(sums.weak, reverse=True), sorted(sums.strong, reverse=True)
    for name, values, at in (("weak-first", weak, 0), ("weak-second", weak, 1), ("strong-first", strong, 0)):
        if len(values) > at:
            numbers[name] = values[at]
    if weak:
        # praise beside a weakness means that not the whole unit is weak
        numbers["weak-share"] = sum(weak) / (sum(weak) + sum(strong) + _UNKNOWN)
    if reach.unit.cohort == "all-children":
        numbers["all-children"] = 1.0
    return numbers


class _Sums:
    """Sums of the contributions about a unit.

    Attributes:
        numbers: the numbers by name.
        weak, strong: weight of each weakness and of each praise.
    """

    def __init__(self, reach: Reach) -> None:
        self.numbers: dict[str, float] = {}
        self.weak: list[float] = []
        self.strong: list[float] = []
        self._reach = reach

    def add_item(self, one: Contribution, *, stated: bool) -> None:
        """Add a recommendation; one that a finding states counts as a weakness there."""
        near, rank, share, said = _closest(self._reach, one)
        asked = share if said is None else said.themes.get(self._reach.unit.theme, (0, _UNKNOWN))[1]
        self._add(f"asked-{near}-{rank}", asked)
        if one.sort == "priority-action":
            self.numbers["priority"] = 1.0
        if not stated:
            self.weak.append(share * _DIRECT[near] * (1.0 if rank == "central" else _ASKED_BESIDE))
            self._add(f"weak-{near}-{rank}", share)

    def add_finding(self, one: Contribution) -> None:
        """Add a finding by the sentence that is most about the unit, if any."""
        near, rank, share, said = _closest(self._reach, one)
        if said is None:
            return
        sure = share * said.confidence
        sure *= 1.0 if said.now else _THEN
        sure *= _OF_FEW if one.extent in _FEW else 1.0
        weight = sure * _DIRECT[near] * (1.0 if rank == "central" else _BESIDE)
        weight *= _PART if one.extent in PARTIAL - _FEW else 1.0
        if one.weak:
            self.weak.append(weight * (_MIXED if one.polarity == "mixed" else 1.0))
            self._add(f"weak-{near}-{rank}", sure)
            self._add_traits(one, sure)
        elif one.praises:
            self.strong.append(weight)
            self._add(f"strong-{near}-{rank}", sure)
            if one.extent in PARTIAL:
                self._add("strong-partial", sure)

    def _add_traits(self, one: Contribution, sure: float) -> None:
        if one.extent in PARTIAL:
            self._add("weak-partial", sure)
        if one.change == "improved":
            self._add("weak-improved", sure)
        if one.change in ("not-improved", "deteriorated"):
            self._add("weak-persisting", sure)
        if len(one.sayings) > 1:
            self._add("weak-repeated", sure)

    def _add(self, name: str, value: float) -> None:
        self.numbers[name] = self.numbers.get(name, 0.0) + value


def asked_of(reach: Reach, one: Contribution) -> float:
    """How surely and directly a recommendation is about the unit, 0 to 1."""
    near, rank, share, _ = _closest(reach, one)
    return share * _DIRECT[near] * (1.0 if rank == "central" else _ASKED_BESIDE)


def _closest(reach: Reach, found: Contribution) -> tuple[str, str, float, Said | None]:
    """The sentence that is most about the unit: nearness, rank, probability and its labels."""
    best: tuple[float, str, str, float, Said | None] = (-1.0, "near", "beside", 0.0, None)
    theme = reach.unit.theme
    for said in found.sayings:
        if theme not in said.themes:
            continue
        place, likely = said.themes[theme]
        rank = "central" if place == 1 else "beside"
        near, group = _nearest(reach, said)
        share = likely * group
        weight = share * _DIRECT[near] * (1.0 if rank == "central" else _BESIDE)
        if weight > best[0]:
            best = (weight, near, rank, share, said)
    return best[1:]


def _nearest(reach: Reach, said: Said) -> tuple[str, float]:
    found: dict[str, float] = {}
    for cohort, likely in said.cohorts.items():
        near = reach.nearness(cohort)
        found[near] = max(found.get(near, 0.0), likely)
    for near in ("own", "broad", "near"):
        if near in found:
            return near, found[near]
    return "near", _UNKNOWN
