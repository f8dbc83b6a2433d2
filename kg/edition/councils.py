"""Councils of the edition as named graphs to put into a store, unpacked in separate processes if many.

Unpacking a council takes a fifth of a second of processor time, and loading it into the database a third:
the store loads one council while another is unpacked.
"""

from __future__ import annotations

import gzip
import os
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Final

from kg import resources
from kg.edition.parts import Edition, graphs_in
from kg.errors import EnvironmentFault
from kg.sandbox import child, faults
from kg.sandbox.parallel import shared_out
from kg.sandbox.process import Died, Process
from kg.store.manifest import Entry
from kg.store.sharing import hashes_of
from kg.store.writer import NamedGraph

FEW: Final = 4
"""Number of councils up to which they are unpacked here, since a process takes longer to start."""
_MOST: Final = 4
"""Largest number of processes."""
_AHEAD: Final = 2
"""Number of councils that each process unpacks ahead of the store."""


def councils(
    whole: Edition, codes: Sequence[str], *, processes: int | None = None
) -> Iterator[list[NamedGraph]]:
    """The named graphs of councils, one list a council, in the order of the codes.

    Args:
        whole: the edition.
        codes: codes of councils that it has.
        processes: number of unpacking processes; by default one a core, except the one that the store uses,
            and none for few councils.

    Raises:
        EnvironmentFault: a part is missing or damaged.
    """
    folder = resources.folder("data") / "england"
    told = (whole.councils[code] for code in codes)
    return unpacked([(folder / one["file"], one["sha256"], whole.mark) for one in told], processes=processes)


def unpacked(
    parts: Sequence[tuple[Path, str, str]], *, processes: int | None = None
) -> Iterator[list[NamedGraph]]:
    """The named graphs of parts, one list a part.

    Args:
        parts: path, SHA-256 and mark of each, as for :func:`kg.edition.parts.graphs_in`.
        processes: as for :func:`councils`.

    Raises:
        EnvironmentFault: a part is missing or damaged.
    """
    if processes is None:
        processes = 0 if len(parts) < FEW else max(1, min(_MOST, (os.cpu_count() or 1) - 1))
    if not processes:
        for path, sha256, mark in parts:
            yield [packed(entry, lines) for entry, lines in graphs_in(path, sha256, mark)]
        return
    yield from _elsewhere([(str(path), sha256, mark) for path, sha256, mark in parts], processes)


def packed(entry: Entry, lines: bytes) -> NamedGraph:
    """A graph in the form that a store expects; it is compressed lightly, since the edition itself exists."""
    hashes = hashes_of(lines, entry.document)
    return NamedGraph(entry, gzip.compress(lines, compresslevel=1, mtime=0), hashes=hashes)


def _elsewhere(parts: Sequence[tuple[str, str, str]], processes: int) -> Iterator[list[NamedGraph]]:
    started = [Process("kg.edition.councils") for _ in range(processes)]
    for _, graphs in shared_out(parts, started, _unpacked, ahead=processes * _AHEAD):
        yield graphs


def _unpacked(process: Process, part: tuple[str, str, str]) -> list[NamedGraph]:
    try:
        head, body = process.ask({"part": part})
    except Died as death:
        raise EnvironmentFault(f"Unpacking {part[0]} failed ({death}). Try again.") from death
    faults.raised(head)
    graphs = []
    at = 0
    for raw, size, hashes in head["graphs"]:
        middle, end = at + size, at + size + hashes
        graphs.append(NamedGraph(Entry.of(raw), body[at:middle], hashes=body[middle:end]))
        at = end
    return graphs


def main() -> None:
    """Unpack parts until the input ends."""
    messages, reply = child.messages()
    for request, _ in messages:
        path, sha256, mark = request["part"]
        try:
            found = [packed(entry, lines) for entry, lines in graphs_in(Path(path), sha256, mark)]
        except EnvironmentFault as problem:
            reply(faults.told(problem), b"")
            continue
        told = [(asdict(graph.entry), len(graph.packed), len(graph.hashes or b"")) for graph in found]
        reply({"graphs": told}, b"".join(part for g in found for part in (g.packed, g.hashes or b"")))
