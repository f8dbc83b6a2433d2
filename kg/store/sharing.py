"""Finds lines of a named graph that other graphs state too, without unpacking the others.

Documents share resources that are not named after one of them: inspections, persons, the software. A graph
has few lines about resources that are not named after its document, and their hashes are kept beside the
archive. A line about a resource named after a document is looked up in that document's graphs.
"""

from __future__ import annotations

import hashlib
import re
import struct
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable
from pathlib import Path

from kg.rdf.serialise import subject
from kg.store import durable
from kg.store.manifest import Entry

_BYTES = 8
_KEYS = re.compile(rb"/([0-9A-Za-z]+)")


def path_of(folder: Path, entry: Entry) -> Path:
    """The file of an entry's hashes, whose name changes with that of its file in the archive."""
    return folder / f"{entry.file.partition('.')[0]}.lines"


class Sharing:
    """The statements of graphs that stay in a store.

    Args:
        folder: folder of hashes; missing or damaged ones are recalculated.
        staying: the graphs.
        stated: returns the lines of a graph in the merge.
    """

    def __init__(self, folder: Path, staying: Iterable[Entry], stated: Callable[[Entry], bytes]) -> None:
        self._stated = stated
        self._loose: list[tuple[Entry, tuple[int, ...]]] = []
        self._of_document: dict[bytes, list[Entry]] = defaultdict(list)
        for entry in staying:
            if not entry.superseded_by:
                self._loose.append((entry, _loose_hashes(folder, entry, stated)))
            if entry.document is not None:
                self._of_document[entry.document.encode()].append(entry)
        self._seen: set[bytes] = set()

    def shared(self, lines: Iterable[bytes]) -> set[bytes]:
        """Those of the given lines that a staying graph states."""
        lines = set(lines)
        shared = lines & self._seen
        lines -= shared
        keys = {key for line in lines for key in _KEYS.findall(subject(line))}
        for key in keys & self._of_document.keys():
            for entry in self._of_document[key]:
                shared |= lines.intersection(self._stated(entry).splitlines())
        hashed = {_hash(line): line for line in lines - shared}
        for entry, loose in self._loose:
            if not hashed.keys().isdisjoint(loose):
                found = set(hashed.values()).intersection(self._stated(entry).splitlines())
                shared |= found
                hashed = {number: line for number, line in hashed.items() if line not in found}
        self._seen |= shared
        return shared


def repeated(
    folder: Path, entries: Iterable[Entry], stated: Callable[[Entry], bytes]
) -> dict[str, frozenset[int]]:
    """For each graph, hashes of its lines that an earlier graph states too.

    Only graphs of one document share lines about resources named after it; other graphs need not be unpacked.

    Args:
        folder: folder of hashes; missing or damaged ones are recalculated.
        entries: entries of the graphs; the first graph keeps a line.
        stated: returns the lines of a graph in the merge.
    """
    entries = list(entries)
    graphs = Counter(entry.document for entry in entries)
    seen: set[int] = set()
    found: dict[str, frozenset[int]] = {}
    for entry in entries:
        hashes: Iterable[int] = ()
        if entry.document is not None and graphs[entry.document] > 1:
            hashes = map(_hash, stated(entry).splitlines())
        elif not entry.superseded_by:
            hashes = _loose_hashes(folder, entry, stated)
        hashes = frozenset(hashes)
        found[entry.graph] = hashes & seen
        seen |= hashes
    return found


def without(lines: bytes, hashes: Collection[int]) -> bytes:
    """Lines without those whose hashes are given, as :func:`repeated` gives them."""
    if not hashes:
        return lines
    return b"".join(line for line in lines.splitlines(keepends=True) if _hash(line[:-1]) not in hashes)


def hashes_of(lines: bytes, document: str | None) -> bytes:
    """Hashes of a graph's lines about resources that are not named after its document.

    Args:
        lines: its N-Triples, sorted.
        document: key of the document.

    Returns:
        The hashes, sorted, one after the other.
    """
    return b"".join(sorted(map(_digest, _loose_lines(lines, document))))


def keep_hashes(folder: Path, entry: Entry, hashes: bytes) -> None:
    """Keep the result of :func:`hashes_of` for a graph in a folder."""
    durable.replace(path_of(folder, entry), hashes + _digest(hashes), synchronise=False)


def _loose_hashes(folder: Path, entry: Entry, stated: Callable[[Entry], bytes]) -> tuple[int, ...]:
    """The result of :func:`hashes_of` for a graph, which is then kept."""
    raw = _kept_hashes(folder, entry)
    if raw is None:
        raw = hashes_of(stated(entry), entry.document)
        keep_hashes(folder, entry, raw)
    return struct.unpack(f"<{len(raw) // _BYTES}Q", raw)


def _kept_hashes(folder: Path, entry: Entry) -> bytes | None:
    """The hashes that :func:`keep_hashes` kept; ``None`` if they are missing or damaged."""
    try:
        raw = path_of(folder, entry).read_bytes()
    except FileNotFoundError:
        return None
    return raw[:-_BYTES] if raw[-_BYTES:] == _digest(raw[:-_BYTES]) else None


def _loose_lines(lines: bytes, document: str | None) -> list[bytes]:
    """Lines whose subject is not named after the document; an extra line does no harm."""
    found = lines.splitlines()
    if document is None:
        return found
    key = b"/" + document.encode()
    size = len(key)
    loose = []
    for line in found:
        at = line.find(key, 0, line.find(b" "))
        if at < 0 or line[at + size : at + size + 1].isalnum():
            loose.append(line)
    return loose


def _digest(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=_BYTES).digest()


def _hash(line: bytes) -> int:
    return int.from_bytes(_digest(line), "little")
