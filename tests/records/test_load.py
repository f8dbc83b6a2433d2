"""A record becomes a named graph, and any JSON-LD processor reads the same triples."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pyoxigraph
import pytest
import rdflib

from kg import yaml_core
from kg.errors import RecordError
from kg.namespaces import DEF, GRAPH, ID
from kg.records import RecordGraph, load_records
from kg.resources import files, folder
from tests.records.example import RECORD, load

STATEMENT = ID + "statement/notice-2024-10/"


def values(graph: RecordGraph, subject: str, name: str) -> set[str]:
    found = [q for q in graph.quads if q.subject == pyoxigraph.NamedNode(subject)]
    return {str(q.object) for q in found if q.predicate == pyoxigraph.NamedNode(DEF + name)}


@cache
def shipped() -> list[RecordGraph]:
    return load_records()


def test_statement_has_its_document_place_and_labels() -> None:
    graph = load()
    finding = STATEMENT + "pathway-plans"
    assert values(graph, finding, "polarity") == {"<https://w3id.org/inspection-kg/scheme/polarity/weakness>"}
    assert values(graph, finding, "inDocument") == {f"<{ID}document/{graph.document}>"}
    assert values(graph, f"{ID}lines/{graph.document}/L1-2", "lineEnd") == {
        '"2"^^<http://www.w3.org/2001/XMLSchema#integer>'
    }


def test_dates_are_days_with_the_printed_form_beside_them() -> None:
    visit = STATEMENT + "visit"
    assert values(load(), visit, "earliest") == {'"2024-10-08"^^<http://www.w3.org/2001/XMLSchema#date>'}
    assert values(load(), visit, "datesPrinted") == {'"8 and 9 October 2024"'}


def test_all_quads_are_in_the_graph_of_the_document() -> None:
    graph = load()
    named = pyoxigraph.NamedNode(GRAPH + f"document/{graph.document}")
    assert {q.graph_name for q in graph.quads} == {named}
    assert graph.scopes == ("999",)
    assert graph.inspections == (
        ID + "inspection/999-focused-visit-2024-10-08",
        ID + "inspection/999-full-inspection-2021",
    )


def test_no_blank_nodes() -> None:
    blank = pyoxigraph.BlankNode
    assert not any(isinstance(t, blank) for q in load().quads for t in (q.subject, q.object))


def test_loading_twice_gives_the_same_quads_and_digest() -> None:
    assert load() == load()


@pytest.mark.parametrize("path", [RECORD, *files("documents", "*.yaml")], ids=lambda p: p.stem)
def test_a_json_ld_processor_reads_the_same_triples(path: Path, tmp_path: Path) -> None:
    """The record's context is a file beside it, so nothing is fetched."""
    for name, source in (("documents", path), ("ontology", folder("ontology") / "record-context.jsonld")):
        (tmp_path / name).mkdir()
        (tmp_path / name / source.name).write_bytes(source.read_bytes())
    copy = tmp_path / "documents" / path.name
    record = yaml_core.load(copy.read_text(encoding="utf-8"), path.name, RecordError)
    theirs = rdflib.Graph().parse(data=json.dumps(record), format="json-ld", publicID=copy.as_uri())
    again = pyoxigraph.parse(theirs.serialize(format="nt"), format=pyoxigraph.RdfFormat.N_TRIPLES)
    ours = load(path) if path == RECORD else next(r for r in shipped() if r.path == path)
    assert {str(q.triple) for q in again} == {str(t) for t in ours.triples}
