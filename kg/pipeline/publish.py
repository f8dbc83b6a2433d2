"""A store on an endpoint: put there whole, and fetched from there to be exported.

The named graphs of the endpoint are those of the store. Stored queries read the default graph, which is their
merge: either the endpoint makes it so (a union default graph), or the merge is written there too. For a union
each triple is written once, into the first of the graphs that state it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode

from kg.errors import EndpointError
from kg.export.selection import Selection
from kg.namespaces import DEF, GRAPH
from kg.rdf.mint import document_graph, document_key
from kg.rdf.serialise import from_lines, pack, to_lines, unpack
from kg.resources import folder
from kg.store import archive
from kg.store.endpoints import Endpoint
from kg.store.manifest import Entry, Manifest
from kg.store.place import Place, open_store
from kg.store.remote import RemoteStore
from kg.store.remote_graphs import RemoteGraphs
from kg.store.seal import seal
from kg.store.writer import archive_name, stub

_OURS: Final = f"ASK {{ <{DEF}> ?p ?o }}"
_ANY: Final = "ASK { ?s ?p ?o }"
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
    """Make an endpoint hold what a store holds. Graphs of other names are left alone.

    Args:
        store: folder of the store.
        endpoint: where to; without a union default graph, its whole default graph is replaced.

    Raises:
        EndpointError: it refused or failed, its default graph holds what we did not write, or it does not
            hold afterwards what was sent.
        CallError: it has no address to write to.
    """
    place = Place(store)
    manifest = place.manifest()
    graphs = RemoteGraphs(endpoint)
    remote = RemoteStore(endpoint)
    if not endpoint.union and remote.ask(_ANY) and not remote.ask(_OURS):
        raise EndpointError(
            f"The default graph of endpoint {endpoint.name} holds data that is not ours and would be lost: "
            "use a dataset of its own, or one whose default graph is the union of its named graphs (--union)."
        )
    old = set(graphs.names())
    entries = [manifest.entries[name] for name in sorted(manifest.entries)]
    first = _first_stated(place, entries) if endpoint.union else None
    for entry in entries:
        lines = partial(_stated, place, entry) if first is None else partial(_once, place, entry, first)
        graphs.put(entry.graph, lines)
    gone = sorted(old - set(manifest.entries))
    for name in gone:
        graphs.delete(name)
    if not endpoint.union:
        graphs.put(None, *[partial(_served, place, entry) for entry in entries])
    expected = len(open_store(place.root))
    _check(remote, endpoint, expected)
    return Published(endpoint.name, len(manifest.entries), len(gone), expected)


def fetch(endpoint: Endpoint, selection: Selection, into: Path) -> None:
    """Make a folder that :func:`kg.export.export` can read from the graphs of an endpoint.

    Args:
        endpoint: where from.
        selection: what is fetched.
        into: an empty folder.

    Raises:
        UnknownName: nothing fits the selection.
        EndpointError: the endpoint refused, failed or did not answer in time.
    """
    graphs = RemoteGraphs(endpoint)
    known = Manifest({e.graph: e for e in _entries(endpoint, graphs.names())})
    place = Place(into)
    place.archive.mkdir(parents=True)
    fetched = Manifest()
    for entry in selection.entries(known):
        lines = to_lines(graphs.get(entry.graph))
        packed = pack(lines)
        file = archive_name(entry.graph, packed)
        (place.archive / file).write_bytes(packed)
        fetched.entries[entry.graph] = replace(entry, file=file, triples=lines.count(b"\n"))
    generation = place.generations / "1"
    generation.mkdir(parents=True)
    (generation / "manifest.json").write_text(fetched.to_json(), encoding="utf-8")
    place.current_file.write_text(f"{generation.name} {seal(generation)}", encoding="ascii")


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


def _check(remote: RemoteStore, endpoint: Endpoint, expected: int) -> None:
    (row,) = remote.select(_COUNT).rows
    held = int(row[0].value) if isinstance(row[0], Literal) else 0
    if held != expected:
        raise EndpointError(
            f"Endpoint {endpoint.name} took {expected:,} triples, and its queries now read {held:,}: "
            + ("is its default graph the union of its named graphs?" if endpoint.union else "load again.")
        )


def _entries(endpoint: Endpoint, names: Iterable[str]) -> Iterator[Entry]:
    documents = {e.graph: e for e in _documents(endpoint)}
    for name in names:
        kind = name.removeprefix(GRAPH).partition("/")[0]
        yield documents.get(name) or Entry(graph=name, file="", scopes=("base",) if kind == "base" else ())


def _documents(endpoint: Endpoint) -> Iterator[Entry]:
    """Entries of the source documents that the endpoint describes."""
    text = (folder("queries") / "remote" / "documents.rq").read_text(encoding="utf-8")
    found: dict[str, Entry] = {}
    for row in RemoteStore(endpoint).select(text).rows:
        sha256, file_name, authority, inspection, published, graph = (
            term.value if isinstance(term, (Literal, NamedNode)) else "" for term in row
        )
        if graph != document_graph(sha256):
            continue
        old = found.get(sha256) or Entry(
            graph=graph,
            file="",
            document=document_key(sha256),
            sha256=sha256,
            file_name=file_name,
            published=published,
        )
        found[sha256] = replace(
            old,
            scopes=tuple(sorted({*old.scopes, authority.rpartition("/")[2]} - {""})),
            inspections=tuple(sorted({*old.inspections, inspection} - {""})),
        )
    yield from found.values()
