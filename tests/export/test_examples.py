"""The stored queries leave as SIB examples and for grlc, one entry each, and both parse and run."""

from __future__ import annotations

import re
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pyshacl
import pytest
from pyoxigraph import Store
from rdflib import RDF, RDFS, SH, Graph, URIRef
from SPARQLWrapper import POST, SPARQLWrapper

from kg import yaml_core
from kg.errors import QueryError, UnknownName
from kg.export.examples import ShippedNames, declared, grlc, long_text, prefixes, ready, turtle, write
from kg.namespaces import PREFIXES, QUERY
from kg.queries.catalogue import Catalogue
from kg.queries.header import StoredQuery
from kg.queries.lint import guessed_form
from kg.queries.names import StoreNames
from kg.queries.query_file import header_text, parse_query
from kg.queries.read_only import form
from kg.queries.ready import ready as ready_of
from kg.queries.run import run
from kg.queries.tokens import code
from kg.resources import files
from kg.store.endpoints import endpoint
from kg.store.folder import open_store
from kg.store.remote_graphs import RemoteGraphs
from tests.agreement.calls import lines_of
from tests.servers import oxigraph

SCHEMA = URIRef(PREFIXES["schema"])
QUERIES = list(Catalogue())
ALL = pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
FINDINGS = parse_query(
    """\
#+ summary: 'What is "weak"'
#+ tags: [weakness]
#+ params:
#+   theme: {type: theme, many: true}
#+   min_run: {type: integer, default: 2}
#+ example: {theme: neglect}
PREFIX kg: <https://w3id.org/inspection-kg/def/>
SELECT ?run WHERE {
  VALUES ?theme { UNDEF }
  ?run kg:theme ?theme ; kg:runLength ?length ; kg:label "a \\\\ b" .
  FILTER (?length >= $min_run)
}
ORDER BY ?run
""",
    "weak-runs",
)


ONE = (
    "PREFIX kg: <https://w3id.org/inspection-kg/def/> "
    "SELECT ?finding { ?finding a kg:Finding ; kg:theme ?theme } ORDER BY ?finding LIMIT 1"
)


@pytest.fixture(scope="module")
def names() -> ShippedNames:
    return ShippedNames()


def read(text: str) -> Graph:
    return Graph().parse(data=text, format="turtle")


@ALL
def test_an_example_is_one_executable_that_parses(query: StoredQuery, names: ShippedNames) -> None:
    graph = read(turtle(query, names))
    (found,) = graph.subjects(RDF.type, SH.SPARQLExecutable)
    assert found == URIRef(QUERY + query.name)
    assert graph.value(found, RDFS.comment) and graph.value(found, SCHEMA + "target")
    assert {str(word) for word in graph.objects(found, SCHEMA + "keywords")} == set(query.header.tags)
    Store().query(str(graph.value(found, SH.select)))


def test_an_example_is_bound_with_the_values_of_the_header(names: ShippedNames) -> None:
    (text,) = read(turtle(FINDINGS, names)).objects(predicate=SH.select)
    assert "scheme/theme/neglect> }" in str(text) and "?length >= 2" not in str(text)
    assert 'FILTER (?length >= "2"^^<http://www.w3.org/2001/XMLSchema#integer>)' in str(text)
    assert r'"a \\ b"' in str(text)


def test_prefixes_are_declared_once_for_all() -> None:
    graph = read(prefixes(QUERIES))
    told = {
        str(graph.value(one, SH.prefix)): str(graph.value(one, SH.namespace))
        for one in graph.objects(URIRef(QUERY), SH.declare)
    }
    assert told["kg"] == PREFIXES["kg"]
    assert all(told[name] == PREFIXES[name] for name in told if name in PREFIXES)


