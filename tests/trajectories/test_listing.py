"""How sure it is that several inspections are of one class of levels."""

from __future__ import annotations

from datetime import date

import pytest

from kg.trajectories.listing import _whole
from kg.trajectories.model import Inspection, Observation, Unit
from kg.trajectories.trajectory import Trajectory

INSPECTION = Inspection("i", "kind/sif", frozenset(), date(2015, 6, 1), read=True)


def whole(kind: str, *observations: Observation) -> float:
    found = Trajectory(Unit("plans", "children-in-care"), observations, None)
    return _whole(found, tuple(range(len(observations))), kind)


def likely(weak: float) -> Observation:
    return Observation(INSPECTION, "text", chances={"weak": weak, "silent": 1 - weak})


def given(level: str) -> Observation:
    """Without chances, as where others tell of it."""
    return Observation(INSPECTION, level)


def test_the_chances_of_all_inspections_are_multiplied() -> None:
    assert whole("weak", likely(0.9), likely(0.7)) == 0.63
    assert whole("silent", likely(0.75)) == 0.25
    assert whole("strong", likely(0.9)) == 0.0, "what the model gives no chance has none"


@pytest.mark.parametrize(
    ("level", "kind", "chance"),
    [
        ("text", "weak", 0.8),
        ("recommendation", "weak", 0.8),
        ("silent", "silent", 0.2),
        ("strong", "strong", 0.0),
        ("strong", "weak", 0.0),
    ],
)
def test_a_level_without_chances_is_certain_or_impossible(level: str, kind: str, chance: float) -> None:
    assert whole(kind, likely(0.8), given(level)) == chance
