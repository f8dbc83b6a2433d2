"""IRIs of the graph as addresses, as W3C's Cool URIs for the Semantic Web asks."""

from __future__ import annotations

import pytest
from rdflib import Graph, URIRef
from starlette.testclient import TestClient

from kg.namespaces import BASE

FORMATS = {"text/turtle": "ttl", "application/ld+json": "jsonld", "application/n-triples": "nt"}


@pytest.mark.parametrize("path", ["id/authority/999", "scheme/theme/plans", "def/Inspection"])
@pytest.mark.parametrize("media", FORMATS)
def test_a_client_of_data_is_led_to_triples(site: TestClient, path: str, media: str) -> None:
    answer = site.get(f"/{path}", headers={"accept": media})
    assert answer.status_code == 303
    assert answer.headers["vary"] == "Accept"
    assert answer.headers["location"] == f"/data/{path}.{FORMATS[media]}"
    assert f'rel="alternate"; type="{media}"' in answer.headers["link"]
    data = site.get(answer.headers["location"])
    assert data.headers["content-type"].startswith(media)
    assert f'<{BASE}{path}>; rel="describes"' in data.headers["link"]
    graph = Graph().parse(data=data.text, format={"jsonld": "json-ld"}.get(FORMATS[media], FORMATS[media]))
    assert (URIRef(BASE + path), None, None) in graph


def test_all_formats_hold_the_same_triples(site: TestClient) -> None:
    graphs = [
        set(Graph().parse(data=site.get(f"/data/id/authority/999.{ending}").text, format=form))
        for ending, form in (("ttl", "turtle"), ("jsonld", "json-ld"), ("nt", "nt"))
    ]
    assert graphs[0] == graphs[1] == graphs[2]


def test_a_browser_is_led_to_the_page(site: TestClient) -> None:
    browser = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
    for path, page in (
        ("id/authority/999", "/council/999"),
        ("scheme/theme/plans", "/theme/plans"),
        ("def/Inspection", "/page/def/Inspection"),
    ):
        answer = site.get(f"/{path}", headers=browser)
        assert (answer.status_code, answer.headers["location"]) == (303, page)
        assert site.get(page).status_code == 200


def test_what_is_not_there_or_not_offered(site: TestClient) -> None:
    assert site.get("/id/authority/000").status_code == 404
    assert site.get("/data/id/authority/000.ttl").status_code == 404
    assert site.get("/data/id/authority/999.xml").status_code == 404
    assert site.get("/id/authority/999", headers={"accept": "image/png"}).status_code == 406
    assert site.get("/id/a%3Eb", headers={"accept": "text/turtle"}).status_code in (400, 404)
