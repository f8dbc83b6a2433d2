"""The SPARQL 1.1 Protocol, as its own clients speak it over loopback."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rdflib import Graph, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, POST, POSTDIRECTLY, RDFXML, TSV, TURTLE, URLENCODED, XML, SPARQLWrapper
from starlette.testclient import TestClient

from kg.api import open as open_store
from kg.namespaces import DEF
from kg.serve.app import application
from kg.serve.pool import Pool
from tests.servers import explorer

COUNT = f"SELECT (COUNT(*) AS ?n) WHERE {{ ?inspection a <{DEF}Inspection> }}"
LABELS = (
    'SELECT ?s ?label WHERE { VALUES (?s ?label) { (<http://example.org/a> "ä <b> & \\"c\\""@en) '
    "(<http://example.org/b> 3) (UNDEF true) } }"
)


@pytest.fixture(scope="module")
def address(sample_store: Path) -> Iterator[str]:
    """The endpoint on a free port of loopback."""
    with explorer(Pool(lambda: open_store(sample_store, seconds=60), size=1)) as where:
        yield f"{where}/sparql"


@pytest.fixture(scope="module")
def number(sample_store: Path) -> int:
    """What :data:`COUNT` counts, asked without the protocol."""
    found: Any = open_store(sample_store).sparql(COUNT).rows[0]["n"]
    return int(found)


@pytest.mark.parametrize("ways", [(), (POST, URLENCODED), (POST, POSTDIRECTLY)])
def test_all_three_ways_to_ask(address: str, ways: tuple[str, ...], number: int) -> None:
    client = SPARQLWrapper(address, returnFormat=JSON)
    if ways:
        client.setMethod(ways[0])
        client.setRequestMethod(ways[1])
    client.setQuery(COUNT)
    found: Any = client.queryAndConvert()
    assert int(found["results"]["bindings"][0]["n"]["value"]) == number > 3


@pytest.mark.parametrize("form", [XML, CSV, TSV])
def test_other_formats_of_rows(address: str, form: str, number: int) -> None:
    client = SPARQLWrapper(address, returnFormat=form)
    client.setQuery(COUNT)
    found: Any = client.query().convert()
    text = found.toxml() if form == XML else found.decode()
    assert str(number) in text
    assert "n" in text


@pytest.mark.parametrize("form", [TURTLE, RDFXML])
def test_graphs(address: str, form: str) -> None:
    client = SPARQLWrapper(address, returnFormat=form)
    client.setQuery("DESCRIBE <https://w3id.org/inspection-kg/id/authority/999>")
    found: Any = client.query().convert()
    graph = found if isinstance(found, Graph) else Graph().parse(data=found, format="turtle")
    assert (URIRef("https://w3id.org/inspection-kg/id/authority/999"), None, None) in graph


@pytest.mark.parametrize(
    "ways",
    [
        ("--get", "--data-urlencode", f"query={COUNT}"),
        ("--data-urlencode", f"query={COUNT}"),
        ("--header", "Content-Type: application/sparql-query", "--data-binary", COUNT),
    ],
)
def test_curl_asks_by_all_three_ways(address: str, ways: tuple[str, ...], number: int) -> None:
    curl = shutil.which("curl")
    if curl is None:
        pytest.skip("curl is not installed")
    call = [curl, "--silent", "--fail", "--compressed", "--header", "Accept: text/csv", *ways, address]
    done = subprocess.run(call, capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.split() == ["n", str(number)]


def test_rdflib_reads_it_as_a_store(address: str, number: int) -> None:
    graph = Graph(SPARQLStore(address))
    rows: Any = list(graph.query(COUNT))
    assert [int(row[0]) for row in rows] == [number]
    assert graph.query("ASK { ?s ?p ?o }").askAnswer is True
    values = {str(row[1]) for row in graph.query(LABELS)}  # type: ignore[index]
    assert values == {'ä <b> & "c"', "3", "true"}


def test_formats_tell_the_same(site: TestClient) -> None:
    def of(media: str) -> str:
        return str(site.get("/sparql", params={"query": LABELS}, headers={"accept": media}).text)

    assert of("text/csv").splitlines()[1] == 'http://example.org/a,"ä <b> & ""c"""'
    assert of("text/tab-separated-values").splitlines()[0] == "?s\t?label"
    assert '<literal xml:lang="en">ä &lt;b&gt; &amp; "c"</literal>' in of("application/sparql-results+xml")
    assert '"xml:lang": "en"' in of("application/sparql-results+json")
    assert of("*/*") == of("application/sparql-results+json")


@pytest.mark.parametrize(
    ("method", "options", "status"),
    [
        ("GET", {"params": {"query": "SELECT nothing"}}, 400),
        ("GET", {"params": {"query": ["ASK {}", "ASK {}"]}}, 400),
        ("GET", {"params": {"query": "ASK {}", "default-graph-uri": "http://example.org/"}}, 400),
        ("GET", {"params": {"query": "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }"}}, 400),
        ("GET", {"params": {"query": "ASK {}"}, "headers": {"accept": "image/png"}}, 406),
        ("GET", {"params": {"update": "CLEAR ALL"}}, 403),
        ("POST", {"data": {"update": "CLEAR ALL"}}, 403),
        ("POST", {"content": "CLEAR ALL", "headers": {"content-type": "application/sparql-update"}}, 403),
        ("POST", {"content": "CLEAR ALL", "headers": {"content-type": "application/sparql-query"}}, 400),
        ("POST", {"content": "ASK {}", "headers": {"content-type": "text/plain"}}, 415),
        ("POST", {"content": b"\xff", "headers": {"content-type": "application/sparql-query"}}, 400),
        ("POST", {"data": {"other": "x"}}, 400),
        ("POST", {"content": b" " * 1_000_001, "headers": {"content-type": "application/sparql-query"}}, 413),
        ("PUT", {}, 405),
    ],
)
def test_errors_are_those_of_the_protocol(
    site: TestClient, method: str, options: dict[str, object], status: int
) -> None:
    answer = site.request(method, "/sparql", **options)  # type: ignore[arg-type]
    assert answer.status_code == status
    assert answer.text.strip()


def test_without_a_query_the_service_describes_itself(site: TestClient) -> None:
    answer = site.get("/sparql", headers={"accept": "text/turtle"})
    described = Graph().parse(data=answer.text, format="turtle")
    service = "http://www.w3.org/ns/sparql-service-description#"
    languages = list(described.objects(None, URIRef(service + "supportedLanguage")))
    assert languages == [URIRef(service + "SPARQL11Query")]
    assert "<textarea" in site.get("/sparql", headers={"accept": "text/html"}).text


def test_a_page_on_another_site_may_ask(site: TestClient) -> None:
    asked = site.options("/sparql", headers={"origin": "https://example.org"})
    assert asked.status_code == 204
    answer = site.get("/sparql", params={"query": "ASK {}"}, headers={"origin": "https://example.org"})
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.json() == {"head": {}, "boolean": True}


def test_a_question_that_takes_too_long_is_ended_and_the_next_is_answered(sample_store: Path) -> None:
    pool = Pool(lambda: open_store(sample_store, seconds=60), size=1, seconds=2)
    client = TestClient(application(pool))
    slow = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER (?a != ?i) }"
    assert client.get("/sparql", params={"query": slow}).status_code == 503
    pool.seconds = 60
    assert client.get("/sparql", params={"query": "ASK { ?s ?p ?o }"}).json()["boolean"] is True
