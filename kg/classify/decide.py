"""From scores to labels: which labels a sentence gets, in what order, and how sure each is.

Scores are first turned into probabilities that hold on reports the model has not seen (Platt scaling
or isotonic steps, fitted on predictions for held-out authorities); thresholds are then chosen on them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from kg.classify.base import Label, Sentence
from kg.classify.features import Floats
from kg.classify.labels import AT_MOST, COHORT_COLUMNS, COHORTS, POLARITIES, THEME_COLUMNS, THEMES
from kg.errors import EnvironmentFault

DEMANDS = frozenset({"recommendation", "priority-action"})
"""Forms whose sentences are weaknesses whatever their words: they say what must improve."""

DEMAND_CONFIDENCE = 0.99

Decision = tuple[Label, tuple[Label, ...], tuple[Label, ...]]


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
        polarity_bias: added to the log odds of each polarity before the best is taken.
        thresholds: least probability of each theme and of each cohort.
        curves: calibration of polarity, themes and cohorts.
    """

    polarity_bias: tuple[float, ...] = (0.0,) * len(POLARITIES)
    theme_thresholds: tuple[float, ...] = (0.35,) * len(THEMES)
    cohort_thresholds: tuple[float, ...] = (0.4,) * len(COHORTS)
    polarity_curve: Curve = IDENTITY
    theme_curve: Curve = IDENTITY
    cohort_curve: Curve = IDENTITY

    def decide(self, sentences: Sequence[Sentence], logits: Floats) -> list[Decision]:
        """Labels of each sentence of a document."""
        polarity = logits[:, : len(POLARITIES)] + np.asarray(self.polarity_bias, dtype=np.float32)
        polarity = softmax(polarity)
        themes = sigmoid(logits[:, THEME_COLUMNS])
        cohorts = sigmoid(logits[:, COHORT_COLUMNS])
        best = polarity.argmax(axis=1)
        sure = self.polarity_curve(polarity.max(axis=1))
        decisions = []
        for i, sentence in enumerate(sentences):
            label = Label(POLARITIES[best[i]], _rounded(sure[i]))
            if sentence.form in DEMANDS:
                label = Label("weakness", DEMAND_CONFIDENCE)
            decisions.append(
                (
                    label,
                    choose(themes[i], THEMES, self.theme_thresholds, self.theme_curve),
                    choose(cohorts[i], COHORTS, self.cohort_thresholds, self.cohort_curve),
                )
            )
        return decisions

    def record(self) -> dict[str, Any]:
        """The settings as a record for the model file."""
        return {
            "polarity_bias": list(self.polarity_bias),
            "theme_thresholds": list(self.theme_thresholds),
            "cohort_thresholds": list(self.cohort_thresholds),
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
        """The settings in a model file.

        Raises:
            EnvironmentFault: the file was made for another set of themes or cohorts.
        """
        curves = {k: Curve(tuple(c["scores"]), tuple(c["shares"])) for k, c in record["curves"].items()}
        themes, cohorts = tuple(record["theme_thresholds"]), tuple(record["cohort_thresholds"])
        if len(themes) != len(THEMES) or len(cohorts) != len(COHORTS):
            raise EnvironmentFault(
                "The classifier's model was made for other themes or cohorts; train it again: "
                "python -m kg.classify.training --help"
            )
        return cls(
            tuple(record["polarity_bias"]),
            themes,
            cohorts,
            curves["polarity"],
            curves["theme"],
            curves["cohort"],
        )


def choose(
    probabilities: Floats, ids: Sequence[str], thresholds: Sequence[float], curve: Curve
) -> tuple[Label, ...]:
    """The labels over their thresholds, the most probable first; always the most probable one."""
    order = np.argsort(-probabilities, kind="stable")[:AT_MOST]
    return tuple(
        Label(ids[k], _rounded(curve(probabilities[k : k + 1])[0]))
        for place, k in enumerate(order)
        if place == 0 or probabilities[k] >= thresholds[k]
    )


def sigmoid(values: Floats) -> Floats:
    """Probabilities from log odds."""
    return np.asarray(1 / (1 + np.exp(-np.clip(values, -30, 30))), dtype=np.float32)


def softmax(values: Floats) -> Floats:
    """Probabilities that sum to one over each row."""
    powers = np.exp(values - values.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True), dtype=np.float32)


def _rounded(value: float | np.floating[Any] | Floats) -> float:
    return round(float(value), 2)
