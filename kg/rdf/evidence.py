"""Evidence: the one place in a document that a resource rests on, with its words, page, paragraph and span.

In Web Annotation's terms a place is a specific resource whose selectors follow from these properties;
``queries/describe/web-annotation.rq`` constructs them.
"""

from __future__ import annotations

from pyoxigraph import NamedNode

from kg.documents.model import Document, Span
from kg.extract.facts import Evidence
from kg.namespaces import thing
from kg.rdf.iris import document_key
from kg.rdf.terms import Graph, text, whole


def add_evidence(graph: Graph, document: Document, evidence: Evidence) -> NamedNode:
    """Describe one place in a document, and return its node."""
    doc = document_key(document.sha256)
    span = evidence.span
    node = NamedNode(thing("evidence", f"{doc}/{span.start}-{span.end}"))
    graph.a(node, "Evidence")
    graph.add(node, "oa:hasSource", NamedNode(thing("document", doc)))
    graph.add(node, "pageNumber", whole(evidence.page))
    graph.add(node, "paragraph", text(evidence.paragraph) if evidence.paragraph else None)
    graph.add(node, "words", text(_words(document, evidence)))
    graph.add(node, "start", whole(span.start))
    graph.add(node, "end", whole(span.end))
    return node


def _words(document: Document, evidence: Evidence) -> str:
    """The words of a place; each part that another column cuts off is on a separate line."""
    parts = []
    start = evidence.span.start
    for span in (*evidence.left_out, Span(evidence.span.end, evidence.span.end)):
        parts.append(document.quote(Span(start, span.start)))
        start = span.end
    return parts[0] if len(parts) == 1 else "\n".join(part.strip() for part in parts)
