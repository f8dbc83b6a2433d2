"""Fits weights to cases, and the certainty of rows to the verdicts of careful reading."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.optimize import minimize

from kg.trajectories.certainty import CLASS, numbers
from kg.trajectories.derive import trajectories
from kg.trajectories.grounds import NAMES
from kg.trajectories.level_model import BIAS, CLASSES, LevelModel
from kg.trajectories.model import Rules
from kg.trajectories.training.judged import Authority
from kg.trajectories.trajectory import Trajectory

PENALTY = 10.0
"""Penalty on the squares of the weights on standardised numbers."""

_WEAKER = (
    "weak-first", "weak-second", "weak-share", "weak-persisting",
    "weak-own", "weak-broad", "weak-near", "asked", "priority",
)  # fmt: skip
"""Prefixes of the names of numbers that can only indicate a weakness."""

ROWS = {
    "persists": {"chance": 1, "weak-before": 1, "praise-now": -1},
    "resolved": {"chance": 1, "likeness": 1, "strong-now": 1, "weak-just-before": 1, "theme-now": 1},
    "worse": {"chance": 1, "strong-now": -1, "remark-now": -1},
    "faded": {"chance": 1},
}
"""Numbers that predict how sure a row of each class of states is, and the sign that each weight may have."""

ROW_PENALTY = 2.0
"""Penalty on the squares of the weights on standardised numbers of rows."""


def fit(authorities: Sequence[Authority], floor: float) -> LevelModel:
    """Fit everything: weights from all authorities, the certainty of rows from rows that no weight has seen.

    Args:
        authorities: with judged observations and rows.
        floor: least certainty at which a row is listed.
    """
    unseen: list[Row] = []
    for one in authorities:
        others = [other for other in authorities if other is not one]
        unseen += rows_of(one, fit_levels(others, floor))
    return replace(fit_levels(authorities, floor), rows=fit_rows(unseen))


def fit_levels(authorities: Iterable[Authority], floor: float) -> LevelModel:
    """Fit the classes of levels, without the certainty of rows.

    A weakness never makes a unit look less weak or more praised, and praise never the other way round: the
    signs of these weights are fixed, so that chance in a thousand cases cannot reverse them.
    """
    cases = [case for one in authorities for case in one.cases if case.level is not None]
    values = np.log1p(np.array([[case.numbers.get(name, 0.0) for name in NAMES] for case in cases]))
    wanted = np.array([CLASSES.index(case.level or "") for case in cases])
    counts = np.array([case.weight for case in cases])
    mean, spread = values.mean(0), values.std(0)
    spread[spread == 0] = 1.0
    scaled = (values - mean) / spread
    targets = np.eye(len(CLASSES))[wanted]
    shape = (len(CLASSES), len(NAMES) + 1)

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        table = flat.reshape(shape)
        scores = scaled @ table[:, :-1].T + table[:, -1]
        scores -= scores.max(1, keepdims=True)
        chances = np.exp(scores)
        chances /= chances.sum(1, keepdims=True)
        off = (chances - targets) * counts[:, None]
        slope = np.concatenate([off.T @ scaled + PENALTY * table[:, :-1], off.sum(0)[:, None]], axis=1)
        value = -(counts * np.log(chances[np.arange(len(wanted)), wanted] + 1e-12)).sum()
        return value + PENALTY / 2 * (table[:, :-1] ** 2).sum(), slope.ravel()

    bounds = [_bounds(name, number) for name in CLASSES for number in (*NAMES, "")]
    found = minimize(loss, np.zeros(shape).ravel(), jac=True, bounds=bounds, method="L-BFGS-B")
    table = found.x.reshape(shape)
    weights = table[:, :-1] / spread
    bias = table[:, -1] - weights @ mean
    return LevelModel(
        names=NAMES,
        weights=tuple(tuple(round(float(w), 4) + 0.0 for w in row) for row in weights),
        bias=tuple(round(float(b), 4) for b in bias),
        rows={},
        floor=floor,
    )


def _bounds(name: str, number: str) -> tuple[float | None, float | None]:
    """The sign that a weight may have, by class of levels and number."""
    weak = number.startswith(_WEAKER)
    praise = number.startswith(("strong-first", "strong-own", "strong-broad", "strong-near"))
    if name == "weak" and number == "weak-partial":
        return None, 0.0
    if (name == "weak" and weak) or (name in ("strong", "remark") and praise):
        return 0.0, None
    if (name in ("silent", "strong") and weak) or (name in ("silent", "weak") and praise):
        return None, 0.0
    return None, None


@dataclass(frozen=True, slots=True)
class Row:
    """A row with the numbers that decide its certainty.

    Attributes:
        kind: class of its state.
        numbers: the result of :func:`kg.trajectories.certainty.numbers`.
        agrees: whether careful reading gives the class; ``None`` if nobody judged the unit.
    """

    found: Trajectory
    kind: str
    numbers: Mapping[str, float]
    agrees: bool | None


def rows_of(one: Authority, reading: LevelModel) -> list[Row]:
    """The rows of an authority whose state inspectors' reports decide."""
    found = []
    for row in trajectories(one.history, one.scheme, Rules(), reading):
        if row.outcome is None or row.outcome.state not in CLASS:
            continue
        kind = CLASS[row.outcome.state]
        judged = one.judged.states.get(row.unit)
        agrees = None if judged is None else CLASS.get(judged[0]) == kind
        found.append(Row(row, kind, numbers(row, row.outcome), agrees))
    return found


def fit_rows(found: Sequence[Row]) -> dict[str, dict[str, float]]:
    """Weights and bias of each class of states.

    Rows that nobody judged are ignored. Signs are fixed: chance in a hundred rows cannot make praise indicate
    a persistent weakness.
    """
    return {kind: _fit_row([row for row in found if row.kind == kind], signs) for kind, signs in ROWS.items()}


def _fit_row(rows: Iterable[Row], signs: Mapping[str, int]) -> dict[str, float]:
    judged = [row for row in rows if row.agrees is not None]
    values = np.array([[row.numbers[name] for name in signs] for row in judged]).reshape(-1, len(signs))
    agrees = np.array([float(bool(row.agrees)) for row in judged])
    mean, spread = (values.mean(0), values.std(0)) if judged else (np.zeros(len(signs)), np.ones(len(signs)))
    spread[spread == 0] = 1.0
    scaled = (values - mean) / spread

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        scores = scaled @ flat[:-1] + flat[-1]
        off = 1 / (1 + np.exp(-scores)) - agrees
        value = np.logaddexp(0, scores).sum() - agrees @ scores + ROW_PENALTY / 2 * (flat[:-1] ** 2).sum()
        return value, np.append(scaled.T @ off + ROW_PENALTY * flat[:-1], off.sum())

    bounds = [(0.0, None) if sign > 0 else (None, 0.0) for sign in signs.values()]
    found = minimize(
        loss, np.zeros(len(signs) + 1), jac=True, bounds=[*bounds, (None, None)], method="L-BFGS-B"
    )
    weights = found.x[:-1] / spread
    fitted = {name: round(float(w), 4) + 0.0 for name, w in zip(signs, weights, strict=True)}
    return {**fitted, BIAS: round(float(found.x[-1] - weights @ mean), 4)}
