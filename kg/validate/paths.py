"""Property paths of shapes as SPARQL writes them."""

from __future__ import annotations

import rdflib
from rdflib.collection import Collection
from rdflib.namespace import RDF, SH
from rdflib.term import Node

from kg.namespaces import prefixed


def path_text(graph: rdflib.Graph, path: Node) -> str:
    """A SHACL path as a SPARQL property path with prefixed names (``^kg:ofInspection/kg:area``)."""
    if isinstance(path, rdflib.URIRef):
        return prefixed(str(path))
    if graph.value(path, RDF.first) is not None:
        return "/".join(path_text(graph, step) for step in Collection(graph, path))
    inverse = graph.value(path, SH.inversePath)
    if inverse is not None:
        return "^" + path_text(graph, inverse)
    choices = graph.value(path, SH.alternativePath)
    if choices is not None:
        return "(" + "|".join(path_text(graph, choice) for choice in Collection(graph, choices)) + ")"
    return str(path)
