"""Core SHACL by pySHACL, one document at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import rdflib
from pyoxigraph import Triple
from pyshacl.pytypes import SHACLExecutor
from pyshacl.shape import Shape
from pyshacl.shapes_graph import ShapesGraph
from pyshacl.validator import Validator
from rdflib.namespace import RDF, SH
from rdflib.term import Node

from kg.errors import ShapeViolation
from kg.validate.convert import n_triples, to_rdflib
from kg.validate.indexed import IndexedGraph
from kg.validate.paths import path_text
from kg.validate.report import Result, Severity

TARGETS = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)

_SEVERITIES: dict[Node | None, Severity] = {
    SH.Violation: "violation",
    SH.Warning: "warning",
    SH.Info: "info",
}


@dataclass(frozen=True)
class CoreShapes:
    """Shapes as pySHACL keeps them, read once and not once a document.

    Attributes:
        graph: all of them.
        targets: those with a target; beside each the classes that it targets, none where it has other
            targets too.
        predicates: what they look at in the data.
    """

    graph: ShapesGraph
    targets: tuple[tuple[Shape, frozenset[Node]], ...]
    predicates: frozenset[str]


def prepare(shapes: rdflib.Graph) -> CoreShapes:
    """Make shapes ready for :func:`core_results`."""
    flat = with_targets_on_properties(shapes)
    graph = ShapesGraph(IndexedGraph(flat))
    targets = []
    for shape in graph.shapes:
        others = any(flat.value(shape.node, p) for p in TARGETS if p != SH.targetClass)
        classes = frozenset() if others else frozenset(flat.objects(shape.node, SH.targetClass))
        if classes or others:
            targets.append((shape, classes))
    return CoreShapes(graph, tuple(targets), used_predicates(shapes))


def with_targets_on_properties(shapes: rdflib.Graph) -> rdflib.Graph:
    """An equivalent graph in which property shapes bear the targets of their node shapes.

    SHACL gives the same results either way (validating a node against a shape means validating it against
    each of the shape's property shapes), but pySHACL visits a nested property shape once for each node and
    one with a target of its own once for all nodes: a fifth of the time on our documents.
    """
    flat = rdflib.Graph()
    for triple in shapes:
        flat.add(triple)
    for shape in set(shapes.subjects(SH.property)):
        declared = [(p, o) for p in TARGETS for o in shapes.objects(shape, p)]
        if not declared or (None, None, shape) in shapes:
            continue  # a shape that others refer to keeps its properties
        for inner in shapes.objects(shape, SH.property):
            flat.remove((shape, SH.property, inner))
            for predicate, target in declared:
                flat.add((inner, predicate, target))
        if not set(flat.predicates(shape)) - {RDF.type, *TARGETS}:
            for predicate, target in declared:
                flat.remove((shape, predicate, target))
    return flat


def used_predicates(shapes: rdflib.Graph) -> frozenset[str]:
    """Predicates that can bear on a result: every IRI that the shapes name, and ``rdf:type``.

    Without ``sh:closed`` no other triple of the data can change what is found.
    """
    named = {str(o) for o in shapes.objects() if isinstance(o, rdflib.URIRef)}
    return frozenset(named | {str(RDF.type)})


def core_results(shapes: CoreShapes, triples: Iterable[Triple]) -> list[Result]:
    """Validate triples against core constraints.

    Args:
        shapes: from :func:`prepare`.
        triples: the data, closed in itself: things of other graphs are known by their IRI only.

    Raises:
        ShapeViolation: the data has a form that cannot be validated.
    """
    data = IndexedGraph(to_rdflib(triples, shapes.predicates))
    present = set(data.objects(None, RDF.type))
    try:
        found = [
            result
            for shape, classes in shapes.targets
            if not classes or classes & present
            for result in shape.validate(SHACLExecutor(), data)[1]
        ]
    except Exception as problem:  # whatever pySHACL or rdflib cannot compare, they raise in their own ways
        raise ShapeViolation(f"The graph cannot be validated: {problem}") from problem
    report, _ = Validator.create_validation_report(shapes.graph, not found, found)
    return list(_read(report))


def _read(found: rdflib.Graph) -> Iterator[Result]:
    """Results out of pySHACL's report graph."""

    def one(node: Node, predicate: rdflib.URIRef) -> Node | None:
        return found.value(node, predicate)

    for link in found.objects(None, SH.result):
        path, value = one(link, SH.resultPath), one(link, SH.value)
        yield Result(
            severity=_SEVERITIES[one(link, SH.resultSeverity)],
            shape=str(one(link, SH.sourceShape)),
            focus=str(one(link, SH.focusNode)),
            path=path_text(found, path) if path is not None else "",
            value=n_triples(value) if value is not None else "",
            message=str(one(link, SH.resultMessage)),
        )
