"""The functions for Python users. Large modules are imported on first use."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from kg import opening
from kg.edition.scope import need_of
from kg.errors import BadParameter
from kg.graph import KnowledgeGraph
from kg.manage import (
    check,
    check_shapes,
    check_sources,
    compact,
    decide,
    demo,
    export_queries,
    info,
    load,
    publish,
    remove,
    repair,
    restore,
    review,
    rows_to_decide,
    stale_decisions,
    withdraw,
)
from kg.queries.catalogue import Catalogue
from kg.render.result import Result
from kg.store.cancellable import CancellableStore, limits_of_stored

if TYPE_CHECKING:
    from kg.edition.scope import Need
    from kg.queries.header import StoredQuery
    from kg.queries.names import Names

__all__ = [
    "KnowledgeGraph",
    "catalogue",
    "check",
    "check_shapes",
    "check_sources",
    "compact",
    "decide",
    "demo",
    "export_queries",
    "info",
    "load",
    "open",
    "open_for",
    "publish",
    "query",
    "remove",
    "repair",
    "restore",
    "review",
    "rows_to_decide",
    "sparql",
    "stale_decisions",
    "withdraw",
]


def open(  # noqa: A001
    store: Path | str | None = None,
    *,
    endpoint: str | None = None,
    queries: Path | str | Iterable[Path | str] = (),
    seconds: float | None = None,
) -> KnowledgeGraph:
    """Open a store for reading.

    Args:
        store: its folder; by default your own. Your own store is created from the shipped records if it does
            not exist yet; a store that you name must exist.
        endpoint: instead of a folder, the address of a SPARQL endpoint or its name in ``kg.toml``.
        queries: folders of your own stored queries.
        seconds: time limit for one answer of a store; by default none.

    Raises:
        StoreMissing: there is no store in the given folder.
        StoreDamaged: it cannot be opened.
        EnvironmentFault: a first store cannot be created there.
        UnknownName: no endpoint has the name.
        BadParameter: both a folder and an endpoint are given.
    """
    return _open(store, endpoint, queries, seconds)


def open_for(
    query: StoredQuery,
    given: Mapping[str, object],
    store: Path | str | None = None,
    *,
    endpoint: str | None = None,
    seconds: float | None = None,
) -> KnowledgeGraph:
    """Open a store for one stored query; see :func:`open`. A first store gets the data that it needs."""
    return _open(store, endpoint, (), seconds, lambda names: need_of(query, given, names))


def _open(
    store: Path | str | None,
    endpoint: str | None,
    queries: Path | str | Iterable[Path | str],
    seconds: float | None,
    wanted: Callable[[Names], Need] | None = None,
) -> KnowledgeGraph:
    folders = [Path(queries)] if isinstance(queries, str | Path) else [Path(folder) for folder in queries]
    if endpoint is None:
        place = opening.folder_to_read(store, wanted)
        return KnowledgeGraph(CancellableStore(place.root, limits_of_stored(seconds)), place, folders)
    if store is not None:
        raise BadParameter("Name a store or an endpoint, not both.")
    return KnowledgeGraph(opening.remote(endpoint), queries=folders)


def query(
    name: str | Path,
    *,
    store: Path | str | None = None,
    endpoint: str | None = None,
    limit: int | None = None,
    **parameters: object,
) -> Result:
    """Answer a stored query; see :func:`open` and :meth:`KnowledgeGraph.query`."""
    stored = Catalogue().get(str(name))
    return open_for(stored, parameters, store, endpoint=endpoint).query(name, limit=limit, **parameters)


def sparql(
    text: str,
    *,
    store: Path | str | None = None,
    endpoint: str | None = None,
    seconds: float = 30.0,
    rows: int = 100_000,
) -> Result:
    """Answer SPARQL of your own; see :func:`open` and :meth:`KnowledgeGraph.sparql`."""
    return open(store, endpoint=endpoint).sparql(text, seconds=seconds, rows=rows)


def catalogue(queries: Iterable[Path | str] = ()) -> Catalogue:
    """The stored queries by name: the shipped ones, and those in your own folders.

    >>> "persistent-weaknesses" in catalogue()
    True
    """
    return Catalogue([Path(folder) for folder in queries])
