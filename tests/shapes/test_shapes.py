"""Every shape passes what is right and refuses what is wrong."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rdflib import URIRef
from rdflib.namespace import RDF, SH

from kg.curation.check import ids
from kg.frameworks import frameworks
from kg.namespaces import SHAPE
from kg.resources import files
from kg.store.embedded import EmbeddedStore
from kg.validate import run_rules, validate_document
from kg.validate.shapes import load_shapes
from tests.shapes.changes import HERE, INVALID, VALID, cases, changed, load, triples

OF_FRAMEWORKS = [
    f.folder / "shapes.ttl" for f in frameworks() if not list(f.folder.glob("sample*/broken.toml"))
]
"""Shapes of frameworks whose samples break none of them: the valid graphs here do."""
OURS = [
    *(path for path in files("shapes", "*.ttl") if path.name != "statements.ttl"),
    *(path for path in OF_FRAMEWORKS if path.is_file()),
]


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_a_valid_graph_gives_no_result(path: Path) -> None:
    assert validate_document(triples(load(path))).lines() == []


@pytest.mark.parametrize(
    ("graph", "shape", "change"),
    [
        pytest.param(path.stem, shape, change, id=f"{path.stem}: {shape}: {change}")
        for path in INVALID
        if path.stem != "store"
        for shape, change in cases(path)
    ],
)
def test_a_broken_graph_fires_the_shape_that_is_named(graph: str, shape: str, change: str) -> None:
    broken = changed(load(HERE / "valid" / f"{graph}.ttl"), change)
    fired = {result.shape.removeprefix(SHAPE) for result in validate_document(triples(broken)).results}
    assert shape in fired


def test_the_valid_graphs_together_break_no_rule_across_documents() -> None:
    assert run_rules(EmbeddedStore(load(*VALID))).lines() == []


@pytest.mark.parametrize(("shape", "change"), list(cases(HERE / "invalid" / "store.toml")))
def test_a_broken_store_fires_the_rule_that_is_named(shape: str, change: str) -> None:
    report = run_rules(EmbeddedStore(changed(load(*VALID), change)))
    assert {result.shape.removeprefix(SHAPE) for result in report.results} == {shape}


def test_every_property_shape_and_rule_has_a_case_that_breaks_it() -> None:
    ours = load(*OURS)
    named = {str(quad.subject.value).removeprefix(SHAPE) for quad in ours if "_:" not in str(quad.subject)}
    graph = load_shapes().graph
    reporting = {*graph.subjects(RDF.type, SH.PropertyShape), *graph.subjects(SH.sparql)}
    expected = {str(shape).removeprefix(SHAPE) for shape in reporting} & named
    covered = {shape for path in INVALID for shape, _ in cases(path)}
    assert covered == expected


@pytest.mark.parametrize(
    ("shape", "scheme"), [("CorrectionShape-themes", "theme"), ("CorrectionShape-cohorts", "cohort")]
)
def test_lists_of_ids_may_name_each_of_the_scheme(shape: str, scheme: str) -> None:
    pattern = str(load_shapes().graph.value(URIRef(SHAPE + shape), SH.pattern))
    assert set(re.findall(r"[a-z][a-z0-9-]+", pattern)) == ids(scheme)
    assert all(re.search(pattern, f"{one} {one}") for one in ids(scheme))
