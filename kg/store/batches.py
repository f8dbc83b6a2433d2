"""Triples for a bulk load, in batches that bound its memory."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

BATCH_BYTES: Final = 100_000_000
"""Bytes of N-Triples in one bulk load.

A bulk load takes five times as much memory. Smaller batches leave more tables, which the engine merges.
"""


class Batches:
    """Pieces of N-Triples as a file that ends after each batch, so that a bulk load needs no copy of them.

    Args:
        pieces: each consists of whole lines; created when it is read.

    Attributes:
        problem: the error raised when a piece was created.
    """

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self.problem: BaseException | None = None
        self._pieces = pieces
        self._piece = b""
        self._at = 0
        self._size = 0

    def more(self) -> bool:
        """Whether there is another batch; it begins now."""
        self._size = 0
        return self._next()

    def read(self, size: int) -> bytes:
        """At most ``size`` bytes; none at the end of the batch."""
        if self._at == len(self._piece) and (self._size >= BATCH_BYTES or not self._next()):
            return b""
        found = self._piece[self._at : self._at + size]
        self._at += len(found)
        self._size += len(found)
        return found

    def _next(self) -> bool:
        """Go to the next non-empty piece, if any."""
        try:
            while self._at == len(self._piece):
                self._piece, self._at = next(self._pieces), 0
        except StopIteration:
            return False
        except BaseException as problem:
            self.problem = problem
            raise
        return True
