"""One writer at a time: a lock that the system releases when its holder ends for any reason."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from kg.errors import StoreLocked
from kg.regular import at_once


def lock(root: Path) -> Callable[[], None]:
    """Hold the lock of a store.

    Args:
        root: the store's folder.

    Returns:
        A function that releases it.

    Raises:
        StoreLocked: another process, or another writer in this process, holds it.
        OSError: the disk refuses.
    """
    stream = os.fdopen(at_once(str(root / "lock"), os.O_WRONLY | os.O_CREAT | os.O_APPEND), "ab")
    try:
        _take(stream.fileno())
    except OSError as problem:
        stream.close()
        if isinstance(problem, BlockingIOError | PermissionError):
            raise StoreLocked(
                f"Another process is loading into {root}: wait until it has finished."
            ) from problem
        raise
    return stream.close


if os.name == "nt":

    def _take(descriptor: int) -> None:
        import msvcrt

        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]

else:

    def _take(descriptor: int) -> None:
        import fcntl

        # Not lockf: that lock belongs to the process, so two writers in one process would both hold it.
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
