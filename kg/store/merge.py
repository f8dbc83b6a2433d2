"""The database that readers open: the merge of a store's named graphs, each triple once.

Triples are added and removed with their graphs: a triple is removed with the last graph that states it. The
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
"""Share of removed graphs from which rebuilding the merge is faster than deleting triples one by one."""

_MANY_BATCHES: Final = 4
"""Number of bulk loads from which the engine merges their tables before they are saved.

A query searches each table that may hold the terms it looks up: without merging, answers on a store of
England take two to three times the processor time.
"""


class Merge:
    """The writer's copy of the merge, into which a change inserts and from which it deletes.

    Args:
        place: the store, whose archive holds the graphs.
        generation: folder of the generation to start from; ``None`` starts from an empty merge.

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
        """The current merge, to query."""
        return EmbeddedStore(self._database)

    def visible(self, entry: Entry) -> bytes:
        """The N-Triples of a graph in the archive that readers see."""
        return visible_lines(unpack((self._place.archive / entry.file).read_bytes()), entry)

    def insert(self, entries: Iterable[Entry]) -> None:
        """Insert graphs. Only one batch of their triples is in memory, since each bulk load writes files."""
        batches = Batches(map(self._hashed, entries))
        while batches.more():
            self._bulk_load(batches)
            self._batches += 1

    def change(self, leaving: Sequence[Entry], staying: Collection[Entry], coming: Collection[Entry]) -> None:
        """Delete graphs and insert others.

        Args:
            leaving: graphs of the merge to delete.
            staying: all other graphs of the merge.
            coming: graphs to insert; one may have the name of a deleted graph.
        """
        if len(leaving) > (len(leaving) + len(staying)) * _REBUILD_FROM:
            self._database.clear()
            self.insert([*staying, *coming])
        else:
            self._delete(leaving, staying)
            self.insert(coming)

    def save(self, folder: Path) -> None:
        """Write the current merge to a new folder."""
        self._database.flush()
        if self._batches >= _MANY_BATCHES:
            self._merge_tables()
        self._batches = 0
        self._database.backup(str(folder))

    def compact(self) -> int:
        """Have the engine merge its files, and drop deleted triples from them.

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
        """Delete graphs' triples one by one, except those that another graph of the merge states too."""
        if not leaving:
            return
        sharing = Sharing(self._place.sharing, staying, self.visible)
        for entry in leaving:
            lines = set(self.visible(entry).splitlines())
            for triple in from_lines(b"\n".join(lines - sharing.shared(lines))):
                self._database.remove(Quad(triple.subject, triple.predicate, triple.object, DefaultGraph()))

    def _hashed(self, entry: Entry) -> bytes:
        """The N-Triples of a graph that readers see; its hashes are kept for later changes, if missing."""
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
