"""Queries of ``queries/pages/``, which only pages ask: they read what a page shows and no more."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from kg.queries.binding import bind
from kg.queries.header import Parameter
from kg.queries.run import answer
from kg.resources import query_text

if TYPE_CHECKING:
    from kg.api import KnowledgeGraph
    from kg.queries.answer import Answer


def of_page(graph: KnowledgeGraph, name: str, **values: str | Sequence[str]) -> Answer:
    """The answer to a query of a page.

    Args:
        graph: an open store.
        name: of the query's file.
        values: IRIs by the name of a parameter: one where the query has ``$name``, or those of which
            ``VALUES ?name`` takes one. None stands for any.
    """
    terms = {
        key: tuple(map(NamedNode, [value] if isinstance(value, str) else value))
        for key, value in values.items()
    }
    params = {key: Parameter(key, "iri", many=True) for key in terms}
    return answer(graph.store, bind(query_text(f"pages/{name}"), params, terms), name=name)
