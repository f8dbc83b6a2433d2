"""Text search with the names that people use: words and filters in, an answer out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from pyoxigraph import Literal, NamedNode

from kg.namespaces import PREFIXES
from kg.queries.answer import Answer, Describe
from kg.queries.header import Header, Parameter
from kg.queries.names import Names
from kg.queries.parameters import terms_of
from kg.queries.values import short
from kg.resources import folder
from kg.store import search as index
from kg.store.base import Solutions, Store, Term

KINDS: Final = ("finding", "recommendation", "priority-action")

PARAMS: Final[Mapping[str, Parameter]] = MappingProxyType(
    {
        "authority": Parameter("authority", "authority", many=True, description="Whose reports"),
        "theme": Parameter("theme", "theme", many=True),
        "cohort": Parameter("cohort", "cohort", many=True),
        "polarity": Parameter("polarity", "polarity", many=True),
        "since": Parameter("since", "date", description="Inspections that began on this day or later"),
        "until": Parameter("until", "date", description="Inspections that began on this day or before"),
    }
)
"""Filters of a search."""

_FILTERED: Final = {"authority": "authority", "theme": "themes", "cohort": "cohorts", "polarity": "polarity"}
_SHOWN: Final = (
    "thing",
    "kind",
    "authority",
    "start",
    "polarity",
    "themes",
    "snippet",
    "document",
    "sha256",
    "page",
    "paragraph",
    "published",
    "tier",
)
_TYPES: Final = {
    **dict.fromkeys(("thing", "authority", "polarity", "tier"), "iri"),
    **dict.fromkeys(("start", "published"), "date"),
    "page": "integer",
}


def build_index(store: Store, path: Path) -> int:
    """Make the text index of a store; gives the number of its entries."""
    return index.build(path, store.select(_entries()))


def search(
    path: Path,
    words: str,
    given: Mapping[str, object],
    names: Names,
    *,
    limit: int = 20,
    describe: Describe | None = None,
) -> Answer:
    """Findings and recommendations that hold words, best first.

    Args:
        path: the text index.
        words: see :func:`kg.store.search.search`.
        given: filters by the names of :data:`PARAMS`, as people write them.
        names: where names are looked up.
        limit: the most rows.
        describe: gives the triples about things.

    Raises:
        UnknownName: a filter names nothing.
        BadParameter: no words, or a filter that does not fit.
        StoreMissing: there is no index.
    """
    terms = terms_of(PARAMS, given, names, of="search")
    filters = {
        column: [short(term.value) if column in index.LISTS else term.value for term in terms[name]]
        for name, column in _FILTERED.items()
        if terms[name]
    }
    since, until = (next((term.value for term in terms[name]), None) for name in ("since", "until"))
    rows = index.search(path, words, filters, limit, since=since, until=until)

    def ask() -> Solutions:
        return Solutions(_SHOWN, _terms(rows))

    return Answer(ask, name="search", header=Header(summary=f"Search for {words}"), describe=describe)


def _terms(rows: list[dict[str, str | None]]) -> Iterator[tuple[Term | None, ...]]:
    for row in rows:
        yield tuple(_term(column, row[column]) for column in _SHOWN)


def _term(column: str, value: str | None) -> Term | None:
    if value is None:
        return None
    kind = _TYPES.get(column)
    if kind == "iri":
        return NamedNode(value)
    return Literal(value, datatype=NamedNode(PREFIXES["xsd"] + kind)) if kind else Literal(value)


@cache
def _entries() -> str:
    return (folder("queries") / "search" / "entries.rq").read_text(encoding="utf-8")
