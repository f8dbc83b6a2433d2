"""A power cut: what was reported as stored is there, and the next change needs no hand."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.errors import EnvironmentFault, KgError, StoreMissing
from kg.store import durable
from kg.store import writer as writer_module
from kg.store.folder import StoreFolder, open_store
from kg.store.writer import writing
from tests.store.forgetful import ForgetfulDisk, fresh
from tests.store.test_killed import documents, names
from tests.store.test_sharing import merge, reports, union

pytestmark = pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="watches file descriptors")


def begin(root: Path) -> None:
    with writing(root) as writer:
        writer.put(reports(3))


def change(root: Path) -> None:
    with writing(root) as writer:
        writer.put(reports(5)[3:])
        writer.remove(reports(1)[0].entry.graph)


BEFORE, AFTER = names(0, 1, 2), names(1, 2, 3, 4)


def held(root: Path) -> set[str]:
    """What readers see, before anybody changes the store again."""
    try:
        return documents(root)
    except StoreMissing:
        return set()


def cuts(
    root: Path, work: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch, each: int
) -> tuple[list[set[str]], list[set[str]]]:
    """Cut the power at each synchronisation of some work, and after it.

    Returns:
        What readers see after each cut during the work, and after each cut when it was reported as done.
    """
    chance = random.Random(20220309)  # noqa: S311
    left = root.with_name("left")
    during: list[set[str]] = []

    def cut() -> set[str]:
        disk.cut(fresh(left), chance)
        with monkeypatch.context() as undone:
            undone.setattr(os, "fsync", lambda descriptor: None)
            seen = held(left)
            with writing(left, mend=True) as writer:
                assert writer.lost == []
                assert merge(writer) == union(writer)
                writer.put(reports(7)[6:])
            assert documents(left) == seen | names(6)
            assert StoreFolder(left).problems(StoreFolder(left).generation(), deep=True) == []
        return seen

    disk = ForgetfulDisk(root, lambda: during.append(cut()))
    with monkeypatch.context() as watching:
        disk.watch(watching)
        work(root)
    return during, [cut() for _ in range(each)]


def test_a_cut_leaves_the_store_before_or_after_a_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "store"
    begin(root)
    during, after = cuts(root, change, monkeypatch, 5)
    assert len(during) > 10
    assert all(seen in (BEFORE, AFTER) for seen in during)
    assert BEFORE in during
    assert after == [AFTER] * 5


def test_a_cut_in_a_first_load(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / "store"
    root.mkdir()
    during, after = cuts(root, begin, monkeypatch, 5)
    assert all(seen in (set(), BEFORE) for seen in during)
    assert after == [BEFORE] * 5


@pytest.mark.parametrize("broken", ["sync_file", "sync_folder", "_sync"])
def test_the_disk_forgets_what_is_not_synchronised(
    broken: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "store"
    begin(root)
    monkeypatch.setattr(durable, broken, lambda _: None)
    if broken == "sync_folder":
        monkeypatch.setattr(durable, "sync_folders", lambda _: None)
    with pytest.raises((AssertionError, KgError)):
        _, after = cuts(root, change, monkeypatch, 20)
        assert after == [AFTER] * 20


def test_what_cannot_be_written_leaves_no_half_generation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(tmp_path)

    def full(*_: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writer_module, "seal", full)
    with pytest.raises(EnvironmentFault, match="No space left"):
        change(tmp_path)
    assert len(StoreFolder(tmp_path).numbered()) == 1
    assert documents(tmp_path) == BEFORE
    assert len(open_store(tmp_path)) > 0


def test_what_was_removed_does_not_come_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root, left = tmp_path / "folder", tmp_path / "left"
    root.mkdir()
    (root / "corrections.csv").write_bytes(b"old")
    disk, chance = ForgetfulDisk(root), random.Random(20220309)  # noqa: S311
    with monkeypatch.context() as watching:
        disk.watch(watching)
        durable.remove(root / "corrections.csv")
    for _ in range(20):
        disk.cut(fresh(left), chance)
        assert list(left.iterdir()) == []
