"""Changing a store: all of a change or nothing, and never under a reader's hands.

The named graphs are the truth and lie in the archive, one file each; the database that readers open is
their merge. A change is made in the writer's own database, which is then photographed (hard links, no
copy) as the next generation; one rename makes it current. A crash before that rename leaves the current
generation as it was, and the next writer builds its database anew from the archive.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pyoxigraph
from pyoxigraph import DefaultGraph, Quad, RdfFormat, Triple

from kg.errors import EnvironmentFault, StoreDamaged, StoreLocked
from kg.rdf.serialise import from_lines, to_lines, unpack
from kg.store.embedded import EmbeddedStore, read_generation
from kg.store.manifest import Entry, Manifest
from kg.store.place import Place
from kg.store.sharing import Sharing, keep_hashes, path_of


@contextmanager
def writing(place: Path, *, finish: Callable[[Writer, Path], None] | None = None) -> Iterator[Writer]:
    """Open a store for change; what was changed becomes current when the block ends without an error.

    Args:
        place: the store's folder, made if need be.
        finish: called with the writer and the new generation's folder before it becomes current, to
            put beside the graph what is made from it.

    Raises:
        StoreLocked: another process is changing the store.
        EnvironmentFault: the disk refuses.
    """
    try:
        writer = Writer(Place(place))
        try:
            yield writer
            if writer.changed:
                writer.commit(finish)
        finally:
            writer.close()
    except OSError as problem:
        raise EnvironmentFault(f"The store at {place} cannot be written: {problem}") from problem


@dataclass(frozen=True, slots=True)
class NamedGraph:
    """A named graph to put: what the manifest says of it, and its triples.

    ``packed`` is what :func:`kg.rdf.serialise.pack` gives for sorted N-Triples; ``reading``, packed too, is
    what was read of the source.
    """

    entry: Entry
    packed: bytes
    rendition: str | None = None
    reading: bytes | None = None


class Writer:
    """A store that is being changed. Use :func:`writing`."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.changed = False
        for folder in (
            place.root,
            place.archive,
            place.renditions,
            place.readings,
            place.sharing,
            place.generations,
        ):
            folder.mkdir(parents=True, exist_ok=True)
        self._dirty = place.root / "build.dirty"
        if self._dirty.exists() and self._lockable():
            shutil.rmtree(place.build, ignore_errors=True)
        fresh = not place.build.exists()
        if fresh:
            self._dirty.write_text("", encoding="ascii")
        try:
            self._build = pyoxigraph.Store(str(place.build))
        except (OSError, RuntimeError) as problem:  # what RocksDB finds to be corrupt is a RuntimeError
            if "lock" in str(problem).lower():
                raise StoreLocked(
                    f"Another process is loading into {place.root}: wait until it has finished."
                ) from problem
            if fresh or "corrupt" not in str(problem).lower():
                raise
            shutil.rmtree(place.build)
            fresh = True
            self._build = pyoxigraph.Store(str(place.build))
        self._dirty.write_text("", encoding="ascii")
        # only now: whoever had the lock before may have changed it
        self.manifest = place.manifest() if place.exists() else Manifest()
        if fresh:
            self._serve(self.manifest.entries.values())
        # a damaged generation is replaced, though nothing else changes
        self.changed = place.exists() and not _opens(place.generation() / "graph")

    def _lockable(self) -> bool:
        """Whether no other process has the writer's database open: a dirty mark may be a live writer's."""
        if not self.place.build.exists():
            return True
        try:
            pyoxigraph.Store(str(self.place.build))
        except OSError as problem:
            return "lock" not in str(problem).lower()
        return True

    @property
    def store(self) -> EmbeddedStore:
        """The merge as it stands within this change."""
        return EmbeddedStore(self._build)

    def put(self, graphs: Iterable[NamedGraph]) -> None:
        """Put named graphs in place of those of the same names; of several of one name, the last counts."""
        entries = {entry.graph: entry for entry in map(self._archive, graphs)}
        self._change([e for name, e in self.manifest.entries.items() if name in entries], entries.values())

    def remove(self, *graphs: str) -> None:
        """Take named graphs out, those that are there."""
        self._change([e for name, e in self.manifest.entries.items() if name in graphs], ())

    def supersede(self, graph: str, by: str) -> None:
        """Show of a document only that another replaces it (``by``: its key), or all of it again (``""``)."""
        entry = self.manifest.entries[graph]
        if entry.superseded_by != by:
            self._change([entry], [replace(entry, superseded_by=by)])

    def commit(self, finish: Callable[[Writer, Path], None] | None = None) -> None:
        """Make what was changed the generation that readers open."""
        numbers = [int(p.name) for p in self.place.generations.iterdir() if p.name.isdigit()]
        folder = self.place.generations / str(max(numbers, default=0) + 1)
        folder.mkdir()
        self._build.flush()
        self._build.backup(str(folder / "graph"))
        _write(folder / "manifest.json", self.manifest.to_json())
        if finish is not None:
            finish(self, folder)
        before = self.place.generation() if self.place.exists() else None
        _write(self.place.current_file, folder.name)
        self._clean(keep={folder, before})
        self.changed = False

    def close(self) -> None:
        """Let go of the writer's database; an unfinished change is forgotten."""
        # the mark goes before the lock does: afterwards it may be another writer's
        if not self.changed:
            self._dirty.unlink(missing_ok=True)
        del self._build

    def lines(self, entry: Entry) -> bytes:
        """The N-Triples of a named graph in the archive."""
        return unpack((self.place.archive / entry.file).read_bytes())

    def _served(self, entry: Entry) -> bytes:
        """What readers see of a named graph: of a superseded document, only that it is superseded."""
        lines = self.lines(entry)
        if not entry.superseded_by or entry.document is None:
            return lines
        return to_lines(stub(from_lines(lines), entry))

    def _change(self, leaving: Sequence[Entry], coming: Collection[Entry]) -> None:
        """Take graphs out of the manifest and the merge, and put others in."""
        anew = len(leaving) > len(self.manifest.entries) * _WORTH_BUILDING_ANEW
        if not anew:
            self._withdraw(leaving)
        for entry in leaving:
            del self.manifest.entries[entry.graph]
        self.manifest.entries.update((entry.graph, entry) for entry in coming)
        if anew:
            self._build.clear()
        self._serve(self.manifest.entries.values() if anew else coming)
        self.changed = self.changed or bool(leaving or coming)

    def _serve(self, entries: Iterable[Entry]) -> None:
        """Add graphs to the merge, in batches, since each bulk load writes files of its own."""
        batch, size = [], 0
        for entry in entries:
            lines = self._served(entry)
            if not entry.superseded_by:
                keep_hashes(self.place.sharing, entry, lines)
            batch.append(lines)
            size += len(lines)
            if size > _BATCH_BYTES:
                self._bulk_load(batch)
                batch, size = [], 0
        self._bulk_load(batch)

    def _bulk_load(self, batch: list[bytes]) -> None:
        if batch:
            self._build.bulk_load(b"".join(batch), RdfFormat.N_TRIPLES, to_graph=DefaultGraph())

    def _withdraw(self, leaving: Sequence[Entry]) -> None:
        """Take graphs' triples out of the merge, save those that a graph which stays states too."""
        if not leaving:
            return
        names = {entry.graph for entry in leaving}
        staying = (e for e in self.manifest.entries.values() if e.graph not in names)
        sharing = Sharing(self.place.sharing, staying, self._served)
        for entry in leaving:
            lines = set(self._served(entry).splitlines())
            for triple in from_lines(b"\n".join(lines - sharing.shared(lines))):
                self._build.remove(Quad(triple.subject, triple.predicate, triple.object, DefaultGraph()))

    def _archive(self, graph: NamedGraph) -> Entry:
        name = archive_name(graph.entry.graph, graph.packed)
        _write_bytes(self.place.archive / name, graph.packed)
        entry = replace(graph.entry, file=name)
        if graph.rendition is not None:
            digest = hashlib.sha256(graph.rendition.encode()).hexdigest()[:12]
            entry = replace(entry, rendition=f"{entry.document}-{digest}.txt")
            _write_bytes(self.place.renditions / entry.rendition, graph.rendition.encode())
        if graph.reading is not None:
            digest = hashlib.sha256(graph.reading).hexdigest()[:12]
            entry = replace(entry, reading=f"{entry.document}-{digest}.json.gz")
            _write_bytes(self.place.readings / entry.reading, graph.reading)
        return entry

    def _clean(self, keep: set[Path | None]) -> None:
        """Delete what no generation needs; a file that a reader holds open on Windows waits for next time."""
        for old in self.place.generations.iterdir():
            if old not in keep:
                shutil.rmtree(old, ignore_errors=True)
        manifests = [Manifest.read(p / "manifest.json") for p in self.place.generations.iterdir()]
        used = {e.file for m in manifests for e in m.entries.values()}
        used |= {name for m in manifests for e in m.entries.values() for name in (e.rendition, e.reading)}
        folders = (self.place.archive, self.place.renditions, self.place.readings, self.place.sharing)
        used |= {path_of(Path(), e).name for m in manifests for e in m.entries.values()}
        for path in (path for folder in folders for path in folder.iterdir()):
            if path.name not in used:
                path.unlink(missing_ok=True)