CONVENTION = """
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

<urn:example> a sh:NodeShape ; sh:targetClass sh:SPARQLExecutable ; sh:nodeKind sh:IRI ;
    sh:property
        [ sh:path [ sh:alternativePath ( sh:select sh:construct sh:ask ) ] ;
          sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:string ] ,
        [ sh:path rdf:type ; sh:minCount 2 ;
          sh:in ( sh:SPARQLExecutable sh:SPARQLSelectExecutable sh:SPARQLConstructExecutable
                  sh:SPARQLAskExecutable ) ] ,
        [ sh:path rdfs:comment ; sh:minCount 1 ;
          sh:or ( [ sh:datatype rdf:langString ] [ sh:datatype rdf:HTML ] ) ] ,
        [ sh:path schema:target ; sh:minCount 1 ; sh:nodeKind sh:IRI ] ,
        [ sh:path schema:keywords ; sh:datatype xsd:string ] ,
        [ sh:path schema:keyword ; sh:maxCount 0 ] ,
        [ sh:path sh:prefixes ; sh:minCount 1 ; sh:maxCount 1 ; sh:node <urn:prefixes> ] .

<urn:prefixes> a sh:NodeShape ;
    sh:property [ sh:path sh:declare ; sh:minCount 1 ; sh:node <urn:prefix> ] .

<urn:prefix> a sh:NodeShape ;
    sh:property
        [ sh:path sh:prefix ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:string ] ,
        [ sh:path sh:namespace ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:anyURI ] .
"""
"""What https://github.com/sib-swiss/sparql-examples asks of an example, and SHACL of declared prefixes."""


def test_all_examples_together_keep_the_convention(names: ShippedNames) -> None:
    graph = read(prefixes(QUERIES))
    for query in QUERIES:
        graph += read(turtle(query, names))
    shapes = read(CONVENTION)
    conforms, _, told = pyshacl.validate(graph, shacl_graph=shapes)
    assert conforms, told
    for wrong in (SH.select, RDFS.comment, SCHEMA + "target", SH.declare):
        less = Graph()
        less += (t for t in graph if t[1] != wrong)
        assert not pyshacl.validate(less, shacl_graph=shapes)[0], wrong


def test_a_query_runs_with_the_declared_prefixes_alone(names: ShippedNames) -> None:
    graph = read(prefixes(QUERIES))
    head = "".join(
        f"PREFIX {graph.value(one, SH.prefix)}: <{graph.value(one, SH.namespace)}>\n"
        for one in graph.objects(URIRef(QUERY), SH.declare)
    )
    for query in QUERIES:
        text = str(next(read(turtle(query, names)).objects(predicate=SH.select)))
        bare = "\n".join(line for line in text.splitlines() if not line.startswith("PREFIX "))
        assert bare != text
        Store().query(head + bare)


def test_no_prefix_means_two_things() -> None:
    meant: dict[str, str] = {}
    for query in QUERIES:
        for prefix, namespace in declared(query.text).items():
            assert meant.setdefault(prefix, namespace) == namespace, f"{query.name}: {prefix}"


def test_the_same_queries_give_the_same_bytes(names: ShippedNames) -> None:
    assert [turtle(q, names) for q in QUERIES] == [turtle(q, ShippedNames()) for q in QUERIES[:3]] + [
        turtle(q, names) for q in QUERIES[3:]
    ]


@pytest.mark.parametrize("text", ['"', 'a"', '""""', "\\", r"\"", 'a\n"b"', '"" \\'])
def test_any_text_survives_turtle(text: str) -> None:
    ((_, _, read_back),) = read(f"<urn:a> <urn:b> {long_text(text)} .")
    assert str(read_back) == text


@ALL
def test_a_copy_for_grlc_runs_with_its_defaults(query: StoredQuery, names: ShippedNames) -> None:
    text = grlc(query, names)
    decorators = yaml_core.load(header_text(text), query.name, QueryError)
    assert isinstance(decorators, dict) and decorators["summary"] == query.header.summary
    given = {name: value for entry in decorators.get("defaults", ()) for name, value in entry.items()}
    assert {name for name, _, _ in variables(text)} == set(given)
    Store().query(filled(text, given))


def test_an_optional_parameter_stays_open_for_grlc(names: ShippedNames) -> None:
    text = grlc(FINDINGS, names)
    assert "VALUES ?theme { UNDEF }" in text
    assert "?length >= ?_minrun_xsd_integer" in text and '#+   - minrun: "2"' in text


