"""Evidence as Web Annotation selectors: page, quote and position, each a thing with an IRI of its own."""

from __future__ import annotations

from pyoxigraph import NamedNode

from kg.documents.model import Document
from kg.extract.facts import Evidence
from kg.namespaces import thing
from kg.rdf.mint import document_key
from kg.rdf.terms import Graph, text, whole

_PDF_FRAGMENTS = NamedNode("http://tools.ietf.org/rfc/rfc3778")
_TEXT_FRAGMENTS = NamedNode("http://tools.ietf.org/rfc/rfc5147")


def add_pages(graph: Graph, document: Document) -> None:
    """Describe the pages of a document; all evidence on a page shares its selector."""
    for number in range(1, document.pages + 1):
        node = page_node(document, number)
        graph.a(node, "DocumentPage", "oa:FragmentSelector")
        graph.add(node, "pageNumber", whole(number))
        pdf = document.media_type == "application/pdf"
        fragment = f"page={number}" if pdf else f"char={document.page_starts[number - 1]}"
        graph.add(node, "rdf:value", text(fragment))
        graph.add(node, "dcterms:conformsTo", _PDF_FRAGMENTS if pdf else _TEXT_FRAGMENTS)


def page_node(document: Document, number: int) -> NamedNode:
    """The selector of one page."""
    return NamedNode(thing("page", f"{document_key(document.sha256)}/{number}"))


def add_evidence(graph: Graph, document: Document, evidence: Evidence) -> NamedNode:
    """Describe one place in a document, and give its node."""
    doc = document_key(document.sha256)
    span = evidence.span
    key = f"{doc}/{span.start}-{span.end}"
    node = NamedNode(thing("evidence", key))
    quote, position = NamedNode(thing("quote", key)), NamedNode(thing("position", key))
    graph.a(node, "Evidence")
    graph.add(node, "oa:hasSource", NamedNode(thing("document", doc)))
    graph.add(node, "page", page_node(document, evidence.page))
    graph.add(node, "pageNumber", whole(evidence.page))
    graph.add(node, "paragraph", text(evidence.paragraph) if evidence.paragraph else None)
    graph.add(node, "words", text(document.quote(span)))
    graph.add(node, "quote", quote)
    graph.a(quote, "QuoteSelector")
    graph.add(quote, "oa:exact", text(document.quote(span)))
    graph.add(node, "position", position)
    graph.a(position, "PositionSelector")
    graph.add(position, "oa:start", whole(span.start))
    graph.add(position, "oa:end", whole(span.end))
    for selector in (page_node(document, evidence.page), quote, position):
        graph.add(node, "oa:hasSelector", selector)
    return node
