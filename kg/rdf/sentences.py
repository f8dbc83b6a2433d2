"""Sentences and recommendations of a report as triples, with their themes and cohorts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from pyoxigraph import NamedNode

from kg.classify.base import Label, Labelled, Labels
from kg.extract.facts import Mention, Recommendation
from kg.extract.framework_themes import themes_in
from kg.extract.programmes import named_in
from kg.namespaces import ID, SCHEME, thing
from kg.rdf import iris
from kg.rdf.evidence import add_evidence
from kg.rdf.report import Source
from kg.rdf.terms import PLACES, Graph, in_scheme, share, stated, text, truth, whole

HUMAN = NamedNode(thing("agent", "human"))
"""The method of a person's decision; the correction names the person."""


def mention_keys(mentions: Iterable[Mention]) -> list[str]:
    """Keys of the sentences of one document, in order; a repeated sentence is numbered."""
    seen: Counter[str] = Counter()
    keys = []
    for mention in mentions:
        key = iris.sentence_key(mention.text)
        seen[key] += 1
        keys.append(key if seen[key] == 1 else f"{key}-{seen[key]}")
    return keys


def add_method(graph: Graph, source: Source, method: str) -> NamedNode:
    """Add the classifier as the software that made the labels."""
    node = NamedNode(thing("software", method))
    graph.a(node, "Software")
    graph.add(node, "dcterms:title", text(method))
    graph.add(source.thing("extraction"), "prov:wasAssociatedWith", node)
    return node


def add_mentions(
    graph: Graph, source: Source, keys: Sequence[str], sentences: Sequence[Labelled], method: NamedNode
) -> None:
    """Add every sentence with its place and its labels."""
    items = recommendation_nodes(source)
    for key, one in zip(keys, sentences, strict=True):
        mention = one.mention
        node = source.thing("mention", key)
        graph.a(node, "Mention")
        graph.add(node, "inDocument", source.node)
        graph.add(node, "ofInspection", source.inspection_of(mention.part))
        graph.add(node, "form", in_scheme("form", mention.form))
        if mention.section is not None:
            graph.add(node, "section", source.thing("section", str(mention.section)))
        if mention.recommendation is not None:
            graph.add(node, "recommendation", items[mention.recommendation])
        graph.add(node, "evidence", add_evidence(graph, source.document, mention.evidence))
        for programme in sorted({p for code in source.codes for p in named_in(mention.text, code)}):
            graph.add(node, "programme", NamedNode(ID + programme))
        _add_framework_themes(graph, source, node, mention.text)
        _add_labels(graph, node, one.labels, method)


def recommendation_nodes(source: Source) -> dict[int, NamedNode]:
    """Nodes of the recommendations by their sequence in the document."""
    return {
        r.sequence: source.thing("recommendation", f"{r.addressee}-{r.sequence}")
        for r in source.facts.recommendations
    }


def add_recommendations(graph: Graph, source: Source, sentences: Sequence[Labelled]) -> None:
    """Add every recommendation, word for word, with the themes and cohorts of its sentences."""
    nodes = recommendation_nodes(source)
    for item in source.facts.recommendations:
        node = nodes[item.sequence]
        graph.a(node, "Recommendation", *(["PriorityAction"] if item.kind == "priority-action" else []))
        graph.add(node, "inDocument", source.node)
        graph.add(node, "ofInspection", source.inspection_of("lscb" if item.addressee == "lscb" else "la"))
        source.add_authorities(graph, node, item.authorities)
        graph.add(node, "issuer", source.publisher)
        _add_addressee(graph, source, node, item)
        graph.add(node, "addresseeRole", in_scheme("addressee-role", item.addressee))
        graph.add(node, "sequence", whole(item.sequence))
        graph.add(node, "text", text(item.text))
        graph.add(node, "number", text(item.number) if item.number else None)
        graph.add(node, "group", text(item.group) if item.group else None)
        if item.timescale:
            graph.add(node, "timescale", in_scheme("timescale", item.timescale))
        for tag in item.framework_tags:
            graph.add(node, "frameworkTag", in_scheme("national-framework", tag))
        if item.framework_tags:
            graph.add(node, "frameworkTagList", text(" ".join(item.framework_tags)))
        _add_framework_themes(graph, source, node, item.text)
        graph.add(node, "evidence", add_evidence(graph, source.document, item.evidence))
        labels = [one.labels for one in sentences if one.mention.recommendation == item.sequence]
        themes = _merged(said.themes for said in labels)
        graph.add(node, "confidence", share(themes[0].confidence) if themes else None)
        _add_concepts(graph, node, "theme", themes)
        _add_concepts(graph, node, "cohort", _merged(said.cohorts for said in labels))


