"""Runs the queries of ``queries/derive`` on a store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from pyoxigraph import Literal, NamedNode

from kg.resources import query_text
from kg.store.base import Store, Term

Row = dict[str, str | None]
"""A row as text: the IRI or the lexical form of each variable, ``None`` if unbound."""


_TEXT: Final = (NamedNode, Literal)


def rows(
    store: Store, name: str, authority: str | None = None, mentions: Iterable[str] = ()
) -> Iterator[Row]:
    """Rows of one of the queries that derivation uses.

    Args:
        store: the store to query.
        name: name of the query's file without ``.rq``.
        authority: IRI for ``$authority``.
        mentions: IRIs for ``$mentions``.
    """
    text = query_text(f"derive/{name}")
    if authority is not None:
        text = text.replace("$authority", str(NamedNode(authority)))
    text = text.replace("$mentions", " ".join(str(NamedNode(mention)) for mention in mentions))
    found = store.select(text)
    for row in found.rows:
        yield dict(zip(found.variables, map(_value, row), strict=True))


def local(iri: str) -> str:
    """Last part of an IRI: the id of a concept, the key of a resource."""
    return iri.rpartition("/")[2]


def _value(term: Term | None) -> str | None:
    return term.value if isinstance(term, _TEXT) else None
