"""Confidence of a row, and whether queries list it."""

from __future__ import annotations

import math
from dataclasses import replace

from kg.trajectories.certainty import CLASS, numbers
from kg.trajectories.confidence import of_state
from kg.trajectories.level_model import LevelModel
from kg.trajectories.matters import SAME, Matters
from kg.trajectories.model import WEAK, Rules
from kg.trajectories.trajectory import Trajectory
from kg.trajectories.walk import Outcome


def rated(
    found: Trajectory, rules: Rules, reading: LevelModel, matters: Matters | None, *, lapsed: bool = False
) -> Trajectory:
    """A trajectory with the chance that careful reading gives the same, and whether it is listed.

    For a state that inspectors' reports decide, it is the chance of the class of the state; for one that the
    calendar decides (lapsed, unknown), the chance that its last run was weak; for claims only, the confidence
    of the claims.

    Args:
        found: the derived trajectory.
        rules: thresholds; ``rules.listed`` overrides the floor of the model.
        reading: the model of careful reading.
        matters: the words of the body's findings; ``None`` if no link or proof counts.
        lapsed: the body no longer exists.
    """
    outcome = found.outcome
    if matters is not None and outcome is not None:
        found = _on_matters(found, outcome, matters)
    if found.strong:
        sure = _whole(found, found.strong[-1].steps, "strong")
    elif outcome is None:
        sure = of_state(found, found.claimed[-1])
    elif outcome.state in CLASS:
        sure = reading.certainty(CLASS[outcome.state], numbers(found, outcome, lapsed=lapsed))
    else:
        sure = _whole(found, outcome.runs[-1].steps, "weak")
    return replace(found, row_confidence=sure, listed=sure >= floor(rules, reading) and not found.theme_only)


def floor(rules: Rules, reading: LevelModel) -> float:
    """Least confidence of a row that queries list."""
    return reading.floor if rules.listed is None else rules.listed


def _on_matters(found: Trajectory, outcome: Outcome, matters: Matters) -> Trajectory:
    """A trajectory with the matters of its links and of its proof."""
    likeness = matters.of(found, outcome)
    same = tuple(
        matters.link(found.observations[earlier], found.observations[later]) >= SAME
        for earlier, later in outcome.repeats
    )
    only = CLASS.get(outcome.state) == "persists" and likeness < SAME
    return replace(found, likeness=likeness, same=same, theme_only=only)


def _whole(found: Trajectory, places: tuple[int, ...], kind: str) -> float:
    """The probability that all of some inspections are of a class of levels, two decimals."""
    chances = [
        o.chances.get(kind, 0.0) if o.chances else float(o.level in WEAK or o.level == kind)
        for o in (found.observations[at] for at in places)
    ]
    return round(math.prod(chances), 2)
