"""Checks of the shapes themselves, since SHACL silently passes a misspelt target or parameter."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import rdflib
from rdflib.namespace import RDF, SH
from rdflib.term import Node

from kg.namespaces import PREFIXES, SCHEME, SHAPE
from kg.validate.paths import compact
from kg.validate.rules import ACROSS, WITHIN, unsound

_TARGETS = ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf")
_NAMING_TERMS = (
    *_TARGETS, "class", "hasValue", "equals", "disjoint", "lessThan", "lessThanOrEquals", "inversePath",
)  # fmt: skip
_PARAMETERS = frozenset(
    (
        *_NAMING_TERMS, "path", "alternativePath", "property", "node", "and", "or", "not", "xone", "in",
        "minCount", "maxCount", "datatype", "nodeKind", "pattern", "flags", "minLength", "maxLength",
        "minInclusive", "minExclusive", "maxInclusive", "maxExclusive", "uniqueLang", "languageIn",
        "qualifiedValueShape", "qualifiedMinCount", "qualifiedMaxCount", "name", "description", "message",
        "severity", "sparql", "select", "prefixes", "declare", "prefix", "namespace", "group",
    )
)  # fmt: skip
_SH = PREFIXES["sh"]
_OUTSIDE = tuple(PREFIXES[p] for p in ("rdf", "sh", "xsd"))


def problems(shapes: rdflib.Graph, defined: Collection[str]) -> list[str]:
    """The faults that make shapes unusable, one line each, sorted; empty if they are sound.

    Args:
        shapes: the shapes graph.
        defined: IRIs of the classes, properties and concepts of the ontology.
    """
    found = [
        *_empty(shapes),
        *_parameters(shapes),
        *_undefined(shapes, defined),
        *_unexplained(shapes),
        *_unreachable(shapes),
        *_rules(shapes),
    ]
    return sorted(set(found))


def _empty(shapes: rdflib.Graph) -> Iterator[str]:
    if not any(True for target in _TARGETS for _ in shapes.subject_objects(SH[target])):
        yield "No shape has a target, so nothing would be checked. Is the folder of shapes empty?"


def _parameters(shapes: rdflib.Graph) -> Iterator[str]:
    for subject, predicate in shapes.subject_predicates():
        if str(predicate).startswith(_SH) and str(predicate).removeprefix(_SH) not in _PARAMETERS:
            yield f"{compact(str(predicate))} on {_named(shapes, subject)} is not a parameter in use here."


def _undefined(shapes: rdflib.Graph, defined: Collection[str]) -> Iterator[str]:
    uses = [(s, o) for name in _NAMING_TERMS for s, o in shapes.subject_objects(SH[name])]
    uses += list(shapes.subject_objects(SH.path))
    uses += list(shapes.subject_objects(RDF.first))
    for subject, term in uses:
        if not isinstance(term, rdflib.URIRef) or str(term).startswith((*_OUTSIDE, SHAPE)):
            continue
        if str(term) not in defined:
            what = "concept" if str(term).startswith(SCHEME) else "term"
            yield f"{compact(str(term))}, named in {_named(shapes, subject)}, is no {what} of the ontology."


def _unexplained(shapes: rdflib.Graph) -> Iterator[str]:
    reporting = {*shapes.subjects(RDF.type, SH.PropertyShape), *shapes.subjects(SH.sparql)}
    for shape in reporting:
        lacking = [p for p in ("name", "severity") if shapes.value(shape, SH[p]) is None]
        messages = list(shapes.objects(shape, SH.message))
        messages += [m for rule in shapes.objects(shape, SH.sparql) for m in shapes.objects(rule, SH.message)]
        if len(messages) != 1 or getattr(messages[0], "language", None) != "en":
            lacking.append("message@en")
        if lacking:
            yield f"{_named(shapes, shape)} lacks sh:{' and sh:'.join(lacking)}."


def _unreachable(shapes: rdflib.Graph) -> Iterator[str]:
    held = set(shapes.objects(None, SH.property))
    for shape in shapes.subjects(RDF.type, SH.PropertyShape):
        if shape not in held:
            yield f"{_named(shapes, shape)} belongs to no node shape, so it would never fire."
        if shapes.value(shape, SH.path) is None:
            yield f"{_named(shapes, shape)} lacks sh:path."
    for shape in shapes.subjects(RDF.type, SH.NodeShape):
        if not any(shapes.value(shape, SH[target]) for target in _TARGETS):
            yield f"{_named(shapes, shape)} has no target, so it would never fire."
    for shape in held:
        if (shape, RDF.type, SH.PropertyShape) not in shapes and str(shape).startswith(SHAPE):
            yield f"{_named(shapes, shape)} is used as a property shape and not defined."


def _rules(shapes: rdflib.Graph) -> Iterator[str]:
    for shape, rule in shapes.subject_objects(SH.sparql):
        if str(shapes.value(shape, SH.group)) not in (ACROSS, WITHIN):
            yield f"{_named(shapes, shape)} does not say with sh:group where its rule applies."
        if next(shapes.objects(shape, SH.targetClass), None) is None:
            yield f"{_named(shapes, shape)} holds a rule and has no sh:targetClass."
        for reason in unsound(str(shapes.value(rule, SH.select))):
            yield f"The SELECT of {_named(shapes, shape)} cannot run over all things at once: {reason}."


def _named(shapes: rdflib.Graph, node: Node) -> str:
    """The name of a node, or of the nearest named node that refers to it."""
    seen: set[Node] = set()
    while not isinstance(node, rdflib.URIRef) and node not in seen:
        seen.add(node)
        node = next(shapes.subjects(None, node), node)
    return compact(str(node))
