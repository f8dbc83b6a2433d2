"""From counts of hashed features to sparse vectors: which features count, and how much.

The table is fitted on the documents of training alone. It keeps features that occur in enough
sentences, and weighs a rare one above a common one (inverse document frequency).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kg.classify.features import FAMILIES, PIECES, PLACE, SPACE, Block, Floats, Ints

MIN_SENTENCES = {PIECES.salt: 5}
"""A feature must occur in this many sentences to be kept (two for families not named)."""


@dataclass(frozen=True, slots=True)
class Sparse:
    """A sparse matrix as three arrays of one length, sorted by row."""

    rows: Ints
    columns: Ints
    values: Floats
    height: int


@dataclass(frozen=True, slots=True)
class Table:
    """The features that are kept, as sorted keys, each with its weight."""

    keys: npt.NDArray[np.uint32]
    idf: Floats

    @classmethod
    def fit(cls, documents: Iterable[Sequence[Block]]) -> Table:
        """Choose and weigh features by the sentences of some documents."""
        found = [_keys(b) for blocks in documents for b in blocks]
        keys, counts = np.unique(np.concatenate(found), return_counts=True)
        sentences = _sentences(keys, counts)
        needed = np.full(len(FAMILIES) + 1, 2)
        for salt, least in MIN_SENTENCES.items():
            needed[salt] = least
        kept = counts >= needed[keys // SPACE]
        idf = np.log((1 + sentences) / (1 + counts[kept])) + 1
        idf[keys[kept] // SPACE == PLACE.salt] = 1.0
        return cls(keys[kept].astype(np.uint32), idf.astype(np.float32))

    def encode(self, blocks: Sequence[Block], height: int) -> Sparse:
        """Vectors of the sentences of one document; each family has the length of its weight."""
        rows, columns, values = [], [], []
        for block in blocks:
            keys = _keys(block)
            at = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
            known = self.keys[at] == keys
            row, column = block.rows[known], at[known]
            value = (1 + np.log(block.counts[known])) * self.idf[column]
            norm = np.sqrt(np.bincount(row, weights=value * value, minlength=height))
            rows.append(row)
            columns.append(column)
            values.append(value * block.family.weight / norm[row])
        row = np.concatenate(rows)
        order = np.argsort(row, kind="stable")
        return Sparse(
            row[order],
            np.concatenate(columns)[order].astype(np.int64),
            np.concatenate(values)[order].astype(np.float32),
            height,
        )


def _keys(block: Block) -> Ints:
    return block.family.salt * SPACE + block.columns


def _sentences(keys: Ints, counts: Ints) -> int:
    # Every sentence carries each mark of place once, so the mark of form that is most frequent
    # counts no more than the sentences; the sum over one kind of mark would need its name.
    place = counts[keys // SPACE == PLACE.salt]
    return int(place.max(initial=1))
