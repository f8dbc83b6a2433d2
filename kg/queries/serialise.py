"""Triples as Turtle, the same bytes for the same triples."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import RdfFormat, Triple, serialize

from kg.namespaces import PREFIXES


def turtle(triples: Iterable[Triple]) -> str:
    """Sorted Turtle with the project's prefixes, of which only those in use are declared.

    >>> from pyoxigraph import NamedNode
    >>> a, b = NamedNode("http://example.org/a"), NamedNode("http://purl.org/dc/terms/source")
    >>> print(turtle([Triple(a, b, a)]), end="")
    @prefix dcterms: <http://purl.org/dc/terms/> .
    <http://example.org/a> dcterms:source <http://example.org/a> .
    """
    ordered = sorted(set(triples), key=str)
    used = "\n".join(map(str, ordered))
    prefixes = {label: iri for label, iri in PREFIXES.items() if f"<{iri}" in used}
    return (serialize(ordered, format=RdfFormat.TURTLE, prefixes=prefixes) or b"").decode()
