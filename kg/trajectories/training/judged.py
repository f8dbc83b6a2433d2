"""Judged rows and observations, and the numbers that the graph gives for them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kg.store.base import Store
from kg.trajectories.grounds import grounds
from kg.trajectories.history import History, read_past
from kg.trajectories.levels import proves
from kg.trajectories.model import Contribution, Rules, Unit, class_of
from kg.trajectories.scheme import Scheme, read_scheme
from kg.trajectories.units import Reach, units_of

_WEAK_IF = 2


@dataclass(frozen=True, slots=True)
class Judged:
    """The verdicts of careful reading on one authority.

    Attributes:
        code: the Department's three-digit code.
        gss: the ONS code.
        levels: class of levels and verdict, by unit and first day of the inspection.
        states: state and verdict, by unit.
    """

    code: str
    gss: str
    levels: Mapping[tuple[Unit, str], tuple[str, str]]
    states: Mapping[Unit, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Case:
    """A unit of an authority in one inspection.

    Attributes:
        numbers: the result of :func:`kg.trajectories.grounds.grounds`.
        level: class of levels by careful reading, or ``None``.
        weight: weight of the case in training.
    """

    code: str
    unit: Unit
    start: str
    numbers: Mapping[str, float]
    level: str | None
    weight: float


@dataclass(slots=True)
class Authority:
    """An authority's history in the graph, with its cases."""

    judged: Judged
    history: History
    scheme: Scheme
    cases: list[Case] = field(default_factory=list)


def read_judged(path: Path) -> Judged:
    """Read a file of judged rows: a line an object, the authority first."""
    head, *lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    levels: dict[tuple[Unit, str], tuple[str, str]] = {}
    states: dict[Unit, tuple[str, str]] = {}
    for line in lines:
        if "obs" in line:
            unit = Unit(line["theme"], line["cohort"])
            levels[unit, line["start"]] = (class_of(line["own_level"]), line["verdict"])
        elif "row" in line and line["got"] != "lapsed":
            states[Unit(line["theme"], line["cohort"])] = (line["right_state"], line["verdict"])
    for line in lines:
        if "missing" in line:
            one = line["missing"]
            states.setdefault(Unit(one["theme"], one["cohort"]), (one["right_state"], "missing"))
    return Judged(head["code"], head["gss"], levels, states)


def authority(store: Store, judged: Judged, *, implicit: float) -> Authority:
    """An authority's cases.

    Units that were never judged because no count of sentences makes them weak represent units that are not
    weak, with the weight ``implicit``: else a model would see only units that were called weak.
    """
    scheme = read_scheme(store)
    history = next(h for h in read_past(store, judged.code, scheme).histories if not h.board)
    found = Authority(judged, history, scheme)
    for unit, reach in _units(history, scheme):
        per_inspection = [
            (i, tuple(f for f in history.found[i.iri] if f.sort != "claim" and reach.hears(f)))
            for i in history.inspections
            if i.read and reach.in_scope(i)
        ]
        known = unit in judged.states
        counted = [_counted(reach, speaking) for _, speaking in per_inspection]
        for (inspection, speaking), level in zip(per_inspection, counted, strict=True):
            start = inspection.start.isoformat()
            said = judged.levels.get((unit, start))
            case = Case(judged.code, unit, start, grounds(reach, speaking), None, 0.0)
            if said is not None:
                case = _labelled(case, said[0], 0.7 if said[1] == "thin" else 1.0)
            elif not known and "weak" not in counted:
                case = _labelled(case, level, implicit)
            found.cases.append(case)
    return found


def _labelled(case: Case, level: str, weight: float) -> Case:
    return Case(case.code, case.unit, case.start, case.numbers, level, weight)


def _units(history: History, scheme: Scheme) -> Iterator[tuple[Unit, Reach]]:
    like = [f for some in history.found.values() for f in some if f.weak]
    for unit in units_of(like):
        own = [f for f in like if unit.theme in f.themes and unit.cohort in f.cohorts]
        yield unit, Reach(unit, own, scheme)


def _counted(reach: Reach, speaking: Iterable[Contribution]) -> str:
    """The class of levels by counting only: a central recommendation or two weak findings are weak."""
    found = list(speaking)
    weak = [f for f in found if f.sort == "finding" and f.weak]
    items = [f for f in found if f.sort not in ("finding", "claim") and f.central in (reach.unit.theme, None)]
    if items or len(weak) >= _WEAK_IF:
        return "weak"
    if weak:
        return "remark"
    return "strong" if proves(found, reach, Rules()) else "silent"
