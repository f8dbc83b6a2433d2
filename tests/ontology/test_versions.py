"""Versions and retired terms, as docs/versions.md has them."""

from __future__ import annotations

import hashlib
import re

import pytest
from pyoxigraph import QuerySolutions, RdfFormat, Store
from rdflib import DCTERMS, OWL, Graph, URIRef

from kg.namespaces import DEF
from kg.resources import files
from tests.ontology.test_hygiene import HYGIENE

CONTENT = ("2026-11-30", "90249277871b69f6")
"""The day on which the terms changed last, and the beginning of the SHA-256 of what they say."""

RETIRED = f"""
@prefix kg: <{DEF}> .
@prefix owl: <{OWL}> .
@prefix dcterms: <{DCTERMS}> .
kg:Old a owl:Class ; owl:deprecated true ; dcterms:isReplacedBy kg:New .
"""


def test_the_version_of_the_ontology_is_in_its_iri_and_not_in_the_namespace(ontology: Graph) -> None:
    (number,) = ontology.objects(URIRef(DEF), OWL.versionInfo)
    assert re.fullmatch(r"\d+\.\d+\.\d+", str(number))
    assert list(ontology.objects(URIRef(DEF), OWL.versionIRI)) == [URIRef(f"{DEF}{number}")]
    assert str(number) not in DEF


def test_the_day_of_the_last_change_is_that_of_the_content(ontology: Graph) -> None:
    said = sorted(
        " ".join(term.n3() for term in triple) for triple in ontology if triple[1] != DCTERMS.modified
    )
    (day,) = ontology.objects(URIRef(DEF), DCTERMS.modified)
    found = str(day), hashlib.sha256("\n".join(said).encode()).hexdigest()[:16]
    assert found == CONTENT, "terms changed: set dcterms:modified in ontology/kg.ttl and CONTENT here"


@pytest.mark.parametrize(
    ("more", "faulty"),
    [
        ("kg:New a owl:Class .", False),
        ("", True),
        ("kg:New a owl:Class ; owl:deprecated true ; dcterms:isReplacedBy kg:Old .", True),
    ],
    ids=["replaced", "by nothing there", "by what is retired too"],
)
def test_what_replaces_a_retired_term_is_there(more: str, faulty: bool) -> None:
    store = Store()
    store.load(RETIRED + more, format=RdfFormat.TURTLE)
    found = store.query((HYGIENE / "term-deprecated.sparql").read_text(encoding="utf-8"))
    assert isinstance(found, QuerySolutions)
    assert bool(list(found)) == faulty


def test_no_query_or_shape_uses_a_retired_term(ontology: Graph) -> None:
    retired = {str(term).removeprefix(DEF) for term in ontology.subjects(OWL.deprecated)}
    paths = (*files("queries", "**/*.rq"), *files("shapes", "*.ttl"))
    texts = {path: path.read_text(encoding="utf-8") for path in paths}
    assert not [(path.name, term) for path, text in texts.items() for term in retired if f"kg:{term}" in text]
