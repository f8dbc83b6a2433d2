"""A store put to an endpoint answers, and exports, as it does from disk."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Triple

from kg import api
from kg.errors import CallError, EndpointError, UnknownName
from kg.export import Selection, export
from kg.export.formats import format_named
from kg.namespaces import DEF, GRAPH
from kg.pipeline.fetched import fetch
from kg.pipeline.publish import _counted, publish
from kg.pipeline.remove import remove
from kg.queries.beside import put_beside
from kg.rdf.serialise import pack, to_lines
from kg.store import archive
from kg.store.endpoints import Endpoint, endpoint
from kg.store.folder import StoreFolder, open_store
from kg.store.manifest import Entry
from kg.store.remote import RemoteStore, update
from kg.store.remote_graphs import RemoteGraphs
from kg.store.remote_state import STATE, TEMPORARY, begin_upload
from kg.store.transport import Reply
from kg.store.writer import NamedGraph, writing
from tests.servers import oxigraph

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
DISTINCT = "(COUNT(*) AS ?triples) { SELECT DISTINCT ?s ?p ?o { ?s ?p ?o } }"


@pytest.fixture
def empty() -> Iterator[Endpoint]:
    with oxigraph() as address:
        yield endpoint(address)


@pytest.fixture(scope="module")
def full(sample_store: Path) -> Iterator[Endpoint]:
    with oxigraph() as address:
        place = endpoint(address)
        publish(sample_store, place)
        yield place


def exported(place: Path, form: str, selection: Selection) -> bytes:
    output = io.BytesIO()
    export(output, format_named(form), store=place, selection=selection)
    return output.getvalue()


def test_stored_queries_give_the_rows_of_the_store(sample_store: Path, full: Endpoint) -> None:
    remote = api.open(endpoint=full.query)
    local = api.open(sample_store)
    for name in ("inspections", "judgements", "persistent-weaknesses"):
        assert (
            remote.query(name, authority="Exampleshire").to_csv()
            == local.query(name, authority="Exampleshire").to_csv()
        )


@pytest.mark.parametrize(
    "selection", [Selection(), Selection(authority="999", quotes=False), Selection(base=True)]
)
def test_exports_are_those_of_the_store(
    sample_store: Path, full: Endpoint, tmp_path: Path, selection: Selection
) -> None:
    fetch(full, selection, tmp_path)
    assert exported(tmp_path, "nquads", selection) == exported(sample_store, "nquads", selection)


def test_a_selection_that_fits_nothing_is_named(full: Endpoint, tmp_path: Path) -> None:
    with pytest.raises(UnknownName, match="936-ilacs-1999"):
        fetch(full, Selection(inspection="936-ilacs-1999"), tmp_path)


def test_what_left_the_store_leaves_the_endpoint(own_store: Path, empty: Endpoint) -> None:
    update(empty, "INSERT DATA { GRAPH <urn:mine> { <urn:a> <urn:b> <urn:c> } }")
    before = publish(own_store, empty)
    document = StoreFolder(own_store).manifest().documents()[0]
    remove([document.sha256], own_store)
    after = publish(own_store, empty)
    assert after.removed >= 1 and after.triples < before.triples
    graphs = RemoteGraphs(empty)
    assert document.graph not in graphs.names()
    assert [str(t.object) for t in graphs.get("urn:mine")] == ["<urn:c>"]
    assert int(next(RemoteStore(empty).select(COUNT).rows)[0].value) == len(open_store(own_store))  # type: ignore[union-attr]


def test_data_of_others_in_the_default_graph_is_not_overwritten(sample_store: Path, empty: Endpoint) -> None:
    update(empty, "INSERT DATA { <urn:a> <urn:b> <urn:c> }")
    with pytest.raises(EndpointError, match="contains other data, which would be lost"):
        publish(sample_store, empty)
    assert RemoteStore(empty).ask("ASK { <urn:a> <urn:b> <urn:c> }")
    assert not RemoteGraphs(empty).names()


def test_a_union_default_graph_needs_no_merge_and_counts_nothing_twice(sample_store: Path) -> None:
    with oxigraph("--union-default-graph") as address:
        put = publish(sample_store, endpoint(address, union=True))
        assert put.triples == len(open_store(sample_store))
        rows = api.open(endpoint=address).query("inspections", authority="Exampleshire").rows
        assert len(rows) == 4


def test_a_default_graph_that_is_no_union_is_noticed(sample_store: Path, empty: Endpoint) -> None:
    with pytest.raises(EndpointError, match="now read 0: is its default graph the union"):
        publish(sample_store, replace(empty, union=True))


def test_without_a_graph_store_updates_do(sample_store: Path, empty: Endpoint) -> None:
    place = replace(empty, graphs="")
    publish(sample_store, place)
    graph = f"{GRAPH}base/samples/register"
    kept = {str(triple) for triple in RemoteGraphs(place).get(graph)}
    assert kept == {str(triple) for triple in RemoteGraphs(empty).get(graph)}
    assert any(
        NamedNode("https://w3id.org/inspection-kg/id/authority/999").value in triple for triple in kept
    )


def test_an_address_for_queries_alone_takes_no_load(sample_store: Path, empty: Endpoint) -> None:
    with pytest.raises(CallError, match="has no update address"):
        publish(sample_store, replace(empty, graphs="", update=""))


def test_superseded_documents_keep_their_graphs_and_leave_the_merge(own_store: Path, empty: Endpoint) -> None:
    with writing(own_store, finish=put_beside) as writer:
        old, new = writer.manifest.documents()[:2]
        writer.supersede({old.graph: str(new.document)})
    expected = len(open_store(own_store))
    assert publish(own_store, empty).triples == expected
    assert len(RemoteGraphs(empty).get(old.graph)) == old.triples
    with oxigraph("--union-default-graph") as address:
        union = endpoint(address, union=True)
        assert publish(own_store, union).triples == expected
        assert len(RemoteGraphs(union).get(old.graph)) < 10


class _Counting:
    """Has requests counted, and stops an upload at one of them."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, stop_at: int | None = None) -> None:
        self.sent: list[tuple[str, str | None]] = []
        self._stop_at = stop_at
        known = RemoteGraphs._request

        def request(graphs: RemoteGraphs, method: str, name: str | None, *lines: bytes) -> Reply:
            if method != "GET":
                if len(self.sent) == self._stop_at:
                    raise EndpointError("the line went dead")
                self.sent.append((method, name))
            return known(graphs, method, name, *lines)

        monkeypatch.setattr(RemoteGraphs, "_request", request)

    def go_on(self) -> None:
        self.sent.clear()
        self._stop_at = None


