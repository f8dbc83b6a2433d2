"""The second model: boosted trees, fitted on the first model's scores for reports it has not seen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.ensemble import HistGradientBoostingClassifier

from kg.classify.base import Sentence
from kg.classify.labels import (
    CENTRAL_COLUMNS,
    COHORT_COLUMNS,
    LEANS_COLUMN,
    POLARITIES,
    THEME_COLUMNS,
    TIME_COLUMNS,
)
from kg.classify.occurrences import Floats
from kg.classify.reranker import Reranker
from kg.classify.surroundings import Around, around, candidates, polarity_features, reading_features
from kg.classify.trees import Trees

PAIRS = {
    "max_iter": 120,
    "learning_rate": 0.09,
    "max_leaf_nodes": 24,
    "max_depth": 7,
    "min_samples_leaf": 40,
    "l2_regularization": 5.0,
}
POLARITY = {
    "max_iter": 90,
    "learning_rate": 0.07,
    "max_leaf_nodes": 12,
    "max_depth": 6,
    "min_samples_leaf": 30,
    "l2_regularization": 5.0,
}


READING = {
    "max_iter": 60,
    "learning_rate": 0.08,
    "max_leaf_nodes": 10,
    "max_depth": 5,
    "min_samples_leaf": 25,
    "l2_regularization": 5.0,
}


def fit(
    documents: Sequence[Sequence[Sentence]],
    scores: Floats,
    truth: Floats,
    told: npt.NDArray[np.bool_] | None = None,
) -> Reranker:
    """Fit the second model.

    Args:
        documents: sentences, one item a document.
        scores: the first model's scores for them, fitted without their authority.
        truth: labels of all sentences and their central themes, 0 or 1.
        told: which sentences carry labels of standing alone and of time (by default none).
    """
    seen, start = [], 0
    for sentences in documents:
        seen.append(around(sentences, scores[start : start + len(sentences)]))
        start += len(sentences)
    polarity = np.concatenate([polarity_features(s) for s in seen])
    signs = forest(POLARITY).fit(polarity, truth[:, : len(POLARITIES)].argmax(axis=1))
    pairs = []
    for columns, wanted in (
        (THEME_COLUMNS, THEME_COLUMNS),
        (COHORT_COLUMNS, COHORT_COLUMNS),
        (THEME_COLUMNS, CENTRAL_COLUMNS),
    ):
        features, right, start = [], [], 0
        for one in seen:
            found = candidates(one, columns)
            features.append(found.features)
            right.append(truth[start + found.rows, wanted.start + found.labels])
            start += len(one.own)
        pairs.append(forest(PAIRS).fit(np.concatenate(features), np.concatenate(right) > 0))
    return Reranker(exported(signs), *(exported(p) for p in pairs), *_readings(seen, truth, told))


def _readings(seen: Sequence[Around], truth: Floats, told: npt.NDArray[np.bool_] | None) -> tuple[Trees, ...]:
    """Trees for standing alone and for time; none if the labels lack them."""
    if told is None:
        return ()
    wanted = truth[told]
    if any(len(np.unique(wanted[:, k])) < 2 for k in range(LEANS_COLUMN, TIME_COLUMNS.stop)):
        return ()
    features = np.concatenate([reading_features(s) for s in seen])[told]
    leans = forest(READING).fit(features, wanted[:, LEANS_COLUMN] > 0)
    time = forest(READING).fit(features, wanted[:, TIME_COLUMNS].argmax(axis=1))
    return exported(leans), exported(time)


def forest(settings: dict[str, Any]) -> HistGradientBoostingClassifier:
    """Boosted trees that are not fitted yet; the same data give the same trees."""
    return HistGradientBoostingClassifier(**settings, early_stopping=False, random_state=0)


def exported(forest: HistGradientBoostingClassifier) -> Trees:
    """A fitted forest as flat arrays that can be evaluated with only numpy."""
    parts: list[npt.NDArray[Any]] = []
    roots: list[list[int]] = []
    size = 0
    for round_ in forest._predictors:
        roots.append([])
        for tree in round_:
            nodes = tree.nodes.copy()
            own = np.arange(len(nodes))
            leaf = nodes["is_leaf"].astype(bool)
            nodes["left"] = np.where(leaf, own, nodes["left"]) + size
            nodes["right"] = np.where(leaf, own, nodes["right"]) + size
            roots[-1].append(size)
            size += len(nodes)
            parts.append(nodes)
    nodes = np.concatenate(parts)
    leaf = nodes["is_leaf"].astype(bool)
    return Trees(
        feature=np.where(leaf, 0, nodes["feature_idx"]).astype(np.int64),
        # A threshold that is rounded up keeps the training rows on their side.
        threshold=np.nextafter(nodes["num_threshold"].astype(np.float32), np.float32(np.inf)),
        children=np.stack([nodes["left"], nodes["right"]], axis=1).reshape(-1).astype(np.int64),
        value=np.where(leaf, nodes["value"], 0).astype(np.float32),
        roots=np.array(roots, dtype=np.int64),
        baseline=np.asarray(forest._baseline_prediction, dtype=np.float32).reshape(-1),
        depth=int(nodes["depth"].max()),
    )
