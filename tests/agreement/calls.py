"""Calls of the stored queries: those of their fixtures, and some on the sample graph."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from kg.namespaces import ID
from kg.pipeline.load import load
from kg.queries.catalogue import Catalogue
from kg.queries.header import Header
from kg.queries.names import StoreNames
from kg.queries.run import prepare
from kg.rdf.serialise import to_lines
from kg.resources import folder
from kg.store.base import Store
from kg.store.embedded import in_memory
from kg.store.folder import open_store
from tests.queries_stored.story import HERE, graph_of, read_yaml

_COUNCILS = ("Exampleshire", "Surrey")
_FINDING = (
    "PREFIX kg: <https://w3id.org/inspection-kg/def/> "
    "SELECT ?finding { ?finding a kg:Finding ; kg:theme ?theme } ORDER BY ?finding LIMIT 1"
)


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a stored query, bound.

    Attributes:
        query: name of the query.
        about: what tells it from other calls of the query.
        sparql: what is asked.
    """

    query: str
    about: str
    sparql: str = field(repr=False)


def fixtures() -> list[str]:
    """Names of the queries that have a fixture."""
    return sorted(path.parent.name for path in HERE.glob("*/cases.yaml"))


@cache
def fixture_lines(name: str) -> bytes:
    """The graph of a fixture, as N-Triples."""
    return to_lines(graph_of(name))


def fixture_calls(name: str) -> list[Call]:
    """The calls of a fixture."""
    names = StoreNames(in_memory(graph_of(name)))
    query = Catalogue().get(name)
    return [
        Call(name, str(case["about"]), prepare(query, case.get("given") or {}, names))
        for case in read_yaml(HERE / name / "cases.yaml")
    ]


def make_sample(place: Path) -> None:
    """Load the sample reports into a store."""
    samples = folder("documents") / "samples"
    load([samples], place, registers=[samples / "register.ttl"])


def lines_of(place: Path) -> bytes:
    """The merge of all graphs of a store, as N-Triples."""
    return to_lines(open_store(place).construct("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"))


def sample_calls(place: Path) -> list[Call]:
    """Each stored query on the sample graph, with only what it must be given."""
    store = open_store(place)
    names = StoreNames(store)
    return [
        Call(query.name, about, prepare(query, given, names))
        for query in Catalogue()
        for about, given in _given(store, query.header)
    ]


def _given(store: Store, header: Header) -> Iterator[tuple[str, Mapping[str, object]]]:
    needed = {name: header.example[name] for name, param in header.params.items() if param.required}
    if "id" in needed:
        (row,) = store.select(_FINDING).rows
        needed["id"] = (str(getattr(row[0], "value", "")).removeprefix(ID),)
    given = {name: list(values) if header.params[name].many else values[0] for name, values in needed.items()}
    if "authority" not in header.params:
        yield "all", given
        return
    many = header.params["authority"].many
    for council in _COUNCILS:
        yield council, {**given, "authority": [council] if many else council}
    if "authority" not in needed:
        yield "all", given
