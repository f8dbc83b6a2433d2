"""Thresholds and calibration, from a model's output for reports that it has not seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import product

import numpy as np
import numpy.typing as npt
from sklearn.isotonic import IsotonicRegression

from kg.classify.decide import DEMANDS, Curve, Decider
from kg.classify.labels import AT_MOST, COHORT_COLUMNS, POLARITIES, THEME_COLUMNS
from kg.classify.occurrences import Floats
from kg.classify.training.gold import Report

Bools = npt.NDArray[np.bool_]

_FACTORS = (0.9, 1.0, 1.15, 1.3, 1.5)
_OTHERS = tuple(np.round(np.arange(0.3, 0.7, 0.02), 2).tolist())
_FIRST = (0.0, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35)


def calibrated(reports: Sequence[Report], said: Sequence[Floats]) -> Decider:
    """Choose thresholds and fit the curves.

    Args:
        reports: labelled reports.
        said: probabilities of all labels for the sentences of each, by a model that has not seen it.
    """
    probabilities = np.concatenate(said)
    truth = np.concatenate([r.truth for r in reports])
    body = np.array([x["polarity"] != "X" for r in reports for x in r.records])
    evaluated = np.array([x["polarity"] in "SWM" for r in reports for x in r.records])
    demand = np.array([s.form in DEMANDS for r in reports for s in r.sentences])

    asked = body & ~demand
    weights = _polarity_weights(probabilities[asked][:, : len(POLARITIES)], truth[asked])
    chances = probabilities[:, : len(POLARITIES)] * weights
    sure = chances.max(axis=1) / chances.sum(axis=1)
    right = truth[np.arange(len(truth)), chances.argmax(axis=1)] > 0

    first, more = _thresholds(
        probabilities[evaluated][:, THEME_COLUMNS], truth[evaluated][:, THEME_COLUMNS], _FIRST
    )
    _, group = _thresholds(
        probabilities[evaluated][:, COHORT_COLUMNS], truth[evaluated][:, COHORT_COLUMNS], (0.0,)
    )
    curves = []
    for columns, low, high in ((THEME_COLUMNS, first, more), (COHORT_COLUMNS, 0.0, group)):
        given = taken(probabilities[body][:, columns], low, high)
        curves.append(_curve(probabilities[body][:, columns][given], truth[body][:, columns][given] > 0))
    return replace(
        Decider(),
        polarity_weights=tuple(weights.tolist()),
        theme_threshold=more,
        cohort_threshold=group,
        first_theme_threshold=first,
        polarity_curve=_curve(sure[asked], right[asked]),
        theme_curve=curves[0],
        cohort_curve=curves[1],
    )


def taken(probabilities: Floats, first: float, others: float) -> Bools:
    """The labels that :func:`kg.classify.decide.choose` would choose, for many sentences at once."""
    order = np.argsort(-probabilities, axis=1, kind="stable")
    rank = np.argsort(order, axis=1, kind="stable")
    enough = np.where(rank == 0, probabilities >= first, probabilities >= others)
    return np.asarray(enough & (rank < AT_MOST) & (probabilities > 0))


def kappa(truth: npt.NDArray[np.int64], said: npt.NDArray[np.int64], classes: int) -> float:
    """Cohen's kappa."""
    table = np.zeros((classes, classes))
    np.add.at(table, (truth, said), 1)
    total = table.sum()
    chance = float((table.sum(axis=0) * table.sum(axis=1)).sum() / total**2)
    return float((np.trace(table) / total - chance) / max(1 - chance, 1e-9))


def f1(truth: Bools, said: Bools) -> float:
    """F1 over all pairs of a sentence and a label."""
    return float(2 * (truth & said).sum() / max(truth.sum() + said.sum(), 1))


def _polarity_weights(probabilities: Floats, truth: Floats) -> Floats:
    wanted = truth[:, : len(POLARITIES)].argmax(axis=1)
    grid = [np.array([1.0, w, m, n], dtype=np.float32) for w, m, n in product((1.0, 1.1), _FACTORS, _FACTORS)]
    return max(grid, key=lambda g: kappa(wanted, (probabilities * g).argmax(axis=1), len(POLARITIES)))


def _thresholds(probabilities: Floats, truth: Floats, firsts: Sequence[float]) -> tuple[float, float]:
    pairs = list(product(firsts, _OTHERS))
    return max(pairs, key=lambda pair: f1(truth > 0, taken(probabilities, *pair)))


def _curve(scores: Floats, right: Bools) -> Curve:
    fit = IsotonicRegression(y_min=0.02, y_max=0.99, out_of_bounds="clip").fit(scores, right)
    return Curve(
        tuple(np.round(fit.X_thresholds_.astype(float), 4).tolist()),
        tuple(np.round(fit.y_thresholds_.astype(float), 4).tolist()),
    )
