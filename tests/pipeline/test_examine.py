"""Damage to a store: what is reported, what repairs itself, and that nothing is less without a word."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.cli import main
from kg.errors import StoreDamaged
from kg.pipeline.examine import examine
from kg.pipeline.load import load
from kg.pipeline.repair import repair
from kg.store.folder import StoreFolder, open_store
from kg.store.writer import writing
from tests.conftest import REGISTER, SAMPLES


def report(place: StoreFolder) -> Path:
    """The archive file of a report of the samples."""
    entry = next(e for e in place.manifest().documents() if e.file_name.endswith(".pdf"))
    return place.archive / entry.file


def flip(path: Path) -> None:
    """Change a byte in the middle of a file; its size stays."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.unlink()  # the writer may have linked it elsewhere
    path.write_bytes(content)


def table(place: StoreFolder) -> Path:
    return max((place.generation() / "graph").glob("*.sst"), key=lambda p: p.stat().st_size)


REBUILT: dict[str, Callable[[StoreFolder], object]] = {
    "current is gone": lambda p: p.current_file.unlink(),
    "current is empty": lambda p: p.current_file.write_text(""),
    "the manifest is empty": lambda p: (p.generation() / "manifest.json").write_text(""),
    "the manifest is another": lambda p: flip(p.generation() / "manifest.json"),
    "the seal is gone": lambda p: (p.generation() / "seal.json").unlink(),
    "a table is gone": lambda p: table(p).unlink(),
    "a table is short": lambda p: table(p).write_bytes(b"short"),
    "a table is damaged": lambda p: flip(table(p)),
    "the text index is damaged": lambda p: flip(p.generation() / "search.sqlite"),
    "the list of tables is damaged": lambda p: flip(next((p.generation() / "graph").glob("MANIFEST-*"))),
    "a base graph is gone": lambda p: (p.archive / next(iter(p.manifest().entries.values())).file).unlink(),
}


@pytest.mark.parametrize("damage", REBUILT.values(), ids=REBUILT.keys())
def test_the_store_rebuilds_what_its_archive_holds(
    own_store: Path, damage: Callable[[StoreFolder], object], capsys: pytest.CaptureFixture[str]
) -> None:
    place = StoreFolder(own_store)
    with writing(own_store):
        pass
    assert list(examine(place, deep=True)) == []
    triples = len(open_store(own_store))
    damage(place)
    assert main(["check", "--deep", "--store", str(own_store)]) == 1
    assert "kg check --repair" in capsys.readouterr().out
    assert repair(own_store) == []
    assert main(["check", "--deep", "--store", str(own_store)]) == 0
    assert "whole" in capsys.readouterr().out
    assert len(open_store(own_store)) == triples


@pytest.mark.parametrize(
    "damage", [flip, Path.unlink, lambda p: p.write_bytes(b"")], ids=["a byte flipped", "gone", "emptied"]
)
def test_a_lost_report_is_named_and_comes_back_with_its_file(
    own_store: Path, damage: Callable[[Path], None], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    place = StoreFolder(own_store)
    triples = len(open_store(own_store))
    damage(report(place))
    (problem,) = examine(place)
    assert problem.lost and f"then load {problem.lost} again" in problem.remedy
    out = tmp_path / "all.nq"
    assert main(["export", "-o", str(out), "--store", str(own_store)]) == 3
    assert "kg check --repair" in capsys.readouterr().err
    assert not out.exists()
    with pytest.raises(StoreDamaged, match="kg check --repair"), writing(own_store):
        pass
    assert repair(own_store) == [problem.lost]
    assert len(open_store(own_store)) < triples
    told = load([SAMPLES], own_store, registers=[REGISTER])
    assert told.loaded == [problem.lost] and told.ok
    assert len(open_store(own_store)) == triples
    assert list(examine(place, deep=True)) == []


def test_a_load_says_which_reports_are_lost(own_store: Path) -> None:
    damaged = report(StoreFolder(own_store))
    damaged.write_bytes(b"")
    told = load([], own_store)
    assert len(told.lost) == 1 and not told.ok


def test_an_older_generation_is_read_with_a_word(own_store: Path, caplog: pytest.LogCaptureFixture) -> None:
    place = StoreFolder(own_store)
    load([], own_store, registers=[REGISTER])
    before = place.generation()
    entry = place.manifest().documents()[0]
    with writing(own_store) as writer:
        writer.supersede({entry.graph: "0000000000000000"})
    (place.generation() / "manifest.json").write_text("")
    assert place.generation() == before
    assert "is damaged: manifest.json" in caplog.text and "is read instead" in caplog.text


def test_a_store_of_a_version_without_hashes_gets_them(own_store: Path) -> None:
    place = StoreFolder(own_store)
    (place.generation() / "seal.json").unlink()
    place.current_file.write_text("1", encoding="ascii")
    (problem,) = examine(place)
    assert "kept no hashes" in problem.what
    assert load([], own_store).ok
    assert list(examine(place, deep=True)) == []


def test_info_says_whether_the_files_are_as_they_were_written(
    own_store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["info", "--store", str(own_store)]) == 0
    assert "all intact" in capsys.readouterr().out
    report(StoreFolder(own_store)).write_bytes(b"")
    assert main(["info", "--store", str(own_store)]) == 0
    assert "1 damaged or changed: kg check" in capsys.readouterr().out
