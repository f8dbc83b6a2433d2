"""Warnings of shapes as notes in the graph of the document that they are about."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

from pyoxigraph import NamedNode, Triple

from kg.namespaces import ID, thing
from kg.rdf.iris import document_key
from kg.rdf.terms import Graph, text
from kg.validate.report import Result

_LABELLED = re.compile(rf"{re.escape(ID)}(mention|finding|recommendation)/")


def is_about_labels(focus: str) -> bool:
    """Whether a shape's warning is about labels of a classifier, not about the printed document."""
    return _LABELLED.match(focus) is not None


def warning_notes(sha256: str, warnings: Iterable[Result]) -> list[Triple]:
    """A note in the document's graph for each warning of a shape."""
    graph = Graph()
    document = document_key(sha256)
    for warning in warnings:
        told = f"{warning.shape} {warning.focus} {warning.path} {warning.value}"
        digest = hashlib.sha256(told.encode()).hexdigest()[:10]
        node = NamedNode(thing("quality-note", f"{document}/{digest}"))
        graph.a(node, "DataQualityNote")
        graph.add(node, "inDocument", NamedNode(thing("document", document)))
        graph.add(node, "about", NamedNode(warning.focus))
        graph.add(node, "problem", text(warning.shape.rpartition("/")[2]))
        graph.add(node, "reason", text(warning.message))
    return list(graph)
