"""Runs users' own SPARQL, which is checked first, with limits on time, memory, rows and bytes.

The limits are those of :mod:`kg.store.cancellable`, which runs every query on a store on disk.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Final, TypeVar

from pyoxigraph import Triple

from kg.errors import QueryError, TimeLimit
from kg.queries.answer import Answer
from kg.queries.prologue import as_written, with_prefixes
from kg.queries.read_only import read_only
from kg.queries.run import answer
from kg.store.base import Solutions, Store
from kg.store.cancellable import CancellableStore, Limits

__all__ = ["OWN_ROWS", "OWN_SECONDS", "Limits", "run_guarded", "run_unchecked"]

OWN_SECONDS: Final = 600.0
"""Default time limit in seconds of a user's own stored query."""

OWN_ROWS: Final = 1_000_000
"""Most rows of a user's own stored query; more are an error."""

T = TypeVar("T")


def run_guarded(store: Path, text: str, *, limits: Limits | None = None, name: str = "query") -> Answer:
    """Answer unchecked SPARQL on a store on disk.

    Args:
        store: folder of the store.
        text: SPARQL as a user wrote it.
        limits: limits on the query.
        name: its name in errors.

    Raises:
        RefusedQuery: it would write, load or access the network.
        QueryError: it does not parse.
        TimeLimit: it needed more time or memory, or its answer is larger, than the limits allow.
    """
    allowed = limits or Limits()
    return run_unchecked(CancellableStore(store, allowed), store, text, limits=allowed, name=name)


def run_unchecked(
    store: Store, place: Path | None, text: str, *, limits: Limits | None = None, name: str = "query"
) -> Answer:
    """Answer a user's SPARQL: on a store on disk in a process that can be stopped, else on its endpoint.

    Args:
        store: the store that answers, and describes the resources in the rows.
        place: folder of the store, if it has one; an endpoint has its own limits, except that on rows.
        text: SPARQL as a user wrote it; the project's prefixes need no declaration.
        limits: limits on the query.
        name: its name in errors.

    Raises:
        RefusedQuery: it would write, load or access the network.
        QueryError: it does not parse, or uses a prefix that is neither declared nor the project's.
        TimeLimit: it needed more than the limits allow.
    """
    allowed = limits or Limits()
    whole = with_prefixes(text, name)
    try:
        read_only(whole, name)
        if isinstance(store, CancellableStore):
            store = _Whole(store.within(allowed), allowed.rows)
        elif place is not None:
            store = _Whole(CancellableStore(place, allowed), allowed.rows)
        return answer(store, whole, name=name, row_limit=allowed.rows)
    except QueryError as error:
        raise QueryError(as_written(str(error), len(whole) - len(text))) from None


class _Whole:
    """A store whose answers are read completely, or to a limit, before the first row is returned."""

    def __init__(self, store: Store, rows: int) -> None:
        self._store = store
        self._rows = rows

    def select(self, query: str) -> Solutions:
        """Answer a SELECT."""
        found = self._store.select(query)
        return Solutions(found.variables, iter(self._read(found.rows)))

    def ask(self, query: str) -> bool:
        """Answer an ASK."""
        return self._store.ask(query)

    def construct(self, query: str) -> Iterator[Triple]:
        """Answer a CONSTRUCT or DESCRIBE."""
        return iter(self._read(self._store.construct(query)))

    def _read(self, parts: Iterator[T]) -> list[T]:
        read = list(islice(parts, self._rows + 1))
        if len(read) > self._rows:
            raise TimeLimit(f"The answer has more than {self._rows} rows; ask for fewer (LIMIT).")
        return read
