"""Reused terms exist where they come from; what shapes and queries use of ours exists here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph
import pytest
from pyoxigraph import NamedNode, RdfFormat
from rdflib import RDF, SKOS, Graph, Literal, URIRef

from kg.frameworks import vocabulary_files
from kg.namespaces import BASE, DEF, PREFIXES, SCHEME
from kg.resources import files
from tests.ontology.conftest import parse
from tests.ontology.vocabulary import is_defined

SHAPES = files("shapes", "**/*.ttl")
QUERIES = files("queries", "**/*.rq")
TURTLE = [*vocabulary_files(), *SHAPES]


def nodes(path: Path) -> Iterator[object]:
    """Everything that stands in a triple of a Turtle file."""
    for quad in pyoxigraph.parse(path=path, format=RdfFormat.TURTLE):
        yield from (quad.subject, quad.predicate, quad.object)


def iris_of_query(text: str) -> Iterator[str]:
    """Every IRI of a query: written out, or by a prefix that the query declares."""
    prefixes = dict(re.findall(r"(?im)^\s*PREFIX\s+([\w-]*):\s*<([^>]*)>", text))
    body = re.sub(r"(?m)^\s*#.*$|^\s*PREFIX.*$", "", text)
    body = re.sub(r'"(?:[^"\\\n]|\\.)*"', '""', body)
    yield from re.findall(r"<(http[^>\s]*)>", body)
    for prefix, local in re.findall(r"(?<![\w?$:-])([A-Za-z][\w-]*):([A-Za-z0-9][\w.-]*[\w]|\w)", body):
        if prefix not in prefixes:
            raise AssertionError(f"{prefix}: is not declared")
        yield prefixes[prefix] + local


def used(path: Path) -> set[str]:
    """IRIs that a file of Turtle or SPARQL uses."""
    if path.suffix == ".rq":
        return set(iris_of_query(path.read_text(encoding="utf-8")))
    return {node.value for node in nodes(path) if isinstance(node, NamedNode)}


def ill_typed(value: str, datatype: str) -> bool:
    """Whether a literal's characters are none of its datatype."""
    return bool(Literal(value, datatype=URIRef(datatype)).ill_typed)


@pytest.mark.parametrize("path", [*TURTLE, *QUERIES], ids=lambda path: f"{path.parent.name}/{path.name}")
def test_reused_terms_exist(path: Path) -> None:
    assert sorted(iri for iri in used(path) if is_defined(iri) is False) == []


@pytest.mark.parametrize("path", [*SHAPES, *QUERIES], ids=lambda path: f"{path.parent.name}/{path.name}")
def test_our_terms_and_concepts_exist(path: Path, ontology: Graph, schemes: Graph, register: Graph) -> None:
    ours = {iri for iri in used(path) if iri.startswith((DEF, SCHEME)) and iri != DEF}
    known = {str(subject) for graph in (ontology, schemes, register) for subject in graph.subjects()}
    assert sorted(ours - known) == []


@pytest.mark.parametrize("path", TURTLE, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_prefixes_are_the_usual_ones(path: Path) -> None:
    declared = re.findall(r"(?m)^@prefix ([\w-]+): <([^>]+)>", path.read_text(encoding="utf-8"))
    below_ours = {iri for iri in dict(declared).values() if iri.startswith(BASE)}
    assert {
        (prefix, iri)
        for prefix, iri in declared
        if iri not in below_ours and PREFIXES.get(prefix, iri if prefix == "epr" else None) != iri
    } == set()


@pytest.mark.parametrize("path", TURTLE, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_each_prefix_is_used(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    declared = re.findall(r"(?m)^@prefix ([\w-]+):", text)
    body = re.sub(r"(?m)^@prefix.*$", "", text)
    assert [prefix for prefix in declared if not re.search(rf"(?<![\w-]){prefix}:", body)] == []


@pytest.mark.parametrize("path", TURTLE, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_literals_are_legal(path: Path) -> None:
    literals = {node for node in nodes(path) if isinstance(node, pyoxigraph.Literal)}
    assert [str(node) for node in literals if ill_typed(node.value, node.datatype.value)] == []


def test_an_illegal_date_is_seen() -> None:
    assert ill_typed("29/08/2017", PREFIXES["xsd"] + "date")
    assert not ill_typed("2017-08-29", PREFIXES["xsd"] + "date")


def test_a_misspelt_term_is_seen() -> None:
    assert is_defined("http://purl.org/dc/terms/titel") is False
    assert is_defined("http://www.w3.org/ns/oa#hasSelectors") is False
    assert is_defined("http://www.w3.org/ns/oa#hasSelector") is True
    assert is_defined("https://example.org/any") is None


def test_a_query_with_a_misspelt_term_is_seen() -> None:
    query = (
        f'PREFIX kg: <{DEF}>\nSELECT ?a WHERE {{ ?a a kg:Inspektion ; kg:kind ?k . FILTER(?k != "sh:x") }}'
    )
    assert set(iris_of_query(query)) == {DEF + "Inspektion", DEF + "kind"}


def test_alignment_speaks_of_our_terms_and_closely_of_others(ontology: Graph) -> None:
    alignment = parse("alignment.ttl")
    ours = {str(term) for term in alignment.subjects() if str(term).startswith(DEF)} - {DEF + "alignment"}
    assert ours <= {str(term) for term in ontology.subjects(RDF.type)}
    assert {
        str(term) for term in alignment.objects(None, SKOS.closeMatch) if is_defined(str(term)) is None
    } == set()
