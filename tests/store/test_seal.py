"""The seal of a generation: sizes and hashes of its files, so that damage shows."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kg.store import seal as seal_module
from kg.store.seal import SEAL, problems, seal, sealed_hash


def generation(folder: Path, **files: bytes) -> Path:
    """A folder with files."""
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder


def next_of(before: Path) -> Path:
    """The generation after one: a link to its table, and a file of its own."""
    folder = generation(before.with_name("2"), manifest=b"second")
    os.link(before / "table", folder / "table")
    return folder


def test_a_file_shared_with_the_generation_before_is_not_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = generation(tmp_path / "1", table=b"rows", manifest=b"first")
    seal(before)
    read: list[str] = []
    hashed = seal_module._hash

    def watched(path: Path) -> str:
        read.append(path.name)
        return hashed(path)

    monkeypatch.setattr(seal_module, "_hash", watched)
    after = next_of(before)
    seal(after, before)
    assert read == ["manifest"]
    assert sealed_hash(after, "table") == sealed_hash(before, "table") != ""


@pytest.mark.parametrize("content", [None, b"", b"{}", b'{"format": 0}'])
def test_without_a_readable_seal_before_all_files_are_read(tmp_path: Path, content: bytes | None) -> None:
    before = generation(tmp_path / "1", table=b"rows", manifest=b"first")
    if content is not None:
        (before / SEAL).write_bytes(content)
    after = next_of(before)
    digest = seal(after, before)
    assert list(problems(after, digest, deep=True)) == []
    assert sealed_hash(before, "table") == ""


def test_each_damage_is_named(tmp_path: Path) -> None:
    """Large files are read only if the check is deep: reading them takes minutes."""
    files = {"short": b"one", "changed": b"two", "changed.sst": b"two", "lost": b"three", "whole": b"four"}
    folder = generation(tmp_path / "1", **files)
    digest = seal(folder)
    assert list(problems(folder, digest, deep=True)) == []
    (folder / "short").write_bytes(b"o")
    (folder / "changed").write_bytes(b"TWO")
    (folder / "changed.sst").write_bytes(b"TWO")
    (folder / "lost").unlink()
    seen = {"changed is damaged", "lost is missing", "short has 1 bytes in place of 3"}
    assert set(problems(folder, digest)) == seen
    assert set(problems(folder, digest, deep=True)) == seen | {"changed.sst is damaged"}


def test_a_seal_is_told_from_that_of_another_generation(tmp_path: Path) -> None:
    folder = generation(tmp_path / "1", table=b"rows")
    seal(folder)
    assert list(problems(folder, "0" * 64)) == [f"{SEAL} is not the one that was written last"]
    (folder / SEAL).write_bytes(b"{}")
    assert list(problems(folder)) == [f"{SEAL} cannot be read"]
    (folder / SEAL).unlink()
    assert list(problems(folder)) == [f"{SEAL} is missing"]
