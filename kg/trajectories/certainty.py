"""How sure a row is: the probability of its class of states over everything that its levels may be."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from typing import Final

from kg.trajectories.model import Observation, class_of
from kg.trajectories.walk import Step, walk

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
"""The class of each state that inspectors' reports alone decide."""

_LEAST: Final = 0.01
_LEVEL: Final = {"weak": "text"}


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
    return right / total if total else 0.0


def _choices(observation: Observation) -> list[tuple[str, float]]:
    """The levels that an inspection may have, with their chances; what is unlikely is left out."""
    if not observation.chances:
        return [(observation.level, 1.0)]
    kept = [(name, chance) for name, chance in observation.chances.items() if chance >= _LEAST]
    actual = class_of(observation.level)
    if actual not in dict(kept):
        kept.append((actual, observation.chances.get(actual, _LEAST)))
    return [
        (observation.level if name == actual else _LEVEL.get(name, name), chance) for name, chance in kept
    ]
