"""Sums of small decision trees, evaluated for many rows at once with numpy alone.

No row walks down a tree. A row that goes right at a node cannot end in a leaf to the left of that node; this
is asked at all nodes of a tree, and of the leaves that remain, the leftmost is the one in which the row ends.
So each node costs a comparison of whole columns, without a look-up for each row.

Lucchese et al., "QuickScorer: a fast algorithm to rank documents with additive ensembles of regression
trees", SIGIR 2015.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from kg.classify.occurrences import Floats, Ints
from kg.errors import EnvironmentFault

ROWS_AT_ONCE = 1024
"""More no longer fit into the cache of a processor; fewer are not worth the calls."""
_MOST_LEAVES = 64
"""A leaf is a bit of a number."""
_FRACTION, _BIAS = 23, 127
"""Bits of a floating-point number of 32 bits behind its exponent, and what is added to the exponent."""


@dataclass(frozen=True, slots=True)
class _Questions:
    """The inner nodes of all trees, one row for the first node of each tree, one for the second, and so on.

    A tree that has fewer nodes than others has questions in their place that no row answers with yes.

    Attributes:
        feature: which feature a node asks for.
        threshold: a row with more than this value goes right.
        left: the leaves to the left of a node, as bits; the leftmost leaf of a tree is the lowest bit.
        value: what each leaf adds, one row a tree.
    """

    feature: Ints
    threshold: Floats
    left: npt.NDArray[Any]
    value: Floats


@dataclass(frozen=True)
class Trees:
    """Trees in flat arrays; a leaf points to itself, and no tree has more than 64.

    Attributes:
        feature: which feature a node asks for.
        threshold: a row with at most this value goes left.
        children: node to the left of node ``n`` at ``2n``, to the right at ``2n + 1``.
        value: what a leaf adds.
        roots: first node of each tree, one row a round and one column a class.
        baseline: what each class begins with.
        depth: longest way from a root to a leaf.
    """

    feature: Ints
    threshold: Floats
    children: Ints
    value: Floats
    roots: Ints
    baseline: Floats
    depth: int

    def __call__(self, rows: Floats) -> Floats:
        """Sums for each row and class, as log odds."""
        parts = [self._some(rows[i : i + ROWS_AT_ONCE]) for i in range(0, len(rows), ROWS_AT_ONCE)]
        return np.concatenate(parts) if parts else np.zeros((0, len(self.baseline)), dtype=np.float32)

    def _some(self, rows: Floats) -> Floats:
        asked, columns = self._questions, np.ascontiguousarray(rows.T)
        gone = np.zeros((self.roots.size, len(rows)), dtype=asked.left.dtype)
        for feature, threshold, left in zip(asked.feature, asked.threshold, asked.left, strict=True):
            gone |= (columns[feature] > threshold[:, None]) * left[:, None]
        lowest = ~gone & (gone + gone.dtype.type(1))
        # a power of two is exact as a floating-point number, and its exponent is the place of the bit
        leaf = (lowest.astype(np.float32).view(np.int32) >> _FRACTION) - _BIAS
        found = asked.value.take(leaf + np.arange(self.roots.size)[:, None] * asked.value.shape[1])
        sums = np.ascontiguousarray(found.T).reshape(len(rows), *self.roots.shape).sum(axis=1)
        return np.asarray(sums + self.baseline, dtype=np.float32)

    @cached_property
    def _questions(self) -> _Questions:
        """The nodes as questions.

        Raises:
            EnvironmentFault: a tree has too many leaves.
        """
        left, right = self.children[::2], self.children[1::2]
        inner = left != np.arange(len(left))
        leaves = np.ones(len(left), dtype=np.int64)
        for _ in range(self.depth):  # from the leaves upwards
            leaves = np.where(inner, leaves[left] + leaves[right], 1)
        roots = self.roots.reshape(-1)
        most = int(leaves[roots].max())
        if most > _MOST_LEAVES:
            raise EnvironmentFault(f"A tree of the classifier's model has {most} leaves, not {_MOST_LEAVES}.")
        value = np.zeros((len(roots), most), dtype=np.float32)
        nodes, trees, firsts = roots, np.arange(len(roots)), np.zeros(len(roots), dtype=np.int64)
        levels: list[Ints] = []
        while len(nodes):  # from the roots downwards, with the number of the first leaf below each node
            ends = ~inner[nodes]
            value[trees[ends], firsts[ends]] = self.value[nodes[ends]]
            nodes, trees, firsts = nodes[~ends], trees[~ends], firsts[~ends]
            levels.append(np.stack([nodes, trees, firsts]))
            nodes, firsts = (
                np.concatenate([left[nodes], right[nodes]]),
                np.concatenate([firsts, firsts + leaves[left[nodes]]]),
            )
            trees = np.concatenate([trees, trees])
        nodes, trees, firsts = np.concatenate(levels, axis=1)
        order = np.argsort(trees, kind="stable")
        nodes, trees, firsts = nodes[order], trees[order], firsts[order]
        place = np.arange(len(trees)) - np.searchsorted(trees, trees)
        shape = max(most - 1, 0), len(roots)
        feature = np.zeros(shape, dtype=np.int64)
        threshold = np.full(shape, np.inf, dtype=np.float32)
        bits = np.zeros(shape, dtype=np.min_scalar_type((1 << most) - 1))
        feature[place, trees], threshold[place, trees] = self.feature[nodes], self.threshold[nodes]
        below = (np.uint64(1) << leaves[left[nodes]].astype(np.uint64)) - np.uint64(1)
        bits[place, trees] = below << firsts.astype(np.uint64)
        return _Questions(feature, threshold, bits, value)

    def arrays(self, name: str) -> dict[str, npt.NDArray[Any]]:
        """The arrays under names that begin with ``name``, for a model file."""
        return {f"{name}.{field}": np.asarray(getattr(self, field)) for field in _FIELDS}

    @classmethod
    def read(cls, arrays: Mapping[str, npt.NDArray[Any]], name: str) -> Trees:
        """The trees that :meth:`arrays` wrote."""
        found: dict[str, Any] = {field: arrays[f"{name}.{field}"] for field in _FIELDS}
        return cls(**{**found, "depth": int(found["depth"])})


_FIELDS = ("feature", "threshold", "children", "value", "roots", "baseline", "depth")
