"""Names of inspections that are not in an edition, for councils that keep the edition's trajectories.

The graph of trajectories also gives the name under which each inspection is shown, and queries need that
name. While a council keeps the trajectories of the edition, the name of an inspection loaded since is in a
separate graph.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator
from typing import Final

from kg.namespaces import DEF, names_graph
from kg.rdf.iris import derived_graph
from kg.rdf.serialise import pack
from kg.store.manifest import Entry
from kg.store.writer import NamedGraph, Writer
from kg.trajectories import named

_CANONICAL: Final = f"<{DEF}canonical>".encode()


def put_names(writer: Writer, codes: Iterable[str], staying: Collection[str]) -> None:
    """Add the names that are missing, and remove those that are no longer needed.

    Args:
        writer: the store that is being changed.
        codes: codes of authorities whose trajectories may have changed.
        staying: codes of those that keep the edition's trajectories.
    """
    coming, leaving = [], []
    for code in codes:
        name = names_graph(code)
        lines = b"".join(_missing(writer, code)) if code in staying else b""
        digest = hashlib.sha256(lines).hexdigest()[:32]
        old = writer.manifest.entries.get(name)
        if lines and (old is None or old.made_from != digest):
            entry = Entry(name, "", (f"derived-{code}",), lines.count(b"\n"), digest)
            coming.append(NamedGraph(entry, pack(lines)))
        elif old is not None and not lines:
            leaving.append(name)
    writer.remove(*leaving)
    writer.put(coming)


def _missing(writer: Writer, code: str) -> Iterator[bytes]:
    """Lines on inspections of an authority that its trajectories do not name, sorted."""
    told = set(writer.lines(writer.manifest.entries[derived_graph(code)]).splitlines(keepends=True))
    known = {line.partition(b" ")[0] for line in told if line.split(b" ", 2)[1] == _CANONICAL}
    for line in named(writer.store, code).lines().splitlines(keepends=True):
        subject, predicate, _ = line.split(b" ", 2)
        if line not in told and (predicate != _CANONICAL or subject not in known):
            yield line
