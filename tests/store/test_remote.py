"""Remote stores: the same answers as from disk, and plain words for everything that can go wrong."""

from __future__ import annotations

import base64
import email.utils
import re
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from urllib.parse import urlencode

import pytest
from pyoxigraph import Literal, NamedNode

from kg.errors import CallError, EndpointError, EnvironmentFault, TimeLimit, UnknownName
from kg.queries.run import answer
from kg.store.endpoints import Endpoint, endpoint
from kg.store.remote import RemoteStore, update
from tests.servers import Handle, misbehaving, oxigraph, reply

JSON = "application/sparql-results+json"
YES = b'{"head": {}, "boolean": true}'
ROWS = b'{"head": {"vars": ["a"]}, "results": {"bindings": [{"a": {"type": "literal", "value": "x"}}'
ASK = "ASK { ?s ?p ?o }"


@pytest.fixture(scope="module")
def store() -> Iterator[RemoteStore]:
    with oxigraph() as address:
        place = endpoint(address)
        update(place, 'INSERT DATA { <urn:a> <urn:p> "x"@en, 1 . <urn:b> <urn:p> <urn:a> }')
        yield RemoteStore(place)


def asking(
    handle: Handle,
    ask: Callable[[RemoteStore], object] = lambda store: store.ask(ASK),
    *,
    seconds: float = 5.0,
    answer_mb: int = 200,
    variables: Sequence[str] = ("", "", ""),
) -> tuple[EnvironmentFault, list[dict[str, str]]]:
    """What asking a server that answers so comes to, and the headers that it was sent."""
    user, password, token = variables
    with misbehaving(handle) as (address, seen):
        place = Endpoint(
            "council",
            address,
            seconds=seconds,
            answer_mb=answer_mb,
            user_from=user,
            password_from=password,
            token_from=token,
        )
        with pytest.raises((EndpointError, TimeLimit)) as caught:
            ask(RemoteStore(place))
    return caught.value, seen


def test_select_ask_and_construct(store: RemoteStore) -> None:
    found = store.select("SELECT ?o ?none { <urn:a> <urn:p> ?o OPTIONAL { ?o <urn:q> ?none } } ORDER BY ?o")
    assert found.variables == ("o", "none")
    assert list(found.rows) == [(Literal(1), None), (Literal("x", language="en"), None)]
    assert store.ask("ASK { <urn:b> <urn:p> <urn:a> }")
    assert not store.ask("ASK { <urn:b> <urn:p> <urn:b> }")
    (triple,) = store.construct("CONSTRUCT { ?s <urn:r> ?o } WHERE { ?o <urn:p> ?s FILTER(isIRI(?s)) }")
    assert triple.object == NamedNode("urn:b")


def test_words_in_comments_do_not_turn_a_query_into_an_update(store: RemoteStore) -> None:
    assert store.ask("# one\n# Only what is loaded, deleted or added.\nASK { <urn:b> <urn:p> <urn:a> }")


def test_nothing_but_the_query_is_sent_as_the_protocol_has_it() -> None:
    """The wanted form stands in a header: servers have parameters of different names for it."""
    with misbehaving(lambda h, _: reply(h, 200, YES, JSON)) as (address, seen):
        assert RemoteStore(Endpoint("council", address)).ask(ASK)
    (headers,) = seen
    assert headers["Content-Length"] == str(len(urlencode({"query": ASK})))
    assert headers["Accept"].startswith(JSON)


def test_a_refused_query_is_told_in_the_words_of_the_endpoint(store: RemoteStore) -> None:
    with pytest.raises(EndpointError, match=r"refused \(HTTP 400\): .*expected"):
        store.ask("ASK { ?s ?p }")


def test_a_busy_endpoint_is_asked_again_when_it_says() -> None:
    def busy_twice(handler: BaseHTTPRequestHandler, number: int) -> None:
        if number == 1:
            reply(handler, 429, b"slow down", Retry_After="2")
        elif number == 2:
            reply(handler, 503, b"starting")
        else:
            reply(handler, 200, YES, JSON)

    pauses: list[float] = []
    with misbehaving(busy_twice) as (address, seen):
        assert RemoteStore(Endpoint("council", address), sleep=pauses.append).ask(ASK)
    assert len(seen) == 3
    assert pauses == [2.0, 1.0]


@pytest.mark.parametrize(
    ("wanted", "pause"), [("Sun, 06 Nov 1994 08:49:37 GMT", 0.0), ("0", 0.0), ("soon", 0.5), ("", 0.5)]
)
def test_a_day_that_is_past_needs_no_wait_and_words_that_name_none_half_a_second(
    wanted: str, pause: float
) -> None:
    def busy_once(handler: BaseHTTPRequestHandler, number: int) -> None:
        if number == 1:
            reply(handler, 503, b"starting", Retry_After=wanted)
        else:
            reply(handler, 200, YES, JSON)

    pauses: list[float] = []
    with misbehaving(busy_once) as (address, _):
        assert RemoteStore(Endpoint("council", address), sleep=pauses.append).ask(ASK)
    assert pauses == [pause]


