"""Embedded Oxigraph stores for reading, in memory or from one immutable generation on disk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph
from pyoxigraph import DefaultGraph, Quad, Triple

from kg.errors import QueryError, StoreDamaged
from kg.store.base import Solutions


class EmbeddedStore:
    """Answers SPARQL from a pyoxigraph store.

    Args:
        store: the pyoxigraph store; its default graph is the merge of all named graphs.
    """

    def __init__(self, store: pyoxigraph.Store) -> None:
        self._store = store

    def select(self, query: str) -> Solutions:
        """Answer a SELECT."""
        found = self._run(query)
        if not isinstance(found, pyoxigraph.QuerySolutions):
            raise QueryError("The query is not a SELECT.")
        names = tuple(v.value for v in found.variables)
        return Solutions(names, map(tuple, found))

    def ask(self, query: str) -> bool:
        """Answer an ASK."""
        found = self._run(query)
        if not isinstance(found, pyoxigraph.QueryBoolean):
            raise QueryError("The query is not an ASK.")
        return bool(found)

    def construct(self, query: str) -> Iterator[Triple]:
        """Answer a CONSTRUCT or DESCRIBE."""
        found = self._run(query)
        if not isinstance(found, pyoxigraph.QueryTriples):
            raise QueryError("The query is neither a CONSTRUCT nor a DESCRIBE.")
        return found

    def _run(
        self, query: str
    ) -> pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean | pyoxigraph.QueryTriples:
        try:
            return self._store.query(query)
        except SyntaxError as problem:
            raise QueryError(f"The query does not parse: {problem}") from problem
        except (OSError, RuntimeError) as problem:
            raise StoreDamaged(f"The store failed while it was read: {problem}") from problem

    def __len__(self) -> int:
        return len(self._store)


def in_memory(triples: Iterable[Triple]) -> EmbeddedStore:
    """A store in memory that holds the given triples."""
    store = pyoxigraph.Store()
    store.bulk_extend(Quad(t.subject, t.predicate, t.object, DefaultGraph()) for t in triples)
    return EmbeddedStore(store)


def read_generation(path: Path) -> EmbeddedStore:
    """Open one immutable generation for reading.

    Raises:
        StoreDamaged: it cannot be opened.
    """
    try:
        return EmbeddedStore(pyoxigraph.Store.read_only(str(path)))
    except (OSError, RuntimeError) as problem:  # RocksDB reports corruption as a RuntimeError
        raise StoreDamaged(
            f"{path} cannot be opened as a store: {problem} Run kg load or kg check --repair: both "
            "rebuild the database from the archive."
        ) from problem
