"""Named graphs as streams of sorted lines, merged with only one line of each in memory."""

from __future__ import annotations

import gzip
import heapq
import tempfile
from collections.abc import Generator, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import groupby
from pathlib import Path
from typing import Final

from pyoxigraph import Triple

from kg.namespaces import PREFIXES
from kg.rdf.serialise import from_lines

_WORDS = tuple(
    f"<{PREFIXES['kg']}{name}>".encode()
    for name in (
        *("text", "words", "heading", "group", "printedForm", "datesPrinted", "publishedPrinted"),
        *("warning", "reason"),  # notes of the project, which may repeat the document's words
    )
)
_TYPE = f"{PREFIXES['rdf']}type"

_FILES_AT_ONCE: Final = 100
"""Most archived graphs that are open at the same time; some systems allow a process only 256 files."""


def lines_of(path: Path, *, quotes: bool = True) -> Generator[bytes, None, None]:
    """Sorted N-Triples lines of one archived graph, with or without the documents' own words."""
    with gzip.open(path, "rb") as stream:
        for line in stream:
            if quotes or not is_words(line):
                yield line


def is_words(line: bytes) -> bool:
    """Whether a line of N-Triples holds a document's own words."""
    return line.split(b" ", 2)[1] in _WORDS


def merged(streams: Iterable[Iterator[bytes]], *, at_once: int = _FILES_AT_ONCE) -> Iterator[bytes]:
    """One sorted stream of the lines of several, each line once.

    Args:
        streams: sorted lines.
        at_once: number of streams that are read at the same time, at least two; more streams are merged in
            groups of this size, which are first written to disk.
    """
    with ExitStack() as laid:
        parts = list(streams)
        while len(parts) > at_once:
            parts = [
                laid.enter_context(_laid_aside(heapq.merge(*some)))
                for some in (parts[at : at + at_once] for at in range(0, len(parts), at_once))
            ]
        for line, _ in groupby(heapq.merge(*parts)):
            yield line


@contextmanager
def _laid_aside(lines: Iterator[bytes]) -> Iterator[Iterator[bytes]]:
    """The same lines, from a temporary file."""
    with tempfile.TemporaryFile(prefix="kg-export-") as file:
        with gzip.open(file, "wb", compresslevel=1) as packed:
            packed.writelines(lines)
        file.seek(0)
        with gzip.open(file, "rb") as packed:
            yield packed


def triples(lines: Iterator[bytes]) -> Iterator[Triple]:
    """Triples subject by subject, the type of a resource before its other triples."""
    for _, group in groupby(lines, key=lambda line: line.split(b" ", 1)[0]):
        told = list(from_lines(b"".join(group)))
        yield from sorted(told, key=lambda t: (t.predicate.value != _TYPE, t.predicate.value, str(t.object)))
