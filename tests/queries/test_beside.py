"""What lies beside a generation is made once a change."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.queries import beside
from kg.store import search
from kg.store.base import Solutions
from kg.store.writer import writing


def test_the_text_index_is_built_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built: list[Path] = []
    build = search.build

    def counted(path: Path, found: Solutions) -> int:
        built.append(path)
        return build(path, found)

    monkeypatch.setattr(search, "build", counted)
    with writing(tmp_path / "store") as writer:
        beside.put_beside(writer, tmp_path)
    assert built == [tmp_path / "search.sqlite"]
    assert built[0].exists()
