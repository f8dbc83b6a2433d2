"""Occurrences of features in the sentences of a document, as arrays: the form in which they are counted.

Names are hashed into a fixed number of buckets, in families; the names themselves are not kept.
"""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt

SPACE = 1 << 22
"""Number of buckets of the hash."""

_MIX = np.uint64(0x9E3779B97F4A7C15)

Ints = npt.NDArray[np.int64]
Hashes = npt.NDArray[np.uint64]
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Family:
    """A family of features: its name, and the weight of the whole family."""

    name: str
    salt: int
    weight: float


WORDS = Family("words", 1, 1.0)
PIECES = Family("pieces", 2, 1.0)
PARAGRAPH = Family("paragraph", 3, 0.5)
BEFORE = Family("before", 4, 0.5)
AFTER = Family("after", 5, 0.3)
PLACE = Family("place", 6, 0.75)
GOVERNED = Family("governed", 7, 0.7)
TONE = Family("tone", 8, 0.7)
FAMILIES = (WORDS, PIECES, PARAGRAPH, BEFORE, AFTER, PLACE, GOVERNED, TONE)


@dataclass(frozen=True, slots=True)
class Block:
    """Occurrences of one family, in three arrays; the first two have the same length.

    Attributes:
        rows: the sentence of each occurrence.
        things: the feature that occurs, as an index into ``columns``.
        columns: the bucket of each feature; two features may share one.
    """

    family: Family
    rows: Ints
    things: Ints
    columns: Ints

    def keys(self) -> npt.NDArray[np.uint32]:
        """The bucket and the family of each feature as one number."""
        return (self.family.salt * SPACE + self.columns).astype(np.uint32)


def counted(rows: Ints, columns: Ints, width: int) -> tuple[Ints, Ints, Ints]:
    """How often each column occurs in each row: rows, columns and counts, sorted by row, then by column.

    Args:
        rows: row of each occurrence.
        columns: column of each occurrence, less than ``width``.
        width: number of columns.
    """
    bits = width.bit_length()
    # numpy sorts the smaller types several times faster
    smallest = np.min_scalar_type((int(rows.max(initial=0)) + 1) << bits)
    keys, counts = np.unique((rows << bits | columns).astype(smallest), return_counts=True)
    found = keys.astype(np.int64)
    return found >> bits, found & ((1 << bits) - 1), counts


def salted(hashes: Hashes, family: Family) -> Ints:
    """Buckets of hashes in a family."""
    mixed = (hashes + np.uint64(family.salt)) * _MIX
    return (mixed >> np.uint64(42)).astype(np.int64) % SPACE


@dataclass(frozen=True, slots=True)
class Listed:
    """Several lists of names, one after another: the list and the name of each, and the names' hashes."""

    rows: Ints
    names: Ints
    hashes: Hashes
    distinct: tuple[str, ...]

    @classmethod
    def of(cls, lists: Sequence[Sequence[str]]) -> Listed:
        """Hash lists of names; a repeated name is hashed once."""
        numbers = defaultdict[str, int]()
        numbers.default_factory = numbers.__len__  # a new name gets the next number
        names = list(map(numbers.__getitem__, chain.from_iterable(lists)))
        return cls(
            np.repeat(np.arange(len(lists)), [len(one) for one in lists]),
            np.array(names, dtype=np.int64),
            np.array([zlib.crc32(name.encode()) for name in numbers], dtype=np.uint64),
            tuple(numbers),
        )

    def block(self, family: Family) -> Block:
        """The names as features of a family."""
        return Block(family, self.rows, self.names, salted(self.hashes, family))


def borrow(pairs: Ints, rows: Ints, height: int) -> tuple[Ints, Ints]:
    """Occurrences that sentences borrow: the sentence and the index of each.

    Args:
        pairs: a row of sentences, and a row of those that they borrow from.
        rows: sentence of each occurrence that can be borrowed, ascending.
        height: number of sentences.
    """
    to, source = pairs
    bounds = np.searchsorted(rows, np.arange(height + 1))
    lengths = np.diff(bounds)[source]
    return np.repeat(to, lengths), ranges(bounds[source], lengths)


def ranges(starts: Ints, lengths: Ints) -> Ints:
    """The numbers of several ranges, one after another.

    >>> ranges(np.array([5, 0]), np.array([2, 3])).tolist()
    [5, 6, 0, 1, 2]
    """
    before = np.cumsum(lengths) - lengths
    found: Ints = np.arange(int(lengths.sum())) + np.repeat(starts - before, lengths)
    return found
