"""The interface of every store, embedded or remote. Terms are pyoxigraph's on both sides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

Term = NamedNode | BlankNode | Literal | Triple


@dataclass(frozen=True, slots=True)
class Solutions:
    """Rows of a SELECT, read once: ``rows`` may be lazy. Unbound variables are ``None``."""

    variables: tuple[str, ...]
    rows: Iterator[tuple[Term | None, ...]]


class Store(Protocol):
    """An object that answers read-only SPARQL. Each method may raise an ``EnvironmentFault``.

    Queries are already parsed, checked and bound: see :mod:`kg.queries`.
    """

    def select(self, query: str) -> Solutions:
        """Answer a SELECT."""

    def ask(self, query: str) -> bool:
        """Answer an ASK."""

    def construct(self, query: str) -> Iterator[Triple]:
        """Answer a CONSTRUCT or DESCRIBE."""