@pytest.mark.parametrize("form", ["seconds", "date"])
def test_an_endpoint_that_wants_too_long_a_wait_is_left_alone(form: str) -> None:
    wait = "3600" if form == "seconds" else email.utils.formatdate(time.time() + 3600, usegmt=True)
    error, seen = asking(lambda h, _: reply(h, 503, b"Maintenance\nuntil noon", Retry_After=wait))
    assert len(seen) == 1
    assert re.search(r"busy \(HTTP 503, wants 3[56]\d\d seconds", str(error)) and "Maintenance" in str(error)
    assert "noon" not in str(error)


def test_an_endpoint_that_stays_busy_is_given_up_in_time() -> None:
    error, seen = asking(lambda h, _: reply(h, 429, b""), seconds=1.2)
    assert "is busy (HTTP 429)" in str(error)
    assert len(seen) == 2


def test_a_hanging_endpoint_is_given_up_in_time() -> None:
    given_up = threading.Event()
    ended: list[bool] = []
    before: list[int] = []

    def hang(_handler: BaseHTTPRequestHandler, _number: int) -> None:
        ended.append(given_up.wait(60))

    def ask(store: RemoteStore) -> object:
        try:
            return store.ask(ASK)
        finally:
            before.append(len(ended))
            given_up.set()

    error, _ = asking(hang, ask, seconds=0.5)
    assert "did not answer within 0.5 seconds" in str(error)
    assert before == [0], "the caller waited for the server"


def test_an_endless_answer_is_given_up_in_time() -> None:
    def drip(handler: BaseHTTPRequestHandler, _: int) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", JSON)
        handler.end_headers()
        for _ in range(100):
            handler.wfile.write(b" ")
            handler.wfile.flush()
            time.sleep(0.05)

    error, _ = asking(drip, seconds=0.5)
    assert "did not answer within 0.5 seconds" in str(error)


def test_an_answer_of_just_the_largest_size_is_read() -> None:
    body = YES.ljust(1024 * 1024)
    with misbehaving(lambda h, _: reply(h, 200, body, JSON)) as (address, _):
        assert RemoteStore(Endpoint("council", address, answer_mb=1)).ask(ASK)
    error, _ = asking(lambda h, _: reply(h, 200, body + b" ", JSON), answer_mb=1)
    assert "larger than 1 MB" in str(error)


def test_an_answer_that_is_too_large_is_refused() -> None:
    error, _ = asking(lambda h, _: reply(h, 200, b" " * 2_000_000, JSON), answer_mb=1)
    assert isinstance(error, TimeLimit)
    assert "larger than 1 MB" in str(error)


def test_an_answer_broken_off_after_200_is_no_answer() -> None:
    error, _ = asking(
        lambda h, _: reply(h, 200, ROWS, JSON), lambda store: store.select("SELECT * { ?a ?b ?c }")
    )
    assert "broke it off, as servers do at their own time limit" in str(error)

    def short(handler: BaseHTTPRequestHandler, _: int) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "application/n-triples")
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        handler.wfile.write(b"<urn:a> <urn:b> <urn:c> .\n")

    error, _ = asking(short, lambda store: store.construct("CONSTRUCT WHERE { ?a ?b ?c }"))
    assert "the connection ended before the answer did" in str(error)


MORE = (
    b'}, "metadata": {"httpRequests": 0}}',
    b', "distinct": false}}',
    b'}, "metadata": {"x": []}}',
    b'}, "metadata": {"x": [{"y": {}}]}}',
)


@pytest.mark.parametrize("more", MORE, ids=str)
def test_json_may_have_other_members_after_the_rows(more: bytes) -> None:
    """As the answers of Comunica have: findings/oxigraph-json-member-order.sh."""
    with misbehaving(lambda h, _: reply(h, 200, ROWS + b"]" + more, JSON)) as (address, _):
        found = RemoteStore(Endpoint("council", address)).select("SELECT ?a { ?a ?b ?c }")
    assert (found.variables, list(found.rows)) == (("a",), [(Literal("x"),)])


BESIDE = (
    b'{"head": {}, "boolean": true, "metadata": {"x": []}}',
    b'{"boolean": true, "metadata": {"x": []}}',
    b'{"boolean": true, "metadata": {}, "head": {}}',
)


@pytest.mark.parametrize("body", BESIDE, ids=str)
def test_json_may_have_other_members_beside_yes_or_no(body: bytes) -> None:
    with misbehaving(lambda h, _: reply(h, 200, body, JSON)) as (address, _):
        assert RemoteStore(Endpoint("council", address)).ask("ASK { ?a ?b ?c }") is True


