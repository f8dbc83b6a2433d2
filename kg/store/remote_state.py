"""State of a store on an endpoint: a digest for each named graph, and whether an upload is unfinished.

It is kept on the endpoint in a separate graph, whose name is not that of a graph of a store. So an upload
only sends changes and continues after an interruption, and queries report that an endpoint is not complete.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import Literal, NamedNode

from kg.errors import EndpointError
from kg.store.endpoints import Endpoint
from kg.store.remote import RemoteStore, update

STATE: Final = "https://w3id.org/inspection-kg/published"
"""The graph of the state. During an upload it has a digest for this name too: that of the whole upload."""
TEMPORARY: Final = f"{STATE}/"
"""Prefix of the names of graphs that an upload needs only until its end."""

_SAYS: Final = "<http://purl.org/dc/terms/identifier>"


@dataclass(slots=True)
class State:
    """The state of the uploads.

    Attributes:
        digests: digest of the content of each named graph, by its name.
        unfinished: digest of the upload that has not finished, or empty.
    """

    digests: dict[str, str] = field(default_factory=dict)
    unfinished: str = ""

    @property
    def begun(self) -> bool:
        """Whether there was an upload."""
        return bool(self.digests or self.unfinished)

    @property
    def complete(self) -> bool:
        """Whether the last upload finished; false if there was none."""
        return bool(self.digests) and not self.unfinished


def read_state(endpoint: Endpoint) -> State:
    """The state that is recorded on an endpoint.

    Raises:
        EndpointError: it refused or failed.
    """
    rows = RemoteStore(endpoint).select(
        f"SELECT ?graph ?digest {{ GRAPH <{STATE}> {{ ?graph {_SAYS} ?digest }} }} ORDER BY ?graph"
    )
    found = {
        graph.value: digest.value
        for graph, digest in rows.rows
        if isinstance(graph, NamedNode) and isinstance(digest, Literal)
    }
    unfinished = found.pop(STATE, "")
    return State(found, unfinished)


def check_complete(endpoint: Endpoint) -> None:
    """Raise an error if an upload to an endpoint is unfinished.

    Raises:
        EndpointError: an upload is unfinished, or the endpoint refused or failed.
    """
    if RemoteStore(endpoint).ask(f"ASK {{ GRAPH <{STATE}> {{ <{STATE}> {_SAYS} ?digest }} }}"):
        raise EndpointError(
            f"Endpoint {endpoint.name} is incomplete: an upload is running or was interrupted. "
            f"Continue it: kg load --endpoint {endpoint.name}"
        )


def begin_upload(endpoint: Endpoint, digest: str, forgotten: Iterable[str]) -> None:
    """Mark an upload as unfinished.

    Args:
        endpoint: the target.
        digest: digest of the whole upload.
        forgotten: names of the graphs whose recorded digests no longer count.
    """
    update(endpoint, recorded({STATE: digest}, forgotten))


def restart_upload(endpoint: Endpoint, digest: str) -> None:
    """Mark an upload as unfinished, with an empty default graph and nothing recorded.

    Args:
        endpoint: the target.
        digest: digest of the whole upload.
    """
    update(endpoint, f"CLEAR SILENT DEFAULT ; DROP SILENT GRAPH <{STATE}> ; {recorded({STATE: digest})}")


def end_upload(endpoint: Endpoint, gone: Iterable[str]) -> None:
    """Mark an upload as finished.

    Args:
        endpoint: the target.
        gone: names of the graphs that it removed.
    """
    update(endpoint, recorded({}, [STATE, *gone]))


def recorded(digests: Mapping[str, str], gone: Iterable[str] = ()) -> str:
    """The update that replaces the recorded digests of these graphs, and deletes those of others."""
    names = " ".join(str(NamedNode(name)) for name in sorted({*digests, *gone}))
    says = " ".join(f"{NamedNode(n)} {_SAYS} {Literal(d)} ." for n, d in sorted(digests.items()))
    return (
        f"DELETE {{ GRAPH <{STATE}> {{ ?g {_SAYS} ?d }} }} WHERE "
        f"{{ VALUES ?g {{ {names} }} GRAPH <{STATE}> {{ ?g {_SAYS} ?d }} }} ; "
        f"INSERT DATA {{ GRAPH <{STATE}> {{ {says} }} }}"
    )
