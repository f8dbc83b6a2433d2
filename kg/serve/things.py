"""What an IRI of the graph names: its facts for a page, and its triples as data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from kg.errors import UnknownName
from kg.namespaces import BASE, DEF, ID, PREFIXES
from kg.queries.answer import Answer
from kg.queries.binding import bind
from kg.queries.header import Parameter
from kg.queries.run import describer
from kg.queries.scalars import iri as checked
from kg.queries.serialise import turtle
from kg.queries.values import short
from kg.resources import folder
from kg.serve.links import page_of, web
from kg.serve.rows import Cell
from kg.text import visible

if TYPE_CHECKING:
    from kg.api import KnowledgeGraph

DATA: Final = {
    "text/turtle": ("ttl", RdfFormat.TURTLE),
    "application/ld+json": ("jsonld", RdfFormat.JSON_LD),
    "application/n-triples": ("nt", RdfFormat.N_TRIPLES),
}
"""Media types of data on a thing, with the ending of its address."""
_HIDDEN: Final = frozenset(DEF + name for name in ("themeList", "cohortList"))
_FIRST: Final = (
    PREFIXES["rdf"] + "type",
    PREFIXES["skos"] + "prefLabel",
    PREFIXES["dcterms"] + "title",
    PREFIXES["skos"] + "definition",
    PREFIXES["rdfs"] + "comment",
)


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
    text = (folder("queries") / "show" / "facts.rq").read_text(encoding="utf-8")
    query = bind(text, {"thing": Parameter("thing", "iri", required=True)}, {"thing": (NamedNode(iri),)})
    facts: dict[str, dict[Cell, None]] = {}
    rows = sorted(graph.store.select(query).rows, key=lambda row: _weight(_text(row[0])))
    for name, label, value, shown in rows:
        if _text(name) in _HIDDEN:
            continue
        said = _text(shown) or (
            short(_text(value)).removeprefix(ID) if isinstance(value, NamedNode) else _text(value)
        )
        href = page_of(value.value) or web(value.value) if isinstance(value, NamedNode) else web(_text(value))
        heading = _text(label) or short(_text(name))
        facts.setdefault(heading[:1].upper() + heading[1:], {})[Cell(visible(said), href)] = None
    label_of = graph.names.label(iri) or short(iri).removeprefix(ID)
    return Thing(iri, visible(label_of), tuple((name, tuple(cells)) for name, cells in facts.items()))


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


def _weight(name: str) -> int:
    return _FIRST.index(name) if name in _FIRST else len(_FIRST)


def _text(term: object) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else ""
