"""Let what people read in reports about strengths win over the rule: a pure step before quads."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from kg.curation.rows import CONFIRMED, REFUSED, THIN, RowDecision
from kg.curation.strengths import StrengthKey, StrengthReading
from kg.namespaces import ID, thing
from kg.rdf.terms import Graph, text
from kg.trajectories.decisions import UNQUOTED, certainty, row_inspections
from kg.trajectories.model import Observation
from kg.trajectories.relevel import Ground, resting_on, why_lost, with_level, with_pick
from kg.trajectories.units import reach_of
from kg.trajectories.walk import Run, steps_of, strong_runs

if TYPE_CHECKING:
    from kg.trajectories.derive import Trajectory
    from kg.trajectories.history import History

LEAST: Final = 2
"""Inspections on end that make a strength a sustained one."""

_STRONG: Final = "strong"


@dataclass(frozen=True, slots=True)
class AsRead:
    """A sustained strength as people read it.

    Attributes:
        found: the row.
        lost: readings whose sentence cannot be quoted, so that the rule's is quoted instead; why, in words.
    """

    found: Trajectory
    lost: tuple[tuple[StrengthReading, str], ...] = ()


def as_read(found: Trajectory, readings: Mapping[StrengthKey, StrengthReading], ground: Ground) -> AsRead:
    """A sustained strength as people read it, or as it is if nobody read about it.

    An inspection at which a reader found no strength breaks the run, and a thin one at its beginning is no
    part of it. The rest is listed if it is long enough and each inspection of the last run was read and is
    firm. If no run is left, the row stays as the rule found it and is refused, or thin if it only lacks
    firmness.

    Args:
        found: what the rule found, with its own confidence.
        readings: what people read, of any body.
        ground: what it was derived from.
    """
    body = ground.history.body.removeprefix(ID)
    unit = found.unit
    read = {
        at: one
        for at, o in enumerate(found.observations)
        if (one := readings.get((body, unit.theme, unit.cohort, o.inspection.key))) is not None
    }
    if not read:
        return AsRead(found)
    observations, lost = _told(found, read, ground)
    kept = tuple(
        run
        for rule in strong_runs(steps_of(observations))
        if len((run := _from_first_firm(rule, read)).steps) >= LEAST
    )
    if not kept:
        thin = all(one.level == _STRONG for one in read.values())
        return AsRead(_decided(found, THIN if thin else REFUSED, read))
    told = replace(found, observations=observations, strong=kept)
    last = [read.get(at) for at in kept[-1].steps]
    if None in last:
        return AsRead(told, lost)
    firm = all(one is not None and one.firm for one in last)
    return AsRead(_decided(told, CONFIRMED if firm else THIN, read), lost)


def add_lost(graph: Graph, history: History, lost: Iterable[tuple[StrengthReading, str]]) -> None:
    """A note for each reading whose sentence cannot be quoted."""
    for one, why in lost:
        unit = f"{history.key}/{one.theme}/{one.cohort}"
        note = NamedNode(thing("quality-note", f"strength/{unit}/{one.inspection}"))
        graph.a(note, "DataQualityNote")
        graph.add(note, "authority", NamedNode(history.authority))
        graph.add(note, "about", NamedNode(thing("trajectory", f"{unit}/strength")))
        graph.add(note, "problem", text(UNQUOTED))
        told = f"{one.theme}, {one.cohort}: {one.level} in {one.inspection} by {one.by}"
        graph.add(note, "reason", text(f"{told}; {one.shown} cannot be quoted: {why}"))


def _told(
    found: Trajectory, read: Mapping[int, StrengthReading], ground: Ground
) -> tuple[tuple[Observation, ...], tuple[tuple[StrengthReading, str], ...]]:
    """The observations at the levels that were read, with what readers chose, and what cannot be quoted."""
    makers = (f for some in ground.history.found.values() for f in some if f.polarity == "strength")
    reach = reach_of(found.unit, makers, ground.scheme, board=ground.history.board)
    observations = list(found.observations)
    lost = []
    for at, one in read.items():
        told = ground.history.found.get(observations[at].inspection.iri, ())
        now = resting_on(observations[at], [one.shown] if one.shown else [], told)
        now = with_level(now, one.level, reach, ground.rules)
        if one.shown:
            picked = with_pick(now, ID + one.shown)
            if picked is None:
                lost.append((one, why_lost(now)))
            now = picked or now
        observations[at] = now
    return tuple(observations), tuple(lost)


def _from_first_firm(run: Run, read: Mapping[int, StrengthReading]) -> Run:
    """A run without the thin inspections at its beginning."""
    thin = itertools.takewhile(lambda at: at in read and not read[at].firm, run.steps)
    return replace(run, steps=run.steps[len(list(thin)) :])


def _decided(found: Trajectory, decision: str, read: Mapping[int, StrengthReading]) -> Trajectory:
    """A row with the decision that readings of its inspections come to."""
    sure = certainty()
    whys = (f"{found.observations[at].inspection.began[:4]}: {read[at].why}" for at in sorted(read))
    whole = RowDecision(
        body=next(iter(read.values())).body,
        theme=found.unit.theme,
        cohort=found.unit.cohort,
        inspections=row_inspections(found.observations),
        decision=decision,
        state="",
        by=", ".join(sorted({one.by for one in read.values()})),
        why="; ".join(whys),
    )
    confidence = {CONFIRMED: sure, REFUSED: round(1 - sure, 4)}.get(decision, found.row_confidence)
    return replace(found, decision=whole, row_confidence=confidence, listed=decision == CONFIRMED)
