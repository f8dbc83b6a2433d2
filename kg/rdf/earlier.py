"""Earlier inspections that a report names, as triples.

They are known but unread until their reports are loaded.
"""

from __future__ import annotations

from pyoxigraph import NamedNode

from kg import frameworks
from kg.extract.facts import Earlier
from kg.namespaces import ID, thing
from kg.rdf import iris
from kg.rdf.evidence import add_evidence
from kg.rdf.report import Source
from kg.rdf.terms import Graph, day, in_scheme, text, truth


def add_earlier(graph: Graph, source: Source) -> None:
    """Add the earlier inspections that a report names. No document here reports them."""
    for one in source.facts.earlier:
        node = NamedNode(iris.inspection(source.facts.authority, one.kind, name_of(one)))
        inspectorate = frameworks.inspectorates(one.kind)[0]
        body = frameworks.kind(one.kind).inspected(source.codes)
        graph.a(node, "Inspection")
        source.add_authorities(graph, node)
        graph.add(node, "inspectedBody", NamedNode(ID + body) if body else source.authority)
        graph.add(node, "inspectorate", NamedNode(thing("inspectorate", inspectorate)))
        graph.add(node, "inspectorateList", text(inspectorate))
        graph.add(node, "kind", in_scheme("kind", one.kind))
        framework = frameworks.edition_of(one.kind, one.start.earliest.isoformat())
        graph.add(node, "framework", in_scheme("framework", framework))
        graph.add(node, "kindDerived", truth(True))
        for name in ("startEarliest", "endEarliest"):
            graph.add(node, name, day(one.start.earliest))
        for name in ("startLatest", "endLatest"):
            graph.add(node, name, day(one.start.latest))
        graph.add(node, "datesPrinted", text(one.start.printed))
        graph.add(node, "evidence", add_evidence(graph, source.document, one.evidence))


def name_of(one: Earlier) -> str:
    """The date in the name of an inspection: the printed month, after ``by-`` if it is that of publication.

    The bounds of the start follow from the kind and from the printed text, so that reports that print
    different text never give one name different bounds.
    """
    return f"by-{one.month}" if one.published else one.month