def _add_framework_themes(graph: Graph, source: Source, node: NamedNode, words: str) -> None:
    """State the themes of a sentence or item in the own scheme of its framework."""
    themes = themes_in(words, source.facts.inspections[0].kind)
    for theme in themes:
        graph.add(node, "frameworkTheme", NamedNode(SCHEME + theme))
    if themes:
        graph.add(node, "frameworkThemeList", text(" ".join(themes)))


def _add_addressee(graph: Graph, source: Source, node: NamedNode, item: Recommendation) -> None:
    """State who must act: the body by its role, or another body by its printed name."""
    printed = item.addressee_printed
    graph.add(node, "addresseePrinted", text(printed) if printed else None)
    if item.addressee == "other" and printed:
        body = NamedNode(thing("body", f"{source.facts.authority}-{iris.slug(printed)}"))
        graph.a(body, "Body")
        graph.add(body, "skos:prefLabel", text(printed, "en"))
    elif item.addressee in ("partnership", "other"):
        body = source.inspected(source.facts.inspections[0])
    elif item.addressee == "la" and item.authorities:
        body = NamedNode(thing("authority", item.authorities[0]))
    else:
        body = source.body(item.addressee)
    graph.add(node, "addressee", body)


def _merged(parts: Iterable[Sequence[Label]]) -> list[Label]:
    """Labels of several sentences merged: the first sentence's first, at most three."""
    best: dict[str, Label] = {}
    for labels in parts:
        for label in labels:
            known = best.get(label.id)
            if known is None or label.confidence > known.confidence:
                best[label.id] = label
    return list(best.values())[:3]


def _add_labels(graph: Graph, node: NamedNode, labels: Labels, method: NamedNode) -> None:
    graph.add(node, "polarity", in_scheme("polarity", labels.polarity.id))
    graph.add(node, "polarityConfidence", share(labels.polarity.confidence))
    graph.add(node, "extent", stated("extent", labels.extent.id))
    if labels.change is not None:
        graph.add(node, "change", in_scheme("change", labels.change.id))
    # Most sentences stand alone and are about the present: only differences are stated.
    if not labels.alone:
        graph.add(node, "alone", truth(False))
    if labels.time.id != "now":
        graph.add(node, "time", in_scheme("time", labels.time.id))
    graph.add(node, "method", HUMAN if labels.decided else method)
    _add_concepts(graph, node, "theme", labels.themes)
    _add_concepts(graph, node, "cohort", labels.cohorts)


def _add_concepts(graph: Graph, node: NamedNode, scheme: str, labels: Sequence[Label]) -> None:
    """State the themes or cohorts of a resource, in order, with the confidence of each."""
    if labels:
        graph.add(node, f"{scheme}List", text(" ".join(label.id for label in labels)))
    for place, label in zip(PLACES, labels, strict=False):
        concept = in_scheme(scheme, label.id)
        graph.add(node, scheme, concept)
        if place == PLACES[0] and scheme == "theme":
            graph.add(node, "centralTheme", concept)
        graph.add(node, f"{place}{scheme.capitalize()}Confidence", share(label.confidence))
