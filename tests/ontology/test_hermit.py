"""Ontology and sample graph are consistent under OWL 2 DL, by HermiT, and it says where they are not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, XSD, Graph, Literal, Namespace

from kg.namespaces import DEF
from tests.agreement.calls import lines_of
from tests.ontology import reasoner
from tests.ontology.conftest import parse
from tests.ontology.reasoner import Triple, consistent, empty_classes, with_datatypes_of_owl

KG = Namespace(DEF)


@pytest.fixture(scope="module")
def terms() -> Graph:
    """The ontology with its alignment."""
    if reason := reasoner.missing():
        pytest.skip(reason)
    return parse("kg.ttl", "alignment.ttl")


@pytest.mark.engines
def test_ontology_and_sample_graph_are_consistent(terms: Graph, sample_store: Path, tmp_path: Path) -> None:
    sample = Graph().parse(data=lines_of(sample_store), format="nt")
    assert len(sample) > 10_000
    assert consistent(terms + sample, tmp_path)


@pytest.mark.engines
def test_every_class_can_have_members(terms: Graph, tmp_path: Path) -> None:
    assert empty_classes(terms, tmp_path) == []


def contradictions() -> Iterator[tuple[str, list[Triple]]]:
    yield "disjoint classes", [(KG.x, RDF.type, KG.Theme), (KG.x, RDF.type, KG.Cohort)]
    yield "a board as authority", [(KG.i, KG.authority, KG.b), (KG.b, RDF.type, KG.SafeguardingBoard)]
    yield "a word as a day", [(KG.i, KG.startEarliest, Literal("soon", datatype=XSD.string))]


@pytest.mark.engines
@pytest.mark.parametrize(("about", "wrong"), [*contradictions()], ids=lambda value: str(value)[:20])
def test_a_contradiction_is_found(about: str, wrong: list[Triple], terms: Graph, tmp_path: Path) -> None:
    faulty = Graph() + terms
    for triple in wrong:
        faulty.add(triple)
    assert not consistent(faulty, tmp_path), about


@pytest.mark.engines
def test_a_class_without_possible_members_is_found(terms: Graph, tmp_path: Path) -> None:
    faulty = Graph() + terms
    for above in (KG.Theme, KG.Cohort):
        faulty.add((KG.Odd, RDF.type, OWL.Class))
        faulty.add((KG.Odd, RDFS.subClassOf, above))
    assert empty_classes(faulty, tmp_path) == [str(KG.Odd)]


def test_days_become_moments_in_values_and_ranges() -> None:
    graph = Graph()
    graph.add((KG.day, RDFS.range, XSD.date))
    graph.add((KG.x, KG.day, Literal("2026-11-22", datatype=XSD.date)))
    assert {*with_datatypes_of_owl(graph)} == {
        (KG.day, RDFS.range, XSD.dateTime),
        (KG.x, KG.day, Literal("2026-11-22T00:00:00", datatype=XSD.dateTime)),
    }
