"""Property paths of shapes as SPARQL writes them."""

from __future__ import annotations

import rdflib
from rdflib.collection import Collection
from rdflib.namespace import RDF, SH
from rdflib.term import Node

from kg.namespaces import PREFIXES


def path_text(graph: rdflib.Graph, path: Node) -> str:
    """A SHACL path as a SPARQL property path with prefixed names (``^kg:ofInspection/kg:area``)."""
    if isinstance(path, rdflib.URIRef):
        return compact(str(path))
    if graph.value(path, RDF.first) is not None:
        return "/".join(path_text(graph, step) for step in Collection(graph, path))
    inverse = graph.value(path, SH.inversePath)
    if inverse is not None:
        return "^" + path_text(graph, inverse)
    choices = graph.value(path, SH.alternativePath)
    if choices is not None:
        return "(" + "|".join(path_text(graph, choice) for choice in Collection(graph, choices)) + ")"
    return str(path)


def compact(iri: str) -> str:
    """A short name of an IRI for people, if a known prefix fits; it is not always valid SPARQL.

    :func:`kg.namespaces.prefixed` gives names that SPARQL reads.

    >>> compact("https://w3id.org/inspection-kg/def/grade")
    'kg:grade'
    """
    fitting = [(base, name) for name, base in PREFIXES.items() if iri.startswith(base)]
    if not fitting:
        return f"<{iri}>"
    base, name = max(fitting, key=lambda pair: len(pair[0]))
    return f"{name}:{iri.removeprefix(base)}"
