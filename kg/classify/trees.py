"""Sums of small decision trees, evaluated for many rows at once with numpy alone.

No row walks down a tree by itself. All questions of all trees are asked of all rows, feature by feature, and
the answers kept as bits. Which rows reach a node then follows from those that reach the node above it and its
answer, eight rows a byte; so does the leaf in which each row ends.
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
    """The inner nodes at one distance from the roots, with the places of their answers and their children."""

    nodes: Ints
    answers: Ints
    left: Ints
    right: Ints


@dataclass(frozen=True, slots=True)
class _Plan:
    """In what order to ask and to follow.

    Attributes:
        questions: number of inner nodes.
        asked: features that some node asks for, each with the thresholds and the places of its nodes.
        levels: inner nodes from the roots downwards.
        bits: for each bit of the numbers that leaves have within their tree, from the lowest, the leaves that
            have it, a column a tree; a tree that has fewer holds the number behind the last node.
        value: what each leaf adds, one row a tree.
    """

    questions: int
    asked: tuple[tuple[int, Floats, slice], ...]
    levels: tuple[_Level, ...]
    bits: tuple[Ints, ...]
    value: Floats


@dataclass(frozen=True)
class Trees:
    """Trees in flat arrays; a leaf points to itself.

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
        plan, columns = self._plan, np.ascontiguousarray(rows.T)
        answers = np.empty((plan.questions, -(-len(rows) // 8)), dtype=np.uint8)
        with _unbuffered():
            for feature, limits, places in plan.asked:
                answers[places] = np.packbits(columns[feature] > limits, axis=1)
        reached = np.zeros((len(self.feature) + 1, answers.shape[1]), dtype=np.uint8)
        reached[self.roots] = 0xFF
        for level in plan.levels:
            here, right = reached[level.nodes], answers[level.answers]
            reached[level.right] = here & right
            reached[level.left] = here & ~right
        count, width = plan.value.shape
        leaf = np.zeros((count, len(rows)), dtype=np.min_scalar_type(width))
        for bit, leaves in enumerate(plan.bits):
            having = np.bitwise_or.reduce(reached[leaves], axis=0)
            leaf |= np.unpackbits(having, axis=1, count=len(rows)).astype(leaf.dtype) << leaf.dtype.type(bit)
        found = plan.value.take(leaf + np.arange(0, count * width, width)[:, None])
        sums = np.ascontiguousarray(found.T).reshape(len(rows), *self.roots.shape).sum(axis=1)
        return np.asarray(sums + self.baseline, dtype=np.float32)

    @cached_property
    def _plan(self) -> _Plan:
        left, right = self.children[::2], self.children[1::2]
        inner = left != np.arange(len(left))
        questions = inner.nonzero()[0]
        questions = questions[np.argsort(self.feature[questions], kind="stable")]
        places = np.zeros(len(left), dtype=np.int64)
        places[questions] = np.arange(len(questions))
        asked = []
        for feature in np.unique(self.feature[questions]).tolist():
            first, last = np.searchsorted(self.feature[questions], [feature, feature + 1]).tolist()
            asked.append((feature, self.threshold[questions[first:last], None], slice(first, last)))
        levels: list[_Level] = []
        ends: list[Ints] = []
        nodes, trees = self.roots.reshape(-1), np.arange(self.roots.size)
        while len(nodes):
            asks = inner[nodes]
            ends.append(np.stack([trees[~asks], nodes[~asks]]))
            nodes, trees = nodes[asks], np.tile(trees[asks], 2)
            levels.append(_Level(nodes, places[nodes], left[nodes], right[nodes]))
            nodes = np.concatenate([left[nodes], right[nodes]])
        trees, leaves = np.concatenate(ends, axis=1)
        order = np.argsort(trees, kind="stable")
        trees, leaves = trees[order], leaves[order]
        numbers = np.arange(len(trees)) - np.searchsorted(trees, trees)
        table = np.full((int(numbers.max()) + 1, self.roots.size), len(left))
        table[numbers, trees] = leaves
        return _Plan(
            len(questions),
            tuple(asked),
            tuple(levels),
            tuple(
                table[np.arange(len(table)) >> bit & 1 > 0] for bit in range((len(table) - 1).bit_length())
            ),
            np.append(self.value, np.float32(0))[table.T],
        )

    def arrays(self, name: str) -> dict[str, npt.NDArray[Any]]:
        """The arrays under names that begin with ``name``, for a model file."""
        return {f"{name}.{field}": np.asarray(getattr(self, field)) for field in _FIELDS}

    @classmethod
    def read(cls, arrays: Mapping[str, npt.NDArray[Any]], name: str) -> Trees:
        """The trees that :meth:`arrays` wrote."""
        found: dict[str, Any] = {field: arrays[f"{name}.{field}"] for field in _FIELDS}
        return cls(**{**found, "depth": int(found["depth"])})


_FIELDS = ("feature", "threshold", "children", "value", "roots", "baseline", "depth")
