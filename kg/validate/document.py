"""Validates the graph of one document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pyoxigraph import QuerySolutions, RdfFormat, Store

from kg.collector import paused
from kg.namespaces import DEF
from kg.rdf.serialise import from_lines
from kg.validate.alike import own_results
from kg.validate.report import Report, Result
from kg.validate.rules import rule_results
from kg.validate.terms import RDF_TYPE, Terms, Unusual

if TYPE_CHECKING:
    from pyoxigraph import Triple

    from kg.rdf.terms import Graph
    from kg.validate.rules import Rule, Term
    from kg.validate.shapes import Shapes


def validate_document(triples: Iterable[Triple], shapes: Shapes | None = None) -> Report:
    """Check the graph of one document against the shapes.

    Args:
        triples: all statements of the document; resources of other graphs are known by their IRI only.
        shapes: the shapes to use; those of this installation by default.

    Returns:
        A report; its violations keep the document out of the store.
    """
    with paused():
        return _validated(Terms.of_triples(triples), shapes)


def validate_graph(graph: Graph, shapes: Shapes | None = None) -> Report:
    """Like :func:`validate_document`, for a graph that was built here and need not be serialised first."""
    with paused():
        return _validated(Terms(graph.pairs()), shapes)


def _validated(terms: Terms, shapes: Shapes | None) -> Report:
    from kg.validate.core import core_results
    from kg.validate.shapes import load_shapes
    from kg.validate.values import split

    sound, incomparable = split(terms)
    shapes = shapes or load_shapes()
    told = {(result.focus, result.path) for result in incomparable}
    found = [r for r in core_results(shapes.core, sound) if (r.focus, r.path) not in told]
    found += incomparable
    found += _of_rules(sound, shapes)
    return Report.of(placed(found, terms))


def _of_rules(terms: Terms, shapes: Shapes) -> list[Result]:
    try:
        found, further = list(own_results(shapes.own, terms, _Queried)), shapes.further
        lines = _looked_at(further, terms)
    except Unusual:
        found, further = [], shapes.within
        lines = terms.lines(f"<{name}>" for rule in further for name in rule.named())
    store = _Queried(lines)
    for rule in further:
        found += rule_results(store, rule)
    return found


def _looked_at(rules: Iterable[Rule], terms: Terms) -> bytes:
    """Triples that rules can use: of predicates that they name, and types of instances of named classes.

    Raises:
        Unusual: the graph holds terms that the checks do not know.
    """
    names = {f"<{name}>" for rule in rules for name in rule.named()}
    if any(rule.asks_for_classes() for rule in rules):
        return terms.lines(names)
    things = {thing for name in names for thing in terms.members(name)}
    return terms.lines(names - {RDF_TYPE}) + terms.lines((RDF_TYPE,), things)


@dataclass(frozen=True)
class _Rows:
    variables: tuple[str, ...]
    rows: Iterator[tuple[Term | None, ...]]


class _Queried:
    """N-Triples in memory over which a SELECT can be run."""

    def __init__(self, lines: bytes) -> None:
        self._store = Store()
        self._store.bulk_load(lines, RdfFormat.N_TRIPLES)

    def select(self, query: str) -> _Rows:
        found = self._store.query(query)
        if not isinstance(found, QuerySolutions):
            raise TypeError(query)
        names = tuple(v.value for v in found.variables)
        return _Rows(names, map(tuple, found))


def placed(results: Sequence[Result], terms: Terms) -> list[Result]:
    """Results with the page and paragraph of the evidence of their resource."""
    if not results:
        return []
    evidence: dict[str, str] = {}
    pages: dict[str, str] = {}
    paragraphs: dict[str, str] = {}
    wanted = {f"<{result.focus}>" for result in results}
    for triple in from_lines(terms.lines((f"<{DEF}evidence>",), wanted)):
        subject, value = str(triple.subject)[1:-1], str(triple.object)[1:-1]
        evidence[subject] = min(value, evidence.get(subject, value))
    wanted.update(f"<{value}>" for value in evidence.values())
    for triple in from_lines(terms.lines(_PLACES, wanted)):
        name, subject = triple.predicate.value, str(triple.subject)[1:-1]
        if name == DEF + "pageNumber":
            pages[subject] = triple.object.value  # type: ignore[union-attr]
        elif name == DEF + "paragraph":
            paragraphs[subject] = triple.object.value  # type: ignore[union-attr]
    return [replace(r, where=_place(evidence.get(r.focus, r.focus), pages, paragraphs)) for r in results]


_PLACES = frozenset(f"<{DEF}{name}>" for name in ("pageNumber", "paragraph"))


def _place(evidence: str, pages: dict[str, str], paragraphs: dict[str, str]) -> str:
    parts = []
    if evidence in pages:
        parts.append(f"page {pages[evidence]}")
    if evidence in paragraphs:
        parts.append(f"paragraph {paragraphs[evidence]}")
    return ", ".join(parts)
