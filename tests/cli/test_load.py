"""What ``kg load`` says of what it loaded."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.cli import main
from kg.documents import DocumentLimits
from kg.pipeline.load import LoadReport


def test_a_load_of_nothing_tells_of_the_records_that_ship(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["load", "--store", str(tmp_path)]) == 0
    assert "; 5 shipped records loaded; " in capsys.readouterr().out
    assert main(["load", "--store", str(tmp_path)]) == 0
    assert "shipped" not in capsys.readouterr().out, "they are there already"


def test_each_limit_of_a_document_has_an_option(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[DocumentLimits] = []

    def loaded(*_: object, limits: DocumentLimits, **__: object) -> LoadReport:
        given.append(limits)
        return LoadReport(store=tmp_path)

    monkeypatch.setattr("kg.pipeline.load.load", loaded)
    here = ["load", "--store", str(tmp_path)]
    assert main(here) == 0
    assert main([*here, "--max-pages", "1", "--max-characters", "2", "--max-objects", "3"]) == 0
    assert main([*here, "--max-seconds", "4", "--max-memory", "705"]) == 0
    assert given == [
        DocumentLimits(),
        DocumentLimits(pages=1, characters=2, objects=3),
        DocumentLimits(cpu_seconds=4, memory_mb=705),
    ]
