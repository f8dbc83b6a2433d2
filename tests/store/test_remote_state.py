"""What an endpoint says of the uploads to it: what it holds, and whether one is unfinished."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kg.errors import EndpointError
from kg.store.endpoints import Endpoint, endpoint
from kg.store.remote import RemoteStore, update
from kg.store.remote_state import (
    State,
    begin_upload,
    check_complete,
    end_upload,
    read_state,
    recorded,
    restart_upload,
)
from tests.servers import oxigraph

ONE, OTHER = (f"https://w3id.org/inspection-kg/graph/document/{digit * 16}" for digit in "01")


@pytest.fixture
def place() -> Iterator[Endpoint]:
    with oxigraph() as address:
        yield endpoint(address)


def uploaded(place: Endpoint, digest: str, *names: str) -> None:
    """An upload of graphs, each with its digest, that came to its end."""
    begin_upload(place, digest, [])
    update(place, recorded(dict.fromkeys(names, digest)))
    end_upload(place, [])


def test_an_endpoint_without_an_upload_is_not_complete_and_may_be_asked(place: Endpoint) -> None:
    state = read_state(place)
    assert (state, state.begun, state.complete) == (State(), False, False)
    check_complete(place)


def test_an_upload_is_unfinished_until_its_end(place: Endpoint) -> None:
    begin_upload(place, "d1", [])
    update(place, recorded({ONE: "a"}))
    assert read_state(place) == State({ONE: "a"}, "d1")
    with pytest.raises(EndpointError, match=f"Continue it: kg load --endpoint {place.name}"):
        check_complete(place)
    end_upload(place, [])
    assert read_state(place) == State({ONE: "a"})
    assert read_state(place).complete
    check_complete(place)


def test_graphs_that_an_upload_will_replace_or_removed_are_recorded_no_more(place: Endpoint) -> None:
    uploaded(place, "d1", ONE, OTHER)
    begin_upload(place, "d2", [ONE])
    assert read_state(place) == State({OTHER: "d1"}, "d2")
    end_upload(place, [OTHER])
    assert read_state(place) == State()


def test_an_upload_that_starts_again_finds_nothing_recorded_and_an_empty_default_graph(
    place: Endpoint,
) -> None:
    uploaded(place, "d1", ONE)
    update(place, "INSERT DATA { <urn:a> <urn:p> <urn:b> . GRAPH <urn:mine> { <urn:a> <urn:p> <urn:b> } }")
    restart_upload(place, "d2")
    assert read_state(place) == State({}, "d2")
    store = RemoteStore(place)
    assert not store.ask("ASK { ?s ?p ?o }")
    assert store.ask("ASK { GRAPH <urn:mine> { ?s ?p ?o } }")
