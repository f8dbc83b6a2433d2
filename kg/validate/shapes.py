"""The shapes: read from files, checked against the ontology, prepared once a process."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import rdflib
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse
from rdflib.collection import Collection
from rdflib.namespace import RDF, SH

from kg.errors import RecordError
from kg.frameworks import shape_files, vocabulary_files
from kg.namespaces import DEF
from kg.validate.alike import Own, own
from kg.validate.convert import to_rdflib
from kg.validate.core import CoreShapes, prepare
from kg.validate.lint import problems
from kg.validate.rules import Rule, read_rules

_VALUES_OF = rdflib.URIRef(DEF + "valuesOf")
_IS_LEAF = DEF + "isLeaf"


@dataclass(frozen=True)
class Shapes:
    """Shapes that are known to be sound.

    Attributes:
        graph: all shapes as in the files.
        core: those of core SHACL.
        rules: the constraints in SPARQL.
    """

    graph: rdflib.Graph
    core: CoreShapes
    rules: tuple[Rule, ...]

    @cached_property
    def within(self) -> tuple[Rule, ...]:
        """The rules about one document."""
        return tuple(rule for rule in self.rules if not rule.across)

    @cached_property
    def own(self) -> tuple[Own, ...]:
        """The rules within one document that are about a single resource."""
        return tuple(found for rule in self.within if (found := own(rule)) is not None)

    @cached_property
    def further(self) -> tuple[Rule, ...]:
        """The rules within one document that are about several resources."""
        alone = {one.rule for one in self.own}
        return tuple(rule for rule in self.within if rule not in alone)


@cache
def load_shapes() -> Shapes:
    """The shapes of this installation, read once a process.

    Raises:
        RecordError: there are none, or a shape could never fire or has no explanation.
    """
    return read_shapes(shape_files(), vocabulary_files())


def read_shapes(shape_files: Sequence[Path], ontology_files: Sequence[Path]) -> Shapes:
    """Read and check shapes.

    Args:
        shape_files: Turtle files of shapes.
        ontology_files: Turtle files that define every class, property and concept that shapes may name.

    Raises:
        RecordError: a file is malformed, no shape has a target, a target, path or value is not defined in
            the ontology, or a shape lacks name, message or severity.
    """
    graph = read_graph(shape_files)
    _fill_values(graph, ontology_files)
    wrong = problems(graph, defined_terms(ontology_files))
    if wrong:
        raise RecordError("The shapes cannot be used:\n" + "\n".join(f"- {line}" for line in wrong))
    core = _without_rules(graph)
    return Shapes(graph, prepare(core), read_rules(graph))


def defined_terms(ontology_files: Sequence[Path]) -> frozenset[str]:
    """IRIs of every class, property and concept that the ontology's files define."""
    return frozenset(
        triple.subject.value
        for path in ontology_files
        for triple in _read(path)
        if triple.predicate.value == str(RDF.type) and isinstance(triple.subject, NamedNode)
    )


def _fill_values(graph: rdflib.Graph, ontology_files: Sequence[Path]) -> None:
    """Write ``sh:in`` for ``kg:valuesOf`` a class in a shape: its concepts, or the leaves of a tree."""
    wanted = {(shape, str(value)) for shape, value in graph.subject_objects(_VALUES_OF)}
    if not wanted:
        return
    members: dict[str, set[str]] = {value: set() for _, value in wanted}
    branches: set[str] = set()
    for path in ontology_files:
        for triple in _read(path):
            subject, predicate, value = triple.subject, triple.predicate.value, triple.object
            if not isinstance(subject, NamedNode):
                continue
            if predicate == str(RDF.type) and isinstance(value, NamedNode) and value.value in members:
                members[value.value].add(subject.value)
            elif predicate == _IS_LEAF and isinstance(value, Literal) and value.value == "false":
                branches.add(subject.value)
    for shape, kind in sorted(wanted, key=str):
        leaves: list[rdflib.term.Node] = [rdflib.URIRef(iri) for iri in sorted(members[kind] - branches)]
        graph.add((shape, SH["in"], Collection(graph, rdflib.BNode(), leaves).uri))
    graph.remove((None, _VALUES_OF, None))


def _read(path: Path) -> Iterator[Triple]:
    try:
        for quad in parse(path=path, format=RdfFormat.TURTLE):
            yield quad.triple
    except (SyntaxError, OSError) as problem:
        raise RecordError(f"{path.name}: cannot be read as Turtle: {problem}") from problem


def read_graph(paths: Sequence[Path]) -> rdflib.Graph:
    """Turtle files as one graph.

    Raises:
        RecordError: a file is malformed.
    """
    graph = rdflib.Graph()
    for path in paths:
        for triple in to_rdflib(_read(path)):
            graph.add(triple)
    return graph


def _without_rules(graph: rdflib.Graph) -> rdflib.Graph:
    """The shapes without those that hold SPARQL."""
    rules = set(graph.subjects(SH.sparql))
    core = rdflib.Graph()
    for triple in graph:
        if triple[0] not in rules:
            core.add(triple)
    return core
