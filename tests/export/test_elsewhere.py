"""What leaves with an export: what it needs to answer elsewhere what it answers here."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pyoxigraph
import pytest
import rdflib

from kg import api
from kg.export import FORMATS, Selection
from kg.graph import KnowledgeGraph
from kg.namespaces import GRAPH
from kg.queries.catalogue import Catalogue
from kg.store.embedded import in_memory
from kg.store.folder import StoreFolder
from tests.agreement.engines import Rdflib, rows_of

COUNCIL = "Exampleshire"
ALONE = frozenset({"base", "document", "derived"})


@pytest.fixture(scope="module")
def sample(sample_store: Path) -> KnowledgeGraph:
    return api.open(sample_store)


def exported(graph: KnowledgeGraph, form: str, **chosen: object) -> bytes:
    output = io.BytesIO()
    graph.export(output, form, **chosen)  # type: ignore[arg-type]
    return output.getvalue()


def rows_of_merge(data: bytes, form: str) -> Callable[[str], list[str]]:
    """Answers of what an export holds in all its graphs together."""
    merge = in_memory({quad.triple for quad in pyoxigraph.parse(data, format=FORMATS[form].rdf)})
    return lambda text: rows_of(merge.select(text))


def test_the_graph_and_a_council_leave_with_the_base_and_a_part_of_it_without(sample_store: Path) -> None:
    manifest = StoreFolder(sample_store).manifest()
    report = next(e for e in manifest.documents() if "999" in e.scopes and e.inspections)
    inspection, document = {"inspection": report.inspections[0]}, {"document": report.sha256}

    def kinds(**chosen: object) -> set[str]:
        entries = Selection(**chosen).entries(manifest)  # type: ignore[arg-type]
        return {e.graph.removeprefix(GRAPH).partition("/")[0] for e in entries}

    assert kinds() == {*ALONE, "curation", "quality"}
    assert kinds(base=False) == {"document", "derived", "curation", "quality"}
    assert kinds(authority="999") == ALONE
    assert kinds(authority="999", base=False) == {"document", "derived"}
    for part in (inspection, document, {"authority": "999", **document}):
        assert kinds(**part) == {"document"}
        assert kinds(**part, base=True) == {"base", "document"}
    assert list(Selection().entries(manifest)) == [manifest.entries[k] for k in sorted(manifest.entries)]


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_a_council_answers_elsewhere_in_every_form(sample: KnowledgeGraph, form: str) -> None:
    text = sample.to_sparql("persistent-weaknesses", authority=COUNCIL).text
    here = rows_of(sample.store.select(text))
    assert len(here) > 5
    assert rows_of_merge(exported(sample, form, authority=COUNCIL), form)(text) == here


def test_a_council_answers_in_rdflib_what_kg_answers(sample: KnowledgeGraph) -> None:
    engine = Rdflib()
    turtle = exported(sample, "turtle", authority=COUNCIL)
    engine.load(rdflib.Graph().parse(data=turtle, format="turtle").serialize(format="nt").encode())
    text = sample.to_sparql("persistent-weaknesses", authority=COUNCIL).text
    here = sample.query("persistent-weaknesses", authority=COUNCIL)
    there = rows_of(engine.select(text))
    assert len(there) == len(here.rows) > 5
    assert there == rows_of(sample.store.select(text))


@pytest.mark.parametrize("chosen", [{}, {"authority": COUNCIL}], ids=["graph", "council"])
def test_every_question_on_a_council_has_the_same_rows_elsewhere(
    sample: KnowledgeGraph, chosen: dict[str, object]
) -> None:
    asked = [query.name for query in Catalogue() if "authority" in query.header.params]
    assert len(asked) > 30
    elsewhere = rows_of_merge(exported(sample, "nquads", **chosen), "nquads")
    answering = 0
    for name in asked:
        text = sample.to_sparql(name, authority=COUNCIL).text
        here = rows_of(sample.store.select(text))
        assert elsewhere(text) == here, name
        answering += bool(here)
    assert answering > 20


def test_without_the_base_a_council_answers_nothing_elsewhere(sample: KnowledgeGraph) -> None:
    text = sample.to_sparql("persistent-weaknesses", authority=COUNCIL).text
    assert not rows_of_merge(exported(sample, "nquads", authority=COUNCIL, base=False), "nquads")(text)
