"""The level that careful reading would most likely give a unit in one inspection, learned from judgements.

The model is a table of weights (``level_model.json``), one row a class of levels, over the numbers of
:mod:`kg.trajectories.grounds`; ``python -m kg.trajectories.training`` makes it. It holds numbers only.
"""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

CLASSES: Final = ("weak", "remark", "strong", "silent")
"""Classes of levels that careful reading distinguishes."""

_SUREST: Final = 0.99
"""No reading by a model is certain."""

BIAS: Final = "bias"
"""Name of the weight of a row that is not multiplied by a number."""

_AS_IT_IS: Final = {"chance": 1.0}
"""Weights of a class of states without a judged row."""

FILE: Final = Path(__file__).with_name("level_model.json")


@dataclass(frozen=True, slots=True)
class LevelModel:
    """A fitted model.

    Attributes:
        names: the numbers it uses, in order.
        weights: a row a class, a column a number.
        bias: one a class.
        rows: for each class of states, the weights that turn the numbers of a row
            (:func:`kg.trajectories.certainty.numbers`) into the log-odds of being right by careful reading:
            one for each number that counts, and ``bias``.
        floor: least confidence at which a row is listed.
    """

    names: tuple[str, ...]
    weights: tuple[tuple[float, ...], ...]
    bias: tuple[float, ...]
    rows: Mapping[str, Mapping[str, float]]
    floor: float

    def chances(self, numbers: Mapping[str, float], possible: Collection[str] = CLASSES) -> dict[str, float]:
        """The probability of each class, among those that are possible.

        Args:
            numbers: the result of :func:`kg.trajectories.grounds.grounds`.
            possible: classes for which there is any ground.
        """
        values = [math.log1p(numbers.get(name, 0.0)) for name in self.names]
        scores = {
            name: bias + sum(w * v for w, v in zip(row, values, strict=True) if v)
            for name, row, bias in zip(CLASSES, self.weights, self.bias, strict=True)
            if name in possible
        }
        return softmax(scores)

    def certainty(self, state_class: str, numbers: Mapping[str, float]) -> float:
        """The chance that careful reading gives a row's class of states, two decimals.

        Args:
            state_class: class of the state (:data:`kg.trajectories.certainty.CLASS`).
            numbers: the result of :func:`kg.trajectories.certainty.numbers`.
        """
        weights = self.rows.get(state_class, _AS_IT_IS)
        value = sum(weight * numbers.get(name, 0.0) for name, weight in sorted(weights.items()))
        value += weights.get(BIAS, 0.0)
        return min(round(1 / (1 + math.exp(-value)), 2), _SUREST)


def softmax(scores: Mapping[str, float]) -> dict[str, float]:
    """Probabilities from scores.

    >>> softmax({"a": 0.0, "b": 0.0})
    {'a': 0.5, 'b': 0.5}
    """
    top = max(scores.values())
    powers = {name: math.exp(score - top) for name, score in scores.items()}
    total = sum(powers.values())
    return {name: power / total for name, power in powers.items()}


@cache
def shipped() -> LevelModel:
    """The shipped model."""
    return read(json.loads(FILE.read_text(encoding="utf-8")))


def read(data: Mapping[str, object]) -> LevelModel:
    """A model from its file's contents."""
    weights: Sequence[Sequence[float]] = data["weights"]  # type: ignore[assignment]
    return LevelModel(
        names=tuple(data["names"]),  # type: ignore[arg-type]
        weights=tuple(tuple(row) for row in weights),
        bias=tuple(data["bias"]),  # type: ignore[arg-type]
        rows={name: dict(row) for name, row in data["rows"].items()},  # type: ignore[attr-defined]
        floor=float(data["floor"]),  # type: ignore[arg-type]
    )
