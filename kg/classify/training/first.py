"""The first model: one ridge regression on n-grams for all labels at once.

Ridge regression has two advantages here over logistic regression. On these sentences it is better
(docs/model-card.md). And what it would say of any group of sentences, had they been left out, follows
from one inverse: with G the Gram matrix, A the inverse of G + lI and r = A(y - b), the residuals of a
group g that is left out are A[g,g]^-1 r[g]. So the second model can be trained on what the first says
of reports that it has not seen, without training the first once for each authority.
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
from kg.classify.features import Block, Floats, blocks
from kg.classify.vectors import Table

PENALTY = 0.5
"""Weight of the penalty on large weights."""


@dataclass(frozen=True, slots=True)
class First:
    """A fitted first model, and what it says of its own sentences when their authority is left out."""

    table: Table
    weights: Floats
    bias: Floats
    left_out: Floats

    def scores(self, documents: Sequence[Sequence[Block]], heights: Sequence[int]) -> Floats:
        """Scores of the sentences of other documents."""
        vectors = matrix(self.table, documents, heights)
        return np.asarray(vectors @ self.weights + self.bias, dtype=np.float32)


def counted(documents: Sequence[Sequence[Sentence]]) -> list[list[Block]]:
    """Counts of features of the sentences of some documents."""
    return [blocks(sentences) for sentences in documents]


def fit(
    documents: Sequence[Sequence[Block]], truth: Floats, groups: npt.NDArray[np.int64], heights: Sequence[int]
) -> First:
    """Fit the first model.

    Args:
        documents: counts of features, one item a document.
        truth: labels of all their sentences, 0 or 1, in the same order.
        groups: number of the group (authority) of each sentence.
        heights: number of sentences of each document.
    """
    table = Table.fit(documents)
    vectors = matrix(table, documents, heights)
    gram = np.asarray((vectors @ vectors.T).todense(), dtype=np.float32)
    gram[np.diag_indices_from(gram)] += PENALTY
    factor, lower = cho_factor(gram, lower=True, overwrite_a=True, check_finite=False)
    bias = truth.mean(axis=0)
    dual = cho_solve((factor, lower), truth - bias, check_finite=False)
    inverse, failed = lapack.spotri(factor, lower=1, overwrite_c=1)
    if failed:
        raise ArithmeticError("the Gram matrix of the features has no inverse")
    inverse = np.tril(inverse) + np.tril(inverse, -1).T
    left_out = np.empty_like(truth)
    for group in np.unique(groups):
        rows = np.flatnonzero(groups == group)
        left_out[rows] = truth[rows] - np.linalg.solve(inverse[np.ix_(rows, rows)], dual[rows])
    weights = np.asarray(vectors.T @ dual, dtype=np.float32)
    return First(table, weights, bias.astype(np.float32), left_out.astype(np.float32))


def matrix(table: Table, documents: Sequence[Sequence[Block]], heights: Sequence[int]) -> Any:
    """Vectors of the sentences of some documents, one row a sentence (a scipy sparse matrix)."""
    encoded = [table.encode(d, h) for d, h in zip(documents, heights, strict=True)]
    return sparse.vstack(
        [
            sparse.csr_matrix((e.values, (e.rows, e.columns)), shape=(e.height, len(table.keys)))
            for e in encoded
        ]
    ).tocsr()
