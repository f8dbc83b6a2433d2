"""What makes validation fast changes nothing: pySHACL, left to itself, finds the same."""

from __future__ import annotations

from collections import Counter

import pyshacl
import pytest
import rdflib
from pyoxigraph import Store
from rdflib.namespace import SH

from kg.store.embedded import EmbeddedStore
from kg.validate import Report, run_rules, validate_document
from kg.validate.convert import n_triples, to_rdflib
from kg.validate.shapes import load_shapes
from tests.shapes.changes import HERE, VALID, changed, load, triples

Found = Counter[tuple[str, str, str]]

CHANGES: dict[str, tuple[str, ...]] = {
    "as it is": (),
    "labels wrong": (
        "set kg:Mention kg:cohort cohort:all-children",
        "set kg:Mention kg:polarityConfidence 1.5",
        "set kg:Mention kg:centralTheme theme:plans",
        "add kg:Mention kg:theme theme:health",
        "drop kg:Mention kg:secondThemeConfidence",
        "set kg:Mention kg:cohortList \"carers\"",
        "drop kg:Mention kg:mentionOf",
    ),
    "print wrong": (
        "set kg:Inspection kg:endEarliest \"2022-01-14\"^^xsd:date",
        "drop-judgement area:overall-effectiveness",
        "set kg:Section kg:grade grade:outstanding",
        "set kg:Evidence kg:paragraph \"7\"",
        "set kg:Evidence kg:pageNumber 9",
        "set kg:SourceDocument kg:published \"2022-01-10\"^^xsd:date",
        "drop kg:Recommendation kg:issuer",
        "set kg:Recommendation kg:sequence 3",
    ),
    "links broken": (
        "set kg:Judgement kg:ofInspection id:nothing",
        "drop kg:Evidence kg:words",
        "set kg:Mention kg:evidence id:nothing",
        "set kg:Inspection kg:framework framework:ilacs-2026",
        "set kg:Inspection kg:authority <https://w3id.org/inspection-kg/id/authority/123>",
    ),
}  # fmt: skip


def by_pyshacl(store: Store, shapes: rdflib.Graph) -> Found:
    """Shape, thing and value of each result of pySHACL's own entry point."""
    data = rdflib.Graph()
    for triple in to_rdflib(triples(store)):
        data.add(triple)
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, inplace=False, advanced=False)
    found: Found = Counter()
    for result in report.objects(None, SH.result):
        value = report.value(result, SH.value)
        found[
            str(report.value(result, SH.sourceShape)),
            str(report.value(result, SH.focusNode)),
            n_triples(value) if value is not None else "",
        ] += 1
    return found


def by_us(report: Report) -> Found:
    return Counter((r.shape, r.focus, r.value) for r in report.results)


def copy(shapes: rdflib.Graph, *, across: bool) -> rdflib.Graph:
    """The shapes without the rules of the other scope."""
    graph = rdflib.Graph()
    left_out = {rule.shape for rule in load_shapes().rules if rule.across is not across}
    for triple in shapes:
        if str(triple[0]) not in left_out:
            graph.add(triple)
    return graph


@pytest.mark.parametrize("name", CHANGES)
def test_a_document_gives_the_same_results(name: str) -> None:
    store = load(HERE / "valid" / "ilacs-2022.ttl")
    for change in CHANGES[name]:
        changed(store, change)
    ours = by_us(validate_document(triples(store)))
    assert ours == by_pyshacl(store, copy(load_shapes().graph, across=False))
    assert bool(ours) is bool(CHANGES[name])


@pytest.mark.parametrize(
    ("graph", "change"),
    [
        ("sif-2015", "set kg:Judgement kg:area area:adoption"),
        ("ilacs-2026", "drop kg:Inspection kg:noOverallReason"),
        ("visit-2024", "set kg:Inspection kg:kind kind:ilacs-short"),
        ("press", "drop kg:Evidence kg:lines"),
        ("derived", "set kg:Run kg:severity level:remark"),
        ("register", "set kg:NeighbourLink kg:rank 11"),
    ],
)
def test_graphs_of_every_sort_give_the_same_results(graph: str, change: str) -> None:
    store = changed(load(HERE / "valid" / f"{graph}.ttl"), change)
    ours = by_us(validate_document(triples(store)))
    assert ours == by_pyshacl(store, copy(load_shapes().graph, across=False))
    assert ours


@pytest.mark.parametrize("name", CHANGES)
def test_rules_give_the_same_results_thing_by_thing_and_all_at_once(name: str) -> None:
    store = load(*VALID)
    for change in CHANGES[name]:
        changed(store, change)
    rules = load_shapes().rules
    graph = rdflib.Graph()
    wanted = {rule.shape for rule in rules}
    for triple in load_shapes().graph:
        if str(triple[0]) in wanted or str(triple[0]).endswith("-select") or "/Prefix" in str(triple[0]):
            graph.add(triple)
    assert by_us(run_rules(EmbeddedStore(store), rules)) == by_pyshacl(store, graph)
