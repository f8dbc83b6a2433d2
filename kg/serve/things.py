"""What an IRI of the graph names: its facts for a page, and its triples as data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from kg.errors import UnknownName
from kg.namespaces import BASE, DEF, ID, PREFIXES
from kg.namespaces import thing as thing_iri
from kg.queries.answer import Answer
from kg.queries.run import describer
from kg.queries.scalars import iri as checked
from kg.queries.serialise import turtle
from kg.queries.show import facts_of
from kg.queries.values import short
from kg.render.words import sentence_case
from kg.serve.links import page_of, web
from kg.serve.view import Cell
from kg.text import visible

if TYPE_CHECKING:
    from kg.api import KnowledgeGraph

DATA: Final = {
    "text/turtle": ("ttl", RdfFormat.TURTLE),
    "application/ld+json": ("jsonld", RdfFormat.JSON_LD),
    "application/n-triples": ("nt", RdfFormat.N_TRIPLES),
}
"""Media types of data on a thing, with the ending of its address."""


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing: its IRI, its name, and its facts: the name of a property and its values."""

    iri: str
    label: str
    facts: tuple[tuple[str, tuple[Cell, ...]], ...]


def known(graph: KnowledgeGraph, path: str) -> str:
    """The IRI of a thing by its path after the base.

    Raises:
        UnknownName: the graph says nothing of it.
    """
    iri = checked(BASE + path).value
    if not graph.names.exists(iri):
        raise UnknownName("thing", path)
    return iri


def thing(graph: KnowledgeGraph, iri: str) -> Thing:
    """The facts that the graph has of a thing, with links."""
    facts: dict[str, dict[Cell, None]] = {}
    for fact in facts_of(graph.store, iri):
        named = fact.value.value if isinstance(fact.value, NamedNode | Literal) else ""
        linked = isinstance(fact.value, NamedNode)
        said = fact.shown or (short(named).removeprefix(ID) if linked else named)
        href = (page_of(named) if linked else None) or web(named)
        facts.setdefault(sentence_case(fact.name), {})[Cell(visible(said), href)] = None
    label_of = graph.names.label(iri) or _plain_name(graph, iri) or short(iri).removeprefix(ID)
    return Thing(iri, visible(label_of), tuple((name, tuple(cells)) for name, cells in facts.items()))


def _plain_name(graph: KnowledgeGraph, iri: str) -> str:
    """The label of a term of the ontology; the file of a document without a title."""
    if iri.startswith(thing_iri("document", "")):
        named = DEF + "fileName"
    elif iri.startswith(DEF):
        named = PREFIXES["rdfs"] + "label"
    else:
        return ""
    found = graph.store.select(f"SELECT ?name {{ {NamedNode(iri)} {NamedNode(named)} ?name }} ORDER BY ?name")
    name = next((str(getattr(row[0], "value", "")) for row in found.rows), "")
    return sentence_case(name) if named != DEF + "fileName" else name


def evidence(graph: KnowledgeGraph, iri: str) -> Answer | None:
    """The places that say it, of a thing that is an individual."""
    if not iri.startswith(ID):
        return None
    return graph.query("evidence", id=iri).answer


def data(graph: KnowledgeGraph, iri: str, media: str) -> bytes:
    """What the graph says of a thing, in one of :data:`DATA`."""
    return written(describer(graph.store)([NamedNode(iri)]), media)


def written(triples: Iterable[Triple], media: str) -> bytes:
    """Triples in one of :data:`DATA` or RDF/XML, sorted."""
    ordered = sorted(set(triples), key=str)
    if media == "text/turtle":
        return turtle(ordered).encode()
    form = RdfFormat.from_media_type(media) or RdfFormat.N_TRIPLES
    prefixes = (
        None
        if form == RdfFormat.N_TRIPLES
        else {k: v for k, v in PREFIXES.items() if k not in ("id", "graph", "query", "shape")}
    )
    return serialize(ordered, format=form, prefixes=prefixes) or b""
