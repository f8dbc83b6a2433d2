"""``kg check-sources``: a line a record, and an exit code that a script can trust."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.cli.app import run
from kg.records import check
from tests.records.example import RECORD, SOURCE


@pytest.fixture(autouse=True)
def one_record(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check, "files", lambda *_: [RECORD])


def test_a_source_that_agrees(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "renamed.txt").write_bytes(SOURCE.encode())
    assert run(["check-sources", str(tmp_path)]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith("right    notice-2024-10: ")
    assert "renamed.txt" in line


def test_a_source_that_is_missing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check-sources", str(tmp_path)]) == 1
    assert capsys.readouterr().out == (
        "missing  notice-2024-10.yaml: notice-2024-10.txt is not in the folder.\n"
    )


def test_a_source_that_was_changed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "notice-2024-10.txt").write_bytes(SOURCE.replace("8 and 9", "9 and 10").encode())
    assert run(["check-sources", str(tmp_path)]) == 1
    assert "is another text" in capsys.readouterr().out
