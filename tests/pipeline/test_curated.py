"""Corrections and decisions of a store that are lost or damaged: reported before a change takes them back."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

import kg
from kg.cli import main
from kg.curation import readings, rows
from kg.errors import RecordError
from kg.pipeline.examine import examine
from kg.pipeline.load import load
from kg.pipeline.remove import remove
from kg.pipeline.repair import repair
from kg.pipeline.review import review, withdraw
from kg.pipeline.review.rows import take
from kg.store.folder import StoreFolder
from kg.store.writer import writing
from tests.pipeline.test_examine import flip
from tests.pipeline.test_rows import SIGNED, row, sheet, taken

Damage = Callable[[Path], object]

LOST: dict[str, tuple[Damage, str]] = {
    "gone": (Path.unlink, "is missing"),
    "emptied": (lambda path: path.write_bytes(b""), "is not as it was when it was applied"),
}


def altered_word(path: Path) -> None:
    """Damage that leaves a file of decisions well formed."""
    path.write_bytes(path.read_bytes().replace(b"both", b"bath"))


@pytest.fixture
def corrected(own_store: Path, tmp_path: Path) -> Path:
    """A store that keeps a correction, in words that no flipped byte leaves in UTF-8."""
    found = kg.open(own_store).query("review", authority="Exampleshire", max_confidence=1).to_csv()
    first = next(csv.DictReader(found.splitlines()))
    path = tmp_path / "mine.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(first))
        writer.writeheader()
        writer.writerow({**first, "polarity": "mixed", "by": "JS", "why": "read against the letter"})
    review(path, own_store)
    return own_store


@pytest.fixture
def decided(own_store: Path, tmp_path: Path) -> Path:
    """A store that keeps a decision about a row."""
    taken(own_store, tmp_path / "s.yaml", decision="refused")
    return own_store


def kept(store: Path, name: str = "rows.jsonl") -> Path:
    return store / "curation" / name


def problems(store: Path) -> list[tuple[str, str]]:
    return [(problem.what, problem.remedy) for problem in examine(StoreFolder(store), deep=True)]


def forgotten(store: Path) -> None:
    """Make of a store one that was written before manifests had the hashes of such files."""
    with writing(store) as writer:
        writer.manifest.curation = None
        writer.changed = True
    assert '"curation"' not in (StoreFolder(store).generation() / "manifest.json").read_text(encoding="utf-8")


@pytest.mark.parametrize(("damage", "told"), LOST.values(), ids=LOST.keys())
def test_lost_corrections_are_told_before_a_load_takes_them_back(
    corrected: Path, damage: Damage, told: str, caplog: pytest.LogCaptureFixture
) -> None:
    assert problems(corrected) == []
    damage(kept(corrected, "mine.csv"))
    ((what, remedy),) = problems(corrected)
    assert what == f"{kept(corrected, 'mine.csv')} {told}"
    assert remedy.startswith(
        "bring your copy of the file back with kg review FILE; kg load and kg check --repair"
    )
    assert repair(corrected) == []
    assert f"mine.csv {told}; what is there now is applied" in caplog.text
    assert "they are applied now" not in caplog.text, "once is enough"
    assert problems(corrected) == []


@pytest.mark.parametrize(
    ("damage", "told"),
    [*LOST.values(), (altered_word, "is not as it was when it was applied")],
    ids=[*LOST, "a word is another"],
)
def test_lost_decisions_are_told_before_a_load_takes_them_back(
    decided: Path, damage: Damage, told: str, caplog: pytest.LogCaptureFixture
) -> None:
    assert problems(decided) == []
    damage(kept(decided))
    ((what, remedy),) = problems(decided)
    assert what == f"{kept(decided)} {told}"
    assert remedy.startswith(
        "put your copy of the file back, or give your sheets to kg review again; kg load"
    )
    assert row(decided)["decided"] == "refused"
    assert load([], decided).ok
    assert f"rows.jsonl {told}; what is there now is applied" in caplog.text
    assert problems(decided) == []
    assert (row(decided)["decided"] == "refused") == (damage is altered_word)


def test_each_change_tells_of_lost_decisions(decided: Path, caplog: pytest.LogCaptureFixture) -> None:
    kept(decided).unlink()
    remove([StoreFolder(decided).manifest().documents()[-1].sha256], decided)
    assert "rows.jsonl is missing; what is there now is applied" in caplog.text


def test_a_repair_tells_of_lost_decisions(decided: Path, caplog: pytest.LogCaptureFixture) -> None:
    kept(decided).unlink()
    assert repair(decided) == []
    assert "rows.jsonl is missing; what is there now is applied" in caplog.text


def test_a_copy_that_is_put_back_needs_no_load(decided: Path) -> None:
    before = kept(decided).read_bytes()
    kept(decided).unlink()
    assert len(problems(decided)) == 1
    kept(decided).write_bytes(before)
    assert problems(decided) == []


def test_a_sheet_that_is_given_again_brings_its_decisions_back(
    decided: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    kept(decided).unlink()
    take(sheet(decided, tmp_path / "again.yaml", **SIGNED, decision="refused"), decided)
    assert "rows.jsonl is missing" in caplog.text, "other sheets may have been in it"
    assert problems(decided) == [] and row(decided)["decided"] == "refused"


def test_other_shipped_decisions_are_no_loss(
    decided: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = kept(decided).read_text(encoding="utf-8")
    shipped = tmp_path / "project.jsonl"
    other = own.replace('"assessment"', '"workforce"').replace('"all-children"', '"workforce-cohort"')
    shipped.write_text(other, encoding="utf-8")
    monkeypatch.setattr(readings, "files", lambda _, name: [shipped] if "decisions" in name else [])
    assert len(rows.standing_rows(decided)) == 2
    assert problems(decided) == []


def test_a_file_that_is_not_applied_yet_is_told(
    own_store: Path, decided: Path, caplog: pytest.LogCaptureFixture
) -> None:
    kept(decided).rename(kept(decided, "other.jsonl"))
    missing, new = sorted(problems(decided), reverse=True)
    assert missing[0].endswith("rows.jsonl is missing")
    assert new == (
        f"{kept(decided, 'other.jsonl')} is not applied yet",
        "kg load and kg check --repair apply it",
    )
    assert load([], own_store).ok
    assert "rows.jsonl is missing" in caplog.text and "other.jsonl" not in caplog.text
    assert problems(decided) == [] and row(decided)["decided"] == "refused"


def test_a_store_of_an_earlier_version_says_nothing_until_it_is_changed(
    decided: Path, caplog: pytest.LogCaptureFixture
) -> None:
    forgotten(decided)
    assert problems(decided) == []
    lost = kept(decided).read_bytes()
    kept(decided).unlink()
    assert problems(decided) == []
    kept(decided).write_bytes(lost)
    assert load([], decided).ok
    assert "rows.jsonl" not in caplog.text and problems(decided) == []
    kept(decided).unlink()
    assert "is missing" in problems(decided)[0][0]


def test_an_earlier_version_s_lost_corrections_show_in_its_documents(
    corrected: Path, caplog: pytest.LogCaptureFixture
) -> None:
    forgotten(corrected)
    kept(corrected, "mine.csv").unlink()
    ((what, remedy),) = problems(corrected)
    assert "holds other corrections than those applied to " in what
    assert "first bring it back with kg review" in remedy
    assert repair(corrected) == []
    assert "they are applied now" in caplog.text
    assert problems(corrected) == []


def test_a_second_load_changes_nothing(decided: Path) -> None:
    load([], decided)
    before = StoreFolder(decided).generation()
    assert load([], decided).ok and StoreFolder(decided).generation() == before


def test_corrections_of_a_report_that_is_not_loaded_may_be_lost_too(corrected: Path) -> None:
    for entry in StoreFolder(corrected).manifest().documents():
        remove([entry.sha256], corrected)
    kept(corrected, "mine.csv").unlink()
    ((what, _),) = problems(corrected)
    assert what.endswith("mine.csv is missing")


def test_damaged_corrections_are_told_with_what_helps(
    corrected: Path, caplog: pytest.LogCaptureFixture
) -> None:
    flip(kept(corrected, "mine.csv"))
    ((what, remedy),) = problems(corrected)
    assert "mine.csv" in what and "kg review --remove" in remedy
    with pytest.raises(RecordError, match=r"mine\.csv.*kg review --remove"):
        repair(corrected)
    withdraw("mine.csv", corrected)
    assert problems(corrected) == [] and "mine.csv" not in caplog.text


def test_damaged_corrections_may_be_given_again(
    corrected: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    flip(kept(corrected, "mine.csv"))
    review(tmp_path / "mine.csv", corrected)
    assert problems(corrected) == [] and "mine.csv" not in caplog.text


def test_damaged_decisions_are_told_with_what_helps(decided: Path, tmp_path: Path) -> None:
    kept(decided).write_bytes(b'{"row": ')
    ((what, remedy),) = problems(decided)
    assert what.startswith("rows.jsonl, line 1: ") and "give your sheets to kg review again" in remedy
    with pytest.raises(RecordError, match=r"rows\.jsonl, line 1.*give your sheets to kg review again"):
        repair(decided)
    kept(decided).unlink()
    take(sheet(decided, tmp_path / "again.yaml", **SIGNED, decision="refused"), decided)
    assert problems(decided) == []


def test_files_that_contradict_each_other_are_told(decided: Path) -> None:
    kept(decided, "other.jsonl").write_bytes(kept(decided).read_bytes())
    (first, *_) = problems(decided)
    assert "is decided already in " in first[0] and "keep one" in first[0]
    assert main(["check", "--repair", "--store", str(decided)]) == 1
