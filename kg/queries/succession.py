"""Councils that replaced others: what an answer about one of them leaves out, and where to find it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from pyoxigraph import NamedNode

from kg.queries.binding import bind
from kg.queries.calls import call, question
from kg.queries.header import Header, Parameter, StoredQuery
from kg.queries.names import Names
from kg.queries.parameters import terms_of
from kg.resources import query_text
from kg.store.base import Store

SUCCESSION: Final = "succession"
"""The query on predecessors and successors."""

_OF_REPORTS: Final = frozenset({"history", "inspection", "judgement", "recommendation", "trajectory"})
"""Tags of queries on what reports say over the years."""


@dataclass(frozen=True, slots=True)
class Change:
    """The day a council ended or began, and its successors or predecessors.

    Attributes:
        council: its name.
        day: ISO date.
        others: names of the others.
    """

    council: str
    day: str
    others: tuple[str, ...]


def successors(
    store: Store, query: StoredQuery, given: Mapping[str, object], names: Names, where: Sequence[str] = ()
) -> Iterator[str]:
    """For each requested council that has ended, a sentence with its successors and the call about them."""
    for change in _changes(store, query, given, names, "heirs"):
        authority = query.header.params["authority"]
        values = {**given, "authority": list(change.others) if authority.many else change.others[0]}
        yield f"{in_words(change)}: {question(query, values, where)}"


def ended(store: Store, authority: str, names: Names) -> str:
    """A sentence saying that a council has ended, with its successors; empty if it has not.

    Args:
        store: the store to query.
        authority: IRI of the council.
        names: the names to look up.
    """
    change = succeeded(store, authority, names)
    return f" {in_words(change)}." if change is not None else ""


def succeeded(store: Store, authority: str, names: Names) -> Change | None:
    """When a council ended and which councils followed it; nothing if it has not ended.

    Args:
        store: where to ask.
        authority: IRI of the council.
        names: where names are looked up.
    """
    return _change(store, authority, names, "heirs")


def in_words(change: Change) -> str:
    """The end of a council and its successors, as a sentence without its full stop."""
    follow = "follow" if len(change.others) > 1 else "follows"
    return f"{change.council} ended on {change.day}, and {_listed(change.others)} {follow} it"


def with_predecessors(
    header: Header,
    store: Store,
    query: StoredQuery,
    given: Mapping[str, object],
    names: Names,
    where: Sequence[str] = (),
) -> Header:
    """A header whose coverage says that a council replaced others, which have separate reports.

    Args:
        header: the current header of the query.
        store: the store to query.
        query: the query.
        given: values of its parameters as people write them.
        names: the names to look up.
        where: words of the command line that name the store, for the call.
    """
    if query.name == SUCCESSION or not _OF_REPORTS.intersection(query.header.tags):
        return header
    told = [
        f"{change.council} has existed since {change.day} in place of {_listed(change.others)}: "
        f"{call(['kg', 'query', SUCCESSION, '--authority', change.council, *where])}"
        for change in _changes(store, query, given, names, "forerunners")
    ]
    return replace(header, covers=" ".join([header.covers, *told]).strip()) if len(told) == 1 else header


def _changes(
    store: Store, query: StoredQuery, given: Mapping[str, object], names: Names, lookup: str
) -> Iterator[Change]:
    authority = query.header.params.get("authority")
    if authority is None or authority.type != "authority" or given.get("authority") is None:
        return
    only = {"authority": replace(authority, required=False)}
    asked = terms_of(only, {"authority": given["authority"]}, names, of=query.name)["authority"]
    for term in asked:
        change = _change(store, term.value, names, lookup)
        if change is not None:
            yield change


def _change(store: Store, authority: str, names: Names, lookup: str) -> Change | None:
    params = {"authority": Parameter("authority", "iri", required=True)}
    text = bind(query_text(f"names/{lookup}"), params, {"authority": (NamedNode(authority),)})
    rows = list(store.select(text).rows)
    others = tuple(_name(other.value, names) for _, other in rows if isinstance(other, NamedNode))
    return Change(_name(authority, names), str(getattr(rows[0][0], "value", "")), others) if others else None


def _name(iri: str, names: Names) -> str:
    return names.label(iri) or iri


def _listed(names: Sequence[str]) -> str:
    """Names in a sentence.

    >>> _listed(["Cumberland", "Westmorland and Furness"])
    'Cumberland and Westmorland and Furness'
    """
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last
