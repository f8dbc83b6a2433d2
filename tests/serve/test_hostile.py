"""Texts of documents can hold anything; pages show them and act on none of it."""

from __future__ import annotations

import re

import pytest
from pyoxigraph import RdfFormat, Triple, parse
from starlette.testclient import TestClient

from kg.api import KnowledgeGraph
from kg.namespaces import PREFIXES
from kg.serve.app import application
from kg.serve.pool import Pool
from kg.store.embedded import in_memory

SCRIPT = "<script>alert(1)</script>"
OURS = {f'<script src="/static/{name}.js" defer>' for name in ("search", "map", "sparql", "copy")}
TURTLE = (
    "".join(f"@prefix {label}: <{iri}> .\n" for label, iri in PREFIXES.items())
    + f"""
@base <https://w3id.org/inspection-kg/> .
<id/authority/901> a kg:Authority ; kg:code "901" ; skos:prefLabel "{SCRIPT}Ambleford"@en ;
    skos:altLabel "gnp.\\u202Efdp"@en ; schema:url "javascript:alert(1)" .
<id/programme/x> a kg:Programme ; skos:prefLabel "\\"><img src=x onerror=alert(1)>"@en .
"""
)


def hostile_triples() -> list[Triple]:
    """A graph that means harm."""
    quads = parse(TURTLE, format=RdfFormat.TURTLE)
    return [Triple(q.subject, q.predicate, q.object) for q in quads]


@pytest.fixture(scope="module")
def hostile() -> TestClient:
    """A site of that graph."""
    store = in_memory(hostile_triples())
    return TestClient(application(Pool(lambda: KnowledgeGraph(store), size=1)))


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/council/901",
        "/page/id/programme/x",
        "/compare?council=901",
        "/query/judgements?authority=901",
        "/query/judgements?authority=901&_words=%3Cscript%3Ealert(1)%3C/script%3E",
        "/search?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
        "/query/%3Cscript%3Ealert(1)%3C%2Fscript%3E",
        "/?on=%3Cscript%3Ealert(1)%3C/script%3E",
        "/sparql?query=%3C/textarea%3E%3Cscript%3Ealert(1)%3C/script%3E",
        "/sparql?query=SELECT%20%3Fs%20%3Fl%20%7B%20%3Fs%20skos:prefLabel%20%3Fl%20%7D",
    ],
)
def test_markup_is_text(hostile: TestClient, address: str) -> None:
    page = hostile.get(address, headers={"accept": "text/html"}).text
    assert "<!doctype html>" in page
    assert set(re.findall(r"<script[^>]*>", page)) <= OURS
    assert "alert(1)</script>" not in page
    assert "<img" not in page
    assert "\u202e" not in page
    assert not re.search(r'href="(?!/|https?://|#)', page)


def test_lists_for_scripts_hold_texts_as_they_are(hostile: TestClient) -> None:
    answer = hostile.get("/names.json")
    assert answer.headers["content-type"] == "application/json"
    assert f"{SCRIPT}Ambleford" in [name for name, *_ in answer.json()]


def test_the_texts_are_shown(hostile: TestClient) -> None:
    assert "&lt;script&gt;alert(1)&lt;/script&gt;Ambleford" in hostile.get("/compare?council=901").text
    assert "onerror=alert(1)&gt;" in hostile.get("/page/id/programme/x").text
