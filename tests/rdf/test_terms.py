"""Terms and the growing graph."""

from __future__ import annotations

from datetime import date

import pytest
from pyoxigraph import BlankNode, NamedNode

from kg.rdf.serialise import from_lines, pack, to_lines, unpack
from kg.rdf.terms import Graph, day, share, term, text

THING = NamedNode("https://example.org/thing")


def test_an_absent_value_adds_nothing() -> None:
    graph = Graph()
    graph.add(THING, "paragraph", None)
    assert len(graph) == 0


def test_an_unknown_prefix_is_an_error() -> None:
    with pytest.raises(KeyError):
        term("nowhere:thing")


def test_probabilities_are_canonical() -> None:
    assert share(0.9).value == "0.9"
    assert share(2 / 3).value == "0.67"


def test_equal_graphs_are_equal_bytes_whatever_the_order() -> None:
    first, second = Graph(), Graph()
    facts = [("kg:text", text("b")), ("kg:text", text("a")), ("kg:published", day(date(2025, 5, 9)))]
    for name, value in facts:
        first.add(THING, name, value)
    for name, value in reversed(facts):
        second.add(THING, name, value)
    assert to_lines(first) == to_lines(second)
    assert pack(to_lines(first)) == pack(to_lines(second))


def test_lines_come_back_as_the_triples_they_were() -> None:
    graph = Graph()
    graph.add(THING, "text", text('quotes " and\nlines, “curly” and é'))
    assert set(from_lines(unpack(pack(to_lines(graph))))) == set(graph)
    assert not any(isinstance(t.subject, BlankNode) for t in graph)


def test_lines_are_those_of_the_serialiser() -> None:
    graph = Graph()
    awkward = [
        "",
        'a "word"',
        "back\\slash",
        "tab\t, line\n, return\r",
        "bell \x07, del \x7f",
        "é “x” 😀",
        "\u2028\x85",
    ]
    for value in awkward:
        graph.add(THING, "text", text(value))
        graph.add(THING, "text", text(value, "en"))
    graph.add(THING, "published", day(date(2025, 5, 9)))
    graph.add(THING, "confidence", share(0.5))
    graph.a(THING, "Evidence", "oa:FragmentSelector")
    assert graph.lines() == to_lines(graph)
    assert len(graph) == graph.lines().count(b"\n") == 2 * len(awkward) + 4


def test_a_triple_added_twice_is_there_once() -> None:
    graph, other = Graph(), Graph()
    graph.add(THING, "text", text("a"))
    other.add(THING, "kg:text", text("a"))
    graph.update(other)
    assert len(graph) == 1
