"""Sums of small decision trees, evaluated for many rows at once with only numpy.

No row walks down a tree by itself. Each distinct question of the trees is asked of all rows, feature by
feature, and the answers kept as bits. Which rows reach a node then follows from those that reach the node
above it and its answer, eight rows a byte; so does the way that each row takes through a tree, and with it
what the tree adds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from kg.classify.occurrences import Floats, Ints

ROWS_AT_ONCE = 4096
"""More no longer fit into the cache of a processor; fewer are not worth the calls."""


@contextmanager
def _unbuffered() -> Iterator[None]:
    """Keep numpy from copying several rows at a time into its buffer, which takes five times as long here."""
    before = np.setbufsize(16)
    try:
        yield
    finally:
        np.setbufsize(before)


@dataclass(frozen=True, slots=True)
class _Level:
    """The inner nodes at one distance from the roots: first one of each tree that has any, then second ones.

    Attributes:
        above: for each node its place among the children of the level above, left ones first.
        questions: place of each node's question.
        counts: how many trees have a first node, a second one and so on.
        order: place of each tree in the order of the nodes, where those with most nodes come first.
    """

    above: Ints
    questions: Ints
    counts: tuple[int, ...]
    order: Ints


@dataclass(frozen=True, slots=True)
class _Plan:
    """The order in which nodes are evaluated and followed.

    Attributes:
        questions: number of distinct questions.
        asked: features that some node asks for, each with its thresholds and the places of the questions.
        levels: inner nodes from the roots downwards.
        value: what a tree adds, one row a tree, by the way that a row takes: a number with a bit a level, the
            highest for the root, which is set where the way goes right, not where it goes left or has ended.
    """

    questions: int
    asked: tuple[tuple[int, Floats, slice], ...]
    levels: tuple[_Level, ...]
    value: Floats


@dataclass(frozen=True)
class Trees:
    """Trees in flat arrays; a leaf points to itself.

    Attributes:
        feature: the feature that a node compares.
        threshold: a row with at most this value goes left.
        children: node to the left of node ``n`` at ``2n``, to the right at ``2n + 1``.
        value: the value that a leaf adds.
        roots: first node of each tree, one row a round and one column a class.
        baseline: the value at which each class starts.
        depth: longest path from a root to a leaf.
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
        plan, columns = self._plan, np.ascontiguousarray(rows.T)
        answers = np.empty((plan.questions, -(-len(rows) // 8)), dtype=np.uint8)
        with _unbuffered():
            for feature, limits, places in plan.asked:
                answers[places] = np.packbits(columns[feature] > limits, axis=1)
        count, width = plan.value.shape
        reached = np.full((count, answers.shape[1]), 0xFF, dtype=np.uint8)
        way = np.zeros((count, len(rows)), dtype=np.min_scalar_type(width - 1))
        for level in plan.levels:
            here = reached.take(level.above, axis=0)
            reached = np.empty((2 * len(here), answers.shape[1]), dtype=np.uint8)
            left, right = reached[: len(here)], reached[len(here) :]
            np.bitwise_and(here, answers.take(level.questions, axis=0), out=right)
            np.bitwise_xor(here, right, out=left)
            goes_right, start = np.zeros((count, answers.shape[1]), dtype=np.uint8), 0
            for trees in level.counts:
                goes_right[:trees] |= right[start : start + trees]
                start += trees
            way += way
            way |= np.unpackbits(goes_right[level.order], axis=1, count=len(rows))
        found = plan.value.take(way + np.arange(0, count * width, width)[:, None])
        sums = np.ascontiguousarray(found.T).reshape(len(rows), *self.roots.shape).sum(axis=1)
        return np.asarray(sums + self.baseline, dtype=np.float32)

    @cached_property
    def _plan(self) -> _Plan:
        left, right = self.children[::2], self.children[1::2]
        inner = left != np.arange(len(left))
        asking = inner.nonzero()[0]
        questions, place = np.unique(
            np.stack([self.feature[asking], self.threshold[asking]]).astype(np.float64),
            axis=1,
            return_inverse=True,
        )
        of_node = np.zeros(len(left), dtype=np.int64)
        of_node[asking] = place.reshape(-1)
        asked = []
        for feature in np.unique(questions[0]).tolist():
            first, last = np.searchsorted(questions[0], [feature, feature + 1]).tolist()
            limits = questions[1, first:last, None].astype(self.threshold.dtype)
            asked.append((int(feature), limits, slice(first, last)))
        count = self.roots.size
        levels: list[_Level] = []
        ends: list[tuple[Ints, Ints, Ints]] = []
        nodes, trees, ways = self.roots.reshape(-1), np.arange(count), np.zeros(count, dtype=np.int64)
        while True:
            asks = inner[nodes]
            ends.append((trees[~asks], ways[~asks], nodes[~asks]))
            if not asks.any():
                break
            above = asks.nonzero()[0]
            above = above[np.argsort(trees[above], kind="stable")]
            sizes = np.bincount(trees[above], minlength=count)
            number = np.arange(len(above)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
            order = np.empty(count, dtype=np.int64)
            order[np.argsort(-sizes, kind="stable")] = np.arange(count)
            above = above[np.lexsort((order[trees[above]], number))]
            nodes, trees, ways = nodes[above], np.tile(trees[above], 2), ways[above]
            counts = tuple(int((sizes > n).sum()) for n in range(int(sizes.max())))
            levels.append(_Level(above, of_node[nodes], counts, order))
            nodes = np.concatenate([left[nodes], right[nodes]])
            ways = np.concatenate([2 * ways, 2 * ways + 1])
        value = np.zeros((count, 1 << len(levels)), dtype=np.float32)
        for height, (of, ended, leaves) in zip(range(len(levels), -1, -1), ends, strict=True):
            value[of, ended << height] = self.value[leaves]
        return _Plan(len(questions[0]), tuple(asked), tuple(levels), value)

    def arrays(self, name: str) -> dict[str, npt.NDArray[Any]]:
        """The arrays under names that begin with ``name``, for a model file."""
        return {f"{name}.{field}": np.asarray(getattr(self, field)) for field in _FIELDS}

    @classmethod
    def read(cls, arrays: Mapping[str, npt.NDArray[Any]], name: str) -> Trees:
        """The trees that :meth:`arrays` wrote."""
        found: dict[str, Any] = {field: arrays[f"{name}.{field}"] for field in _FIELDS}
        return cls(**{**found, "depth": int(found["depth"])})


_FIELDS = ("feature", "threshold", "children", "value", "roots", "baseline", "depth")
