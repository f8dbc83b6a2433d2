"""Changes a store: a change is made completely or not at all, and never affects a reader.

The named graphs are authoritative and are in the archive, one file each; the database that readers open is
their merge (:mod:`kg.store.merge`). A change is made in a copy of the current generation's merge (hard
links), which is then saved as the next generation. All of its files are synchronised and sealed, then one
rename makes it current. A crash or power cut before that rename leaves the current generation unchanged. A
damaged generation is rebuilt from the archive by the next writer.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

from kg.errors import EnvironmentFault, StoreDamaged
from kg.rdf.serialise import unpack
from kg.stages import stage
from kg.store import archive, durable
from kg.store.embedded import EmbeddedStore
from kg.store.folder import StoreFolder
from kg.store.generations import clean, size_of
from kg.store.lock import lock
from kg.store.manifest import Entry
from kg.store.merge import Merge
from kg.store.rescue import base_of
from kg.store.seal import seal
from kg.store.sharing import keep_hashes

Finish: TypeAlias = "Callable[[Writer, Path], None]"
"""Called with the writer and the folder of a new generation, to add files that are made from its graph."""


@contextmanager
def writing(place: Path, *, finish: Finish | None = None, mend: bool = False) -> Iterator[Writer]:
    """Open a store for change; if the block succeeds, the changes are current and on the disk.

    Args:
        place: the store's folder, created if necessary.
        finish: called before each new generation becomes current.
        mend: whether to read all files first, and to remove graphs whose archive file is lost, so that they
            can be added again (:attr:`Writer.lost`).

    Raises:
        StoreLocked: another process is changing the store.
        StoreDamaged: no manifest is left, or parts of the archive are lost and ``mend`` is not set.
        EnvironmentFault: the disk refuses.
    """
    try:
        writer = Writer(StoreFolder(place), finish=finish, mend=mend)
        try:
            yield writer
            writer.commit()
        finally:
            writer.close()
    except OSError as problem:
        raise EnvironmentFault(f"The store at {place} cannot be written: {problem}") from problem


@dataclass(frozen=True, slots=True)
class NamedGraph:
    """A named graph to put: its entry in the manifest, and its triples.

    ``packed`` is the result of :func:`kg.rdf.serialise.pack` for sorted N-Triples; ``reading``, packed too,
    is the reading of the source; ``hashes``, if already known, are the result of
    :func:`kg.store.sharing.hashes_of` for the lines.
    """

    entry: Entry
    packed: bytes
    rendition: str | None = None
    reading: bytes | None = None
    hashes: bytes | None = None


class Writer:
    """A store that is being changed. Use :func:`writing`.

    Attributes:
        place: its folder.
        manifest: its manifest, with the changes so far.
        changed: whether there are changes to commit.
        lost: entries that were removed because one of their files in the archive is missing or damaged.
    """

    def __init__(self, place: StoreFolder, *, finish: Finish | None = None, mend: bool = False) -> None:
        self.place = place
        self._finish = finish
        for folder in (
            place.root,
            place.archive,
            place.renditions,
            place.readings,
            place.sharing,
            place.generations,
        ):
            folder.mkdir(parents=True, exist_ok=True)
        self._unlock = lock(place.root)
        try:
            base = base_of(place, deep=mend)
            self.manifest = base.manifest
            self._before = base.folder
            self.lost = [e for e in self.manifest.entries.values() if self._problems(e)]
            if self.lost and not mend:
                raise StoreDamaged(
                    f"{self._problems(self.lost[0])[0]}. "
                    "Run kg check --repair, which lists what to load again."
                )
            for entry in self.lost:
                del self.manifest.entries[entry.graph]
            if base.whole and base.current:
                clean(place, keep={base.folder})  # so a change needs space for two databases at most
            self._merge = Merge(place, base.folder if base.whole and not self.lost else None)
            copied = self._merge.copied
            # a damaged generation is replaced, even if nothing else changes
            self.changed = place.exists() and (not copied or not base.current or not place.current()[1])
            if not copied:
                self._merge.insert(self.manifest.entries.values())
        except BaseException:
            self._unlock()
            raise

    def _problems(self, entry: Entry) -> list[str]:
        """The faults of the files of an entry."""
        files = (
            self.place.archive / entry.file,
            *([self.place.renditions / entry.rendition] if entry.rendition else []),
            *([self.place.readings / entry.reading] if entry.reading else []),
        )
        return [f"{path} {wrong}" for path in files if (wrong := archive.problem(path))]

    @property
    def store(self) -> EmbeddedStore:
        """The current merge within this change."""
        return self._merge.store

    def put(self, graphs: Iterable[NamedGraph]) -> None:
        """Put named graphs, replacing those with the same names; if several have one name, the last counts.

        New graphs are added to the merge while the next ones are still being built, so ``graphs`` may be
        larger than memory.
        """
        replacing: dict[str, Entry] = {}

        def new() -> Iterator[Entry]:
            for entry in map(self._archive, graphs):
                if entry.graph in self.manifest.entries:
                    replacing[entry.graph] = entry
                    continue
                self.manifest.entries[entry.graph] = entry
                self.changed = True
                yield entry

        self._merge.insert(new())
        self._change([self.manifest.entries[name] for name in replacing], replacing.values())

    def remove(self, *graphs: str) -> None:
        """Remove named graphs; missing ones are ignored."""
        names = set(graphs)
        self._change([e for name, e in self.manifest.entries.items() if name in names], ())

    def supersede(self, by: Mapping[str, str]) -> None:
        """Reduce documents to the fact that others replace them, or show all of them again.

        Args:
            by: for graphs of documents, the key of the document that replaces it, or ``""`` for none.
        """
        old = [self.manifest.entries[graph] for graph in by]
        old = [entry for entry in old if entry.superseded_by != by[entry.graph]]
        self._change(old, [replace(entry, superseded_by=by[entry.graph]) for entry in old])

    def commit(self) -> None:
        """Make the changes the generation that readers open. On return they are on the disk.

        If nothing changed since the last commit, no generation is created.
        """
        if not self.changed:
            return
        numbers = (self.place.current()[0] or "0", *(p.name for p in self.place.numbered()))
        number = max(map(int, numbers)) + 1
        folder = self.place.generations / str(number)
        try:
            folder.mkdir()
            with stage("writing"):
                self._merge.save(folder / "graph")
            manifest = self.manifest.to_json().encode()
            durable.replace(folder / "manifest.json", manifest)
            durable.replace(self.place.copy_of_manifest(folder.name), manifest)
            if self._finish is not None:
                self._finish(self, folder)
            with stage("sealing"):
                durable.sync_folders((self.place.archive, self.place.renditions, self.place.readings))
                durable.sync_folder(self.place.root)
                digest = seal(folder, self._before)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)  # frees space on a full disk
            raise
        durable.write(self.place.current_file, f"{folder.name} {digest}\n".encode())
        clean(self.place, keep={folder, self._before})
        self._before = folder
        self.changed = False

    def compact(self) -> None:
        """Have the engine merge the files of the database, and delete files that readers do not need.

        Changes become current first. The merged files become a generation if they are smaller.
        """
        self.commit()
        with stage("compacting"):
            smaller = self._before is not None and self._merge.compact() < size_of(self._before / "graph")
        self.changed = smaller
        self.commit()
        clean(self.place, keep={self._before})

    def close(self) -> None:
        """Release the store; an unfinished change is discarded."""
        self._merge.close()
        self._unlock()

    def lines(self, entry: Entry) -> bytes:
        """The N-Triples of a named graph in the archive."""
        return unpack((self.place.archive / entry.file).read_bytes())

    def _change(self, leaving: Sequence[Entry], coming: Collection[Entry]) -> None:
        """Remove graphs from the manifest and the merge, and add others."""
        if not leaving and not coming:
            return
        for entry in leaving:
            del self.manifest.entries[entry.graph]
        self._merge.change(leaving, list(self.manifest.entries.values()), coming)
        self.manifest.entries.update((entry.graph, entry) for entry in coming)
        self.changed = True

    def _archive(self, graph: NamedGraph) -> Entry:
        name = archive.graph_name(graph.entry.graph, graph.packed)
        durable.replace(self.place.archive / name, graph.packed)
        entry = replace(graph.entry, file=name)
        if graph.hashes is not None:
            keep_hashes(self.place.sharing, entry, graph.hashes)
        if graph.rendition is not None:
            digest = archive.digest(graph.rendition.encode())
            entry = replace(entry, rendition=f"{entry.document}-{digest}.txt")
            durable.replace(self.place.renditions / entry.rendition, graph.rendition.encode())
        if graph.reading is not None:
            digest = archive.digest(graph.reading)
            entry = replace(entry, reading=f"{entry.document}-{digest}.json.gz")
            durable.replace(self.place.readings / entry.reading, graph.reading)
        return entry
