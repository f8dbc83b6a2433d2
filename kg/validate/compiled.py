"""Shapes as plain checks, so that pySHACL sees only nodes that may be wrong.

Each shape with a target becomes a function from a graph to the nodes that might break it. The checks are
strict where SHACL leaves room: a node that they pass, pySHACL passes too; for the rest, and for a shape that
uses features not compiled here, pySHACL decides and words the results. So a fault in a check that is too
strict costs time, never a result. ``tests/validate`` and ``benchmarks/validation_agreement.py`` show that
none is too lax.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

import rdflib
from rdflib.namespace import RDF, SH
from rdflib.term import Node

from kg.validate.constraints import PARTS, Check, NotCompiled, Path, path_of
from kg.validate.convert import n_triples
from kg.validate.terms import Terms, Unusual

_TARGETS = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)
_IDLE = frozenset(
    (
        RDF.type, SH.path, SH.name, SH.description, SH.message, SH.severity, SH.group, SH.flags,
        SH.qualifiedMinCount, SH.qualifiedMaxCount, *_TARGETS,
    )
)  # fmt: skip
"""Predicates of shapes that are read elsewhere or affect no result."""


@dataclass(frozen=True)
class Compiled:
    """A shape that has a target.

    Attributes:
        node: the shape.
        named: every IRI in it, including inner shapes.
        steps: number of triples between a focus node and the farthest node that it checks.
        suspects: its check with its own targets, ``None`` if pySHACL must check every node.
        classes: the classes that it targets, none if it has other targets too.
    """

    node: Node
    named: frozenset[str]
    steps: int
    suspects: Callable[[Terms], frozenset[str]] | None
    classes: frozenset[str]


def compiled(shapes: rdflib.Graph) -> tuple[Compiled, ...]:
    """Compile the shapes of a graph that have targets; pass it without constraints in SPARQL."""
    nodes = sorted({s for target in _TARGETS for s in shapes.subjects(target)}, key=str)
    return tuple(_one(shapes, node) for node in nodes)


def _one(shapes: rdflib.Graph, node: Node) -> Compiled:
    steps = 0
    try:
        targets, check, steps = _focus(shapes, node), _check(shapes, node), _steps(shapes, node)
    except (NotCompiled, Unusual):
        suspects = None
    else:

        def suspects(terms: Terms) -> frozenset[str]:
            return frozenset(check(terms, targets(terms)))

    others = any(True for target in _TARGETS[1:] for _ in shapes.objects(node, target))
    classes = frozenset() if others else frozenset(map(n_triples, shapes.objects(node, SH.targetClass)))
    return Compiled(node, frozenset(_named(shapes, node)), steps, suspects, classes)


def _steps(shapes: rdflib.Graph, node: Node) -> int:
    path = shapes.value(node, SH.path)
    inner = max((_steps(shapes, each) for each in shapes.objects(node, SH.property)), default=0)
    return inner + (path_of(shapes, path).steps if path is not None else 0)


def _named(shapes: rdflib.Graph, node: Node) -> Iterator[str]:
    """IRIs that a shape names, including those in its lists, paths and inner shapes."""
    seen, waiting = {node}, [node]
    while waiting:
        for _, _, value in shapes.triples((waiting.pop(), None, None)):
            if isinstance(value, rdflib.URIRef):
                yield str(value)
            if value not in seen and not isinstance(value, rdflib.Literal):
                seen.add(value)
                waiting.append(value)


def _focus(shapes: rdflib.Graph, node: Node) -> Callable[[Terms], Collection[str]]:
    classes, nodes, subjects, objects = (
        [n_triples(o) for o in shapes.objects(node, target)] for target in _TARGETS
    )

    def focus(terms: Terms) -> Collection[str]:
        if len(classes) == 1 and not (nodes or subjects or objects):
            return terms.instances()[classes[0]]
        found = set(nodes)
        for name in classes:
            found.update(terms.instances()[name])
        for predicate in subjects:
            found.update(terms.values(predicate))
        for predicate in objects:
            found.update(terms.subjects(predicate))
        return found

    return focus


def _check(shapes: rdflib.Graph, node: Node) -> Check:
    """The check of a node shape or a property shape on given focus nodes.

    Raises:
        NotCompiled: it uses a feature that is not compiled.
    """
    for predicate in shapes.predicates(node):
        if predicate not in _IDLE and predicate not in PARTS and predicate != SH.property:
            raise NotCompiled(predicate)
    paths = list(shapes.objects(node, SH.path))
    path = path_of(shapes, paths[0]) if paths else None
    checks = [
        make(shapes, node, path, value)
        for predicate, value in shapes.predicate_objects(node)
        if (make := _property if predicate == SH.property else PARTS.get(predicate)) is not None
    ]

    def check(terms: Terms, focus: Collection[str]) -> Iterator[str]:
        for one in checks:
            yield from one(terms, focus)

    return check


def _property(shapes: rdflib.Graph, node: Node, path: Path | None, value: Node) -> Check:
    """A property shape within another shape: its focus nodes are the other's value nodes."""
    inner = _check(shapes, value)
    if path is None:
        return inner

    def check(terms: Terms, focus: Collection[str]) -> Iterator[str]:
        values = path.reach(terms)
        held = {one: values(one) for one in focus}
        wrong = frozenset(inner(terms, {value for found in held.values() for value in found}))
        if wrong:
            yield from (one for one, found in held.items() if not wrong.isdisjoint(found))

    return check
