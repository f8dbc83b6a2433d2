"""Refusals and doubts as data, so that ``kg query data-quality`` lists them long after the load."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from pyoxigraph import NamedNode

from kg.namespaces import GRAPH, thing
from kg.pipeline.settle.unfit import Unfit
from kg.rdf.serialise import pack, to_lines
from kg.rdf.terms import Graph, text
from kg.store.manifest import Entry, Manifest
from kg.store.writer import NamedGraph
from kg.text import visible

QUALITY_GRAPH = GRAPH + "quality"


def quality_graph(manifest: Manifest, unfit: Iterable[Unfit] = ()) -> NamedGraph:
    """A note for each file that was refused, and for each kept correction that does not count."""
    graph = Graph()
    for one in unfit:
        correction = one.correction
        key = f"{correction.document}/{correction.sentence}"
        node = NamedNode(thing("quality-note", f"correction/{key}"))
        graph.a(node, "DataQualityNote")
        graph.add(node, "about", NamedNode(thing("correction", key)))
        if one.file_name:
            graph.add(node, "inDocument", NamedNode(thing("document", correction.document)))
        graph.add(node, "problem", text(one.problem))
        graph.add(node, "reason", text(visible(one.message)))
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
