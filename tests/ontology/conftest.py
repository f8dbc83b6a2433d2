"""The graphs that ship, as rdflib reads them."""

from __future__ import annotations

import pytest
from rdflib import Graph

from kg.frameworks import scheme_files
from kg.resources import files


def parse(*patterns: str) -> Graph:
    """A graph of the ontology's files that match the patterns."""
    graph = Graph()
    for pattern in patterns:
        for path in files("ontology", pattern):
            graph.parse(path, format="turtle")
    return graph


@pytest.fixture(scope="session")
def ontology() -> Graph:
    """The terms."""
    return parse("kg.ttl")


@pytest.fixture(scope="session")
def schemes() -> Graph:
    """The concept schemes."""
    graph = Graph()
    for path in scheme_files():
        graph.parse(path, format="turtle")
    return graph


@pytest.fixture(scope="session")
def register() -> Graph:
    """Authorities, boards, inspectorates and areas; the long list of neighbours has a fixture of its own."""
    return parse("register/[!n]*.ttl")