def _held(place: Endpoint) -> set[str]:
    return {str(triple) for triple in RemoteStore(place).construct("CONSTRUCT WHERE { ?s ?p ?o }")}


def _in(store: Path) -> set[str]:
    return {str(triple) for triple in open_store(store).construct("CONSTRUCT WHERE { ?s ?p ?o }")}


def test_a_second_upload_sends_what_changed(
    own_store: Path, empty: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(own_store, empty)
    counting = _Counting(monkeypatch)
    assert publish(own_store, empty).graphs == 0
    assert counting.sent == []
    place = StoreFolder(own_store)
    before = place.manifest().entries
    remove([place.manifest().documents()[0].sha256], own_store)
    after = place.manifest().entries
    changed = {name for name, entry in after.items() if before.get(name) != entry}
    assert publish(own_store, empty).graphs == len(changed) < len(after)
    assert not {("PUT", None), ("POST", None)} & set(counting.sent)
    assert _held(empty) == _in(own_store)
    assert {e.triples for e in [after[n] for n in changed]} == {
        len(RemoteGraphs(empty).get(n)) for n in changed
    }


@pytest.mark.parametrize("stop_at", [0, 1, 3])
def test_readers_see_nothing_of_a_later_upload_until_its_end(
    own_store: Path, empty: Endpoint, monkeypatch: pytest.MonkeyPatch, stop_at: int
) -> None:
    publish(own_store, empty)
    before = _held(empty)
    remove([StoreFolder(own_store).manifest().documents()[0].sha256], own_store)
    counting = _Counting(monkeypatch, stop_at)
    with pytest.raises(EndpointError, match="went dead"):
        publish(own_store, empty)
    assert _held(empty) == before
    assert api.open(endpoint=empty.query).query("inspections").rows
    counting.go_on()
    publish(own_store, empty)
    assert _held(empty) == _in(own_store)


def test_an_interrupted_first_upload_is_told_and_goes_on(
    own_store: Path, empty: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.pipeline.publish._LINES_A_PART", 0)
    counting = _Counting(monkeypatch, 9)
    with pytest.raises(EndpointError, match="went dead"):
        publish(own_store, empty)
    first = {name for method, name in counting.sent if method == "PUT"}
    with pytest.raises(EndpointError, match=r"is incomplete.*kg load --endpoint"):
        api.open(endpoint=empty.query)
    counting.go_on()
    publish(own_store, empty)
    second = {name for method, name in counting.sent if method == "PUT"}
    assert first and len(first & second) <= 1
    assert first | second == set(StoreFolder(own_store).manifest().entries)
    assert len(first) > 3
    assert _held(empty) == _in(own_store)
    assert api.open(endpoint=empty.query).query("inspections").rows


def test_an_interrupted_first_upload_of_another_store_starts_again(
    own_store: Path, empty: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.pipeline.publish._LINES_A_PART", 1000)
    counting = _Counting(monkeypatch, 40)
    with pytest.raises(EndpointError, match="went dead"):
        publish(own_store, empty)
    remove([e.sha256 for e in StoreFolder(own_store).manifest().documents()[:2]], own_store)
    counting.go_on()
    publish(own_store, empty)
    assert _held(empty) == _in(own_store)


def test_a_triple_that_another_graph_states_stays(own_store: Path, empty: Endpoint) -> None:
    shared = Triple(NamedNode("urn:s"), NamedNode("urn:p"), Literal("both"))
    graphs = [NamedGraph(Entry(f"{GRAPH}t/{n}", "", ("936",)), pack(to_lines([shared]))) for n in "ab"]
    with writing(own_store, finish=put_beside) as writer:
        writer.put(graphs)
    publish(own_store, empty)
    with writing(own_store, finish=put_beside) as writer:
        writer.remove(graphs[0].entry.graph)
    publish(own_store, empty)
    assert _held(empty) == _in(own_store)
    assert str(shared) in _held(empty)


def test_documents_that_come_back_into_answers_do_so_on_the_endpoint(
    own_store: Path, empty: Endpoint
) -> None:
    old, new = StoreFolder(own_store).manifest().documents()[:2]
    for by in (str(new.document), ""):
        with writing(own_store, finish=put_beside) as writer:
            writer.supersede({old.graph: by})
        publish(own_store, empty)
        assert _held(empty) == _in(own_store)


def test_an_endpoint_of_an_earlier_version_is_uploaded_whole(own_store: Path, empty: Endpoint) -> None:
    publish(own_store, empty)
    update(empty, f"DROP GRAPH <{STATE}> ; INSERT DATA {{ <urn:old> <urn:p> <urn:o> }}")
    assert publish(own_store, empty).graphs == len(StoreFolder(own_store).manifest().entries)
    assert _held(empty) == _in(own_store)


def test_a_later_upload_drops_what_an_interrupted_one_left(
    own_store: Path, empty: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(own_store, empty)
    put_fact(own_store, "new")
    counting = _Counting(monkeypatch, 1)
    with pytest.raises(EndpointError, match="went dead"):
        publish(own_store, empty)
    graphs = RemoteGraphs(empty)
    assert graphs.names(TEMPORARY)
    with writing(own_store, finish=put_beside) as writer:
        writer.remove(FACTS)
    counting.go_on()
    assert publish(own_store, empty).graphs == 0
    assert graphs.names(TEMPORARY) == []
    assert _held(empty) == _in(own_store)


def test_an_upload_does_not_go_on_with_the_triples_of_another_state_of_the_store(
    own_store: Path, empty: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.pipeline.publish._LINES_A_PART", 0)
    put_fact(own_store, "old")  # the last graph in the order of names
    graphs = len(StoreFolder(own_store).manifest().entries)
    with monkeypatch.context() as patch:
        _stop_before_recording(patch, of=FACTS)
        with pytest.raises(EndpointError, match="went dead"):
            publish(own_store, empty)
    assert any('"old"' in triple for triple in _held(empty))
    put_fact(own_store, "new")
    assert publish(own_store, empty).graphs == graphs
    assert _held(empty) == _in(own_store)


def test_an_upload_to_a_union_forgets_only_what_is_recorded(
    own_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    forgotten: list[list[str]] = []

    def begin(place: Endpoint, digest: str, **given: Iterable[str]) -> None:
        forgotten.append(list(given["forgotten"]))
        begin_upload(place, digest, forgotten[-1])

    monkeypatch.setattr("kg.pipeline.publish.begin_upload", begin)
    with oxigraph("--union-default-graph") as address:
        for value in ("new", "newer"):
            put_fact(own_store, value)
            publish(own_store, endpoint(address, union=True))
    assert forgotten == [[], [FACTS]]


def test_a_graph_that_a_union_lost_is_sent_again(own_store: Path) -> None:
    with oxigraph("--union-default-graph") as address:
        union = endpoint(address, union=True)
        publish(own_store, union)
        document = StoreFolder(own_store).manifest().documents()[0]
        RemoteGraphs(union).delete(document.graph)
        assert publish(own_store, union).graphs == 1
        assert RemoteGraphs(union).get(document.graph)


def test_a_graph_that_an_interrupted_upload_overwrote_in_a_union_does_not_count_as_there(
    own_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with oxigraph("--union-default-graph") as address:
        union = endpoint(address, union=True)
        put_fact(own_store, "first")
        publish(own_store, union)
        put_fact(own_store, "second")
        with monkeypatch.context() as patch:
            _stop_before_recording(patch, of=FACTS)
            with pytest.raises(EndpointError, match="went dead"):
                publish(own_store, union)
        put_fact(own_store, "first")
        publish(own_store, union)
        assert [str(triple.object) for triple in RemoteGraphs(union).get(FACTS)] == ['"first"']


def test_other_graphs_of_a_union_are_kept_and_not_counted(own_store: Path) -> None:
    with oxigraph("--union-default-graph") as address:
        union = endpoint(address, union=True)
        update(union, "INSERT DATA { GRAPH <urn:mine> { <urn:a> <urn:b> <urn:c> } }")
        assert publish(own_store, union).triples == len(open_store(own_store))
        assert len(RemoteGraphs(union).get("urn:mine")) == 1


def test_a_union_that_counts_a_shared_triple_once_is_complete(
    own_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def counted(remote: RemoteStore, query: str) -> int:
        # Oxigraph counts a triple of two graphs twice; other servers do not.
        return _counted(remote, query.replace("(COUNT(*) AS ?triples) { ?s ?p ?o }", DISTINCT))

    monkeypatch.setattr("kg.pipeline.publish._counted", counted)
    with oxigraph("--union-default-graph") as address:
        union = endpoint(address, union=True)
        publish(own_store, union)
        where = f"WHERE {{ GRAPH ?g {{ ?s <{DEF}fileName> ?o }} }}"
        update(union, f"INSERT {{ GRAPH <urn:mine> {{ ?s <{DEF}fileName> ?o }} }} {where}")
        assert publish(own_store, union).graphs == 0
        assert api.open(endpoint=address).query("inspections").rows


def test_other_graphs_of_a_union_do_not_stand_for_what_it_lost(own_store: Path) -> None:
    with oxigraph("--union-default-graph") as address:
        union = endpoint(address, union=True)
        publish(own_store, union)
        update(union, f"DELETE WHERE {{ GRAPH ?g {{ ?document <{DEF}fileName> ?name }} }}")
        others = " ".join(f"<urn:a> <urn:b> {n} ." for n in range(1000))
        update(union, f"INSERT DATA {{ GRAPH <urn:mine> {{ {others} }} }}")
        with pytest.raises(EndpointError, match="its queries now read"):
            publish(own_store, union)
        assert publish(own_store, union).graphs == len(StoreFolder(own_store).manifest().entries)


def test_an_endpoint_that_does_not_hold_what_was_sent_gets_everything_again(
    own_store: Path, empty: Endpoint
) -> None:
    publish(own_store, empty)
    update(empty, f"DELETE WHERE {{ ?document <{DEF}fileName> ?name }}")
    with pytest.raises(EndpointError, match="load again"):
        publish(own_store, empty)
    assert publish(own_store, empty).graphs == len(StoreFolder(own_store).manifest().entries)
    assert _held(empty) == _in(own_store)


def test_the_generation_that_is_uploaded_is_the_one_that_is_counted(
    own_store: Path, empty: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = len(open_store(own_store))
    known = RemoteGraphs.put

    def put(graphs: RemoteGraphs, name: str | None, *lines: bytes) -> None:
        monkeypatch.setattr(RemoteGraphs, "put", known)
        put_fact(own_store, "loaded during the upload")
        known(graphs, name, *lines)

    monkeypatch.setattr(RemoteGraphs, "put", put)
    assert publish(own_store, empty).triples == expected
    assert len(open_store(own_store)) == expected + 1


@pytest.mark.parametrize("union", [False, True])
def test_an_upload_unpacks_each_graph_once(
    own_store: Path, monkeypatch: pytest.MonkeyPatch, union: bool
) -> None:
    read: list[str] = []
    known = archive.read

    def counted(path: Path) -> bytes:
        read.append(path.name)
        return known(path)

    monkeypatch.setattr("kg.store.archive.read", counted)
    files = sorted(entry.file for entry in StoreFolder(own_store).manifest().entries.values())
    with oxigraph(*["--union-default-graph"] * union) as address:
        there = endpoint(address, union=union)
        publish(own_store, there)
        assert sorted(read) == files
        read.clear()
        publish(own_store, there)
        assert read == []


FACTS = f"{GRAPH}z/facts"


def put_fact(store: Path, value: str) -> None:
    """Put one graph with one triple into a store, in place of the one before."""
    triple = Triple(NamedNode("urn:s"), NamedNode("urn:p"), Literal(value))
    with writing(store, finish=put_beside) as writer:
        writer.put([NamedGraph(Entry(FACTS, "", ("936",), 1), pack(to_lines([triple])))])


def _stop_before_recording(patch: pytest.MonkeyPatch, *, of: str) -> None:
    """Stop an upload when a graph is there and its digest is not."""

    def stops(endpoint: Endpoint, text: str) -> None:
        if of in text and "INSERT DATA" in text:
            raise EndpointError("the line went dead")
        update(endpoint, text)

    patch.setattr("kg.pipeline.publish.update", stops)
