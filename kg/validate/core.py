"""Core SHACL by pySHACL, one document at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from kg.errors import ShapeViolation
from kg.namespaces import PREFIXES
from kg.validate.paths import path_text
from kg.validate.report import Result, Severity

if TYPE_CHECKING:
    import rdflib
    from pyoxigraph import Triple
    from pyshacl.shapes_graph import ShapesGraph
    from rdflib.term import Node

_SH = PREFIXES["sh"]

_SEVERITIES: dict[str, Severity] = {
    _SH + "Violation": "violation",
    _SH + "Warning": "warning",
    _SH + "Info": "info",
}


def prepare(shapes: rdflib.Graph) -> ShapesGraph:
    """Shapes as pySHACL keeps them, so that they are read once and not once a document."""
    from pyshacl.shapes_graph import ShapesGraph

    return ShapesGraph(with_targets_on_properties(shapes))


def with_targets_on_properties(shapes: rdflib.Graph) -> rdflib.Graph:
    """An equivalent graph in which property shapes bear the targets of their node shapes.

    SHACL gives the same results either way (validating a node against a shape means validating it against
    each of the shape's property shapes), but pySHACL visits a nested property shape once for each node and
    one with a target of its own once for all nodes: a fifth of the time on our documents.
    """
    import rdflib
    from rdflib.namespace import SH

    flat = rdflib.Graph()
    for triple in shapes:
        flat.add(triple)
    targets = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)
    for shape in set(shapes.subjects(SH.property)):
        declared = [(p, o) for p in targets for o in shapes.objects(shape, p)]
        if not declared:
            continue
        for inner in shapes.objects(shape, SH.property):
            flat.remove((shape, SH.property, inner))
            for predicate, target in declared:
                flat.add((inner, predicate, target))
    return flat


def used_predicates(shapes: rdflib.Graph) -> frozenset[str]:
    """Predicates that can bear on a result: every IRI that the shapes name, and ``rdf:type``.

    Without ``sh:closed`` no other triple of the data can change what is found.
    """
    import rdflib

    named = {str(o) for o in shapes.objects() if isinstance(o, rdflib.URIRef)}
    return frozenset(named | {PREFIXES["rdf"] + "type"})


def core_results(shapes: ShapesGraph, predicates: frozenset[str], triples: Iterable[Triple]) -> list[Result]:
    """Validate triples against core constraints.

    Args:
        shapes: from :func:`prepare`.
        predicates: from :func:`used_predicates`; other triples are not looked at.
        triples: the data, closed in itself: things of other graphs are known by their IRI only.

    Raises:
        ShapeViolation: the data has a form that cannot be validated.
    """
    from pyshacl.errors import ReportableRuntimeError
    from pyshacl.pytypes import SHACLExecutor
    from pyshacl.validator import Validator

    from kg.validate.convert import to_rdflib
    from kg.validate.indexed import IndexedGraph

    data = IndexedGraph(to_rdflib(triples, predicates))
    try:
        found = [r for shape in shapes.shapes for r in shape.validate(SHACLExecutor(), data)[1]]
    except ReportableRuntimeError as problem:
        raise ShapeViolation(f"The graph cannot be validated: {problem}") from problem
    report, _ = Validator.create_validation_report(shapes, not found, found)
    return list(_read(report))


def _read(found: rdflib.Graph) -> Iterator[Result]:
    """Results out of pySHACL's report graph."""
    from rdflib.namespace import SH

    from kg.validate.convert import n_triples

    def one(node: Node, predicate: rdflib.URIRef) -> Node | None:
        return found.value(node, predicate)

    for link in found.objects(None, SH.result):
        path, value = one(link, SH.resultPath), one(link, SH.value)
        yield Result(
            severity=_SEVERITIES[str(one(link, SH.resultSeverity))],
            shape=str(one(link, SH.sourceShape)),
            focus=str(one(link, SH.focusNode)),
            path=path_text(found, path) if path is not None else "",
            value=n_triples(value) if value is not None else "",
            message=str(one(link, SH.resultMessage)),
        )
