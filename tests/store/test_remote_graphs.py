"""Named graphs of an endpoint: replaced, added to and deleted, by whichever protocol it offers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from kg.errors import CallError
from kg.store import remote_graphs
from kg.store.endpoints import Endpoint, endpoint
from kg.store.remote import RemoteStore
from kg.store.remote_graphs import RemoteGraphs
from tests.servers import oxigraph

NAME = "https://w3id.org/inspection-kg/graph/document/0123456789abcdef"


def lines(*values: str) -> bytes:
    return "".join(f'<urn:s> <urn:p> "{value}" .\n' for value in values).encode()


@pytest.fixture(scope="module")
def served() -> Iterator[Endpoint]:
    with oxigraph() as address:
        yield endpoint(address)


@pytest.fixture(params=["graph store protocol", "updates"])
def graphs(request: pytest.FixtureRequest, served: Endpoint) -> RemoteGraphs:
    """The graphs of one server, which offers both protocols, by one of them."""
    return RemoteGraphs(served if request.param == "graph store protocol" else replace(served, graphs=""))


def held(graphs: RemoteGraphs) -> list[str]:
    return sorted(str(triple.object.value) for triple in graphs.get(NAME))  # type: ignore[union-attr]


def test_a_graph_is_replaced_and_added_to(graphs: RemoteGraphs) -> None:
    graphs.put(NAME, lines("old"))
    graphs.put(NAME, lines("a"), lines("b"))
    assert held(graphs) == ["a", "b"]
    graphs.add(NAME, lines("c"))
    assert held(graphs) == ["a", "b", "c"]


def test_a_graph_that_is_deleted_is_listed_no_more(graphs: RemoteGraphs) -> None:
    graphs.put(NAME, lines("a"))
    assert graphs.names() == [NAME]
    graphs.delete(NAME)
    assert graphs.names() == []
    graphs.delete(NAME)


def test_the_default_graph_is_apart_from_those_with_names(graphs: RemoteGraphs) -> None:
    graphs.put(NAME, lines("named"))
    graphs.put(None, lines("old"))
    graphs.put(None, lines("default"))
    graphs.add(None, lines("more"))
    assert held(graphs) == ["named"]
    rows = RemoteStore(graphs.endpoint).select("SELECT ?o { ?s ?p ?o } ORDER BY ?o").rows
    assert [str(row[0].value) for row in rows] == ["default", "more"]  # type: ignore[union-attr]


def test_a_large_graph_goes_out_in_several_updates(served: Endpoint, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[str] = []
    monkeypatch.setattr(remote_graphs, "update", lambda _, text: sent.append(text))
    monkeypatch.setattr(remote_graphs, "_LINES_AN_UPDATE", 2)
    RemoteGraphs(replace(served, graphs="")).add(NAME, lines("a"), lines("b", "c"))
    assert [text.count("<urn:s>") for text in sent] == [2, 1]


def test_an_endpoint_without_an_address_to_write_to_says_what_is_missing(served: Endpoint) -> None:
    reading = RemoteGraphs(replace(served, update="", graphs=""))
    with pytest.raises(CallError, match="has no address for changes"):
        reading.put(NAME, lines("a"))


def test_parameters_of_the_servers_own_stay_in_the_address(served: Endpoint) -> None:
    graphs = RemoteGraphs(replace(served, graphs=f"{served.graphs}?lenient"))
    graphs.put(NAME, lines("a"))
    assert held(graphs) == ["a"]
