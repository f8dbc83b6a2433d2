"""Named graphs as streams of sorted lines, merged without ever holding more than one line of each."""

from __future__ import annotations

import gzip
import heapq
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from pyoxigraph import Triple

from kg.namespaces import PREFIXES
from kg.rdf.serialise import from_lines

_QUOTE = f"<{PREFIXES['oa']}exact>".encode()
_WORDS = tuple(
    f"<{PREFIXES['kg']}{name}>".encode()
    for name in ("text", "words", "heading", "printedForm", "datesPrinted")
)
_TYPE = f"{PREFIXES['rdf']}type"


def lines_of(path: Path, *, quotes: bool = True) -> Iterator[bytes]:
    """Sorted N-Triples lines of one archived graph, with or without the documents' own words."""
    with gzip.open(path, "rb") as stream:
        for line in stream:
            if quotes or not _is_words(line):
                yield line


def _is_words(line: bytes) -> bool:
    predicate = line.split(b" ", 2)[1]
    return predicate == _QUOTE or predicate in _WORDS


def merged(streams: Iterable[Iterator[bytes]]) -> Iterator[bytes]:
    """One sorted stream of what several hold, each line once."""
    for line, _ in groupby(heapq.merge(*streams)):
        yield line


def triples(lines: Iterator[bytes]) -> Iterator[Triple]:
    """Triples subject by subject, the type of a thing before what is said of it."""
    for _, group in groupby(lines, key=lambda line: line.split(b" ", 1)[0]):
        told = list(from_lines(b"".join(group)))
        yield from sorted(told, key=lambda t: (t.predicate.value != _TYPE, t.predicate.value, str(t.object)))
