"""An open store that loads the parts of the edition that questions need."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from kg.edition.layer import Layer
from kg.edition.merge import lacking, take_in
from kg.edition.scope import INSPECTIONS, Need, need_of, need_of_councils, need_of_thing
from kg.edition.waiting import MANY, announcement
from kg.namespaces import ID
from kg.queries.lookup import find_one
from kg.queries.names import StoreNames
from kg.queries.succession import ended
from kg.store.base import Store
from kg.store.cancellable import CancellableStore
from kg.store.folder import StoreFolder

if TYPE_CHECKING:
    from kg.edition.scope import Need
    from kg.queries.header import Parameter, StoredQuery

_log = logging.getLogger("kg")


class ReadyStore:
    """A store that is open for reading and grows as questions need more of the edition.

    Args:
        store: the store that answers the queries.
        place: its folder, if it has one.
    """

    def __init__(self, store: Store, place: StoreFolder | None = None) -> None:
        self.store = store
        self.place = place
        self.names = StoreNames(store)
        self._ready: set[Need] = set()

    def make_ready(self, query: StoredQuery | None = None, given: Mapping[str, object] | None = None) -> None:
        """Load the councils of the edition that a question needs and that are not in the store yet.

        Args:
            query: a stored query; by default any question, which may need all.
            given: its parameters as people write them.

        Raises:
            UnknownName: no council has the given name.
            StoreLocked: another process is changing the store.
            EnvironmentFault: the disk refuses, or the edition is damaged.
        """
        if self.place is not None:
            need = need_of(query, given or {}, self.names) if query is not None else Need()
            self._take_in(need, tuple(query.header.params.values()) if query is not None else ())

    def _waits(self) -> bool:
        """Whether a question that may need any council waits until many are taken in."""
        return self.place is not None and len(lacking(self.place.manifest(), Need())) >= MANY

    def make_ready_for(self, authority: str) -> None:
        """Load one council of the edition, if it is not in the store yet.

        Raises:
            UnknownName: no council has the name.
        """
        if self.place is not None:
            self._take_in(need_of_councils([authority], self.names))

    def make_ready_to_search(self) -> None:
        """Load the inspections of all councils: nothing else of the edition can be searched."""
        self._take_in(INSPECTIONS)

    def make_ready_to_show(self, thing: str) -> None:
        """Load the council of a resource; all councils if its name does not identify one."""
        if self.place is not None:
            self._take_in(need_of_thing(thing, self.names))

    def _take_in(self, need: Need, params: Sequence[Parameter] = ()) -> None:
        """Load the councils that a question needs, and if they are many, say how to need fewer.

        Args:
            need: the need of the question.
            params: parameters of the question; those for a council or region reduce the need.
        """
        if self.place is None or need in self._ready:
            return
        coming = len(lacking(self.place.manifest(), need)) if need.layer is not Layer.INSPECTIONS else 0
        if coming >= MANY:
            _log.warning("%s", announcement(need, coming, params))
        if take_in(self.place, need):
            self.store = self._reopen()
            self.names = StoreNames(self.store)
        self._ready.add(need)

    def ended(self, authority: str) -> str:
        """A sentence to continue, saying that a council has ended, with its successors; empty if it has not.

        Raises:
            UnknownName: no council has the name.
        """
        return ended(self.store, f"{ID}authority/{self._code(authority)}", self.names)

    def _code(self, authority: str) -> str:
        found = find_one("authority", authority, self.names.authorities(), councils=True)
        return found.iri.rpartition("/")[2]

    def _make_ready_to_leave(self, authority: str | None, thing: str | None = None) -> None:
        if authority:
            self.make_ready_for(authority)
        elif thing:
            self.make_ready_to_show(thing)
        else:
            self.make_ready()

    def _reopen(self) -> Store:
        """Open the current generation."""
        if isinstance(self.store, CancellableStore) and self.place is not None:
            return CancellableStore(self.place.root, self.store.limits)
        return self.store
