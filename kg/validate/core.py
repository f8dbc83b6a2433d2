"""Core SHACL, one document at a time: compiled checks first, then pySHACL on nodes that do not pass.

Only results of pySHACL are reported; the checks of :mod:`kg.validate.compiled` only spare it the nodes that
cannot be at fault, which in a report that was read well are nearly all.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import rdflib
from rdflib.namespace import RDF, RDFS, SH
from rdflib.term import Node

from kg.errors import RecordError, ShapeViolation
from kg.rdf.serialise import from_lines
from kg.validate.compiled import Compiled, compiled
from kg.validate.convert import n_triples, to_rdflib
from kg.validate.indexed import IndexedGraph
from kg.validate.paths import path_text
from kg.validate.report import Result, Severity
from kg.validate.terms import RDF_TYPE, Terms, Unusual

if TYPE_CHECKING:
    from pyshacl.shape import Shape
    from pyshacl.shapes_graph import ShapesGraph

TARGETS = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)

_SEVERITIES: dict[Node | None, Severity] = {
    SH.Violation: "violation",
    SH.Warning: "warning",
    SH.Info: "info",
}


@dataclass(frozen=True)
class CoreShapes:
    """Shapes prepared once instead of once a document.

    Attributes:
        flat: all of them, as :func:`with_targets_on_properties` gives them.
        targets: those with a target, compiled.
        predicates: the predicates that they use in the data.
    """

    flat: rdflib.Graph
    targets: tuple[Compiled, ...]
    predicates: frozenset[str]

    @cached_property
    def graph(self) -> ShapesGraph:
        """The shapes as pySHACL keeps them."""
        from pyshacl.shapes_graph import ShapesGraph

        return ShapesGraph(IndexedGraph(self.flat))

    @cached_property
    def by_node(self) -> Mapping[Node, Shape]:
        """Shapes of pySHACL by their nodes."""
        return {shape.node: shape for shape in self.graph.shapes}

    @cached_property
    def written(self) -> frozenset[str]:
        """The predicates as N-Triples writes them."""
        return frozenset(f"<{name}>" for name in self.predicates)


def prepare(shapes: rdflib.Graph) -> CoreShapes:
    """Prepare shapes for :func:`core_results`."""
    flat = with_targets_on_properties(shapes)
    predicates = used_predicates(shapes)
    if str(RDFS.subClassOf) in predicates:
        raise RecordError("The shapes cannot be used: one looks at rdfs:subClassOf, which needs inference.")
    return CoreShapes(flat, compiled(flat), predicates)


def with_targets_on_properties(shapes: rdflib.Graph) -> rdflib.Graph:
    """An equivalent graph in which property shapes have the targets of their node shapes.

    SHACL gives the same results either way (validating a node against a shape means validating it against
    each of the shape's property shapes), but pySHACL visits a nested property shape once for each node and
    one with a target of its own once for all nodes: a fifth of the time on inspection reports.
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
    """Predicates that can affect a result: every IRI that the shapes name, and ``rdf:type``.

    Without ``sh:closed`` no other triple of the data can change the results.
    """
    named = {str(o) for o in shapes.objects() if isinstance(o, rdflib.URIRef)}
    return frozenset(named | {str(RDF.type)})


def core_results(shapes: CoreShapes, terms: Terms) -> list[Result]:
    """Validate a graph against core constraints.

    Args:
        shapes: from :func:`prepare`.
        terms: the data, complete in itself: resources of other graphs are known by IRI only.

    Raises:
        ShapeViolation: the data has a form that cannot be validated.
    """
    return by_pyshacl(shapes, terms, suspected(shapes, terms))


Suspects = Mapping[Compiled, Collection[str] | None]
"""Focus nodes of each shape that pySHACL must check; ``None`` means all that it targets."""


def suspected(shapes: CoreShapes, terms: Terms) -> Suspects:
    """Nodes that do not pass the compiled checks."""
    found: dict[Compiled, Collection[str] | None] = {}
    try:
        classes = terms.instances()
        for shape in shapes.targets:
            if shape.classes and shape.classes.isdisjoint(classes):
                continue
            nodes = shape.suspects(terms) if shape.suspects is not None else None
            if nodes is None or nodes:
                found[shape] = nodes
    except Unusual:
        return everything(shapes)
    return found


def everything(shapes: CoreShapes) -> Suspects:
    """Every node of every shape: the nodes that pySHACL would check by itself."""
    return dict.fromkeys(shapes.targets)


def by_pyshacl(shapes: CoreShapes, terms: Terms, suspects: Suspects) -> list[Result]:
    """Results of pySHACL for shapes and focus nodes.

    Args:
        shapes: from :func:`prepare`.
        terms: the data, as for :func:`core_results`.
        suspects: the shapes and nodes to check.

    Raises:
        ShapeViolation: the data has a form that cannot be validated.
    """
    if not suspects:
        return []
    from pyshacl.pytypes import SHACLExecutor
    from pyshacl.validator import Validator

    data = IndexedGraph(to_rdflib(from_lines(_needed(shapes, terms, suspects))))
    try:
        found = [
            result
            for shape, nodes in suspects.items()
            for result in shapes.by_node[shape.node].validate(
                SHACLExecutor(), data, focus=None if nodes is None else _in_order(nodes)
            )[1]
        ]
    except Exception as problem:  # if pySHACL or rdflib cannot compare values, each raises its own errors
        raise ShapeViolation(f"The graph cannot be validated: {problem}") from problem
    report, _ = Validator.create_validation_report(shapes.graph, not found, found)
    return list(_read(report))


def _needed(shapes: CoreShapes, terms: Terms, suspects: Suspects) -> bytes:
    """Triples that suspicious shapes can use: of their predicates, about nodes that their paths reach."""
    named = frozenset[str]().union(*(shape.named for shape in suspects))
    kept = shapes.written & {RDF_TYPE, *(f"<{name}>" for name in named)}
    around: set[str] = set()
    try:
        for shape, nodes in suspects.items():
            if nodes is None:
                return terms.lines(kept)
            around |= _reached(terms, nodes, [f"<{name}>" for name in shape.named], shape.steps)
    except Unusual:
        return terms.lines(kept)
    return terms.lines(kept, around)


def _reached(terms: Terms, nodes: Collection[str], predicates: Collection[str], steps: int) -> set[str]:
    """Nodes, and those within some steps of them along predicates in either direction."""
    found, edge = set(nodes), set(nodes)
    for _ in range(steps):
        tables = [table for name in predicates for table in (terms.values(name), terms.subjects(name))]
        edge = {value for table in tables for node in edge for value in table.get(node, ())} - found
        found |= edge
    return found


def _in_order(nodes: Iterable[str]) -> list[rdflib.URIRef]:
    return [rdflib.URIRef(node[1:-1]) for node in sorted(nodes)]


def _read(found: rdflib.Graph) -> Iterator[Result]:
    """Results from pySHACL's report graph."""

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
