"""How sure a row is, and whether queries list it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.trajectories.confidence import of_run, of_state
from kg.trajectories.model import Rules

if TYPE_CHECKING:
    from kg.trajectories.derive import Trajectory


def rated(found: Trajectory, rules: Rules) -> Trajectory:
    """A trajectory with its confidence, and whether that reaches the floor of rows that are listed.

    The confidence is the least one of what the row cannot do without.
    """
    runs = found.outcome.runs if found.outcome else found.claimed or found.strong
    sure = of_run(found.observations, runs[-1]) if found.strong else of_state(found, runs[-1])
    return replace(found, row_confidence=sure, listed=sure >= rules.listed and not found.theme_only)
