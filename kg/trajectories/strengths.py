"""Applies people's readings of strengths over the rule: a pure step before quads."""

from __future__ import annotations

import itertools
import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from pyoxigraph import NamedNode

from kg.curation.rows import CONFIRMED, REFUSED, THIN
from kg.curation.strengths import StrengthKey, StrengthReading
from kg.namespaces import ID, thing
from kg.rdf.terms import Graph, text
from kg.trajectories.decisions import UNQUOTED, certainty
from kg.trajectories.history import History
from kg.trajectories.listing import floor
from kg.trajectories.model import Observation
from kg.trajectories.relevel import Ground, quoting, resting_on, with_level
from kg.trajectories.trajectory import Trajectory, Verdict
from kg.trajectories.units import reach_of
from kg.trajectories.walk import UNKNOWN_LEVELS, Run, steps_of, strong_runs

LEAST: Final = 2
"""Number of consecutive inspections that make a strength sustained."""

_STRONG: Final = "strong"
_NOT_READ: Final = UNKNOWN_LEVELS | {"out-of-scope"}


@dataclass(frozen=True, slots=True)
class AsRead:
    """A sustained strength as people read it.

    Attributes:
        found: the row.
        lost: readings whose sentence cannot be quoted, so that the rule's is; each with the reason in words.
    """

    found: Trajectory
    lost: tuple[tuple[StrengthReading, str], ...] = ()


def as_read(found: Trajectory, readings: Mapping[StrengthKey, StrengthReading], ground: Ground) -> AsRead:
    """A sustained strength as people read it, or unchanged if nobody read about it.

    If a reader found no strength at an inspection, it breaks the run. Thin inspections at the beginning of a
    run are not part of it, and a run with a thin inspection elsewhere does not count. If no run is left, the
    row is thin. If thin inspections are not the reason, it is refused and stays as the rule found it. If all
    inspections of its runs were read, the row is confirmed. If only some were read, these have the confidence
    of readings, and the others that of the rule.

    Args:
        found: the row by the rule, with its confidence.
        readings: people's readings, of any body.
        ground: the data from which it was derived.
    """
    read = _about(found, readings, ground.history.body.removeprefix(ID))
    if not read:
        return AsRead(found)
    observations, lost = _told(found, read, ground)
    runs = [run for run in strong_runs(steps_of(observations)) if len(run.steps) >= LEAST]
    if not runs:
        return AsRead(_decided(found, REFUSED, read), lost)
    told = replace(found, observations=observations, strong=tuple(runs))
    thin = {at for at, one in read.items() if not one.firm}
    begun = (_from_first_firm(run, thin) for run in runs)
    kept = tuple(run for run in begun if len(run.steps) >= LEAST and thin.isdisjoint(run.steps))
    if not kept:
        return AsRead(_decided(told, THIN, read), lost)
    told = replace(told, strong=kept)
    if all(at in read for run in kept for at in run.steps):
        return AsRead(_decided(told, CONFIRMED, read), lost)
    sure = round(math.prod(_chance(observations[at], read.get(at)) for at in kept[-1].steps), 2)
    listed = sure >= floor(ground.rules, ground.reading)
    return AsRead(replace(told, row_confidence=sure, listed=listed), lost)


def add_lost(graph: Graph, history: History, lost: Iterable[tuple[StrengthReading, str]]) -> None:
    """Add a note for each reading whose sentence cannot be quoted."""
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
    """The observations at the levels that were read, with the readers' sentences, and the unquotable ones."""
    makers = (f for some in ground.history.found.values() for f in some if f.polarity == "strength")
    reach = reach_of(found.unit, makers, ground.scheme, board=ground.history.board)
    observations = list(found.observations)
    lost = []
    for at, one in read.items():
        told = ground.history.found.get(observations[at].inspection.iri, ())
        now = resting_on(observations[at], [one.shown] if one.shown else [], told)
        now = with_level(now, one.level, reach, ground.rules)
        if one.shown:
            now, why = quoting(now, ID + one.shown)
            if why:
                lost.append((one, why))
        observations[at] = now
    return tuple(observations), tuple(lost)


def _about(
    found: Trajectory, readings: Mapping[StrengthKey, StrengthReading], body: str
) -> dict[int, StrengthReading]:
    """The readings about a row, by the place of their inspection: only the body's own, if read here."""
    unit = found.unit
    return {
        at: one
        for at, o in enumerate(found.observations)
        if o.level not in _NOT_READ and o.inspection.predecessor is None
        if (one := readings.get((body, unit.theme, unit.cohort, o.inspection.key))) is not None
    }


def _from_first_firm(run: Run, thin: Collection[int]) -> Run:
    """A run without the thin inspections at its beginning."""
    begins = itertools.dropwhile(lambda at: at in thin, run.steps)
    return replace(run, steps=tuple(begins))


def _chance(observation: Observation, reading: StrengthReading | None) -> float:
    """The chance that the unit is strong at an inspection."""
    return certainty() if reading is not None else observation.chances.get(_STRONG, 0.0)


def _decided(found: Trajectory, decision: str, read: Mapping[int, StrengthReading]) -> Trajectory:
    """A row with the decision that follows from the readings of its inspections."""
    sure = certainty()
    by = ", ".join(sorted({one.by for one in read.values()}))
    whys = (f"{found.observations[at].inspection.began[:4]}: {read[at].why}" for at in sorted(read))
    return replace(
        found,
        decision=Verdict(decision, by, "; ".join(whys)),
        row_confidence={CONFIRMED: sure, REFUSED: round(1 - sure, 4)}.get(decision, found.row_confidence),
        listed=decision == CONFIRMED,
    )
