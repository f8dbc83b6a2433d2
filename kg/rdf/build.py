"""The graph of one report: everything that its facts say, with the evidence."""

from __future__ import annotations

from collections.abc import Iterable

from kg.documents.model import Document
from kg.extract.facts import ReportFacts
from kg.findings.model import FindingSet, Support
from kg.rdf import findings as found_triples
from kg.rdf.report import add_document, add_inspections, add_sections, source_of
from kg.rdf.sentences import add_mentions, add_method, add_recommendations, mention_keys
from kg.rdf.terms import Graph


def report_graph(
    document: Document,
    facts: ReportFacts,
    found: FindingSet,
    supports: Iterable[Support],
    *,
    file_name: str,
    method: str,
) -> Graph:
    """Triples of one report.

    Args:
        document: the repaired text that evidence points into.
        facts: what it says, its sentences labelled.
        found: its findings.
        supports: what its recommendations rest on.
        file_name: name under which the document is cited.
        method: name and version of the classifier.
    """
    graph = Graph()
    source = source_of(document, facts, file_name)
    add_document(graph, source)
    add_inspections(graph, source)
    add_sections(graph, source)
    labeller = add_method(graph, source, method)
    keys = mention_keys(facts.mentions)
    add_mentions(graph, source, keys, labeller)
    add_recommendations(graph, source)
    found_triples.add_findings(graph, source, keys, found, supports)
    return graph
