"""Turns counts of hashed features into sparse vectors: which features count, and how much.

The table is fitted only on the training documents. It keeps features that occur in enough sentences, and
gives a rare one more weight than a common one (inverse document frequency).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from kg.classify.occurrences import FAMILIES, PIECES, PLACE, SPACE, Block, Floats, Ints, counted

MIN_SENTENCES = {PIECES.salt: 5}
"""Number of sentences in which a feature must occur to be kept (two for families not named)."""

_SHIFT = 6
"""Bits of a key within a stretch of keys: few enough that a stretch has only a few keys."""
_WEIGHTS = np.array([0, *(family.weight for family in FAMILIES)], dtype=np.float32)
"""Weights of the families by salt."""


@dataclass(frozen=True, slots=True)
class Sparse:
    """A sparse matrix as three arrays of one length, sorted by row."""

    rows: Ints
    columns: Ints
    values: Floats
    height: int


@dataclass(frozen=True)
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
        keys = np.concatenate([block.keys() for block in blocks])
        before = np.cumsum([0, *(len(block.columns) for block in blocks[:-1])])
        things = [block.things + n for block, n in zip(blocks, before, strict=True)]
        # keys begin with their family, so all families are counted at once, and come out in order
        column = self._find(keys)[np.concatenate(things)]
        known = column >= 0
        row = np.concatenate([block.rows for block in blocks])[known]
        row, column, counts = counted(row, column[known], len(self.keys))
        family = self._families[column]
        often = 1 + np.log(np.arange(1, counts.max(initial=1) + 1, dtype=np.float32))
        value = often[counts - 1] * self.idf[column]
        place = row * len(_WEIGHTS) + family
        norm = np.sqrt(np.bincount(place, weights=value * value, minlength=height * len(_WEIGHTS)))
        return Sparse(row, column, (value * _WEIGHTS[family] / norm[place]).astype(np.float32), height)

    def _find(self, keys: npt.NDArray[np.uint32]) -> Ints:
        """Columns of keys; -1 for those that are not kept."""
        starts, longest = self._stretches
        at = starts[keys >> _SHIFT]  # from there, a key is a few steps away
        for _ in range(longest):
            at += self._ended[at] < keys
        return np.where(self._ended[at] == keys, at, -1)

    @cached_property
    def _ended(self) -> npt.NDArray[np.uint32]:
        """The keys, followed by one that is above all others."""
        return np.append(self.keys, np.iinfo(np.uint32).max).astype(np.uint32)

    @cached_property
    def _stretches(self) -> tuple[npt.NDArray[np.int32], int]:
        """First key of each stretch of numbers, or of those above, and the most keys that a stretch has."""
        lengths = np.bincount(self.keys >> _SHIFT, minlength=(len(FAMILIES) + 1) * SPACE >> _SHIFT)
        return (np.cumsum(lengths) - lengths).astype(np.int32), int(lengths.max())

    @cached_property
    def _families(self) -> npt.NDArray[np.intp]:
        """The family of each key."""
        return (self.keys // SPACE).astype(np.intp)


def _once_a_sentence(block: Block) -> Ints:
    """The keys of a block, each once for each sentence."""
    return counted(block.rows, block.keys()[block.things].astype(np.int64), len(FAMILIES) * SPACE + SPACE)[1]


def _sentences(keys: Ints, counts: Ints) -> int:
    # Every sentence carries each mark of place once, so the mark of form that is most frequent
    # counts no more than the sentences; the sum over one kind of mark would need its name.
    place = counts[keys // SPACE == PLACE.salt]
    return int(place.max(initial=1))
