"""Sums of small decision trees, evaluated for many rows at once with numpy alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from kg.classify.occurrences import Floats, Ints

ROWS_AT_ONCE = 512
"""More no longer fit into the cache of a processor, and take twice as long."""


@dataclass(frozen=True, slots=True)
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
        flat = np.ascontiguousarray(rows).reshape(-1)
        start = (np.arange(len(rows)) * rows.shape[1])[:, None]
        at = np.broadcast_to(self.roots.reshape(-1)[None, :], (len(rows), self.roots.size))
        for _ in range(self.depth):
            asked = np.take(flat, start + np.take(self.feature, at))
            at = np.take(self.children, 2 * at + (asked > np.take(self.threshold, at)))
        sums = np.take(self.value, at).reshape(len(rows), *self.roots.shape).sum(axis=1)
        return np.asarray(sums + self.baseline, dtype=np.float32)

    def arrays(self, name: str) -> dict[str, npt.NDArray[Any]]:
        """The arrays under names that begin with ``name``, for a model file."""
        return {f"{name}.{field}": np.asarray(getattr(self, field)) for field in _FIELDS}

    @classmethod
    def read(cls, arrays: Mapping[str, npt.NDArray[Any]], name: str) -> Trees:
        """The trees that :meth:`arrays` wrote."""
        found: dict[str, Any] = {field: arrays[f"{name}.{field}"] for field in _FIELDS}
        return cls(**{**found, "depth": int(found["depth"])})


_FIELDS = ("feature", "threshold", "children", "value", "roots", "baseline", "depth")
