"""The graph of one report: all its facts, with the evidence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.classify.base import Labelled
from kg.documents.model import Document
from kg.extract.facts import ReportFacts
from kg.findings.model import FindingSet, Support
from kg.rdf import findings as found_triples
from kg.rdf.earlier import add_earlier
from kg.rdf.report import add_document, add_inspections, add_sections, source_of
from kg.rdf.sentences import add_mentions, add_method, add_recommendations, mention_keys
from kg.rdf.terms import Graph


def report_graph(
    document: Document,
    facts: ReportFacts,
    sentences: Sequence[Labelled],
    found: FindingSet,
    supports: Iterable[Support],
    *,
    file_name: str,
    method: str,
) -> Graph:
    """Triples of one report.

    Args:
        document: the repaired text that evidence points into.
        facts: its facts.
        sentences: its sentences, with their labels.
        found: its findings.
        supports: the findings that its recommendations rest on.
        file_name: name under which the document is cited.
        method: name and version of the classifier.
    """
    graph = Graph()
    source = source_of(document, facts, file_name)
    add_document(graph, source)
    add_inspections(graph, source)
    add_earlier(graph, source)
    add_sections(graph, source)
    labeller = add_method(graph, source, method)
    keys = mention_keys(facts.mentions)
    add_mentions(graph, source, keys, sentences, labeller)
    add_recommendations(graph, source, sentences)
    found_triples.add_findings(graph, source, keys, found, supports)
    return graph
