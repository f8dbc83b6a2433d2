"""Corrections are data: keyed by the file's hash, with a reason, and can be left aside."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.errors import RecordError
from kg.extract import corrections, extract
from tests.extract.builder import current


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    path = tmp_path / "corrections.yaml"
    monkeypatch.setattr(corrections, "_DATA", path)
    corrections._all.cache_clear()
    yield path
    corrections._all.cache_clear()


def test_a_correction_applies_to_its_file_alone_and_says_why(file: Path) -> None:
    report = current()
    file.write_text(
        f'"{report.sha256}":\n  reason: "the printed dates are those of another visit"\n'
        '  fieldwork: "29 April to 10 May 2024"\n  judgements: {care-leavers: good}\n',
        encoding="utf-8",
    )
    facts = extract(report)
    assert facts.inspections[0].fieldwork.earliest.isoformat() == "2024-04-29"
    assert facts.inspections[0].fieldwork.printed == "29 April to 10 May 2024"
    assert {j.area: j.grade for j in facts.inspections[0].judgements}["care-leavers"] == "good"
    assert "fieldwork corrected: the printed dates are those of another visit" in facts.warnings
    other = extract(current(lead="Lead inspector: Ann Other HMI"))
    assert other.inspections[0].fieldwork.earliest.isoformat() == "2024-04-22"


def test_corrections_can_be_left_aside(file: Path) -> None:
    report = current()
    file.write_text(f'"{report.sha256}":\n  reason: "a slip"\n  published: "1 July 2024"\n', encoding="utf-8")
    with_it, without = extract(report), extract(report, corrected=False)
    assert with_it.publication is not None
    assert without.publication is not None
    assert (with_it.publication.basis, without.publication.basis) == ("supplied", "file-name")


def test_an_entry_without_a_reason_is_refused(file: Path) -> None:
    file.write_text(f'"{"0" * 64}":\n  fieldwork: "1 to 5 July 2024"\n', encoding="utf-8")
    with pytest.raises(RecordError, match="reason"):
        extract(current())
