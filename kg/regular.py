"""Checks that a file is regular and of bounded size. Devices and pipes may never end."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import Final

from kg.errors import KgError
from kg.text import name_of

TEXT: Final = 50_000_000
"""Size in bytes of the largest text that people write: corrections, decisions, records."""

_AT_ONCE: Final = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
"""Flags with which opening a pipe does not wait for its other end."""


def regular(path: Path, error: type[KgError], largest: int | None = None) -> Path:
    """The path of a regular file that is not too large, checked before it is opened.

    Args:
        path: the file, or a link to it.
        error: class of error to raise.
        largest: most bytes; ``None`` for no limit.

    Raises:
        KgError: of the class ``error``: it cannot be opened, is not a regular file, or is too large.
    """
    try:
        status = path.stat()
    except OSError as problem:
        raise error(f"{name_of(path)}: cannot be opened: {problem.strerror or problem}") from problem
    if stat.S_ISDIR(status.st_mode) and not os.access(path, os.R_OK | os.X_OK):
        raise error(f"{name_of(path)}: the folder cannot be read: {os.strerror(errno.EACCES)}.")
    if not stat.S_ISREG(status.st_mode):
        raise error(f"{name_of(path)}: this is not a file but a folder, a device or a pipe.")
    if not status.st_size and _gives_bytes(path):
        raise error(f"{name_of(path)}: the system makes up what is read here; it is not a file on a disk.")
    if largest is not None and status.st_size > largest:
        raise error(f"{name_of(path)}: {status.st_size:,} bytes are more than the limit of {largest:,}.")
    return path


def at_once(path: str, flags: int) -> int:
    """An opener for :func:`open` that takes regular files alone, and never waits for the other end of a pipe.

    Args:
        path: the file, or a link to it.
        flags: as for :func:`os.open`.

    Returns:
        Its descriptor.

    Raises:
        OSError: it cannot be opened, or is a folder, a device or a pipe.
    """
    try:
        descriptor = os.open(path, flags | _AT_ONCE, 0o666)
    except OSError as problem:
        if problem.errno == errno.ENXIO:  # a pipe that nobody reads, opened for writing
            raise _not_regular(path) from problem
        raise
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise _not_regular(path)
    return descriptor


def read_regular(path: Path) -> bytes:
    """The content of a regular file, without ever waiting for it.

    Raises:
        OSError: as for :func:`at_once`.
    """
    with open(path, "rb", opener=at_once) as stream:
        return stream.read()


def _not_regular(path: str) -> OSError:
    return OSError(errno.EINVAL, "this is not a file but a folder, a device or a pipe", path)


def _gives_bytes(path: Path) -> bool:
    """Whether a file that has no size gives bytes all the same, or would wait for some.

    What Linux shows below ``/proc`` looks like empty files. Some of these never end, and some wait.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | _AT_ONCE)
    except OSError:
        return False  # opening it will report why
    try:
        return bool(os.read(descriptor, 1))
    except OSError:
        return True
    finally:
        os.close(descriptor)