@pytest.mark.parametrize("body", [b"[" * 5_000, b'"text"', b'{"boolean": "x", "metadata": {}}'], ids=len)
def test_json_without_results_is_no_answer(body: bytes) -> None:
    error, _ = asking(lambda h, _: reply(h, 200, body, JSON), lambda store: store.ask("ASK { ?a ?b ?c }"))
    assert "that cannot be read" in str(error) or "broke it off" in str(error)


XML = b"<sparql xmlns='http://www.w3.org/2005/sparql-results#'><head><variable name='a'/></head><results>"
ROW = b"<result><binding name='a'><literal>x</literal></binding></result>"


def test_xml_broken_off_between_two_rows_is_no_answer() -> None:
    def ask(store: RemoteStore) -> object:
        return store.select("SELECT ?a { ?a ?b ?c }")

    kind = "application/sparql-results+xml"
    error, _ = asking(lambda h, _: reply(h, 200, XML + ROW, kind), ask)
    assert "broke it off" in str(error) and "closing tag is missing" in str(error)
    whole = XML + ROW + b"</results></sparql>\n"
    with misbehaving(lambda h, _: reply(h, 200, whole, kind)) as (address, _):
        found = RemoteStore(Endpoint("council", address)).select("SELECT ?a { ?a ?b ?c }")
    assert list(found.rows) == [(Literal("x"),)]


def test_a_graph_of_which_nothing_tells_the_end_is_no_answer() -> None:
    def endless(handler: BaseHTTPRequestHandler, _: int) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "application/n-triples")
        handler.end_headers()
        handler.wfile.write(b"<urn:a> <urn:b> <urn:c> .\n")

    error, _ = asking(endless, lambda store: store.construct("CONSTRUCT WHERE { ?a ?b ?c }"))
    assert "neither Content-Length nor chunks" in str(error)


@pytest.mark.parametrize(
    "body", [b'{"error": "no such data set"}', b"", b'{"head": {"vars": ["a\xff"]}}'], ids=str
)
def test_json_that_holds_no_results_is_told_as_such(body: bytes) -> None:
    error, _ = asking(lambda h, _: reply(h, 200, body, JSON))
    assert "that cannot be read" in str(error) and "broke it off" not in str(error)
    assert body[:10].decode() in str(error)


RDF_XML = b"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:e='urn:e#'>"
TRIPLE = b'{"type":"triple","value":{"object":'


@pytest.mark.parametrize(
    ("kind", "body", "told"),
    [
        ("text/turtle", b"<urn:a> <urn:b> " + b"<<( <urn:a> <urn:b> " * 101, "nested too deeply"),
        (
            "application/rdf+xml",
            RDF_XML + b"<e:a><e:b>" * 501 + b"</e:b></e:a>" * 501 + b"</rdf:RDF>",
            "nested",
        ),
        (
            "application/rdf+xml",
            b'<!DOCTYPE a [<!ENTITY b "c">]>' + RDF_XML + b"</rdf:RDF>",
            "defines entities",
        ),
        (JSON, b'{"head":{"vars":["a"]},"results":{"bindings":[{"a":' + TRIPLE * 201, "nested too deeply"),
        (JSON, ROWS + b']},"more":' + b"[" * 5_000 + b"]" * 5_000 + b"}", "cannot be read"),
    ],
    ids=["triples", "elements", "entities", "triples in JSON", "other members"],
)
def test_an_answer_deeper_than_the_limit_is_no_answer(kind: str, body: bytes, told: str) -> None:
    def ask(store: RemoteStore) -> object:
        rows = kind == JSON
        return (
            store.select("SELECT ?a { ?a ?b ?c }")
            if rows
            else store.construct("CONSTRUCT WHERE { ?a ?b ?c }")
        )

    error, _ = asking(lambda h, _: reply(h, 200, body, kind), ask)
    assert isinstance(error, EndpointError) and told in str(error)


def test_headers_that_drip_are_given_up_in_time() -> None:
    drops: list[int] = []

    def drip(handler: BaseHTTPRequestHandler, _: int) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
        for drop in range(100):
            handler.wfile.write(b"X")
            handler.wfile.flush()
            drops.append(drop)
            time.sleep(0.05)

    error, _ = asking(drip, seconds=0.5)
    assert "did not answer within 0.5 seconds" in str(error)
    assert len(drops) < 100, "the caller waited for the last drop"


def test_other_columns_than_were_asked_for_are_no_answer() -> None:
    body = b'{"head": {"vars": ["other"]}, "results": {"bindings": []}}'
    error, _ = asking(
        lambda h, _: reply(h, 200, body, JSON), lambda store: answer(store, "SELECT ?a { ?a ?b ?c }")
    )
    assert "gave the columns other where a were asked for" in str(error)


