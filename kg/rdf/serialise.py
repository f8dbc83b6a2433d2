"""Triples as bytes and back: N-Triples, one sorted line a triple, so that equal graphs are equal bytes."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator

from pyoxigraph import RdfFormat, Triple, parse, serialize


def to_lines(triples: Iterable[Triple]) -> bytes:
    """Sorted N-Triples."""
    raw = serialize(triples, format=RdfFormat.N_TRIPLES)
    if not raw:
        return b""
    return b"".join(sorted(set(raw.splitlines(keepends=True))))


def from_lines(lines: bytes) -> Iterator[Triple]:
    """Triples of N-Triples bytes."""
    for quad in parse(lines, format=RdfFormat.N_TRIPLES):
        yield quad.triple


def pack(lines: bytes) -> bytes:
    """Compress, the same bytes for the same input."""
    return gzip.compress(lines, compresslevel=6, mtime=0)


def unpack(packed: bytes) -> bytes:
    """Undo :func:`pack`."""
    return gzip.decompress(packed)
