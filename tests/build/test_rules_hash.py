"""Which files make documents be read again when they change."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.build import rules_hash


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A package of a reader alone."""
    for name in ("build/report.py", "build/warnings.py", "documents/pdf.py", "classify/card.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("one")
    monkeypatch.setattr(rules_hash, "__file__", str(tmp_path / "build" / "rules_hash.py"))
    rules_hash.rules_hash.cache_clear()
    yield tmp_path
    rules_hash.rules_hash.cache_clear()


@pytest.mark.parametrize(
    ("name", "counts"), [("documents/pdf.py", True), ("build/report.py", True), ("classify/card.md", False)]
)
def test_code_counts_and_the_text_of_the_model_card_does_not(package: Path, name: str, counts: bool) -> None:
    before = rules_hash.rules_hash()
    (package / name).write_text("two")
    rules_hash.rules_hash.cache_clear()
    assert (rules_hash.rules_hash() != before) is counts
