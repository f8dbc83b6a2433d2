"""A store on an endpoint: what changed is put there.

The named graphs of the endpoint are those of the store. Stored queries read the default graph, which is their
merge: either the endpoint makes it so (a union default graph), or the merge is written there too. For a union
each triple is written once, into the first of the graphs that state it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode

from kg.errors import CallError, EndpointError
from kg.namespaces import DEF
from kg.rdf.serialise import from_lines, to_lines, unpack
from kg.stages import stage
from kg.store import archive
from kg.store.endpoints import Endpoint
from kg.store.manifest import Entry
from kg.store.place import Place, open_store
from kg.store.remote import RemoteStore, update
from kg.store.remote_graphs import RemoteGraphs
from kg.store.remote_state import STATE, State, begin_upload, end_upload, read_state, recorded
from kg.store.sharing import Sharing
from kg.store.supersede import stub

_OURS: Final = f"ASK {{ <{DEF}> ?p ?o }}"
_ANY: Final = "ASK { ?s ?p ?o }"
_LINES_A_PART: Final = 100_000
"""Triples that one request sends at most, where a graph has no more."""
_MOST_AT_ONCE: Final = 1_000_000
"""Triples of changed graphs that take their place in one update; more are uploaded graph by graph."""
_REMOVED: Final = f"{STATE}/removed"
_ADDED: Final = f"{STATE}/added"
_STAGED: Final = f"{STATE}/staged/"
_NONE: Final = "-"
_COUNT_STATE: Final = f"SELECT (COUNT(*) AS ?triples) {{ GRAPH <{STATE}> {{ ?s ?p ?o }} ?s ?p ?o }}"
_COUNT: Final = "SELECT (COUNT(*) AS ?triples) { ?s ?p ?o }"


@dataclass(frozen=True, slots=True)
class Published:
    """What was written to an endpoint.

    Attributes:
        endpoint: its name, or its address.
        graphs: number of named graphs that were put there.
        removed: number of those that were taken away.
        triples: number of triples that queries read there.
    """

    endpoint: str
    graphs: int
    removed: int
    triples: int


def publish(store: Path, endpoint: Endpoint) -> Published:
    """Upload a store's changes to an endpoint. Graphs with other names are kept.

    A first upload goes graph by graph and can be continued; until its end, readers are told that the endpoint
    is not complete. A later one is put beside what readers see, and takes its place in one update.

    Args:
        store: folder of the store.
        endpoint: where to; without a union default graph, its whole default graph is replaced.

    Raises:
        EndpointError: it refused or failed, its default graph holds what we did not write, or it does not
            hold afterwards what was sent.
        CallError: it has no address to write to.
    """
    upload = _Upload(Place(store), endpoint)
    remote = RemoteStore(endpoint)
    state = read_state(endpoint)
    if not endpoint.union and not state.begun and remote.ask(_ANY) and not remote.ask(_OURS):
        raise EndpointError(
            f"The default graph of endpoint {endpoint.name} holds data that is not ours and would be lost: "
            "use a dataset of its own, or one whose default graph is the union of its named graphs (--union)."
        )
    if not endpoint.update:
        raise CallError(f"Endpoint {endpoint.name} has no update address. Add one to kg.toml (update = ...).")
    done = upload.run(state)
    expected = len(open_store(Path(store)))
    _check(remote, endpoint, expected)
    return replace(done, triples=expected)


class _Upload:
    """One upload of a store."""

    def __init__(self, place: Place, endpoint: Endpoint) -> None:
        self._place = place
        self._endpoint = endpoint
        self._graphs = RemoteGraphs(endpoint)
        self._entries = dict(sorted(place.manifest().entries.items()))
        self._first = _first_stated(place, self._entries.values()) if endpoint.union else None
        self._digests = {name: self._digest(entry) for name, entry in self._entries.items()}

    def run(self, state: State) -> Published:
        held = set(self._graphs.names())
        lost = {n for n in state.digests.keys() - held if self._holds(n)}
        changed = [n for n, d in self._digests.items() if state.digests.get(n) != d or n in lost]
        gone = sorted((held | state.digests.keys()) - self._entries.keys())
        if state.complete and not changed and not gone:
            return Published(self._endpoint.name, 0, 0, 0)
        if self._endpoint.union:
            begin_upload(self._endpoint, anew=False)
            self._fill(changed, gone)
            return Published(self._endpoint.name, len(changed), len(gone), 0)
        if state.complete and not lost:
            size = sum(self._entries[name].triples for name in changed)
            if size <= _MOST_AT_ONCE:
                self._swap(changed, gone, state, held)
                return Published(self._endpoint.name, len(changed), len(gone), 0)
        elif state.digests and not lost and state.digests.items() <= self._digests.items():
            self._fill(changed, gone)  # goes on
            return Published(self._endpoint.name, len(changed), len(gone), 0)
        begin_upload(self._endpoint, anew=True)
        update(self._endpoint, "CLEAR SILENT DEFAULT")
        self._fill(list(self._entries), gone)
        return Published(self._endpoint.name, len(self._entries), len(gone), 0)

    def _holds(self, name: str) -> bool:
        """Whether a graph of the store has triples on the endpoint; of a union, others may state them all."""
        entry = self._entries.get(name)
        return entry is not None and entry.triples > 0 and self._first is None

    def _fill(self, names: Sequence[str], gone: Sequence[str]) -> None:
        """Send graphs in batches, each recorded when it is there."""
        for name in gone:
            self._graphs.delete(name)
        with stage("uploading", len(names)) as step:
            for batch in self._batches(names):
                for name in batch:
                    self._graphs.put(name, partial(self._sent, self._entries[name]))
                    step(names.index(name) + 1, name)
                if not self._endpoint.union:
                    self._graphs.add(None, *[partial(_served, self._place, self._entries[n]) for n in batch])
                update(self._endpoint, recorded({name: self._digests[name] for name in batch}))
        if gone:
            update(self._endpoint, recorded({}, gone))
        end_upload(self._endpoint)

    def _swap(self, changed: Sequence[str], gone: Sequence[str], state: State, held: set[str]) -> None:
        """Put what changed beside what readers see, and exchange it in one update."""
        for name in (_REMOVED, _ADDED):
            self._graphs.delete(name)
        sharing = Sharing(self._place.sharing, self._entries.values(), partial(_served, self._place))
        staged = {name: f"{_STAGED}{number}" for number, name in enumerate(changed)}
        with stage("uploading", len(changed) + len(gone)) as step:
            for number, name in enumerate((*changed, *gone), start=1):
                before = self._before(name, state) if name in held else set()
                entry = self._entries[name] if name in staged else None
                after = set(_served(self._place, entry).splitlines()) if entry else set()
                self._stage(_REMOVED, (before - after) - sharing.shared(before - after))
                self._stage(_ADDED, after - before)
                if entry:
                    self._graphs.put(staged[name], partial(_stated, self._place, entry))
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
        """What readers see of a graph on the endpoint now."""
        if name not in state.digests:
            return set()
        triples = self._graphs.get(name)
        _, by, document = state.digests[name].split(" ")
        if by != _NONE and document != _NONE:
            triples = list(stub(triples, Entry(name, "", document=document, superseded_by=by)))
        return set(to_lines(triples).splitlines())

    def _stage(self, graph: str, lines: Iterable[bytes]) -> None:
        rows = sorted(lines)
        for at in range(0, len(rows), _LINES_A_PART):
            part = b"\n".join([*rows[at : at + _LINES_A_PART], b""])
            self._graphs.add(graph, lambda part=part: part)  # type: ignore[misc]

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

    def _sent(self, entry: Entry) -> bytes:
        return _stated(self._place, entry) if self._first is None else _once(self._place, entry, self._first)

    def _digest(self, entry: Entry) -> str:
        """What tells the content of a graph on the endpoint, what replaces it and its document."""
        content = entry.file if self._first is None else archive.digest(self._sent(entry))
        return f"{content} {entry.superseded_by or _NONE} {entry.document or _NONE}"


def _stated(place: Place, entry: Entry) -> bytes:
    return unpack(archive.read(place.archive / entry.file))


def _served(place: Place, entry: Entry) -> bytes:
    """A named graph, or of a superseded document only what readers are to see of it."""
    lines = _stated(place, entry)
    if entry.superseded_by and entry.document is not None:
        return to_lines(stub(from_lines(lines), entry))
    return lines


def _once(place: Place, entry: Entry, first: Mapping[bytes, str]) -> bytes:
    """What is served of a named graph and is not stated by an earlier one."""
    lines = _served(place, entry).splitlines(keepends=True)
    return b"".join(line for line in lines if first.get(line, entry.graph) == entry.graph)


def _first_stated(place: Place, entries: Iterable[Entry]) -> dict[bytes, str]:
    """The first graph that states a triple, of all triples that more than one graph can state.

    Oxigraph and others give a triple of a union default graph once for each graph that states it, and so
    would count it twice. What is named after a document can only stand in the graph of that document.
    """
    first: dict[bytes, str] = {}
    for entry in entries:
        own = f"/{entry.document}".encode() if entry.document else None
        for line in _served(place, entry).splitlines(keepends=True):
            if own is None or own not in line.split(b" ", 1)[0]:
                first.setdefault(line, entry.graph)
    return first


def _counted(remote: RemoteStore, query: str) -> int:
    (row,) = remote.select(query).rows
    return int(row[0].value) if isinstance(row[0], Literal) else 0


def _check(remote: RemoteStore, endpoint: Endpoint, expected: int) -> None:
    held = _counted(remote, _COUNT) - (_counted(remote, _COUNT_STATE) if endpoint.union else 0)
    if held != expected:
        raise EndpointError(
            f"Endpoint {endpoint.name} took {expected:,} triples, and its queries now read {held:,}: "
            + ("is its default graph the union of its named graphs?" if endpoint.union else "load again.")
        )
