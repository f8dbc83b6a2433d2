"""Fetches the graphs of an endpoint into a folder that can be exported like a store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from kg.export.selection import Selection
from kg.namespaces import GRAPH
from kg.rdf.iris import document_graph, document_key
from kg.rdf.serialise import pack, to_lines
from kg.resources import query_text
from kg.store.archive import graph_name
from kg.store.endpoints import Endpoint
from kg.store.folder import StoreFolder
from kg.store.manifest import Entry, Manifest
from kg.store.remote import RemoteStore
from kg.store.remote_graphs import RemoteGraphs
from kg.store.seal import seal


def fetch(endpoint: Endpoint, selection: Selection, into: Path) -> None:
    """Make a folder that :func:`kg.export.export` can read from the graphs of an endpoint.

    Args:
        endpoint: the endpoint to fetch from.
        selection: the graphs to fetch.
        into: an empty folder.

    Raises:
        UnknownName: no graph matches the selection.
        EndpointError: the endpoint refused, failed or did not answer in time.
    """
    graphs = RemoteGraphs(endpoint)
    known = Manifest({e.graph: e for e in _entries(endpoint, graphs.names())})
    place = StoreFolder(into)
    place.archive.mkdir(parents=True)
    fetched = Manifest()
    for entry in selection.entries(known):
        lines = to_lines(graphs.get(entry.graph))
        packed = pack(lines)
        file = graph_name(entry.graph, packed)
        (place.archive / file).write_bytes(packed)
        fetched.entries[entry.graph] = replace(entry, file=file, triples=lines.count(b"\n"))
    generation = place.generations / "1"
    generation.mkdir(parents=True)
    (generation / "manifest.json").write_text(fetched.to_json(), encoding="utf-8")
    place.current_file.write_text(f"{generation.name} {seal(generation)}", encoding="ascii")


def _entries(endpoint: Endpoint, names: Iterable[str]) -> Iterator[Entry]:
    documents = {e.graph: e for e in _documents(endpoint)}
    for name in names:
        kind = name.removeprefix(GRAPH).partition("/")[0]
        yield documents.get(name) or Entry(graph=name, file="", scopes=("base",) if kind == "base" else ())


def _documents(endpoint: Endpoint) -> Iterator[Entry]:
    """Entries of the source documents that the endpoint describes."""
    found: dict[str, Entry] = {}
    for row in RemoteStore(endpoint).select(query_text("remote/documents")).rows:
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
