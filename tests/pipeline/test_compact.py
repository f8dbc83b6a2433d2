"""A compacted store: smaller, whole, and with the same answers."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Triple

import kg
from kg.cli import main
from kg.errors import StoreDamaged
from kg.namespaces import GRAPH
from kg.pipeline.examine import examine
from kg.pipeline.timings import FILE
from kg.rdf.serialise import pack, to_lines
from kg.store import durable
from kg.store.folder import StoreFolder, open_store
from kg.store.generations import size_of
from kg.store.manifest import Entry
from kg.store.writer import NamedGraph, writing

ALL = "CONSTRUCT WHERE { ?s ?p ?o }"


def graph(name: str, count: int) -> NamedGraph:
    """A graph of so many triples, with a text and a reading of its document."""
    predicate = NamedNode("urn:says")
    said = [Triple(NamedNode(f"urn:{name}:{n}"), predicate, Literal(f"{name} {n}")) for n in range(count)]
    entry = Entry(f"{GRAPH}{name}", "", ("936",), count, document=name)
    return NamedGraph(entry, pack(to_lines(said)), rendition=f"the text of {name}", reading=name.encode())


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store of which most was removed, with what interrupted changes leave."""
    root = tmp_path / "store"
    with writing(root) as writer:
        writer.put([graph("large", 20_000), *(graph(f"small{n}", 10) for n in range(4))])
    with writing(root) as writer:
        writer.remove(f"{GRAPH}large")
    place = StoreFolder(root)
    for folder in (place.archive, place.renditions, place.readings, place.sharing):
        (folder / "left-0123456789ab.nt.gz").write_bytes(b"half")
    shutil.copytree(place.generation() / "graph", place.generations / "9" / "graph")  # not sealed
    place.build.mkdir()
    (place.build / "000001.log").write_bytes(b"half")
    (root / f"current{durable.NEW}").write_bytes(b"half")
    return root


def test_what_no_reader_needs_is_deleted(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = StoreFolder(store)
    reader, before = open_store(store), size_of(store)
    triples = set(map(str, reader.construct(ALL)))
    table = size_of(place.generation() / "graph")
    assert len(triples) == 40
    assert main(["compact", "--store", str(store)]) == 0
    after = size_of(store)
    assert capsys.readouterr().out == (
        f"{store}: {before / 1e6:,.1f} MB before, {after / 1e6:,.1f} MB after\n"
    )
    assert after < before
    assert size_of(place.generation() / "graph") < table / 2, "the engine kept what was removed"
    assert list(examine(place, deep=True)) == []
    assert place.numbered() == [place.generation()]
    entries = place.manifest().entries.values()
    assert {path.name for path in place.renditions.iterdir()} == {e.rendition for e in entries}
    assert {path.name for path in place.readings.iterdir()} == {e.reading for e in entries}
    assert {path.name for path in place.archive.glob("*.gz")} == {e.file for e in entries}
    assert len(list(place.sharing.iterdir())) == len(entries) == 4
    assert not place.build.exists() and not list(store.rglob("left*")) and not list(store.rglob("*.new"))
    assert set(map(str, open_store(store).construct(ALL))) == triples
    assert set(map(str, reader.construct(ALL))) == triples, "who had it open goes on reading"


def test_a_store_that_is_compact_gets_no_new_generation(store: Path) -> None:
    kg.compact(store=store)
    number = StoreFolder(store).current()
    done = kg.compact(store=store)
    assert StoreFolder(store).current() == number
    assert done.before == done.after == size_of(store)


def test_a_damaged_store_keeps_everything(store: Path) -> None:
    place = StoreFolder(store)
    largest = max((place.generation() / "graph").glob("*.sst"), key=lambda path: path.stat().st_size)
    content = bytearray(largest.read_bytes())
    content[len(content) // 2] ^= 0xFF
    largest.unlink()  # it is linked to that of the older generation
    largest.write_bytes(content)
    files = sorted(store.rglob("*"))
    with pytest.raises(StoreDamaged, match=r"is damaged.*kg check --repair"):
        kg.compact(store=store)
    assert sorted(store.rglob("*")) == files


def test_corrections_stay(store: Path) -> None:
    kept = store / "curation" / "rows.jsonl"
    kept.parent.mkdir()
    kept.write_text("", encoding="utf-8")
    kg.compact(store=store)
    assert kept.is_file()


def test_a_file_that_cannot_be_deleted_waits_for_the_next_change(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unlink = Path.unlink

    def refused(path: Path, missing_ok: bool = False) -> None:
        if path.name.startswith("left"):
            raise PermissionError
        unlink(path, missing_ok)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", refused)
        kg.compact(store=store)
    assert list(store.rglob("left*")) and not list(store.glob("*.new"))
    with writing(store) as writer:
        writer.put([graph("more", 10)])
    assert not list(store.rglob("left*"))


def test_timings_that_another_load_is_writing_stay(store: Path) -> None:
    fresh = store / f"{FILE}{durable.NEW}"
    fresh.write_text("[", encoding="utf-8")
    kg.compact(store=store)
    assert fresh.is_file()
