"""What the small files of a store say: the current generation, its manifest, hashes in names."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.errors import StoreChanged, StoreDamaged
from kg.store import archive
from kg.store.folder import StoreFolder, default_folder, is_own, unchanged
from kg.store.manifest import Entry, Manifest, Refusal
from kg.store.seal import SEAL, seal
from kg.store.writer import writing
from tests.store.test_sharing import reports


@pytest.mark.parametrize(
    ("content", "current"),
    [
        ("3 abc\n", ("3", "abc")),
        ("3\n", ("3", "")),
        ("", ("", "")),
        ("three abc\n", ("", "")),
        ("\xe9".encode().decode("latin-1"), ("", "")),
    ],
)
def test_the_current_generation_is_a_number_and_a_hash(
    tmp_path: Path, content: str, current: tuple[str, str]
) -> None:
    place = StoreFolder(tmp_path)
    place.current_file.write_text(content, encoding="utf-8")
    assert place.current() == current


def test_only_the_current_generation_may_be_without_a_seal(tmp_path: Path) -> None:
    place = StoreFolder(tmp_path)
    for number in ("1", "2"):
        (place.generations / number).mkdir(parents=True)
        (place.generations / number / "manifest.json").write_text(Manifest().to_json(), encoding="utf-8")
    place.current_file.write_text("2\n", encoding="ascii")
    assert place.problems(place.generations / "2") == []
    assert place.problems(place.generations / "1") != []
    place.current_file.write_text("2 0123456789abcdef\n", encoding="ascii")
    assert place.problems(place.generations / "2") != []
    place.current_file.write_text(f"2 {seal(place.generations / '2')}\n", encoding="ascii")
    assert (place.generations / "2" / SEAL).is_file()
    assert place.problems(place.generations / "2") == []


def test_a_manifest_comes_back_with_refusals_by_hash_or_by_name(tmp_path: Path) -> None:
    told = Manifest(
        {"g": Entry("g", "", ("936",), document="d", sha256="s", file_name="f")},
        {
            "ab": Refusal("ab", "a.pdf", "UnknownLayout", "a.pdf: no report", "r"),
            "b.pdf": Refusal("", "b.pdf", "UnreadableFile", "b.pdf: cannot be opened", "r"),
        },
    )
    path = tmp_path / "manifest.json"
    path.write_text(told.to_json(), encoding="utf-8")
    back = Manifest.read(path)
    assert (back.entries, back.refusals) == (told.entries, told.refusals)


def test_a_manifest_of_this_format_is_read_as_it_was_written_by_any_version(tmp_path: Path) -> None:
    path = tmp_path / "manifest.json"
    written = """{
        "format": 2, "version": "0.1.0",
        "entries": [
            {"graph": "g", "file": "g.nt.gz", "scopes": ["936"]},
            {"graph": "h", "file": "h.nt.gz", "scopes": ["936"], "made_from": "edition 1"}
        ],
        "refusals": [{"sha256": "ab", "file_name": "a.pdf", "kind": "UnknownLayout", "message": "no report"}]
    }"""
    path.write_text(written, encoding="utf-8")
    found = Manifest.read(path)
    assert found.entries == {
        "g": Entry("g", "g.nt.gz", ("936",)),
        "h": Entry("h", "h.nt.gz", ("936",), made_from="edition 1"),
    }
    assert [entry.from_edition for entry in found.entries.values()] == [False, True]
    assert found.refusals == {"ab": Refusal("ab", "a.pdf", "UnknownLayout", "no report")}
    path.write_text(written.replace("2", "3", 1), encoding="utf-8")
    with pytest.raises(StoreDamaged, match="has format 3, this version reads 2"):
        Manifest.read(path)


def test_a_reader_who_is_overtaken_by_a_load_looks_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its generation was cleaned away between reading its number and looking at its files."""
    with writing(tmp_path) as writer:
        writer.put(reports(1))
    whole = StoreFolder.whole

    def overtaken(place: StoreFolder) -> Iterator[Path]:
        monkeypatch.setattr(StoreFolder, "whole", whole)
        with writing(tmp_path) as writer:
            writer.put(reports(2)[1:])
        return iter(())

    monkeypatch.setattr(StoreFolder, "whole", overtaken)
    assert StoreFolder(tmp_path).generation().name == "2"


