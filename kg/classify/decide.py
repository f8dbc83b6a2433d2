"""Turns scores into labels: the labels of a sentence, their order, and the confidence of each.

Thresholds and calibration are fitted on the model's output for authorities that it was not trained on:
of the labels shown with a confidence of 0.9, nine in ten are right.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from kg.classify.base import Label, Sentence
from kg.classify.labels import (
    AT_MOST,
    CENTRAL_COLUMNS,
    COHORT_COLUMNS,
    COHORTS,
    LEANS_COLUMN,
    POLARITIES,
    THEME_COLUMNS,
    THEMES,
    TIME_COLUMNS,
    TIMES,
)
from kg.classify.occurrences import Floats

DEMANDS = frozenset({"recommendation", "priority-action"})
"""Forms whose sentences are weaknesses whatever their words: they say what must improve."""

DEMAND_CONFIDENCE = 0.99
"""Share of the sentences of such forms that people labelled as weaknesses."""

LEANS_FROM = 0.5
"""Least probability at which a sentence counts as leaning on the one before it."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Labels of one sentence, before the rules of wording."""

    polarity: Label
    themes: tuple[Label, ...]
    cohorts: tuple[Label, ...]
    alone: bool
    alone_confidence: float
    time: Label


@dataclass(frozen=True, slots=True)
class Curve:
    """A monotone curve through points, from a score to the share of such labels that are right."""

    scores: tuple[float, ...]
    shares: tuple[float, ...]

    def __call__(self, values: Floats) -> Floats:
        """Shares for scores; flat beyond the ends."""
        return np.interp(values, self.scores, self.shares).astype(np.float32)


IDENTITY = Curve((0.0, 1.0), (0.0, 1.0))


@dataclass(frozen=True, slots=True)
class Decider:
    """Thresholds and calibration of one model.

    Attributes:
        polarity_weights: factors of the probability of each polarity before the best is chosen.
        theme_threshold: least probability of a theme after the first.
        cohort_threshold: least probability of a cohort after the first.
        first_theme_threshold: least probability of the first theme; below it a sentence has none.
        polarity_curve: share of right polarities by probability; likewise for themes and cohorts.
    """

    polarity_weights: tuple[float, ...] = (1.0,) * len(POLARITIES)
    theme_threshold: float = 0.45
    cohort_threshold: float = 0.5
    first_theme_threshold: float = 0.1
    polarity_curve: Curve = IDENTITY
    theme_curve: Curve = IDENTITY
    cohort_curve: Curve = IDENTITY

    def decide(self, sentences: Sequence[Sentence], probabilities: Floats) -> list[Decision]:
        """Labels of each sentence of a document, from the probabilities of all labels.

        The probabilities of the themes decide which are chosen; the probabilities of each as the central one
        decide which comes first.
        """
        polarity = probabilities[:, : len(POLARITIES)] * np.asarray(self.polarity_weights, dtype=np.float32)
        best = polarity.argmax(axis=1).tolist()
        sure = self.polarity_curve(polarity.max(axis=1) / polarity.sum(axis=1)).tolist()
        themes, cohorts = probabilities[:, THEME_COLUMNS], probabilities[:, COHORT_COLUMNS]
        theme_sure, cohort_sure = self.theme_curve(themes), self.cohort_curve(cohorts)
        chosen = choose(themes, self.first_theme_threshold, self.theme_threshold)
        central = probabilities[:, CENTRAL_COLUMNS]
        for row, taken in zip(central, chosen, strict=True):
            if len(taken) > 1:
                taken.sort(key=lambda k: -row[k])
        groups = choose(cohorts, 0.0, self.cohort_threshold)
        leans, times = probabilities[:, LEANS_COLUMN], probabilities[:, TIME_COLUMNS]
        alone, alone_sure = (leans < LEANS_FROM).tolist(), np.maximum(leans, 1 - leans).tolist()
        told, told_sure = times.argmax(axis=1).tolist(), times.max(axis=1).tolist()
        decisions = []
        for i, sentence in enumerate(sentences):
            label = _label(POLARITIES[best[i]], round(sure[i], 2))
            if sentence.form in DEMANDS:
                label = _label("weakness", DEMAND_CONFIDENCE)
            decisions.append(
                Decision(
                    label,
                    tuple([_label(THEMES[k], round(theme_sure.item(i, k), 2)) for k in chosen[i]]),
                    tuple([_label(COHORTS[k], round(cohort_sure.item(i, k), 2)) for k in groups[i]]),
                    alone=alone[i],
                    alone_confidence=round(alone_sure[i], 2),
                    time=_label(TIMES[told[i]], round(told_sure[i], 2)),
                )
            )
        return decisions

    def record(self) -> dict[str, Any]:
        """The settings as a record for the model file."""
        return {
            "polarity_weights": list(self.polarity_weights),
            "theme_threshold": self.theme_threshold,
            "cohort_threshold": self.cohort_threshold,
            "first_theme_threshold": self.first_theme_threshold,
            "curves": {
                name: {"scores": list(curve.scores), "shares": list(curve.shares)}
                for name, curve in (
                    ("polarity", self.polarity_curve),
                    ("theme", self.theme_curve),
                    ("cohort", self.cohort_curve),
                )
            },
        }

    @classmethod
    def read(cls, record: Mapping[str, Any]) -> Decider:
        """The settings in a model file."""
        curves = {k: Curve(tuple(c["scores"]), tuple(c["shares"])) for k, c in record["curves"].items()}
        return cls(
            tuple(record["polarity_weights"]),
            record["theme_threshold"],
            record["cohort_threshold"],
            record["first_theme_threshold"],
            curves["polarity"],
            curves["theme"],
            curves["cohort"],
        )


@lru_cache(maxsize=8192)  # with two decimals, few differ
def _label(name: str, confidence: float) -> Label:
    return Label(name, confidence)


def choose(probabilities: Floats, first: float, others: float) -> list[list[int]]:
    """Columns of the labels that are chosen for each row, the most probable first, at most three.

    Args:
        probabilities: of the labels of one kind, one row a sentence.
        first: least probability of the most probable label.
        others: least probability of the second and third.
    """
    order = np.argsort(-probabilities, axis=1, kind="stable")[:, :AT_MOST]
    ranked = np.take_along_axis(probabilities, order, axis=1)
    least = np.array([first, others, others], dtype=np.float32)
    enough = (ranked > 0) & (ranked >= least)
    return [
        [column for column, kept in zip(*row, strict=True) if kept]
        for row in zip(order.tolist(), enough.tolist(), strict=True)
    ]
