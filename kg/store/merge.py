"""The database that readers open: the merge of a store's named graphs, each triple once.

Which graphs join or leave decides which triples do: a triple leaves with the last graph that states it. The
graphs themselves are read from the archive.
"""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import IO, Final, cast

import pyoxigraph
from pyoxigraph import DefaultGraph, Quad, RdfFormat

from kg.rdf.serialise import from_lines, unpack
from kg.store.batches import Batches
from kg.store.embedded import EmbeddedStore
from kg.store.folder import StoreFolder
from kg.store.generations import copy_of, size_of
from kg.store.manifest import Entry
from kg.store.sharing import Sharing, hashes_of, keep_hashes, path_of
from kg.store.supersede import visible_lines

_REBUILD_FROM: Final = 0.25
"""Share of leaving graphs from which rebuilding the merge is faster than deleting triples one by one."""

_MANY_BATCHES: Final = 4
"""So many bulk loads leave so many tables that the engine merges them before they are saved.

A question looks into each table that may hold what it looks up: on a store of England, answers then take two
to three times the processor time.
"""


class Merge:
    """The writer's own copy of the merge, which a change inserts into and deletes from.

    Args:
        place: the store, whose archive has the graphs.
        generation: folder of the generation to start from; ``None`` starts from nothing.

    Attributes:
        copied: whether it is that generation's merge; if not, it is empty.
    """

    def __init__(self, place: StoreFolder, generation: Path | None) -> None:
        self._place = place
        shutil.rmtree(place.build, ignore_errors=True)
        copied = copy_of(generation, place.build)
        self.copied = copied is not None
        self._batches = 0
        self._database = copied if copied is not None else pyoxigraph.Store(str(place.build))

    @property
    def store(self) -> EmbeddedStore:
        """The merge as it stands, to query."""
        return EmbeddedStore(self._database)

    def visible(self, entry: Entry) -> bytes:
        """The N-Triples that readers see of a graph in the archive."""
        return visible_lines(unpack((self._place.archive / entry.file).read_bytes()), entry)

    def insert(self, entries: Iterable[Entry]) -> None:
        """Insert graphs. Only one batch of their triples is held, since each bulk load writes files."""
        batches = Batches(map(self._hashed, entries))
        while batches.more():
            self._bulk_load(batches)
            self._batches += 1

    def change(self, leaving: Sequence[Entry], staying: Collection[Entry], coming: Collection[Entry]) -> None:
        """Delete graphs and insert others.

        Args:
            leaving: graphs that the merge has now.
            staying: all others that it has.
            coming: graphs to insert; one may have the name of a leaving graph.
        """
        if len(leaving) > (len(leaving) + len(staying)) * _REBUILD_FROM:
            self._database.clear()
            self.insert([*staying, *coming])
        else:
            self._delete(leaving, staying)
            self.insert(coming)

    def save(self, folder: Path) -> None:
        """Write the merge as it stands to a new folder."""
        self._database.flush()
        if self._batches >= _MANY_BATCHES:
            self._merge_tables()
        self._batches = 0
        self._database.backup(str(folder))

    def compact(self) -> int:
        """Have the engine merge its files, and drop what was deleted from them.

        Returns:
            Their size afterwards, in bytes.
        """
        self._database.flush()
        self._merge_tables()
        return size_of(self._place.build)

    def _merge_tables(self) -> None:
        self._database.optimize()

    def close(self) -> None:
        """Delete the copy."""
        del self._database
        shutil.rmtree(self._place.build, ignore_errors=True)

    def _delete(self, leaving: Sequence[Entry], staying: Collection[Entry]) -> None:
        """Delete graphs' triples one by one, except those that a staying graph states too."""
        if not leaving:
            return
        sharing = Sharing(self._place.sharing, staying, self.visible)
        for entry in leaving:
            lines = set(self.visible(entry).splitlines())
            for triple in from_lines(b"\n".join(lines - sharing.shared(lines))):
                self._database.remove(Quad(triple.subject, triple.predicate, triple.object, DefaultGraph()))

    def _hashed(self, entry: Entry) -> bytes:
        """What readers see of a graph; its hashes are kept for later changes if they are not yet."""
        lines = self.visible(entry)
        if not entry.superseded_by and not path_of(self._place.sharing, entry).exists():
            keep_hashes(self._place.sharing, entry, hashes_of(lines, entry.document))
        return lines

    def _bulk_load(self, batches: Batches) -> None:
        try:
            self._database.bulk_load(cast("IO[bytes]", batches), RdfFormat.N_TRIPLES, to_graph=DefaultGraph())
        except Exception:
            if batches.problem is not None:
                raise batches.problem from None
            raise
