"""From counts of hashed features to sparse vectors: which features count, and how much.

The table is fitted on the documents of training alone. It keeps features that occur in enough
sentences, and weighs a rare one above a common one (inverse document frequency).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kg.classify.occurrences import FAMILIES, PIECES, PLACE, SPACE, Block, Floats, Ints, counted

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
        found = [_once_a_sentence(b) for blocks in documents for b in blocks]
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
            keys = block.keys()
            at = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
            at[self.keys[at] != keys] = -1
            kept = at[block.things]
            known = kept >= 0
            row, column, counts = counted(block.rows[known], kept[known], len(self.keys))
            value = (1 + np.log(counts.astype(np.float32))) * self.idf[column]
            norm = np.sqrt(np.bincount(row, weights=value * value, minlength=height))
            rows.append(row)
            columns.append(column)
            values.append(value * block.family.weight / norm[row])
        row = np.concatenate(rows)
        # numpy sorts the smaller types by their digits, several times faster
        order = np.argsort(row.astype(np.min_scalar_type(height)), kind="stable")
        return Sparse(
            row[order],
            np.concatenate(columns)[order],
            np.concatenate(values)[order].astype(np.float32),
            height,
        )


def _once_a_sentence(block: Block) -> Ints:
    """The keys of a block, each once for each sentence."""
    return counted(block.rows, block.keys()[block.things].astype(np.int64), len(FAMILIES) * SPACE + SPACE)[1]


def _sentences(keys: Ints, counts: Ints) -> int:
    # Every sentence carries each mark of place once, so the mark of form that is most frequent
    # counts no more than the sentences; the sum over one kind of mark would need its name.
    place = counts[keys // SPACE == PLACE.salt]
    return int(place.max(initial=1))
