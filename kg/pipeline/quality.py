"""What was refused, as data: so that ``kg query data-quality`` tells it long after the load."""

from __future__ import annotations

import hashlib

from pyoxigraph import NamedNode

from kg.namespaces import GRAPH, thing
from kg.rdf.serialise import pack, to_lines
from kg.rdf.terms import Graph, text
from kg.store.manifest import Entry, Manifest
from kg.store.writer import NamedGraph

QUALITY_GRAPH = GRAPH + "quality"


def quality_graph(manifest: Manifest) -> NamedGraph:
    """A note for each file that was refused."""
    graph = Graph()
    for key, refusal in sorted(manifest.refusals.items()):
        digest = refusal.sha256[:16] or hashlib.sha256(key.encode()).hexdigest()[:16]
        node = NamedNode(thing("quality-note", digest))
        graph.a(node, "DataQualityNote")
        graph.add(node, "fileName", text(refusal.file_name))
        graph.add(node, "sha256", text(refusal.sha256) if refusal.sha256 else None)
        graph.add(node, "problem", text(refusal.kind))
        graph.add(node, "reason", text(refusal.message))
    lines = to_lines(graph)
    digest = hashlib.sha256(lines).hexdigest()[:32]
    entry = Entry(QUALITY_GRAPH, "", ("quality",), lines.count(b"\n"), digest)
    return NamedGraph(entry, pack(lines))
