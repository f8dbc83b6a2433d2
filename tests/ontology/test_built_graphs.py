"""Graphs that the project builds, from the sample reports and the records that ship, keep to the ontology."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Quad, QuerySolutions, RdfFormat
from pyoxigraph import Store as Oxigraph

from kg.frameworks import scheme_files
from kg.records import load_records
from kg.resources import files
from kg.store.folder import open_store

HYGIENE = Path(__file__).parent / "hygiene"

ALL = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"

RULES = (
    "class-declared",
    "no-blank-node",
    "no-dangling-concept",
    "predicate-declared",
    "span-in-order",
    "term-defined",
    "value-class",
    "value-datatype",
    "value-kind",
)
"""The hygiene queries that hold for data too. Records may point into reports that are not loaded."""


@pytest.fixture(scope="module")
def built(sample_store: Path) -> Oxigraph:
    """Sample reports, what is derived from them, and the shipped records, with ontology and register."""
    store = Oxigraph()
    store.bulk_extend(Quad(t.subject, t.predicate, t.object) for t in open_store(sample_store).construct(ALL))
    for record in load_records():
        store.bulk_extend(Quad(q.subject, q.predicate, q.object) for q in record.quads)
    for path in (*files("ontology", "kg.ttl"), *scheme_files(), *files("ontology", "register/*.ttl")):
        store.load(path=path, format=RdfFormat.TURTLE)
    return store


@pytest.mark.parametrize("rule", RULES)
def test_data_keep_to_the_ontology(built: Oxigraph, rule: str) -> None:
    found = built.query((HYGIENE / f"{rule}.sparql").read_text(encoding="utf-8"))
    assert isinstance(found, QuerySolutions)
    assert [" ".join(str(value) for value in row) for row in found][:20] == []
