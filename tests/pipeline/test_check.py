"""Checking without storing: a file, or a store as a whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.cli import main
from kg.pipeline.check import check, check_store

LOST = """
<https://w3id.org/inspection-kg/id/judgement/0000000000000000/care-leavers>
    a <https://w3id.org/inspection-kg/def/Judgement> .
"""


def test_a_store_of_samples_conforms_as_a_whole(
    sample_store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check_store(sample_store).ok
    assert main(["validate", "--store", str(sample_store)]) == 0
    assert "the store as a whole: conforms" in capsys.readouterr().out


def test_turtle_that_breaks_a_shape_is_told_with_the_shape(tmp_path: Path) -> None:
    path = tmp_path / "lost.ttl"
    path.write_text(LOST, encoding="utf-8")
    found = check(path)
    assert not found.ok
    assert any("JudgementShape-grade" in line for line in found.lines)
    assert main(["validate", str(path)]) == 1
