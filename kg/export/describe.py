"""The description that every export carries: what it is, from which documents, under which licence."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from pyoxigraph import Literal, NamedNode, Triple

from kg import __version__
from kg.namespaces import GRAPH, thing
from kg.rdf.terms import Graph, text, whole
from kg.store.manifest import Entry

EXPORT_GRAPH = GRAPH + "export"
_OGL = "http://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
_ATTRIBUTION = (
    "Contains public sector information licensed under the Open Government Licence v3.0 where a document's "
    "own licence says so (kg:licenceLabel of each document); other documents are quoted for reference only."
)


def description(entries: Sequence[Entry], *, quotes: bool) -> list[Triple]:
    """A DCAT data set that names its sources; its IRI is made of theirs, so equal exports are equal."""
    documents = [e for e in entries if e.document]
    made_of = "\n".join(sorted(f"{e.graph} {e.file}" for e in entries)) + f"\n{quotes}"
    node = NamedNode(thing("dataset", hashlib.sha256(made_of.encode()).hexdigest()[:16]))
    graph = Graph()
    graph.a(node, "dcat:Dataset")
    graph.add(node, "dcterms:title", Literal("Inspections of children's services in England", language="en"))
    graph.add(node, "dcterms:hasVersion", text(__version__))
    graph.add(node, "dcterms:license", NamedNode(_OGL))
    graph.add(node, "dcterms:rights", Literal(_ATTRIBUTION, language="en"))
    graph.add(node, "dcterms:conformsTo", NamedNode("https://w3id.org/inspection-kg/def/"))
    graph.add(node, "dcat:version", text(__version__))
    graph.add(node, "sourceCount", whole(len(documents)))
    for entry in documents:
        graph.add(node, "dcterms:source", NamedNode(thing("document", str(entry.document))))
    return sorted(graph, key=str)
