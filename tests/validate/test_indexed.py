"""A graph of indexes answers every pattern as rdflib's own graph does."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
import rdflib

from kg.validate.indexed import IndexedGraph

A, B, C, P, Q = (rdflib.URIRef(f"urn:{name}") for name in "abcpq")
TRIPLES = [(A, P, B), (A, P, C), (B, P, C), (A, Q, C), (C, Q, rdflib.Literal("x"))]
ANY = (None, A, B, C, P, Q, rdflib.Literal("x"), rdflib.URIRef("urn:none"))


@pytest.fixture
def graphs() -> tuple[Any, Any]:
    ours, theirs = IndexedGraph(), rdflib.Graph()
    for triple in [*TRIPLES, TRIPLES[0]]:
        ours.add(triple)
        theirs.add(triple)
    return ours, theirs


def test_a_triple_added_twice_is_there_once(graphs: tuple[Any, Any]) -> None:
    assert len(graphs[0]) == len(graphs[1]) == len(TRIPLES)


def test_every_pattern_finds_the_same_triples(graphs: tuple[Any, Any]) -> None:
    ours, theirs = graphs
    for pattern in product(ANY, repeat=3):
        assert sorted(ours.triples(pattern), key=str) == sorted(theirs.triples(pattern), key=str), pattern
        assert (pattern in ours) is (pattern in theirs), pattern


def test_objects_and_subjects_are_found_by_either_or_both(graphs: tuple[Any, Any]) -> None:
    ours, theirs = graphs
    for one, other in product(ANY, repeat=2):
        assert sorted(ours.objects(one, other), key=str) == sorted(theirs.objects(one, other), key=str), (
            one,
            other,
        )
        assert sorted(ours.subjects(one, other), key=str) == sorted(theirs.subjects(one, other), key=str), (
            one,
            other,
        )
