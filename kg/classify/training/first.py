"""The first model: one ridge regression on n-grams for all labels at once.

Ridge regression has two advantages here over logistic regression. On these sentences it is better
(docs/model-card.md). And its scores for any group of sentences, had they been left out, follow from one
inverse: with G the Gram matrix, A the inverse of G + lI and r = A(y - b), the residuals of a group g that
is left out are A[g,g]^-1 r[g]. So the second model can be trained on the first model's scores for reports
that the first has not seen, without training the first once for each authority.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.linalg import cho_factor, cho_solve, lapack

from kg.classify.base import Sentence
from kg.classify.features import blocks
from kg.classify.labels import READING_COLUMNS, WIDTH
from kg.classify.occurrences import Block, Floats, Ints
from kg.classify.vectors import Table

Bools = npt.NDArray[np.bool_]

PENALTY = 0.5
"""Weight of the penalty on large weights."""


@dataclass(frozen=True, slots=True)
class Ridge:
    """A ridge regression in its dual form, from which sentences of any authority can be removed.

    Attributes:
        vectors: vectors of the sentences that it was fitted on.
        truth: their labels, less ``bias``.
        groups: number of the group (authority) of each.
        inverse: inverse of their Gram matrix with the penalty.
        dual: the solution, one row a sentence.
        bias: mean of the labels.
    """

    vectors: Any
    truth: Floats
    groups: Ints
    inverse: Floats
    dual: Floats
    bias: Floats

    @classmethod
    def fit(cls, vectors: Any, truth: Floats, groups: Ints) -> Ridge:
        """Fit on some vectors."""
        gram = np.asarray((vectors @ vectors.T).todense(), dtype=np.float32)
        gram[np.diag_indices_from(gram)] += PENALTY
        factor, lower = cho_factor(gram, lower=True, overwrite_a=True, check_finite=False)
        bias = truth.mean(axis=0).astype(np.float32)
        dual = cho_solve((factor, lower), truth - bias, check_finite=False)
        inverse, failed = lapack.spotri(factor, lower=1, overwrite_c=1)
        if failed:
            raise ArithmeticError("the Gram matrix of the features has no inverse")
        inverse = np.tril(inverse) + np.tril(inverse, -1).T
        return cls(vectors, truth - bias, groups, inverse, dual, bias)

    def weights(self, but: Sequence[int] = ()) -> Floats:
        """Weights of the features, with some groups left out of the fit."""
        dual = self.dual
        gone = np.flatnonzero(np.isin(self.groups, list(but)))
        if len(gone):
            kept = np.flatnonzero(~np.isin(self.groups, list(but)))
            dual = np.zeros_like(dual)
            dual[kept] = self._without(kept, gone)
        return np.asarray(self.vectors.T @ dual, dtype=np.float32)

    def left_out(self, but: Sequence[int] = ()) -> Floats:
        """Scores of the sentences of each group when it, and the groups ``but``, are left out of the fit."""
        said = np.empty_like(self.truth)
        gone = np.flatnonzero(np.isin(self.groups, list(but)))
        dual, across = self.dual, np.zeros((0, len(self.dual)), dtype=np.float32)
        if len(gone):
            across = np.linalg.solve(self.inverse[np.ix_(gone, gone)], self.inverse[gone])
            dual = dual - across.T @ self.dual[gone]
        for group in np.unique(self.groups):
            if group in but:
                continue
            rows = np.flatnonzero(self.groups == group)
            block = self.inverse[np.ix_(rows, rows)] - self.inverse[np.ix_(rows, gone)] @ across[:, rows]
            said[rows] = self.truth[rows] + self.bias - np.linalg.solve(block, dual[rows])
        if len(gone):
            block = self.inverse[np.ix_(gone, gone)]
            said[gone] = self.truth[gone] + self.bias - np.linalg.solve(block, self.dual[gone])
        return np.asarray(said, dtype=np.float32)

    def _without(self, rows: Ints, gone: Ints) -> Floats:
        across = self.inverse[np.ix_(rows, gone)]
        inner = np.linalg.solve(self.inverse[np.ix_(gone, gone)], self.dual[gone])
        return np.asarray(self.dual[rows] - across @ inner, dtype=np.float32)


@dataclass(frozen=True, slots=True)
class First:
    """A fitted first model: one regression for the labels that all sentences carry, one for the others.

    Attributes:
        table: features that count.
        vectors: vectors of all sentences, including those that are not labelled.
        groups: number of the group of each sentence.
        used: which sentences carry labels.
        told: which sentences carry labels of standing alone and of time.
        labels: the regression for polarity, themes and cohorts.
        readings: the regression for standing alone and time; ``None`` if no sentence carries them.
    """

    table: Table
    vectors: Any
    groups: Ints
    used: Bools
    told: Bools
    labels: Ridge
    readings: Ridge | None

    @property
    def bias(self) -> Floats:
        """The value at which every score starts."""
        return np.concatenate([self.labels.bias, self._readings_bias()])

    def weights(self, but: Sequence[int] = ()) -> Floats:
        """Weights of every feature for every label, with some groups left out."""
        parts = [self.labels.weights(but)]
        width = WIDTH - READING_COLUMNS.start
        empty = np.zeros((len(parts[0]), width), dtype=np.float32)
        parts.append(empty if self.readings is None else self.readings.weights(but))
        return np.concatenate(parts, axis=1)

    def left_out(self, but: Sequence[int] = ()) -> Floats:
        """Scores of all sentences, each without its own group and all without the groups ``but``.

        Sentences that carry no labels get no scores.
        """
        said = np.zeros((len(self.groups), WIDTH), dtype=np.float32)
        said[self.used, : READING_COLUMNS.start] = self.labels.left_out(but)
        if self.readings is not None:
            rows = np.flatnonzero(~self.told)
            said[rows, READING_COLUMNS] = self.vectors[rows] @ self.readings.weights(but) + self.readings.bias
            said[self.told, READING_COLUMNS] = self.readings.left_out(but)
        return said

    def _readings_bias(self) -> Floats:
        if self.readings is None:
            return np.zeros(WIDTH - READING_COLUMNS.start, dtype=np.float32)
        return self.readings.bias


def counted(documents: Sequence[Sequence[Sentence]]) -> list[list[Block]]:
    """Counts of features of the sentences of some documents."""
    return [blocks(sentences) for sentences in documents]


def fit(
    documents: Sequence[Sequence[Block]],
    truth: Floats,
    groups: Ints,
    heights: Sequence[int],
    used: Bools | None = None,
    told: Bools | None = None,
) -> First:
    """Fit the first model.

    Args:
        documents: counts of features, one item a document.
        truth: labels of all their sentences, 0 or 1, in the same order.
        groups: number of the group (authority) of each sentence.
        heights: number of sentences of each document.
        used: which sentences are labelled (by default all).
        told: which sentences carry labels of standing alone and of time (by default none).
    """
    table = Table.fit(documents)
    vectors = matrix(table, documents, heights)
    used = np.ones(len(truth), dtype=np.bool_) if used is None else used
    told = np.zeros(len(truth), dtype=np.bool_) if told is None else told
    labels = Ridge.fit(vectors[used], truth[used, : READING_COLUMNS.start], groups[used])
    readings = Ridge.fit(vectors[told], truth[told, READING_COLUMNS], groups[told]) if told.any() else None
    return First(table, vectors, groups, used, told, labels, readings)


def matrix(table: Table, documents: Sequence[Sequence[Block]], heights: Sequence[int]) -> Any:
    """Vectors of the sentences of some documents, one row a sentence (a scipy sparse matrix)."""
    encoded = [table.encode(d, h) for d, h in zip(documents, heights, strict=True)]
    return sparse.vstack(
        [
            sparse.csr_matrix((e.values, (e.rows, e.columns)), shape=(e.height, len(table.keys)))
            for e in encoded
        ]
    ).tocsr()
