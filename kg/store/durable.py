"""Writes files so that a power cut loses nothing that was reported as stored.

A file is written under a temporary name, synchronised and moved to its place by one rename; then the folder
is synchronised, since the rename itself is only in memory until then. SQLite and RocksDB rely on the same
sequence. All synchronisation uses ``os.fsync``, so that a test can observe it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

_FULL_SYNC = getattr(fcntl, "F_FULLFSYNC", None)
"""macOS: ``fsync`` leaves data in the drive's cache, this does not."""

NEW = ".new"
"""Suffix of a file that is not complete yet."""


def write(path: Path, content: bytes) -> None:
    """Replace a file: after a power cut it holds the old content or the new one, on return the new one.

    Raises:
        OSError: the disk refuses; the file is unchanged.
    """
    replace(path, content)
    sync_folder(path.parent)


def replace(path: Path, content: bytes, *, synchronise: bool = True) -> None:
    """Like :func:`write`, without synchronising the folder: a power cut may restore the old content.

    Args:
        path: the file.
        content: its new content.
        synchronise: whether the content is on the disk on return; without that, a power cut may leave
            anything, which suits only a file that contains its checksum and can be written again.
    """
    fresh = path.with_name(path.name + NEW)
    with fresh.open("wb") as stream:
        stream.write(content)
        if synchronise:
            stream.flush()
            _sync(stream.fileno())
    fresh.replace(path)


def remove(path: Path) -> None:
    """Delete a file permanently, if it exists.

    Raises:
        OSError: the disk refuses.
    """
    path.unlink(missing_ok=True)
    sync_folder(path.parent)


def sync_file(path: Path) -> None:
    """Synchronise the content of a file to the disk, even if another program wrote it.

    Raises:
        OSError: the disk refuses.
    """
    # Open for writing, without which Windows does not synchronise.
    descriptor = os.open(path, os.O_RDWR | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0))
    try:
        _sync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(path: Path) -> None:
    """Synchronise the names in a folder to the disk; Windows does so by itself.

    Raises:
        OSError: the disk refuses.
    """
    if os.name == "nt":
        return
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        _sync(descriptor)
    finally:
        os.close(descriptor)


def sync_folders(paths: Iterable[Path]) -> None:
    """Synchronise the names in several folders to the disk.

    Raises:
        OSError: the disk refuses.
    """
    for path in paths:
        sync_folder(path)


def _sync(descriptor: int) -> None:
    if _FULL_SYNC is not None:
        fcntl.fcntl(descriptor, _FULL_SYNC)
    else:
        os.fsync(descriptor)
