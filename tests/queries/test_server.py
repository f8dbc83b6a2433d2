"""Bound queries give the same rows through HTTP, on the ``oxigraph`` server of PyPI."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator

import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode
from SPARQLWrapper import JSON, SPARQLWrapper

from kg.errors import BadParameter
from kg.queries.binding import Value, bind
from kg.queries.header import Parameter
from tests.queries.graphs import GRAPH, PROLOGUE, MemoryStore, rdflib_graph
from tests.queries.test_binding import PLACEMENTS, iris, parse, same_node, texts
from tests.servers import oxigraph, oxigraph_binary

ONE = {"value": Parameter("value", "iri", required=True)}
MANY = {"value": Parameter("value", "iri", many=True)}
VALUES: tuple[Value, ...] = (
    NamedNode("https://w3id.org/inspection-kg/scheme/theme/plans"),
    NamedNode("http://example.org/$value?x=1#'()"),
    Literal('Plans say "soon" too often.'),
    Literal("Staff {stay} \\u0022 long # here."),
    Literal("\\u00220022"),
    Literal("\\\\U00000022"),
    Literal("One\nline 'more'."),
    Literal('\\" } UNION { ?s ?p ?o } #'),
    Literal("é \U0001f600 \u2028"),
)


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server on loopback that holds the small graph."""
    place = tmp_path_factory.mktemp("server's store")
    (place / "graph.ttl").write_text(GRAPH, encoding="utf-8")
    load = [oxigraph_binary(), "load", "--location", str(place / "db"), "--file", str(place / "graph.ttl")]
    subprocess.run(load, check=True, capture_output=True)
    with oxigraph("--location", str(place / "db"), verb="serve-read-only") as address:
        yield f"{address}/query"


def served(endpoint: str, query: str) -> list[tuple[str, ...]]:
    wrapper = SPARQLWrapper(endpoint)
    wrapper.setQuery(query)
    wrapper.setMethod("POST")
    wrapper.setReturnFormat(JSON)
    answer = json.loads(wrapper.query().response.read())
    return [
        tuple(row[name]["value"] if name in row else "" for name in answer["head"]["vars"])
        for row in answer["results"]["bindings"]
    ]


def embedded(query: str) -> list[tuple[str, ...]]:
    return [tuple(getattr(term, "value", "") for term in row) for row in MemoryStore().select(query).rows]


@pytest.mark.parametrize("value", VALUES)
def test_one_value(endpoint: str, value: Value) -> None:
    text = PROLOGUE + "SELECT ?s ?p ?shown { ?s ?p $value BIND($value AS ?shown) } ORDER BY ?s ?p"
    bound = bind(text, ONE, {"value": [value]})
    node = rdflib.URIRef(value.value) if isinstance(value, NamedNode) else rdflib.Literal(value.value)
    oracle = [
        (str(row[0]), str(row[1]), str(node))  # type: ignore[index]
        for row in rdflib_graph().query(text, initBindings={"value": node})
    ]
    assert served(endpoint, bound) == embedded(bound) == oracle
    shown = bind("SELECT ?shown { BIND($value AS ?shown) } ORDER BY ?shown", ONE, {"value": [value]})
    assert served(endpoint, shown) == [(value.value,)]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=texts | iris, placement=st.sampled_from(sorted(PLACEMENTS)))
def test_any_value_gives_the_same_rows_through_http(endpoint: str, text: str, placement: str) -> None:
    try:
        terms = parse("iri" if text.startswith("http") else "text", text)
    except BadParameter:
        return
    query = PROLOGUE + PLACEMENTS[placement]
    bound = bind(query, ONE, {"value": terms})
    node = same_node(terms[0])
    oracle = rdflib_graph().query(query, initBindings={"value": node})
    expected = sorted(tuple("" if term is None else str(term) for term in row) for row in oracle)  # type: ignore[union-attr]
    assert sorted(served(endpoint, bound)) == sorted(embedded(bound)) == expected


def test_several_values(endpoint: str) -> None:
    text = PROLOGUE + "SELECT ?s ?value { VALUES ?value { UNDEF } ?s kg:text ?value } ORDER BY ?s"
    for values in (VALUES[2:], VALUES[2:3], ()):
        bound = bind(text, MANY, {"value": values})
        assert served(endpoint, bound) == embedded(bound)
        assert len(served(endpoint, bound)) == (1 if len(values) == 1 else 3)
