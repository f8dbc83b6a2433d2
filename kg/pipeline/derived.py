"""Trajectories of the authorities that a change touched, each in a graph of its own."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from kg.rdf.mint import derived_graph
from kg.rdf.serialise import pack
from kg.store.manifest import Entry
from kg.store.writer import NamedGraph, Writer


def derive_for(writer: Writer, authorities: Sequence[str]) -> None:
    """Derive anew what rests on the documents of these authorities, successors' too, and put it in the store.

    Args:
        writer: the store that is being changed.
        authorities: three-digit codes.
    """
    from kg.trajectories import affected, derived

    graphs = []
    for code in affected(writer.store, authorities):
        lines = derived(writer.store, code).lines()
        digest = hashlib.sha256(lines).hexdigest()[:32]
        name = derived_graph(code)
        old = writer.manifest.entries.get(name)
        if old is None or old.made_from != digest:
            entry = Entry(name, "", (f"derived-{code}",), lines.count(b"\n"), digest)
            graphs.append(NamedGraph(entry, pack(lines)))
    writer.put(graphs)
