"""Triples as bytes and back: N-Triples, one sorted line a triple, so that equal graphs are equal bytes."""

from __future__ import annotations

import gzip
from collections.abc import Container, Iterable, Iterator

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


def subject(line: bytes) -> bytes:
    """The subject of a line of N-Triples, as written.

    >>> subject(b"<urn:a> <urn:b> <urn:c> .")
    b'<urn:a>'
    """
    return line.partition(b" ")[0]


def about(lines: bytes, subjects: Container[bytes]) -> Iterator[Triple]:
    """Triples of the N-Triples whose subject is one of some subjects; the other lines are not parsed."""
    kept = (line for line in lines.splitlines(keepends=True) if subject(line) in subjects)
    return from_lines(b"".join(kept))


def pack(lines: bytes) -> bytes:
    """Compress, the same bytes for the same input."""
    return gzip.compress(lines, compresslevel=6, mtime=0)


def unpack(packed: bytes) -> bytes:
    """Undo :func:`pack`."""
    return gzip.decompress(packed)
