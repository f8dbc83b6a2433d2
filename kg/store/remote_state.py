"""State of a store on an endpoint: a digest for each named graph, and whether an upload is unfinished.

It is kept in a graph of its own there, whose name is not that of a graph of a store. So an upload sends what
changed, and goes on where it was interrupted, and readers are told that an endpoint is not complete.
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
"""The graph, and the node that says that an upload is unfinished."""

_SAYS: Final = "<http://purl.org/dc/terms/identifier>"
_INCOMPLETE: Final = "incomplete"
_MARK: Final = f'<{STATE}> {_SAYS} "{_INCOMPLETE}"'


@dataclass(slots=True)
class State:
    """What was uploaded.

    Attributes:
        digests: by name of a named graph, what tells its content.
        complete: whether the last upload came to its end; not where there was none.
        begun: whether there was one.
    """

    digests: dict[str, str] = field(default_factory=dict)
    complete: bool = False
    begun: bool = False


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
    unfinished = found.pop(STATE, None) is not None
    return State(found, complete=bool(found) and not unfinished, begun=bool(found) or unfinished)


def check_complete(endpoint: Endpoint) -> None:
    """Raise an error if an upload to an endpoint is unfinished.

    Raises:
        EndpointError: it is, or the endpoint refused or failed.
    """
    if RemoteStore(endpoint).ask(f"ASK {{ GRAPH <{STATE}> {{ {_MARK} }} }}"):
        raise EndpointError(
            f"Endpoint {endpoint.name} is incomplete: an upload is running or was interrupted. "
            f"Continue it: kg load --endpoint {endpoint.name}"
        )


def begin_upload(endpoint: Endpoint, *, anew: bool) -> None:
    """Mark an upload as unfinished.

    Args:
        endpoint: where to.
        anew: whether to discard the recorded digests.
    """
    first = f"DROP SILENT GRAPH <{STATE}> ; " if anew else ""
    update(endpoint, f"{first}INSERT DATA {{ GRAPH <{STATE}> {{ {_MARK} }} }}")


def end_upload(endpoint: Endpoint) -> None:
    """Mark an upload as finished."""
    update(endpoint, f"DELETE DATA {{ GRAPH <{STATE}> {{ {_MARK} }} }}")


def recorded(digests: Mapping[str, str], gone: Iterable[str] = ()) -> str:
    """The update that records digests in place of the earlier ones of these graphs, and forgets others."""
    names = " ".join(str(NamedNode(name)) for name in sorted({*digests, *gone}))
    says = " ".join(f"{NamedNode(n)} {_SAYS} {Literal(d)} ." for n, d in sorted(digests.items()))
    return (
        f"DELETE {{ GRAPH <{STATE}> {{ ?g {_SAYS} ?d }} }} WHERE "
        f"{{ VALUES ?g {{ {names} }} GRAPH <{STATE}> {{ ?g {_SAYS} ?d }} }} ; "
        f"INSERT DATA {{ GRAPH <{STATE}> {{ {says} }} }}"
    )
