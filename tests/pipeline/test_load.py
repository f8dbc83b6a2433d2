"""From files to a changed store: what is loaded, what is refused and what is left alone."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

import kg
from kg.documents import DocumentLimits
from kg.errors import CallError, UnknownName
from kg.pipeline import load as module
from kg.pipeline.load import LoadReport, load
from kg.pipeline.remove import remove
from kg.store.folder import StoreFolder, open_store
from kg.store.seal import seal
from tests.conftest import REGISTER, SAMPLES

COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?m a <https://w3id.org/inspection-kg/def/Mention> }"


def mentions(store: Path) -> int:
    (row,) = open_store(store).select(COUNT).rows
    return int(str(row[0].value))  # type: ignore[union-attr]


def test_the_samples_load_without_a_refusal(sample_load: LoadReport) -> None:
    assert sample_load.refused == []
    assert len(sample_load.loaded) >= 2
    assert mentions(sample_load.store) > 100


def test_an_unchanged_file_is_not_read_again(own_store: Path) -> None:
    before = StoreFolder(own_store).generation()
    again = load([SAMPLES], own_store, registers=[REGISTER])
    assert again.loaded == []
    assert len(again.unchanged) >= 2
    assert StoreFolder(own_store).generation() == before


def test_hostile_files_are_refused_by_name_and_the_rest_is_loaded(own_store: Path, tmp_path: Path) -> None:
    folder = tmp_path / "it's a folder"
    folder.mkdir()
    good = sorted(SAMPLES.glob("*.pdf"))[0]
    whole = good.read_bytes()
    (folder / "empty.pdf").write_bytes(b"")
    (folder / "truncated.pdf").write_bytes(whole[: len(whole) // 3])
    (folder / "web page.pdf").write_bytes(b"<!DOCTYPE html><title>Not found</title>")
    (folder / "noise.pdf").write_bytes(bytes(range(256)) * 40)
    shutil.copy(good, folder / "good.pdf")

    before = mentions(own_store)
    remove([good.name], own_store)
    assert mentions(own_store) < before
    report = load([folder], own_store, registers=[REGISTER])

    assert [r.file_name for r in report.refused] == [
        "empty.pdf",
        "noise.pdf",
        "truncated.pdf",
        "web page.pdf",
    ]
    assert all(r.file_name in r.message for r in report.refused)
    assert report.loaded == ["good.pdf"]
    assert mentions(own_store) == before
    notes = kg.open(own_store).store.select(
        "SELECT ?f WHERE { ?n a <https://w3id.org/inspection-kg/def/DataQualityNote> ;"
        " <https://w3id.org/inspection-kg/def/problem> 'UnreadableFile' ;"
        " <https://w3id.org/inspection-kg/def/fileName> ?f }"
    )
    assert len(list(notes.rows)) == 4


def test_a_report_on_an_unknown_authority_is_refused(own_store: Path, tmp_path: Path) -> None:
    report = load([SAMPLES], tmp_path / "fresh")
    assert report.loaded == []
    assert {r.kind for r in report.refused} == {"UnknownValue"}
    assert all("Exampleshire" in r.message for r in report.refused)


def test_what_is_refused_when_it_comes_again_leaves_nothing_derived_behind(own_store: Path) -> None:
    derived = "ASK { ?t a <https://w3id.org/inspection-kg/def/Trajectory> ; " + (
        "<https://w3id.org/inspection-kg/def/authority> <https://w3id.org/inspection-kg/id/authority/999> }"
    )
    assert open_store(own_store).ask(derived)
    for entry in StoreFolder(own_store).manifest().documents():
        if "999" in entry.scopes:
            make_stale(own_store, entry.graph)
    load([SAMPLES], own_store)
    assert not open_store(own_store).ask(derived)


def test_a_report_that_is_stored_stays_if_a_limit_stops_its_next_reading(own_store: Path) -> None:
    before = StoreFolder(own_store).manifest().entries
    for entry in StoreFolder(own_store).manifest().documents():
        if "999" in entry.scopes:
            make_stale(own_store, entry.graph)
    report = load([SAMPLES], own_store, registers=[REGISTER], limits=DocumentLimits(pages=1))
    stopped = [refusal for refusal in report.refused if refusal.kind == "OverLimit"]
    assert stopped and all("The store keeps its earlier reading" in refusal.message for refusal in stopped)
    assert before.keys() == StoreFolder(own_store).manifest().entries.keys()


def make_stale(store: Path, graph: str) -> None:
    """As if an entry had been made by older rules."""
    manifest = StoreFolder(store).manifest()
    manifest.entries[graph] = replace(manifest.entries[graph], made_from="older rules")
    generation = StoreFolder(store).generation()
    (generation / "manifest.json").write_text(manifest.to_json(), encoding="utf-8")
    StoreFolder(store).current_file.write_text(f"{generation.name} {seal(generation)}", encoding="ascii")


def test_a_path_that_is_not_there_is_the_calls_fault(tmp_path: Path) -> None:
    with pytest.raises(CallError, match="does not exist"):
        load([tmp_path / "nowhere"], tmp_path / "store")
    assert not (tmp_path / "store" / "current").exists()


def test_removing_what_is_not_there_names_it(own_store: Path) -> None:
    with pytest.raises(UnknownName, match="no such report"):
        remove(["no such report.pdf"], own_store)


def test_two_processes_make_the_same_store_as_one(sample_store: Path, tmp_path: Path) -> None:
    copies = tmp_path / "copies"
    shutil.copytree(SAMPLES, copies)
    load([copies], tmp_path / "store", registers=[REGISTER], workers=2)
    one, two = (StoreFolder(place).manifest().entries for place in (sample_store, tmp_path / "store"))
    assert {e.file for e in one.values()} == {e.file for e in two.values()}


def test_files_of_equal_bytes_that_are_refused_are_each_named(own_store: Path, tmp_path: Path) -> None:
    for number in range(1, 5):
        (tmp_path / f"draft {number}.pdf").write_bytes(b"no report at all")
    report = load([tmp_path], own_store, registers=[REGISTER])
    assert [one.file_name for one in report.refused] == [f"draft {number}.pdf" for number in range(1, 5)]
    assert all(one.message.startswith(one.file_name) for one in report.refused)
    assert report.refused[2].message.count("the same bytes as draft 1.pdf") == 1
    assert report.unchanged == []
    again = load([tmp_path], own_store, registers=[REGISTER])
    assert len(again.refused) == 4


def test_a_copy_of_a_file_that_changes_is_not_taken_for_loaded(
    own_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("one.pdf", "two.pdf"):
        (tmp_path / name).write_bytes(b"no report at all")
    hashed = module._hash

    def changing(path: Path) -> str:
        sha256 = hashed(path)
        if path.name == "two.pdf":  # both are hashed, and none is read
            path.with_name("one.pdf").write_bytes(b"something else")
        return sha256

    monkeypatch.setattr(module, "_hash", changing)
    report = load([tmp_path], own_store, registers=[REGISTER])
    assert [one.file_name for one in report.refused] == ["one.pdf", "two.pdf"]
    assert "a file with the same bytes changed" in report.refused[1].message
    assert report.unchanged == []
