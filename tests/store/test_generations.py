"""One generation as the ground of the next."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from kg.store.folder import StoreFolder
from kg.store.generations import copy_of
from kg.store.writer import writing
from tests.store.test_sharing import reports


def test_a_copy_of_a_database_shares_its_tables_alone(tmp_path: Path) -> None:
    """Tables never change; what else the engine writes on to would change the older generation too."""
    with writing(tmp_path / "store") as writer:
        writer.put(reports(1))
    generation = StoreFolder(tmp_path / "store").generation()
    copied = copy_of(generation, tmp_path / "build")
    assert copied is not None and len(copied) > 0
    tables = {path.name for path in (generation / "graph").glob("*.sst")}
    both = {path.name for path in (tmp_path / "build").iterdir() if path.stat().st_nlink > 1}
    assert both == tables != set()


def test_where_a_generation_is_damaged_no_half_of_a_copy_is_left(tmp_path: Path) -> None:
    with writing(tmp_path / "store") as writer:
        writer.put(reports(1))
    generation = StoreFolder(tmp_path / "store").generation()
    (generation / "graph" / "CURRENT").unlink()
    (generation / "graph" / "CURRENT").write_bytes(b"no such manifest")
    assert copy_of(generation, tmp_path / "build") is None
    assert not (tmp_path / "build").exists()
    assert copy_of(None, tmp_path / "build") is None


def test_a_generation_that_cannot_be_deleted_waits_for_the_next_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on Windows, while a query has its files open."""

    def change(number: int) -> list[str]:
        with writing(tmp_path) as writer:
            writer.put(reports(number)[number - 1 :])
        return sorted(path.name for path in StoreFolder(tmp_path).numbered())

    assert [change(1), change(2)] == [["1"], ["1", "2"]]
    rmdir = os.rmdir

    def held(path: str | Path, **more: Any) -> None:
        if Path(path).name == "1":
            raise PermissionError(path)
        rmdir(path, **more)

    with monkeypatch.context() as open_elsewhere:
        open_elsewhere.setattr(os, "rmdir", held)
        assert change(3) == ["1", "2", "3"]
    assert change(4) == ["3", "4"]
