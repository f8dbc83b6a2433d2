"""Validate the graph of one document."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.namespaces import DEF
from kg.validate.report import Report, Result

if TYPE_CHECKING:
    from pyoxigraph import Triple

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
    from kg.validate.shapes import load_shapes

    graph = list(triples)
    shapes = shapes or load_shapes()
    return Report.of(placed(core_results(shapes.core, shapes.predicates, graph), graph))


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
