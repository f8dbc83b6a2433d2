"""Writes findings as triples, with their sentences and the recommendations that rest on them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pyoxigraph import NamedNode

from kg.findings.model import FindingSet, Support
from kg.rdf.report import Source
from kg.rdf.sentences import recommendation_nodes
from kg.rdf.terms import Graph, in_scheme, share, stated, text


def add_findings(
    graph: Graph,
    source: Source,
    keys: Sequence[str],
    found: FindingSet,
    supports: Iterable[Support],
) -> None:
    """Describe findings, and link to them their sentences and the recommendations that rest on them.

    Args:
        graph: the graph to add to.
        source: the document.
        keys: keys of the document's sentences, in order.
        found: the findings of the sentences.
        supports: the findings that recommendations rest on.
    """
    mentions = source.facts.mentions
    areas = {s.sequence: s.area for s in source.facts.sections}
    nodes = [source.thing("finding", keys[finding.lead]) for finding in found.findings]
    for node, finding in zip(nodes, found.findings, strict=True):
        lead = mentions[finding.lead]
        area = areas.get(lead.section) if lead.section is not None else None
        graph.a(node, "Finding")
        graph.add(node, "ofInspection", source.inspection_of(finding.part))
        source.add_authorities(graph, node)
        graph.add(node, "polarity", in_scheme("polarity", finding.polarity))
        graph.add(node, "extent", stated("extent", finding.extent))
        graph.add(node, "confidence", share(finding.confidence))
        graph.add(node, "change", in_scheme("change", finding.change) if finding.change else None)
        graph.add(node, "area", in_scheme("judgement-area", area) if area else None)
        graph.add(node, "leadMention", source.thing("mention", keys[finding.lead]))
        _add_ids(graph, node, "theme", finding.themes)
        _add_ids(graph, node, "cohort", finding.cohorts)
        for index in finding.mentions:
            graph.add(source.thing("mention", keys[index]), "mentionOf", node)
    for link in found.consequences:
        effect, cause = source.thing("mention", keys[link.effect]), source.thing("mention", keys[link.cause])
        graph.add(effect, "consequenceOf", cause)
    items = recommendation_nodes(source)
    for support in supports:
        graph.add(items[support.recommendation], "supportedBy", nodes[support.finding])


def _add_ids(graph: Graph, node: NamedNode, scheme: str, ids: Sequence[str]) -> None:
    for rank, identifier in enumerate(ids):
        concept = in_scheme(scheme, identifier)
        graph.add(node, scheme, concept)
        if rank == 0 and scheme == "theme":
            graph.add(node, "centralTheme", concept)
    if ids:
        graph.add(node, f"{scheme}List", text(" ".join(ids)))