def test_a_file_whose_name_has_no_hash_only_has_to_be_there(tmp_path: Path) -> None:
    path = tmp_path / "plain.txt"
    assert archive.problem(path) == "is missing"
    path.write_bytes(b"some")
    assert archive.problem(path) is None


def test_a_file_whose_name_has_a_hash_has_to_have_that_content(tmp_path: Path) -> None:
    path = tmp_path / f"x-{archive.digest(b'some')}.nt.gz"
    assert archive.problem(path) == "is missing"
    path.write_bytes(b"some")
    assert archive.problem(path) is None
    path.write_bytes(b"other")
    assert archive.problem(path) == "is damaged"


def test_a_reader_of_files_that_later_changes_delete_is_told_so(tmp_path: Path) -> None:
    place = StoreFolder(tmp_path / "store")
    with writing(place.root) as writer:
        writer.put(reports(2))
    file = place.archive / place.manifest().documents()[0].file
    with pytest.raises(StoreChanged, match="Run the command again"), unchanged(place):
        for _ in range(2):  # the first change keeps the files of the generation before
            with writing(place.root) as writer:
                writer.remove(writer.manifest.documents()[0].graph)
        archive.verify(file)


def test_a_file_that_is_lost_without_a_change_is_damage(tmp_path: Path) -> None:
    place = StoreFolder(tmp_path / "store")
    with writing(place.root) as writer:
        writer.put(reports(2))
    file = place.archive / place.manifest().documents()[0].file
    file.unlink()
    with pytest.raises(StoreDamaged, match="is missing"), unchanged(place):
        archive.verify(file)


def test_a_store_is_there_if_a_generation_is_current_or_sealed(tmp_path: Path) -> None:
    place = StoreFolder(tmp_path)
    assert not place.exists()
    with writing(tmp_path) as writer:
        writer.put(reports(1))
    sealed = place.generations / "1" / SEAL
    content = sealed.read_bytes()
    sealed.unlink()
    assert place.exists(), "as an earlier version left it"
    place.current_file.unlink()
    assert not place.exists(), "as a load that did not finish leaves it"
    sealed.write_bytes(content)
    assert place.exists()


def test_that_the_current_generation_is_not_known_is_reported(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    place = StoreFolder(tmp_path)
    with writing(tmp_path) as writer:
        writer.put(reports(1))
    assert place.generation().name == "1" and not caplog.records
    place.current_file.unlink()
    assert place.generation().name == "1"
    lost, instead = (record.message for record in caplog.records)
    assert lost.endswith(f"The file {place.current_file} is missing or damaged.")
    assert "Generation 1 is read instead" in instead


def test_that_a_generation_is_passed_over_is_reported_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    place = StoreFolder(tmp_path)
    for number in (1, 2):
        with writing(tmp_path) as writer:
            writer.put(reports(number)[number - 1 :])
    (place.generations / "2" / "manifest.json").unlink()
    assert [place.generation().name for _ in range(2)] == ["1", "1"]
    assert [record.message for record in caplog.records] == [
        f"{tmp_path}: Generation 2 is damaged: manifest.json is missing.",
        f"{tmp_path}: Generation 1 is read instead; it may lack what was loaded last. "
        "Repair the store: kg load or kg check --repair.",
    ]


@pytest.mark.skipif(sys.platform != "linux", reason="names the folder of this system's data")
def test_a_store_is_the_users_own_unless_the_call_or_the_environment_names_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.delenv("KG_STORE", raising=False)
    assert default_folder() == tmp_path / "inspection-kg" / "store"
    assert (is_own(None), is_own(tmp_path)) == (True, False)
    monkeypatch.setenv("KG_STORE", str(tmp_path / "other"))
    assert default_folder() == tmp_path / "other"
    assert (is_own(None), is_own(tmp_path)) == (False, False)
