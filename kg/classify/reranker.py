"""The second model: decision trees that reassess the labels that the first model finds possible."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from kg.classify.base import Sentence
from kg.classify.labels import (
    AT_MOST,
    CENTRAL_COLUMNS,
    COHORT_COLUMNS,
    LEANS_COLUMN,
    POLARITIES,
    THEME_COLUMNS,
    TIME_COLUMNS,
    WIDTH,
)
from kg.classify.occurrences import Floats
from kg.classify.surroundings import around, candidates, polarity_features, reading_features
from kg.classify.trees import Trees


@dataclass(frozen=True, slots=True)
class Reranker:
    """Trees for polarity, themes, cohorts, the central theme, and the reading of a sentence.

    ``leans`` and ``time`` are ``None`` if the model was trained without these labels: every sentence
    then stands alone and describes the present.
    """

    polarity: Trees
    themes: Trees
    cohorts: Trees
    central: Trees
    leans: Trees | None = None
    time: Trees | None = None

    def probabilities(self, sentences: Sequence[Sentence], scores: Floats) -> Floats:
        """Probability of every label for each sentence, and of its likeliest themes as the central one.

        No sentence has more than :data:`AT_MOST` themes, so only as many can be its central one.
        """
        seen = around(sentences, scores)
        result = np.zeros((len(sentences), WIDTH), dtype=np.float32)
        result[:, : len(POLARITIES)] = softmax(self.polarity(polarity_features(seen)))
        themes, cohorts = candidates(seen, THEME_COLUMNS), candidates(seen, COHORT_COLUMNS)
        for found, trees, columns in (
            (themes, self.themes, THEME_COLUMNS),
            (cohorts, self.cohorts, COHORT_COLUMNS),
        ):
            result[found.rows, found.labels + columns.start] = sigmoid(trees(found.features)[:, 0])
        likely = _likeliest(result[:, THEME_COLUMNS])[themes.rows, themes.labels]
        central = sigmoid(self.central(themes.features[likely])[:, 0])
        result[themes.rows[likely], themes.labels[likely] + CENTRAL_COLUMNS.start] = central
        result[:, TIME_COLUMNS.start] = 1
        if self.leans is not None and self.time is not None:
            read = reading_features(seen)
            result[:, LEANS_COLUMN] = sigmoid(self.leans(read)[:, 0])
            result[:, TIME_COLUMNS] = softmax(self.time(read))
        return result

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """All trees as arrays for a model file."""
        found: dict[str, npt.NDArray[Any]] = {}
        for name in _TREES:
            trees: Trees | None = getattr(self, name)
            if trees is not None:
                found.update(trees.arrays(name))
        return found

    @classmethod
    def read(cls, arrays: Mapping[str, npt.NDArray[Any]]) -> Reranker:
        """The trees that :meth:`arrays` wrote."""
        return cls(**{name: Trees.read(arrays, name) for name in _TREES if f"{name}.depth" in arrays})


def _likeliest(probabilities: Floats) -> npt.NDArray[np.bool_]:
    """Which labels are the few likeliest of their row, as :func:`kg.classify.decide.choose` ranks them."""
    order = np.argsort(-probabilities, axis=1, kind="stable")[:, :AT_MOST]
    found = np.zeros(probabilities.shape, dtype=np.bool_)
    np.put_along_axis(found, order, True, axis=1)
    return found


_TREES = ("polarity", "themes", "cohorts", "central", "leans", "time")


def sigmoid(values: Floats) -> Floats:
    """Probabilities from log odds."""
    return np.asarray(1 / (1 + np.exp(-np.clip(values, -30, 30))), dtype=np.float32)


def softmax(values: Floats) -> Floats:
    """Probabilities that sum to one over each row."""
    powers = np.exp(values - values.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True), dtype=np.float32)
