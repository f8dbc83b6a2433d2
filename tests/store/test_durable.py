"""Files and folders are synchronised and let go of, whatever the disk says."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.store.durable import sync_file, sync_folder, write

OPEN = Path("/proc/self/fd")


@pytest.mark.skipif(not OPEN.exists(), reason="looks into /proc")
@pytest.mark.parametrize("refuses", [False, True])
@pytest.mark.parametrize("synchronise", [sync_file, sync_folder])
def test_what_is_synchronised_stays_open_no_longer(
    synchronise: Callable[[Path], None], refuses: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fsync(_: int) -> None:
        if refuses:
            raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "fsync", fsync)
    path = tmp_path if synchronise is sync_folder else tmp_path / "file"
    if path != tmp_path:
        path.write_bytes(b"some")
    before = len(list(OPEN.iterdir()))
    if refuses:
        with pytest.raises(OSError, match="Input/output"):
            synchronise(path)
    else:
        synchronise(path)
    assert len(list(OPEN.iterdir())) == before


def test_a_file_that_cannot_be_written_stays_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "current"
    write(path, b"1")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write(path, b"2")
    assert path.read_bytes() == b"1"
