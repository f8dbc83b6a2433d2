"""Changing a store: what readers see, what a crash leaves, what two writers may do."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Triple

from kg.errors import StoreDamaged, StoreLocked, StoreMissing
from kg.namespaces import DEF, thing
from kg.rdf.serialise import pack, to_lines
from kg.store import batches
from kg.store import merge as merge_module
from kg.store.folder import StoreFolder, open_store
from kg.store.manifest import Entry
from kg.store.merge import Merge
from kg.store.sharing import Sharing
from kg.store.writer import NamedGraph, writing

SAYS = NamedNode("https://example.org/says")


def fact(subject: str, value: str) -> Triple:
    return Triple(NamedNode(subject), SAYS, Literal(value))


def graph(name: str, *triples: Triple, document: str | None = None, scope: str = "936") -> NamedGraph:
    entry = Entry(f"https://example.org/graph/{name}", "", (scope,), document=document, made_from=name)
    return NamedGraph(entry, pack(to_lines(triples)))


def said(root: Path) -> set[str]:
    rows = open_store(root).select(f"SELECT ?v WHERE {{ ?s <{SAYS.value}> ?v }}").rows
    return {str(row[0].value) for row in rows if isinstance(row[0], Literal)}


def test_readers_see_the_merge_of_all_graphs(tmp_path: Path) -> None:
    with writing(tmp_path) as writer:
        writer.put([graph("a", fact("urn:x", "one")), graph("b", fact("urn:x", "two"))])
    assert said(tmp_path) == {"one", "two"}


def test_a_graph_put_again_replaces_itself_alone(tmp_path: Path) -> None:
    with writing(tmp_path) as writer:
        writer.put(graph(str(n), fact(f"urn:{n}", f"old {n}")) for n in range(6))
    with writing(tmp_path) as writer:
        writer.put([graph("0", fact("urn:0", "new 0"))])
    assert said(tmp_path) == {"new 0", "old 1", "old 2", "old 3", "old 4", "old 5"}


@pytest.mark.parametrize(("loads", "merged"), [(3, 0), (4, 1), (9, 1)])
def test_tables_of_many_bulk_loads_are_merged_once_before_they_are_saved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, loads: int, merged: int
) -> None:
    calls: list[Merge] = []
    optimize = Merge._merge_tables
    monkeypatch.setattr(batches, "BATCH_BYTES", 1)

    def counted(self: Merge) -> None:
        calls.append(self)
        optimize(self)

    monkeypatch.setattr(Merge, "_merge_tables", counted)
    with writing(tmp_path) as writer:
        writer.put(graph(str(n), fact(f"urn:{n}", f"value {n}")) for n in range(loads))
        assert not calls
    assert len(calls) == merged
    assert said(tmp_path) == {f"value {n}" for n in range(loads)}


@pytest.mark.parametrize("others", [0, 1, 2, 8])
def test_what_two_graphs_state_survives_the_removal_of_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, others: int
) -> None:
    looked_up: list[object] = []

    class Counted(Sharing):
        def shared(self, lines: Iterable[bytes]) -> set[bytes]:
            looked_up.append(lines)
            return super().shared(lines)

    monkeypatch.setattr(merge_module, "Sharing", Counted)
    shared = fact("urn:inspection", "shared")
    more = [graph(f"c{n}", fact(f"urn:c{n}", "other")) for n in range(others)]
    with writing(tmp_path) as writer:
        two = [graph("a", shared, fact("urn:a", "a"), document="a"), graph("b", shared, document="b")]
        writer.put([*two, *more])
    with writing(tmp_path) as writer:
        writer.remove("https://example.org/graph/a")
    assert said(tmp_path) == ({"shared", "other"} if others else {"shared"})
    one_by_one = 0.25 * (2 + others) >= 1
    assert bool(looked_up) == one_by_one, "beyond a quarter of the graphs the merge is rebuilt"


def test_a_commit_without_a_change_makes_no_generation(tmp_path: Path) -> None:
    finished: list[str] = []
    with writing(tmp_path, finish=lambda _, folder: finished.append(folder.name)) as writer:
        writer.put([graph("a", fact("urn:a", "one"))])
        writer.commit()
        assert finished == ["1"]
        assert said(tmp_path) == {"one"}, "it is current before the block ends"
        writer.commit()
    assert finished == ["1"]
    assert [folder.name for folder in StoreFolder(tmp_path).numbered()] == ["1"]
    with writing(tmp_path) as writer:
        writer.put([graph("a", fact("urn:a", "one"))])
        writer.commit()
        writer.put([graph("b", fact("urn:b", "two"))])
    assert StoreFolder(tmp_path).current()[0] == "3"
    assert said(tmp_path) == {"one", "two"}


def test_an_error_leaves_the_store_as_it_was(tmp_path: Path) -> None:
    with writing(tmp_path) as writer:
        writer.put([graph("a", fact("urn:a", "kept"))])
    with pytest.raises(RuntimeError), writing(tmp_path) as writer:
        writer.put([graph("b", fact("urn:b", "half done"))])
        raise RuntimeError("the machine stops here")
    assert said(tmp_path) == {"kept"}
    with writing(tmp_path) as writer:
        writer.put([graph("c", fact("urn:c", "later"))])
    assert said(tmp_path) == {"kept", "later"}


def test_what_stops_the_making_of_graphs_is_raised_as_it_is(tmp_path: Path) -> None:
    """Graphs are made while they are loaded; the engine would hide what went wrong with one."""

    def graphs() -> Iterator[NamedGraph]:
        yield graph("a", fact("urn:a", "one"))
        raise KeyError("no such page")

    with pytest.raises(KeyError, match="no such page"), writing(tmp_path) as writer:
        writer.put(graphs())
    assert not StoreFolder(tmp_path).exists()


def test_lines_that_the_engine_refuses_are_its_own_error(tmp_path: Path) -> None:
    broken = NamedGraph(graph("a").entry, pack(b"no triple\n"))
    with pytest.raises(SyntaxError, match="line 1"), writing(tmp_path) as writer:
        writer.put([broken])
    assert not StoreFolder(tmp_path).exists()


def test_a_reader_keeps_its_generation_while_another_is_made(tmp_path: Path) -> None:
    with writing(tmp_path) as writer:
        writer.put([graph("a", fact("urn:a", "before"))])
    reader = open_store(tmp_path)
    with writing(tmp_path) as writer:
        writer.put([graph("b", fact("urn:b", "after"))])
    rows = list(reader.select(f"SELECT ?v WHERE {{ ?s <{SAYS.value}> ?v }}").rows)
    assert len(rows) == 1
    assert said(tmp_path) == {"before", "after"}


def test_a_second_writer_is_told_to_wait(tmp_path: Path) -> None:
    with (
        writing(tmp_path) as writer,
        pytest.raises(StoreLocked, match="Another process"),
        writing(tmp_path),
    ):
        writer.put([])


def test_no_store_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing, match="kg load"):
        open_store(tmp_path / "nothing here")


def test_a_damaged_manifest_is_named(tmp_path: Path) -> None:
    with writing(tmp_path) as writer:
        writer.put([graph("a", fact("urn:a", "a"))])
    (StoreFolder(tmp_path).generation() / "manifest.json").write_text("{", encoding="utf-8")
    with pytest.raises(StoreDamaged, match=r"manifest\.json"):
        StoreFolder(tmp_path).manifest()


def test_old_generations_and_files_are_cleared_away(tmp_path: Path) -> None:
    for n in range(5):
        with writing(tmp_path) as writer:
            writer.put([graph("a", fact("urn:a", str(n)))])
    place = StoreFolder(tmp_path)
    assert len(list(place.generations.iterdir())) == 2
    assert len([p for p in place.archive.iterdir() if p.suffix == ".gz"]) == 2
    assert len(list(place.archive.glob("manifest-*"))) == 2


def test_a_change_needs_the_room_of_two_databases(tmp_path: Path) -> None:
    generations: list[int] = []
    for n in range(4):
        with writing(
            tmp_path, finish=lambda writer, _: generations.append(len(writer.place.numbered()))
        ) as writer:
            writer.put([graph("a", fact("urn:a", str(n)))])
    assert generations == [1, 2, 2, 2], "the generation that is read, and the new one"


def test_a_superseded_document_shows_only_what_replaces_it(tmp_path: Path) -> None:
    node = thing("document", "0000000000000001")
    name = Triple(NamedNode(node), NamedNode(DEF + "fileName"), Literal("old.pdf"))
    old = graph("old", name, fact("urn:mention", "old words"), document="0000000000000001")
    with writing(tmp_path) as writer:
        writer.put([old, graph("new", fact("urn:n", "new words"), document="0000000000000002")])
        writer.supersede({"https://example.org/graph/old": "0000000000000002"})
    assert said(tmp_path) == {"new words"}
    assert open_store(tmp_path).ask(
        f"ASK {{ <{node}> <{DEF}supersededBy> <{thing('document', '0000000000000002')}> ;"
        f' <{DEF}fileName> "old.pdf" }}'
    )
    with writing(tmp_path) as writer:
        writer.supersede({"https://example.org/graph/old": ""})
    assert said(tmp_path) == {"old words", "new words"}


def test_the_same_graphs_make_the_same_archive(tmp_path: Path) -> None:
    digests = []
    for folder in ("one", "two"):
        with writing(tmp_path / folder) as writer:
            writer.put([graph("a", fact("urn:b", "2"), fact("urn:a", "1"))])
        files = sorted(StoreFolder(tmp_path / folder).archive.iterdir())
        digests.append([(p.name, hashlib.sha256(p.read_bytes()).hexdigest()) for p in files])
    assert digests[0] == digests[1]


@pytest.mark.parametrize("folders", [["generations"], ["build"], ["generations", "build"]], ids=str)
def test_the_next_writer_makes_a_damaged_database_anew_from_the_archive(
    tmp_path: Path, folders: list[str]
) -> None:
    with writing(tmp_path) as writer:
        writer.put([graph("a", fact("urn:a", "a")), graph("b", fact("urn:b", "b"))])
    for table in (path for name in folders for path in (tmp_path / name).rglob("*.sst")):
        table.unlink()
        table.write_bytes(b"no table at all")
    if "generations" in folders:
        with pytest.raises(StoreDamaged, match="Run kg load or kg check --repair"):
            open_store(tmp_path)
    with writing(tmp_path):
        pass
    assert said(tmp_path) == {"a", "b"}
    with writing(tmp_path) as writer:
        writer.remove("https://example.org/graph/a")
    assert said(tmp_path) == {"b"}


def test_the_text_and_the_reading_of_a_report_are_kept_and_missed(tmp_path: Path) -> None:
    report = replace(graph("a", fact("urn:a", "a"), document="a"), rendition="Its text.", reading=b"read")
    with writing(tmp_path) as writer:
        writer.put([report])
    place = StoreFolder(tmp_path)
    (entry,) = place.manifest().entries.values()
    text, reading = place.renditions / entry.rendition, place.readings / entry.reading
    assert (text.read_text(encoding="utf-8"), reading.read_bytes()) == ("Its text.", b"read")
    for path in (text, reading):
        whole = path.read_bytes()
        path.write_bytes(b"")
        with pytest.raises(StoreDamaged, match=f"{path.name} is damaged"), writing(tmp_path):
            pass
        path.write_bytes(whole)
    with writing(tmp_path, mend=True) as writer:
        assert writer.lost == []


def test_nothing_to_do_makes_no_generation(tmp_path: Path) -> None:
    with writing(tmp_path) as writer:
        writer.put([graph("a", fact("urn:a", "a"))])
    with writing(tmp_path) as writer:
        writer.put([])
        writer.remove("https://example.org/graph/unknown")
        writer.supersede({"https://example.org/graph/a": ""})
    assert [p.name for p in StoreFolder(tmp_path).numbered()] == ["1"]
