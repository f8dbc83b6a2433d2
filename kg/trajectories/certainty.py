"""Confidence of a row: chances of its levels, and numbers that predict whether careful reading agrees.

The chances of the levels give the probability of the row's class of states. They treat the inspections as
independent and each label as certain, so a few further numbers are used: those by which rows that careful
reading confirms differ from rows that it refuses. docs/trajectories.md names them.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from typing import Final

from kg.trajectories.model import WEAK, Observation, class_of
from kg.trajectories.trajectory import Trajectory
from kg.trajectories.walk import Outcome, Step, walk

CLASS: Final = {
    "long-running": "persists",
    "persistent": "persists",
    "recurrent": "persists",
    "resolved": "resolved",
    "new": "worse",
    "deteriorated": "worse",
    "first-recorded": "worse",
    "easing": "faded",
    "not-re-raised": "faded",
}
"""The class of each state that only inspectors' reports decide."""

NUMBERS: Final = (
    "chance",
    "likeness",
    "strong-now",
    "remark-now",
    "weak-just-before",
    "weak-before",
    "theme-now",
    "praise-now",
)
"""Every number that :func:`numbers` gives."""

_NEAR: Final = 0.001
_LEAST: Final = 0.01
_LEVEL: Final = {"weak": "text"}


def numbers(found: Trajectory, outcome: Outcome, *, lapsed: bool = False) -> dict[str, float]:
    """The numbers that predict how sure a row is.

    Args:
        found: the row, with the likeness of its best link or proof.
        outcome: the result of the walk over its inspections.
        lapsed: the body no longer exists.

    Returns:
        ``chance``, the log-odds of the state's class; ``likeness``; ``strong-now`` and ``remark-now``, the
        log-odds of these levels at the inspection that the state rests on; ``weak-just-before``, whether the
        inspection before it was weak; ``weak-before``, how many earlier ones likely were; ``theme-now``, how
        surely praise there has the theme (mean, 0 to 1); ``praise-now``, how much praise there names the
        very cohort (logarithm).
    """
    now = found.observations[outcome.now]
    before = [o for o in found.observations[: outcome.now] if o.chances]
    praise = [f for f in now.speaking if f.sort == "finding" and f.praises]
    likely = [max(said.themes.get(found.unit.theme, (0, 0.0))[1] for said in f.sayings) for f in praise]
    return {
        "chance": log_odds(of_levels(found.observations, outcome.state, lapsed=lapsed)),
        "likeness": found.likeness,
        "strong-now": log_odds(now.chances.get("strong", 0.0)),
        "remark-now": log_odds(now.chances.get("remark", 0.0)),
        "weak-just-before": float(bool(before) and before[-1].level in WEAK),
        "weak-before": sum(o.chances.get("weak", 0.0) for o in before),
        "theme-now": sum(likely) / max(len(likely), 1),
        "praise-now": math.log1p(sum(found.unit.cohort in f.cohorts for f in praise)),
    }


def log_odds(probability: float) -> float:
    """Log-odds of a probability; probabilities near 0 or 1 count as 0.001 or 0.999.

    >>> log_odds(0.5)
    0.0
    """
    near = min(max(probability, _NEAR), 1 - _NEAR)
    return math.log(near / (1 - near))


def of_levels(observations: Sequence[Observation], state: str, *, lapsed: bool = False) -> float:
    """The probability of a state's class, taking each inspection's chances as independent.

    Args:
        observations: one a known inspection, oldest first.
        state: the state that was derived.
        lapsed: the body no longer exists.
    """
    wanted = CLASS.get(state)
    if wanted is None:
        return 1.0
    choices = [_choices(o) for o in observations]
    total = right = 0.0
    for combination in itertools.product(*choices):
        probability = math.prod(chance for _, chance in combination)
        total += probability
        outcome = walk(
            [
                Step(level, inherited=o.inspection.predecessor is not None)
                for (level, _), o in zip(combination, observations, strict=True)
            ],
            lapsed=lapsed,
        )
        if outcome is not None and CLASS.get(outcome.state) == wanted:
            right += probability
    return right / total


def _choices(observation: Observation) -> list[tuple[str, float]]:
    """The levels that an inspection may have, with their chances; unlikely ones are omitted."""
    if not observation.chances:
        return [(observation.level, 1.0)]
    kept = [(name, chance) for name, chance in observation.chances.items() if chance >= _LEAST]
    actual = class_of(observation.level)
    if actual not in dict(kept):
        kept.append((actual, observation.chances.get(actual, _LEAST)))
    return [
        (observation.level if name == actual else _LEVEL.get(name, name), chance) for name, chance in kept
    ]
