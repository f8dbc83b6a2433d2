"""Publishes a store on an endpoint: uploads the changes.

The named graphs of the endpoint are those of the store. Stored queries read the default graph, which is their
merge: either the endpoint provides it (a union default graph), or the merge is written there too. For a union
each triple is written once, into the first of the graphs that state it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode

from kg.errors import CallError, EndpointError
from kg.namespaces import DEF, GRAPH
from kg.rdf.serialise import to_lines, unpack
from kg.stages import stage
from kg.store import archive
from kg.store.embedded import read_generation
from kg.store.endpoints import Endpoint
from kg.store.folder import StoreFolder, unchanged
from kg.store.manifest import Entry, Manifest
from kg.store.remote import RemoteStore, update
from kg.store.remote_graphs import RemoteGraphs
from kg.store.remote_state import (
    STATE,
    TEMPORARY,
    State,
    begin_upload,
    end_upload,
    read_state,
    recorded,
    restart_upload,
)
from kg.store.sharing import Sharing, repeated, without
from kg.store.supersede import visible_lines

_OURS: Final = f"ASK {{ <{DEF}> ?p ?o }}"
_ANY: Final = "ASK { ?s ?p ?o }"
_LINES_A_PART: Final = 100_000
"""Most triples that one request sends, unless a single graph has more."""
_MOST_AT_ONCE: Final = 1_000_000
"""Most triples of changed graphs that are replaced in one update; more are uploaded graph by graph."""
_REMOVED: Final = f"{TEMPORARY}removed"
_ADDED: Final = f"{TEMPORARY}added"
_STAGED: Final = f"{TEMPORARY}staged/"
_NONE: Final = "-"
_COUNT: Final = "SELECT (COUNT(*) AS ?triples) { ?s ?p ?o }"
_COUNT_OURS: Final = (
    f'SELECT (COUNT(*) AS ?triples) {{ GRAPH ?g {{ ?s ?p ?o }} FILTER (STRSTARTS(STR(?g), "{GRAPH}")) }}'
)


@dataclass(frozen=True, slots=True)
class Published:
    """The result of writing to an endpoint.

    Attributes:
        endpoint: its name, or its address.
        graphs: number of named graphs that were uploaded.
        removed: number of named graphs that were removed.
        triples: number of triples that queries read there.
    """

    endpoint: str
    graphs: int
    removed: int
    triples: int


def publish(store: Path, endpoint: Endpoint) -> Published:
    """Upload a store's changes to an endpoint. Graphs with other names are kept.

    A first upload goes graph by graph and can be continued; until its end, queries report that the endpoint
    is not complete. A later upload is written to temporary graphs, which replace the published ones in one
    update.

    Args:
        store: folder of the store.
        endpoint: the target; without a union default graph, its whole default graph is replaced.

    Raises:
        EndpointError: it refused or failed, its default graph holds triples that were not written by this
            project, or it does not hold afterwards what was sent; then the next upload sends everything.
        CallError: it has no address to write to.
        StoreChanged: other processes changed the store meanwhile; the next upload continues.
    """
    remote = RemoteStore(endpoint)
    state = read_state(endpoint)
    if not endpoint.union and not state.begun and remote.ask(_ANY) and not remote.ask(_OURS):
        raise EndpointError(
            f"The default graph of endpoint {endpoint.name} contains other data, which would be lost: "
            "use a separate dataset, or one whose default graph is the union of its named graphs (--union)."
        )
    if not endpoint.update:
        raise CallError(f"Endpoint {endpoint.name} has no update address. Add one to kg.toml (update = ...).")
    place = StoreFolder(store)
    with unchanged(place):
        upload = _Upload(place, endpoint)
        graphs, removed = upload.run(state)
    _check(remote, endpoint, upload.triples)
    return Published(endpoint.name, graphs, removed, upload.triples)


class _Upload:
    """One upload of a store: of the generation that is current when it begins.

    Attributes:
        triples: number of triples that readers should see at its end.
    """

    def __init__(self, place: StoreFolder, endpoint: Endpoint) -> None:
        self._place = place
        self._endpoint = endpoint
        self._graphs = RemoteGraphs(endpoint)
        generation = place.generation()
        self._entries = dict(sorted(Manifest.read(generation / "manifest.json").entries.items()))
        self.triples = len(read_generation(generation / "graph"))
        self._repeated = (
            repeated(place.sharing, self._entries.values(), self._visible) if endpoint.union else {}
        )
        self._digests = {name: self._digest(entry) for name, entry in self._entries.items()}
        self._content = archive.digest(repr(self._digests).encode())

    def run(self, state: State) -> tuple[int, int]:
        """Upload the graphs that the endpoint lacks.

        Returns:
            The number of named graphs that were uploaded, and of those that were removed.
        """
        self._graphs.delete(*self._graphs.names(TEMPORARY))  # an interrupted upload left them
        held = set(self._graphs.names())
        lost = {name for name in state.digests.keys() - held if self._sends(name)}
        changed = [n for n, d in self._digests.items() if state.digests.get(n) != d or n in lost]
        gone = sorted((held | state.digests.keys()) - self._entries.keys())
        if state.complete and not changed and not gone:
            return 0, 0
        if self._endpoint.union:
            # An interrupted upload leaves some of them half written, so none of them counts as uploaded.
            recorded_before = [name for name in (*changed, *gone) if name in state.digests]
            begin_upload(self._endpoint, self._content, forgotten=recorded_before)
            self._fill(changed, gone)
        elif state.complete and not lost and self._size(changed) <= _MOST_AT_ONCE:
            self._swap(changed, gone, state, held)
        elif state.unfinished == self._content:
            self._fill(changed, gone)  # continues
        else:
            restart_upload(self._endpoint, self._content)
            changed = list(self._entries)
            self._fill(changed, gone)
        return len(changed), len(gone)

    def _sends(self, name: str) -> bool:
        """Whether any triple of a graph is sent in it; for a union, earlier graphs may have them all."""
        entry = self._entries.get(name)
        if entry is None or not entry.superseded_by:
            return entry is not None and entry.triples > len(self._repeated.get(name, ()))
        return bool(without(self._visible(entry), self._repeated.get(name, ())))

    def _size(self, names: Iterable[str]) -> int:
        return sum(self._entries[name].triples for name in names)

    def _fill(self, names: Sequence[str], gone: Sequence[str]) -> None:
        """Send graphs in batches, each recorded once uploaded."""
        self._graphs.delete(*gone)
        count = 0
        with stage("uploading", len(names)) as step:
            for batch in self._batches(names):
                merge: list[bytes] = []
                for name in batch:
                    lines = self._stated(self._entries[name])
                    visible = visible_lines(lines, self._entries[name])
                    if self._endpoint.union:
                        self._graphs.put(name, without(visible, self._repeated[name]))
                    else:
                        self._graphs.put(name, lines)
                        merge.append(visible)
                    count += 1
                    step(count, name)
                if merge:
                    self._graphs.add(None, *merge)
                update(self._endpoint, recorded({name: self._digests[name] for name in batch}))
        end_upload(self._endpoint, gone)

    def _swap(self, changed: Sequence[str], gone: Sequence[str], state: State, held: set[str]) -> None:
        """Upload changed graphs as temporary ones, and swap them with the published ones in one update."""
        sharing = Sharing(self._place.sharing, self._entries.values(), self._visible)
        staged = {name: f"{_STAGED}{number}" for number, name in enumerate(changed)}
        with stage("uploading", len(changed) + len(gone)) as step:
            for number, name in enumerate((*changed, *gone), start=1):
                before = self._before(name, state) if name in held else set()
                after: set[bytes] = set()
                if name in staged:
                    lines = self._stated(self._entries[name])
                    after = set(visible_lines(lines, self._entries[name]).splitlines())
                    self._graphs.put(staged[name], lines)
                self._stage(_REMOVED, (before - after) - sharing.shared(before - after))
                self._stage(_ADDED, after - before)
                step(number, name)
        moves = [f"MOVE SILENT GRAPH <{there}> TO GRAPH {NamedNode(name)}" for name, there in staged.items()]
        drops = [f"DROP SILENT GRAPH {NamedNode(name)}" for name in (*gone, _REMOVED, _ADDED)]
        merge = [
            f"DELETE {{ ?s ?p ?o }} WHERE {{ GRAPH <{_REMOVED}> {{ ?s ?p ?o }} }}",
            f"INSERT {{ ?s ?p ?o }} WHERE {{ GRAPH <{_ADDED}> {{ ?s ?p ?o }} }}",
        ]
        record = recorded({name: self._digests[name] for name in changed}, gone)
        update(self._endpoint, " ;\n".join([*merge, *moves, *drops, record]))

    def _before(self, name: str, state: State) -> set[bytes]:
        """The triples of a graph that readers now see on the endpoint."""
        if name not in state.digests:
            return set()
        _, by, document = ("" if word == _NONE else word for word in state.digests[name].split(" "))
        entry = Entry(name, "", document=document or None, superseded_by=by)
        return set(visible_lines(to_lines(self._graphs.get(name)), entry).splitlines())

    def _stage(self, graph: str, lines: Iterable[bytes]) -> None:
        rows = sorted(lines)
        for at in range(0, len(rows), _LINES_A_PART):
            self._graphs.add(graph, b"\n".join([*rows[at : at + _LINES_A_PART], b""]))

    def _batches(self, names: Sequence[str]) -> Iterator[list[str]]:
        batch: list[str] = []
        size = 0
        for name in names:
            batch.append(name)
            size += self._entries[name].triples
            if size > _LINES_A_PART:
                yield batch
                batch, size = [], 0
        if batch:
            yield batch

    def _stated(self, entry: Entry) -> bytes:
        return unpack(archive.read(self._place.archive / entry.file))

    def _visible(self, entry: Entry) -> bytes:
        return visible_lines(self._stated(entry), entry)

    def _digest(self, entry: Entry) -> str:
        """Digest of a graph's content on the endpoint, of its replacement and of its document."""
        content = entry.file
        if self._endpoint.union:
            content = archive.digest(repr((entry.file, sorted(self._repeated[entry.graph]))).encode())
        return f"{content} {entry.superseded_by or _NONE} {entry.document or _NONE}"


def _counted(remote: RemoteStore, query: str) -> int:
    (row,) = remote.select(query).rows
    return int(row[0].value) if isinstance(row[0], Literal) else 0


def _check(remote: RemoteStore, endpoint: Endpoint, expected: int) -> None:
    """Compare what queries read with what was sent; if it differs, nothing on the endpoint counts as sent."""
    held = _counted(remote, _COUNT)
    if endpoint.union:
        # Queries may read more: other graphs (not every server counts a triple again that is also in one of
        # the store's graphs), and triples that a server infers.
        complete = held >= expected and _counted(remote, _COUNT_OURS) == expected
    else:
        complete = held == expected
    if not complete:
        no_union = endpoint.union and held < expected
        update(endpoint, f"DROP SILENT GRAPH <{STATE}> ; {recorded({STATE: _NONE})}")
        raise EndpointError(
            f"Endpoint {endpoint.name} took {expected:,} triples, and its queries now read {held:,}: "
            + ("is its default graph the union of its named graphs?" if no_union else "load again.")
        )
