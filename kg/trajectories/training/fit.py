"""Fit weights to cases, and the certainty of rows to what careful reading said of them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

from kg.trajectories.certainty import CLASS, of_levels
from kg.trajectories.derive import Trajectory, trajectories
from kg.trajectories.grounds import NAMES
from kg.trajectories.model import Rules
from kg.trajectories.reading import CLASSES, Reading
from kg.trajectories.training.judged import Authority

PENALTY = 10.0
"""Of the squares of the weights on standardised numbers."""

_WEAKER = (
    "weak-first", "weak-second", "weak-share", "weak-persisting",
    "weak-own", "weak-broad", "weak-near", "asked", "priority",
)  # fmt: skip
"""Beginnings of the names of numbers that only ever speak for a weakness."""

ROWS = ("persists", "resolved", "worse", "faded")


def fit(authorities: Sequence[Authority], floor: float) -> Reading:
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


def fit_levels(authorities: Iterable[Authority], floor: float) -> Reading:
    """Fit the classes of levels; the certainty of rows is left as it comes.

    A weakness never makes a unit look less weak or more praised, and praise never the other way round: the
    signs of these weights are held, so that chance in a thousand cases cannot turn them.
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
    return Reading(
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
    """A row with what decides its certainty.

    Attributes:
        kind: class of its state.
        raw: probability of the class, as the levels' chances have it.
        likeness: of its best link, or of weakness and proof.
        agrees: whether careful reading gives the class; ``None`` where nobody judged the unit.
    """

    found: Trajectory
    kind: str
    raw: float
    likeness: float
    agrees: bool | None


def rows_of(one: Authority, reading: Reading) -> list[Row]:
    """The rows of an authority whose state inspectors' reports decide."""
    found = []
    for row in trajectories(one.history, one.scheme, Rules(), reading):
        if row.outcome is None or row.outcome.state not in CLASS:
            continue
        kind = CLASS[row.outcome.state]
        judged = one.judged.states.get(row.unit)
        agrees = None if judged is None else CLASS.get(judged[0]) == kind
        raw = of_levels(row.observations, row.outcome.state)
        found.append(Row(row, kind, raw, row.likeness, agrees))
    return found


def fit_rows(found: Sequence[Row]) -> dict[str, tuple[float, float, float]]:
    """Slopes and intercept of each class of states.

    Rows that nobody judged say nothing of it.
    """
    fitted = {}
    for kind in ROWS:
        own = [row for row in found if row.kind == kind and row.agrees is not None]
        matters = kind in ("persists", "resolved")
        numbers = np.array([[_log_odds(row.raw), row.likeness * 4 if matters else 0.0] for row in own])
        agrees = [bool(row.agrees) for row in own]
        model = LogisticRegression(C=1.0).fit(numbers, agrees)
        if model.coef_[0][1] < 0:  # likeness never speaks against a row
            model = LogisticRegression(C=1.0).fit(numbers * [1.0, 0.0], agrees)
        slope, matter = (float(value) for value in model.coef_[0])
        fitted[kind] = (round(slope, 4), round(matter * 4, 4) + 0.0, round(float(model.intercept_[0]), 4))
    return fitted


def _log_odds(raw: float) -> float:
    near = min(max(raw, 0.001), 0.999)
    return math.log(near / (1 - near))
