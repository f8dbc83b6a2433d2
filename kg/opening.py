"""Finds the store for a question: an existing one, one that is created first, or an endpoint."""

from __future__ import annotations

import logging
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from kg.closest import closest
from kg.edition.merge import adopt
from kg.errors import EnvironmentFault, StoreMissing
from kg.store.base import Store
from kg.store.earlier import clear, outgrown
from kg.store.folder import StoreFolder, folder_of, is_own

if TYPE_CHECKING:
    from kg.edition.scope import Need
    from kg.queries.names import Names


_log = logging.getLogger("kg")


def folder_to_read(store: Path | str | None, wanted: Callable[[Names], Need] | None = None) -> StoreFolder:
    """The folder of a store for reading.

    A user's own store is created from shipped data if it does not exist, and is connected to the edition. A
    store that is named must exist, since the name may be misspelt.

    Args:
        store: its folder; by default the user's own.
        wanted: returns the part of the edition that the first question needs, given the names of a new store.

    Raises:
        StoreMissing: there is no store in the given folder.
        EnvironmentFault: a first store cannot be created there.
    """
    place = folder_of(store)
    if is_own(store):
        renew(place)
    if place.exists():
        if is_own(store):
            adopt(place)
    elif not is_own(store):
        raise _nothing_at(place.root)
    else:
        _begin(place, wanted)
    return place


def renew(place: StoreFolder) -> None:
    """Delete a user's own store that an earlier version made from shipped data; it is then rebuilt.

    Raises:
        EnvironmentFault: it cannot be deleted.
    """
    if not outgrown(place):
        return
    _log.warning(
        "the store at %s has an earlier format and contains only shipped data: rebuilding it", place.root
    )
    try:
        clear(place)
    except OSError as problem:
        raise EnvironmentFault(f"{place.root} cannot be cleared: {problem}") from problem


def remote(endpoint: str) -> Store:
    """A SPARQL endpoint by its address, or its name in ``kg.toml``.

    Raises:
        UnknownName: no endpoint has the name.
        EndpointError: it cannot be reached, or an upload to it is unfinished.
    """
    from kg.store.endpoints import endpoint as endpoint_named
    from kg.store.remote import RemoteStore
    from kg.store.remote_state import check_complete

    there = endpoint_named(endpoint)
    check_complete(there)
    return RemoteStore(there)


def _nothing_at(root: Path) -> StoreMissing:
    if root.is_file():
        return StoreMissing(f"{root} is a file, and a store is a folder.")
    near = closest(root.name, (p.name for p in root.parent.glob("*/") if StoreFolder(p).exists()))
    hint = f" Did you mean {root.parent / near[0]}?" if near else ""
    make = shlex.join(["kg", "load", "--store", str(root)])
    return StoreMissing(f"There is no store at {root}.{hint} Create one from the records that ship: {make}")


def _begin(place: StoreFolder, wanted: Callable[[Names], Need] | None) -> None:
    """Create a first store from shipped data, and report it."""
    if place.root.is_file():
        raise StoreMissing(f"{place.root} is a file, and a store is a folder.")
    from kg.pipeline.begin import begin_store

    _log.warning("no store at %s yet: creating one from shipped data", place.root)
    begin_store(place.root, wanted)
