"""State of a store on an endpoint: a digest for each named graph, and whether an upload is unfinished.

It is kept in a graph of its own there, whose name is not that of a graph of a store. So an upload sends what
changed, and goes on where it was interrupted, and queries report that an endpoint is not complete.
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
"""The graph. While an upload is unfinished, it has a digest for this name too: that of the whole upload."""
TEMPORARY: Final = f"{STATE}/"
"""How the names of graphs begin that an upload needs until its end only."""

_SAYS: Final = "<http://purl.org/dc/terms/identifier>"


@dataclass(slots=True)
class State:
    """What was uploaded.

    Attributes:
        digests: by name of a named graph, what tells its content.
        unfinished: digest of the upload that has not come to its end, or empty.
    """

    digests: dict[str, str] = field(default_factory=dict)
    unfinished: str = ""

    @property
    def begun(self) -> bool:
        """Whether there was an upload."""
        return bool(self.digests or self.unfinished)

    @property
    def complete(self) -> bool:
        """Whether the last upload came to its end; not if there was none."""
        return bool(self.digests) and not self.unfinished


def read_state(endpoint: Endpoint) -> State:
    """What an endpoint says that it holds.

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
        EndpointError: it is, or the endpoint refused or failed.
    """
    if RemoteStore(endpoint).ask(f"ASK {{ GRAPH <{STATE}> {{ <{STATE}> {_SAYS} ?digest }} }}"):
        raise EndpointError(
            f"Endpoint {endpoint.name} is incomplete: an upload is running or was interrupted. "
            f"Continue it: kg load --endpoint {endpoint.name}"
        )


def begin_upload(endpoint: Endpoint, digest: str, forgotten: Iterable[str]) -> None:
    """Mark an upload as unfinished.

    Args:
        endpoint: where to.
        digest: of the whole upload.
        forgotten: names of the graphs whose recorded digests do not count any more.
    """
    update(endpoint, recorded({STATE: digest}, forgotten))


def restart_upload(endpoint: Endpoint, digest: str) -> None:
    """Mark an upload as unfinished, with an empty default graph and nothing recorded.

    Args:
        endpoint: where to.
        digest: of the whole upload.
    """
    update(endpoint, f"CLEAR SILENT DEFAULT ; DROP SILENT GRAPH <{STATE}> ; {recorded({STATE: digest})}")


def end_upload(endpoint: Endpoint, gone: Iterable[str]) -> None:
    """Mark an upload as finished.

    Args:
        endpoint: where to.
        gone: names of the graphs that it removed.
    """
    update(endpoint, recorded({}, [STATE, *gone]))


def recorded(digests: Mapping[str, str], gone: Iterable[str] = ()) -> str:
    """The update that records digests in place of the earlier ones of these graphs, and forgets others."""
    names = " ".join(str(NamedNode(name)) for name in sorted({*digests, *gone}))
    says = " ".join(f"{NamedNode(n)} {_SAYS} {Literal(d)} ." for n, d in sorted(digests.items()))
    return (
        f"DELETE {{ GRAPH <{STATE}> {{ ?g {_SAYS} ?d }} }} WHERE "
        f"{{ VALUES ?g {{ {names} }} GRAPH <{STATE}> {{ ?g {_SAYS} ?d }} }} ; "
        f"INSERT DATA {{ GRAPH <{STATE}> {{ {says} }} }}"
    )