def variables(text: str) -> Iterator[tuple[str, str, str]]:
    """grlc's variables: name, type and the whole, by https://github.com/CLARIAH/grlc#query-parameters."""
    for whole in sorted(set(re.findall(r"\?_\w+", text)), key=len, reverse=True):
        name, _, kind = whole.removeprefix("?_").partition("_")
        yield name, kind, whole


def filled(text: str, given: dict[str, str]) -> str:
    """A copy as grlc sends it."""
    for name, kind, whole in variables(text):
        value = given[name]
        term = (
            f"<{value}>"
            if kind == "iri"
            else f'"{value}"^^{kind.replace("_", ":")}'
            if kind
            else f'"{value}"'
        )
        text = text.replace(whole, term)
    return text


@pytest.mark.parametrize("kind", ["sparql", "sib", "grlc"])
def test_every_kind_is_one_file_a_query(kind: str, tmp_path: Path) -> None:
    assert write(tmp_path / "new", kind, "https://example.org/query") == len(QUERIES)
    more = {"prefixes"} if kind == "sib" else set()
    assert {path.stem for path in (tmp_path / "new").iterdir()} == {*Catalogue().names, *more}
    named = [path for path in (tmp_path / "new").iterdir() if "https://example.org/query" in path.read_text()]
    assert len(named) == (0 if kind == "sparql" else len(QUERIES))


def test_an_unknown_kind_writes_nothing(tmp_path: Path) -> None:
    with pytest.raises(UnknownName, match="There are: sparql; sib; grlc"):
        write(tmp_path / "new", "sbi")
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("path", files("queries", "**/*.rq"), ids=lambda path: path.stem)
def test_sparqlwrapper_sends_every_file_as_the_query_that_it_is(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert guessed_form(text) == form(text)


@ALL
def test_sparqlwrapper_sends_every_copy_as_the_query_that_it_is(
    query: StoredQuery, names: ShippedNames
) -> None:
    (sib,) = read(turtle(query, names)).objects(predicate=SH.select)
    for text in (ready(query, names), str(sib), grlc(query, names)):
        assert guessed_form(text) == form(query.text)


@ALL
def test_a_copy_holds_no_parameter(query: StoredQuery, names: ShippedNames) -> None:
    assert not [
        token for token in code(ready(query, names)) if token.text[0] == "$" or token.is_word("UNDEF")
    ]


@pytest.fixture(scope="module")
def address(sample_store: Path) -> Iterator[str]:
    """A server that holds the sample graph."""
    with oxigraph() as found:
        RemoteGraphs(endpoint(found)).put(None, lines_of(sample_store))
        yield found


def test_sparqlwrapper_and_plain_http_give_the_rows_that_kg_gives(
    address: str, sample_store: Path, tmp_path: Path
) -> None:
    store = open_store(sample_store)
    names, answered = StoreNames(store), 0
    for query in QUERIES:
        given = {name: ["Exampleshire"] for name in ("authority",) if name in query.header.params}
        if "id" in query.header.params:
            given["id"] = [str(next(store.select(ONE).rows)[0])[1:-1]]
        for name in given:
            if not query.header.params[name].many:
                given[name] = given[name][0]  # type: ignore[assignment]
        text = ready_of(query, given, names).text
        expected = [
            tuple(map(str, row)) for row in run(store, query, {**example_of(query), **given}, names).terms()
        ]
        wrapper = SPARQLWrapper(address + "/query", returnFormat="json")
        wrapper.setMethod(POST)  # the server takes no GET of more than 8 kB
        wrapper.setQuery(text)
        bindings = wrapper.queryAndConvert()["results"]["bindings"]  # type: ignore[index,call-overload]
        assert len(bindings) == len(expected), query.name
        request = urllib.request.Request(  # noqa: S310 - loopback
            address + "/query",
            data=text.encode(),
            headers={"Content-Type": "application/sparql-query", "Accept": "text/tab-separated-values"},
        )
        with urllib.request.urlopen(request) as reply:  # noqa: S310
            assert len(reply.read().splitlines()) - 1 == len(expected), query.name
        answered += bool(expected)
    assert answered > 10


def example_of(query: StoredQuery) -> dict[str, object]:
    """What is borrowed from the example of a query."""
    return {name: query.header.example[name] for name, one in query.header.params.items() if one.required}
