"""The words of evidence are those of its place, without what another column says between them."""

from __future__ import annotations

from kg.documents.model import Span
from kg.extract.facts import Evidence
from kg.rdf.evidence import add_evidence
from kg.rdf.terms import Graph
from tests.extract.builder import document, paragraph

TEXT = "Count the boats | Surrey | at night."


def words(*left_out: Span) -> str:
    graph = Graph()
    add_evidence(graph, document(paragraph(TEXT)), Evidence(1, Span(0, len(TEXT)), None, left_out))
    (line,) = (line for line in graph.lines().decode().splitlines() if "/words>" in line)
    return line.partition('"')[2].rpartition('"')[0]


def test_words_are_those_of_the_span() -> None:
    assert words() == TEXT


def test_what_is_left_out_parts_the_words() -> None:
    assert words(Span(TEXT.index("|"), TEXT.rindex("|") + 1)) == r"Count the boats\nat night."
