"""What the graph says of how a sentence is to be read: only what differs from the rule."""

from __future__ import annotations

from dataclasses import replace

from pyoxigraph import NamedNode

from kg.classify.base import Label, Labels
from kg.namespaces import DEF, concept
from kg.rdf.iris import sentence_key
from kg.rdf.sentences import _add_labels, mention_keys
from kg.rdf.terms import Graph, truth
from tests.findings.sentences import sentence

NODE, METHOD = NamedNode("https://example.org/mention"), NamedNode("https://example.org/method")
PLAIN = Labels(Label("weakness", 0.9))


def said(labels: Labels) -> dict[str, object]:
    graph = Graph()
    _add_labels(graph, NODE, labels, METHOD)
    return {t.predicate.value.removeprefix(DEF): t.object for t in graph}


def test_a_repeated_sentence_is_numbered_from_the_second_on() -> None:
    plain, other = sentence_key("Plans are late."), sentence_key("Managers seldom look.")
    texts = ("Plans are late.", "Managers seldom look.", "plans  are LATE", "Plans are late.")
    assert mention_keys(sentence(text).mention for text in texts) == [
        plain,
        other,
        f"{plain}-2",
        f"{plain}-3",
    ]


def test_a_sentence_that_stands_alone_and_tells_of_now_says_neither() -> None:
    assert not {"alone", "time"} & said(PLAIN).keys()


def test_a_sentence_that_leans_on_another_says_so() -> None:
    assert said(replace(PLAIN, alone=False))["alone"] == truth(False)


def test_the_past_and_other_peoples_words_are_concepts() -> None:
    for time in ("past", "other"):
        found = said(replace(PLAIN, time=Label(time, 0.8)))
        assert found["time"] == NamedNode(concept("time", time))
        assert "alone" not in found
