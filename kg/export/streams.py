"""Named graphs as streams of sorted lines, merged without ever holding more than one line of each."""

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
        *("warning", "reason"),  # notes of ours, which may repeat what they are about
    )
)
_TYPE = f"{PREFIXES['rdf']}type"

_FILES_AT_ONCE: Final = 100
"""Archived graphs that are open at the same time; some systems allow a process no more than 256 files."""


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
    """One sorted stream of what several hold, each line once.

    Args:
        streams: sorted lines.
        at_once: how many streams are read at the same time, at least two; of more, the merge of each so many
            is laid aside on disk first.
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
    """The same lines, from a file that is gone afterwards."""
    with tempfile.TemporaryFile(prefix="kg-export-") as file:
        with gzip.open(file, "wb", compresslevel=1) as packed:
            packed.writelines(lines)
        file.seek(0)
        with gzip.open(file, "rb") as packed:
            yield packed


def triples(lines: Iterator[bytes]) -> Iterator[Triple]:
    """Triples subject by subject, the type of a thing before what is said of it."""
    for _, group in groupby(lines, key=lambda line: line.split(b" ", 1)[0]):
        told = list(from_lines(b"".join(group)))
        yield from sorted(told, key=lambda t: (t.predicate.value != _TYPE, t.predicate.value, str(t.object)))
