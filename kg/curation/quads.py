"""Corrections as triples: a person's decision about a sentence, and the reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from pyoxigraph import NamedNode, Triple

from kg.curation.model import ALONE, Correction
from kg.namespaces import thing
from kg.rdf.terms import Graph, in_scheme, text, truth

_NOTHING: Mapping[str, str] = MappingProxyType({})


def correction_triples(
    corrections: Iterable[Correction], model: Mapping[str, str] = _NOTHING
) -> Iterator[Triple]:
    """Triples of corrections, both used and lost, so that the store shows which are lost.

    Args:
        corrections: the corrections of one document.
        model: the model's labels, by the key of the sentence.
    """
    graph = Graph()
    for one in corrections:
        key = f"{one.document}/{one.sentence}"
        node = NamedNode(thing("correction", key))
        graph.a(node, "Correction")
        graph.add(node, "corrects", NamedNode(thing("mention", key)))
        graph.add(node, "decidedBy", text(one.by))
        graph.add(node, "reason", text(one.why))
        graph.add(node, "modelSaid", text(model[one.sentence]) if model.get(one.sentence) else None)
        graph.add(node, "polarity", in_scheme("polarity", one.polarity) if one.polarity else None)
        graph.add(node, "themeList", None if one.themes is None else text(" ".join(one.themes) or "-"))
        graph.add(node, "cohortList", None if one.cohorts is None else text(" ".join(one.cohorts) or "-"))
        graph.add(node, "extent", in_scheme("extent", one.extent) if one.extent else None)
        if one.change == "-":
            graph.add(node, "noChange", truth(True))
        elif one.change is not None:
            graph.add(node, "change", in_scheme("change", one.change))
        if one.same_as == ALONE:
            graph.add(node, "standsAlone", truth(True))
        elif one.same_as is not None:
            other = thing("mention", f"{one.document}/{one.same_as}")
            graph.add(node, "saysSameAs", NamedNode(other))
        for item in one.supports:
            name = "supportsNot" if item.startswith("!") else "supports"
            recommendation = thing("recommendation", f"{one.document}/{item.lstrip('!')}")
            graph.add(node, name, NamedNode(recommendation))
    return iter(sorted(graph, key=str))
