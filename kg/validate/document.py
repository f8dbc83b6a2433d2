"""Validate the graph of one document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.namespaces import DEF
from kg.validate.report import Report, Result

if TYPE_CHECKING:
    from pyoxigraph import Triple

    from kg.validate.rules import Term
    from kg.validate.shapes import Shapes


def validate_document(triples: Iterable[Triple], shapes: Shapes | None = None) -> Report:
    """Check the graph of one document against the shapes.

    Args:
        triples: all that the document states; things of other graphs are known by their IRI only.
        shapes: the shapes to use; those of this installation by default.

    Returns:
        A report; its violations keep the document out of the store.
    """
    from kg.validate.core import core_results
    from kg.validate.rules import rule_results
    from kg.validate.shapes import load_shapes
    from kg.validate.values import split

    graph, incomparable = split(triples)
    shapes = shapes or load_shapes()
    told = {(result.focus, result.path) for result in incomparable}
    found = [r for r in core_results(shapes.core, graph) if (r.focus, r.path) not in told]
    found += incomparable
    rules = [rule for rule in shapes.rules if not rule.across]
    named = frozenset[str]().union(*(rule.predicates() for rule in rules))
    store = _Queried(t for t in graph if t.predicate.value in named)
    for rule in rules:
        found += rule_results(store, rule)
    return Report.of(placed(found, graph))


@dataclass(frozen=True)
class _Rows:
    variables: tuple[str, ...]
    rows: Iterator[tuple[Term | None, ...]]


class _Queried:
    """Triples in memory that answer a SELECT."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        from pyoxigraph import DefaultGraph, Quad, Store

        self._store = Store()
        self._store.bulk_extend(Quad(t.subject, t.predicate, t.object, DefaultGraph()) for t in triples)

    def select(self, query: str) -> _Rows:
        from pyoxigraph import QuerySolutions

        found = self._store.query(query)
        if not isinstance(found, QuerySolutions):
            raise TypeError(query)
        names = tuple(v.value for v in found.variables)
        return _Rows(names, (tuple(row[n] for n in names) for row in found))


def placed(results: Sequence[Result], triples: Sequence[Triple]) -> list[Result]:
    """Results with the page and paragraph of the evidence that their thing has."""
    if not results:
        return []
    wanted = {result.focus for result in results}
    evidence: dict[str, str] = {}
    pages: dict[str, str] = {}
    paragraphs: dict[str, str] = {}
    for triple in triples:
        name, subject = triple.predicate.value, str(triple.subject)[1:-1]
        if name == DEF + "evidence" and subject in wanted:
            value = str(triple.object)[1:-1]
            evidence[subject] = min(value, evidence.get(subject, value))
        elif name == DEF + "pageNumber":
            pages[subject] = triple.object.value  # type: ignore[union-attr]
        elif name == DEF + "paragraph":
            paragraphs[subject] = triple.object.value  # type: ignore[union-attr]
    return [replace(r, where=_place(evidence.get(r.focus, r.focus), pages, paragraphs)) for r in results]


def _place(evidence: str, pages: dict[str, str], paragraphs: dict[str, str]) -> str:
    parts = []
    if evidence in pages:
        parts.append(f"page {pages[evidence]}")
    if evidence in paragraphs:
        parts.append(f"paragraph {paragraphs[evidence]}")
    return ", ".join(parts)