def test_a_web_page_is_no_answer() -> None:
    page = b"<html><head><title>Welcome</title></head></html>"
    error, _ = asking(lambda h, _: reply(h, 200, page, "text/html; charset=utf-8"))
    assert "answered with text/html; charset=utf-8" in str(error)
    assert "Welcome. Is this the address of its queries?" in str(error)


def test_rows_for_an_ask_are_no_answer() -> None:
    error, _ = asking(lambda h, _: reply(h, 200, ROWS + b"]}}", JSON))
    assert "answered an ASK with rows" in str(error)


def test_an_unreachable_host_is_named() -> None:
    with pytest.raises(EndpointError, match=r"127\.0\.0\.1:9/query cannot be reached"):
        RemoteStore(endpoint("http://127.0.0.1:9/query")).ask(ASK)


def test_credentials_come_from_the_environment_and_are_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COUNCIL_USER", "ann")
    monkeypatch.setenv("COUNCIL_PASSWORD", "pass:wörd")
    error, seen = asking(
        lambda h, _: reply(h, 401, b"who are you?"), variables=("COUNCIL_USER", "COUNCIL_PASSWORD", "")
    )
    assert base64.b64decode(seen[0]["Authorization"].removeprefix("Basic ")).decode() == "ann:pass:wörd"
    assert "requires credentials" in str(error) and "who are you?" in str(error)
    assert "pass" not in str(error)
    monkeypatch.delenv("COUNCIL_PASSWORD")
    with pytest.raises(CallError, match="needs the environment variable COUNCIL_PASSWORD"):
        asking(lambda h, _: reply(h, 200, YES, JSON), variables=("COUNCIL_USER", "COUNCIL_PASSWORD", ""))


def test_a_redirect_is_not_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COUNCIL_TOKEN", "secret")
    with misbehaving(lambda h, _: reply(h, 200, YES, JSON)) as (elsewhere, asked):
        error, _ = asking(
            lambda h, _: reply(h, 302, b"", Location=elsewhere), variables=("", "", "COUNCIL_TOKEN")
        )
    assert not asked
    assert f"has moved to {elsewhere}; ask there (HTTP 302)" in str(error)


CONFIG = """\
[endpoints.council]
query = "https://data.example.org/sparql"
graphs = "https://data.example.org/graphs"
union = true
seconds = 5
token_from = "COUNCIL_TOKEN"
"""


def test_named_endpoints_are_read_from_kg_toml(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("kg.toml").write_text(CONFIG, encoding="utf-8")
    found = endpoint("council")
    assert (found.query, found.update, found.union, found.seconds) == (
        "https://data.example.org/sparql",
        "",
        True,
        5,
    )
    assert not endpoint("council", union=False).union
    with pytest.raises(UnknownName, match=r"'coucil'\. Did you mean council"):
        endpoint("coucil")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('[endpoints.x]\nquery = "https://a.example/"\nquerry = ""', "endpoint x: unknown key 'querry'"),
        ('[endpoints.x]\nupdate = "https://a.example/"', "address of its queries is missing"),
        (
            '[endpoints.x]\nquery = "https://a.example/"\nseconds = "5"',
            "seconds is '5', which is not of type float",
        ),
        ('[endpoints.x]\nquery = "ftp://a.example/"', "query: .* is not an http or https address"),
        (
            '[endpoints.x]\nquery = "https://a.example/"\nupdate = "ftp://a.example/"',
            "update: .* is not an http or https address",
        ),
        (
            '[endpoints.x]\nquery = "https://a.example/"\ngraphs = "ftp://a.example/"',
            "graphs: .* is not an http or https address",
        ),
        ('[stores.x]\nquery = "https://a.example/"', r"only tables \[endpoints.NAME\]"),
        ("[endpoints", "cannot be read"),
    ],
)
def test_what_kg_toml_may_not_say(
    line: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("kg.toml").write_text(line, encoding="utf-8")
    with pytest.raises(CallError, match=message):
        endpoint("x")


def test_credentials_in_an_address_are_refused() -> None:
    with pytest.raises(CallError, match="take the credentials out") as caught:
        endpoint("https://ann:secret@data.example.org/query")
    assert "secret" not in str(caught.value)


def test_the_services_of_an_oxigraph_server_lie_side_by_side() -> None:
    found = endpoint("http://localhost:7878/query?union-default-graph", union=True)
    assert found.query == "http://localhost:7878/query?union-default-graph"
    assert (found.update, found.graphs) == ("http://localhost:7878/update", "http://localhost:7878/store")
    plain = endpoint("http://localhost:7878/")
    assert plain.query == "http://localhost:7878/query"
    assert (found.union, plain.union) == (True, False), (
        "a default graph of its own, unless somebody says else"
    )
