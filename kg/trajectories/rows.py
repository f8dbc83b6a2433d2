"""Triples about a row itself: its confidence, whether it is listed, people's decisions."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import NamedNode

from kg.namespaces import ID, thing
from kg.rdf.terms import Graph, in_scheme, share, text, truth
from kg.trajectories.decisions import GONE, Unsettled
from kg.trajectories.history import History
from kg.trajectories.model import ITEMS
from kg.trajectories.trajectory import Trajectory


def add_row(graph: Graph, node: NamedNode, found: Trajectory) -> None:
    """Add the confidence of a trajectory, whether it is listed, and the decision about it."""
    graph.add(node, "rowConfidence", share(found.row_confidence))
    graph.add(node, "listed", truth(found.listed))
    graph.add(node, "themeOnly", truth(found.theme_only))
    one = found.decision
    if one is None:
        return
    graph.add(node, "decided", in_scheme("decision", one.decision))
    graph.add(node, "decidedBy", text(one.by))
    graph.add(node, "reason", text(one.why))
    graph.add(node, "ruleState", in_scheme("state", found.rule_state) if found.rule_state else None)


def add_items(graph: Graph, node: NamedNode, found: Trajectory) -> None:
    """Add the recommendations that a trajectory on their central theme rests on."""
    for observation in found.observations:
        for item in observation.speaking:
            if item.sort in ITEMS and item.central == found.unit.theme:
                graph.add(NamedNode(item.iri), "inRow", node)


def add_unsettled(graph: Graph, history: History, some: Iterable[Unsettled]) -> None:
    """Add a note for each decision about a row of a body that does not count."""
    for one in some:
        decision = one.decision
        key = f"{history.key}/{decision.theme}/{decision.cohort}"
        node = NamedNode(thing("quality-note", f"row/{key}"))
        graph.a(node, "DataQualityNote")
        graph.add(node, "authority", NamedNode(history.authority))
        about = history.body if one.problem == GONE else f"{ID}trajectory/{key}"
        graph.add(node, "about", NamedNode(about))
        graph.add(node, "problem", text(one.problem))
        told = f"{decision.decision} ({decision.state}) by {decision.by}"
        graph.add(node, "reason", text(f"{decision.theme}, {decision.cohort}: {told}; {one.reason}"))
