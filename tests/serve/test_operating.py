"""What those who run and catalogue a server ask: metrics, the DCAT catalogue, the container file."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest
from rdflib import DCAT, RDF, Graph, URIRef
from starlette.testclient import TestClient
from typer.main import get_command

from kg.api import open as open_store
from kg.cli.app import app as commands
from kg.serve.app import application
from kg.serve.pool import Pool

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = re.compile(r'^[a-z_]+(?:\{[a-z]+="[^"]*"(?:,[a-z]+="[^"]*")*\})? [0-9.e+-]+$')


def test_metrics_count_requests_by_kind_and_status(sample_store: Path) -> None:
    site = TestClient(application(Pool(lambda: open_store(sample_store), size=1)))
    for address in ("/council/999", "/council/999", "/council/nobody", "/strange/x", "/"):
        site.get(address)
    answer = site.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    lines = answer.text.splitlines()
    assert {
        'kg_requests_total{kind="council",status="200"} 2',
        'kg_requests_total{kind="council",status="404"} 1',
        'kg_requests_total{kind="other",status="404"} 1',
        'kg_request_seconds_bucket{kind="council",le="+Inf"} 3',
        'kg_request_seconds_count{kind="home"} 1',
        "kg_engines_free 1",
    } <= {*lines}
    kept = next(line for line in lines if line.startswith("kg_kept_answers "))
    assert int(kept.split()[1]) >= 2
    assert all(line.startswith("# ") or SAMPLE.match(line) for line in lines)


@pytest.mark.parametrize(
    ("media", "form"), [("text/turtle", "turtle"), ("application/ld+json", "json-ld"), ("*/*", "turtle")]
)
def test_the_catalogue_names_what_is_there(site: TestClient, media: str, form: str) -> None:
    answer = site.get("/catalogue", headers={"accept": media})
    graph = Graph().parse(data=answer.text, format=form)
    [node] = graph.subjects(RDF.type, DCAT.Catalog)
    assert str(node) == "http://testserver/catalogue"
    services = {str(one) for one in graph.objects(node, DCAT.service)}
    assert services == {"http://testserver/sparql", "http://testserver/api"}
    for service in services:
        assert site.get(service).status_code == 200
        assert (URIRef(service), DCAT.servesDataset, URIRef("http://testserver/catalogue#graph")) in graph


def test_a_header_that_is_no_host_gets_into_no_catalogue(site: TestClient) -> None:
    answer = site.get("/catalogue", headers={"host": "a> <http://evil.example/b"})
    assert "evil" not in answer.text
    assert site.get("/catalogue", headers={"accept": "image/png"}).status_code == 406


def test_the_container_has_what_the_wheel_needs_and_runs_a_command_that_there_is() -> None:
    lines = (ROOT / "tools" / "Containerfile").read_text(encoding="utf-8").splitlines()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    copied = {one for line in lines if line.startswith("COPY") for one in line.split()[1:-1]}
    needed = {*project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"], "kg", "pyproject.toml"}
    assert needed <= copied
    assert all((ROOT / one).exists() for one in copied if not one.startswith(("--", "/")))
    call = json.loads(next(line for line in lines if line.startswith("CMD")).removeprefix("CMD "))
    assert call[0] == "kg"
    get_command(commands).commands["serve"].make_context("serve", call[2:])  # type: ignore[attr-defined]
    extras = re.search(r"\[([\w,]+)\]\"", "\n".join(lines))
    assert extras
    assert {*extras[1].split(",")} <= {*project["project"]["optional-dependencies"]}