_WORTH_BUILDING_ANEW = 0.25
"""Share of replaced graphs from which building the merge anew beats taking triples out one by one."""

_BATCH_BYTES = 64_000_000

_STUB = ("sha256", "fileName", "published", "publishedBasis", "tier", "authority", "pageCount")


def _opens(generation: Path) -> bool:
    try:
        read_generation(generation)
    except StoreDamaged:
        return False
    return True


def archive_name(graph: str, packed: bytes) -> str:
    """Name of a named graph's file in the archive, which changes with its content."""
    name, content = (hashlib.sha256(part).hexdigest() for part in (graph.encode(), packed))
    return f"{name[:16]}-{content[:12]}.nt.gz"


def stub(triples: Iterable[Triple], entry: Entry) -> Iterator[Triple]:
    """What is still shown of a superseded document: what it is, and what replaces it."""
    from kg.namespaces import DEF, thing

    node = pyoxigraph.NamedNode(thing("document", entry.document or ""))
    shown = {DEF + name for name in _STUB} | {"http://www.w3.org/1999/02/22-rdf-syntax-ns#type"}
    for triple in triples:
        if triple.subject == node and triple.predicate.value in shown:
            yield triple
    by = pyoxigraph.NamedNode(thing("document", entry.superseded_by))
    yield Triple(node, pyoxigraph.NamedNode(DEF + "supersededBy"), by)


def _write(path: Path, content: str) -> None:
    _write_bytes(path, content.encode())


def _write_bytes(path: Path, content: bytes) -> None:
    fresh = path.with_name(path.name + ".new")
    fresh.write_bytes(content)
    fresh.replace(path)
