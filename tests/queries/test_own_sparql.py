from __future__ import annotations

import sys
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse

from kg.errors import QueryError, RefusedQuery, TimeLimit
from kg.frameworks import scheme_files
from kg.namespaces import PREFIXES, SCHEME
from kg.queries.own_sparql import Limits, run_guarded
from kg.queries.prologue import default_prefixes, with_prefixes
from kg.queries.read_only import read_only
from tests.queries.graphs import PROLOGUE, store_on_disk

CROSS_JOIN = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?o ?p . ?q ?r ?s }"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return store_on_disk(tmp_path_factory.mktemp("store's folder"))


def test_it_answers_as_in_process(store: Path) -> None:
    found = run_guarded(
        store,
        PROLOGUE
        + "SELECT ?theme ?label { ?theme skos:inScheme scheme:theme; skos:prefLabel ?label} ORDER BY ?theme",
    )
    assert [(row.theme, row.label) for row in found][-1] == ("workforce", "Workforce")
    assert len(found.rows) == 3


def test_a_runaway_query_is_killed(store: Path) -> None:
    with pytest.raises(TimeLimit, match=r"stopped after 1.5 seconds"):
        run_guarded(store, CROSS_JOIN, limits=Limits(seconds=1.5))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the memory of one process")
def test_a_greedy_query_runs_out_of_memory(store: Path) -> None:
    greedy = CROSS_JOIN.replace("(COUNT(*) AS ?n)", "?a ?d ?g ?j") + " ORDER BY ?a ?d"
    with pytest.raises(TimeLimit, match="more than 60 MB"):
        run_guarded(store, greedy, limits=Limits(seconds=60, memory_mb=60))


def test_rows_and_bytes_are_capped(store: Path) -> None:
    with pytest.raises(TimeLimit, match="more than 5 rows"):
        run_guarded(store, "SELECT ?s { ?s ?p ?o }", limits=Limits(rows=5))
    with pytest.raises(TimeLimit, match="larger than 1 MB"):
        run_guarded(store, "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g a ?h }", limits=Limits(answer_mb=1))


def test_what_goes_wrong_there_is_told_here(store: Path) -> None:
    with pytest.raises(QueryError, match="does not parse"):
        run_guarded(store, "SELECT ?s { ?s ?p }")
    with pytest.raises(RefusedQuery, match="SERVICE"):
        run_guarded(store, "SELECT ?s { SERVICE <http://example.org/> { ?s ?p ?o } }")


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { " + "{ " * 101 + "}" * 101 + "}",
        "SELECT * { ?s ?p " + "(" * 101 + ")" * 101 + " }",
        "SELECT (" + "!" * 5_000 + "1 AS ?x) {}",
        "SELECT * { ?s ?p ?o FILTER(" + " || ".join(["?s = ?o"] * 1_300) + ") }",
        "SELECT * { FILTER(1 IN (2, " + "!" * 5_000 + "1)) }",
        "SELECT * { FILTER(1 IN (2, EXISTS { " + "BIND(1 AS ?v) " * 850 + "})) }",
        "SELECT * { VALUES ?v { 1 } " + "BIND(1 AS ?v) " * 850 + "}",
    ],
    ids=["groups", "lists", "nots", "ors", "in IN", "groups in IN", "after VALUES"],
)
def test_a_query_deeper_or_longer_than_the_limit_is_refused(store: Path, text: str) -> None:
    with pytest.raises(QueryError, match=r"query, line 1: .*; ask in parts"):
        run_guarded(store, text)


@pytest.mark.parametrize(
    ("at_the_limit", "beyond", "told"),
    [
        ("SELECT * " + "{ " * 100 + "}" * 100, "SELECT * " + "{ " * 101 + "}" * 101, "more than 100 deep"),
        (
            "SELECT * {" + "?s ?p ?o . " * 1_249 + "}",
            "SELECT DISTINCT * {" + "?s ?p ?o . " * 1_249 + "}",
            "more than 5,000 words and marks",
        ),
        (
            "SELECT ?s ?p {" + "?s ?p 1, 2. " * 999 + "}",
            "SELECT DISTINCT ?s ?p {" + "?s ?p 1, 2. " * 999 + "}",
            "more than 5,000 words and marks",
        ),
    ],
    ids=["brackets", "words", "commas, which do not count"],
)
def test_the_limits_of_a_query_are_exact(at_the_limit: str, beyond: str, told: str) -> None:
    assert read_only(at_the_limit) == "SELECT"
    with pytest.raises(QueryError, match=told):
        read_only(beyond)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { VALUES ?v { " + "-1 " * 6_000 + "} }",
        "SELECT * { VALUES (?v ?w) { " + "(1 2) " * 6_000 + "} }",
        "SELECT * { VALUES ?v { 1 } FILTER(?v IN (" + "<urn:a>, " * 6_000 + "1)) }",
    ],
    ids=["values", "pairs", "IN"],
)
def test_lists_of_values_may_be_long(store: Path, text: str) -> None:
    assert run_guarded(store, text, limits=Limits(seconds=60)).rows is not None


def test_every_scheme_of_the_ontology_has_a_prefix() -> None:
    concept_scheme = NamedNode(PREFIXES["skos"] + "ConceptScheme")
    declared = {
        quad.subject.value.removeprefix(SCHEME)
        for path in scheme_files()
        for quad in parse(path=str(path), format=RdfFormat.TURTLE)
        if quad.object == concept_scheme and isinstance(quad.subject, NamedNode)
    }
    assert {"state", "level", "decision", "tier", "theme"} <= declared
    for name in declared:
        assert default_prefixes()[name] == f"{SCHEME}{name}/"
    assert with_prefixes("ASK { ?x kg:state state:new }").startswith("PREFIX kg: ")
