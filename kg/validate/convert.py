"""Converts pyoxigraph's terms to rdflib's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode, Triple
from rdflib.term import Node

from kg.errors import ShapeViolation
from kg.namespaces import PREFIXES

_STRING = PREFIXES["xsd"] + "string"


def to_rdflib(
    triples: Iterable[Triple], predicates: frozenset[str] | None = None
) -> Iterator[tuple[Node, Node, Node]]:
    """Triples in rdflib's terms.

    Args:
        triples: the triples to convert.
        predicates: the predicates to keep; all by default.

    Raises:
        ShapeViolation: a term is of a kind that graphs of documents never hold.
    """
    term = _converter()
    for triple in triples:
        if predicates is None or triple.predicate.value in predicates:
            yield term(triple.subject), term(triple.predicate), term(triple.object)


def _converter() -> Callable[[object], Node]:
    names: dict[str, rdflib.URIRef] = {}

    def named(iri: str) -> rdflib.URIRef:
        known = names.get(iri)
        if known is None:
            known = names[iri] = rdflib.URIRef(iri)
        return known

    def term(value: object) -> Node:
        if isinstance(value, NamedNode):
            return named(value.value)
        if isinstance(value, Literal):
            if value.language:
                return rdflib.Literal(value.value, lang=value.language)
            kind = value.datatype.value
            # rdflib holds "x" and "x"^^xsd:string to be two terms; RDF 1.1 has one.
            # Not normalised: a report shows a value as the file has it.
            datatype = None if kind == _STRING else named(kind)
            return rdflib.Literal(value.value, datatype=datatype, normalize=False)
        if isinstance(value, BlankNode):
            return rdflib.BNode(value.value)
        raise ShapeViolation(f"A triple has a term that graphs of documents never hold: {value}.")

    return term


def n_triples(node: Node) -> str:
    """An rdflib term as N-Triples writes it."""
    if isinstance(node, rdflib.Literal):
        if node.language:
            return str(Literal(str(node), language=node.language))
        return str(Literal(str(node), datatype=NamedNode(str(node.datatype or _STRING))))
    if isinstance(node, rdflib.URIRef):
        return str(NamedNode(str(node)))
    return f"_:{node}"
