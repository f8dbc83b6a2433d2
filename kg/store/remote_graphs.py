"""Named graphs of an endpoint: by the graph store protocol if it is offered, else by SPARQL update."""

from __future__ import annotations

import urllib.request
from collections.abc import Iterable, Iterator
from functools import partial
from http.client import HTTPResponse
from itertools import islice
from typing import Final
from urllib.parse import quote, urlsplit

from pyoxigraph import NamedNode, Triple

from kg.errors import CallError
from kg.namespaces import GRAPH
from kg.resources import query_text
from kg.store.endpoints import Endpoint
from kg.store.remote import RemoteStore, parsed, triples_of, update
from kg.store.transport import OPENER, Reply, fetch

_LINES_AN_UPDATE: Final = 5000


class RemoteGraphs:
    """Reads and replaces the named graphs of an endpoint."""

    def __init__(self, endpoint: Endpoint) -> None:
        self.endpoint = endpoint

    def names(self, start: str = GRAPH) -> list[str]:
        """Names of the project's graphs, sorted.

        Args:
            start: prefix of the names; by default that of a store's graphs.
        """
        found = RemoteStore(self.endpoint).select(query_text("remote/graphs"))
        names = [row[0].value for row in found.rows if isinstance(row[0], NamedNode)]
        return [name for name in names if name.startswith(start)]

    def get(self, name: str) -> list[Triple]:
        """The triples of a graph."""
        if not self.endpoint.graphs:
            query = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH {NamedNode(name)} {{ ?s ?p ?o }} }}"
            return list(RemoteStore(self.endpoint).construct(query))
        reply = self._request("GET", name)
        return parsed(self.endpoint, reply, lambda: triples_of(reply))

    def put(self, name: str | None, *lines: bytes) -> None:
        """Replace a graph by N-Triples.

        Args:
            name: name of the graph; ``None`` is the default graph.
            lines: its pieces, each of whole lines.

        Raises:
            CallError: the endpoint has no address to write to.
            EndpointError: it refused, failed or did not answer in time.
        """
        if self.endpoint.graphs:
            self._request("PUT", name, *lines)
            return
        self._update(f"DROP SILENT {_named(name)}")
        self.add(name, *lines)

    def add(self, name: str | None, *lines: bytes) -> None:
        """Add N-Triples to a graph.

        Args:
            name: name of the graph; ``None`` is the default graph.
            lines: the pieces, each of whole lines.

        Raises:
            CallError: the endpoint has no address to write to.
            EndpointError: it refused, failed or did not answer in time.
        """
        if self.endpoint.graphs:
            self._request("POST", name, *lines)
            return
        opening, closing = (f"GRAPH {NamedNode(name)} {{", "}") if name else ("", "")
        for batch in _batches(lines):
            self._update(f"INSERT DATA {{ {opening}\n{batch.decode()}{closing} }}")

    def delete(self, *names: str) -> None:
        """Delete graphs; missing ones are ignored."""
        if names:
            self._update(" ; ".join(f"DROP SILENT {_named(name)}" for name in names))

    def _update(self, text: str) -> None:
        if not self.endpoint.update:
            raise CallError(
                f"Endpoint {self.endpoint.name} has no address for changes. Add one to kg.toml "
                "(update = ... or graphs = ...)."
            )
        update(self.endpoint, text)

    def _request(self, method: str, name: str | None, *lines: bytes) -> Reply:
        mark = "&" if urlsplit(self.endpoint.graphs).query else "?"
        which = f"graph={quote(name, safe='')}" if name else "default"
        credentials = self.endpoint.authorization()

        def send(seconds: float) -> HTTPResponse:
            request = urllib.request.Request(  # noqa: S310 - endpoints are http or https
                f"{self.endpoint.graphs}{mark}{which}",
                data=iter(lines) if lines else None,
                headers={"Accept": "application/n-triples, text/turtle;q=0.8", "User-Agent": "inspection-kg"},
                method=method,
            )
            if lines:
                request.add_header("Content-Type", "application/n-triples")
            if credentials is not None:
                request.add_header("Authorization", credentials)
            response: HTTPResponse = OPENER.open(request, timeout=seconds)
            return response

        return fetch(self.endpoint, send)


def _named(name: str | None) -> str:
    return f"GRAPH {NamedNode(name)}" if name else "DEFAULT"


def _batches(pieces: Iterable[bytes]) -> Iterator[bytes]:
    lines = (line for piece in pieces for line in piece.splitlines(keepends=True))
    yield from iter(partial(_join, lines), b"")


def _join(lines: Iterator[bytes]) -> bytes:
    return b"".join(islice(lines, _LINES_AN_UPDATE))
