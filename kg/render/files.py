"""Files that appear only once they are whole."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kg.errors import EnvironmentFault


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """Give a file to write to beside another; it takes the other's place if all goes well.

    A link stays, and the file that it leads to is replaced; a device or a pipe is written to as it is.

    Args:
        path: the file that is wanted.

    Raises:
        EnvironmentFault: the disk refuses.
    """
    part: Path | None = None
    try:
        target = Path(os.path.realpath(path))  # not Path.resolve, which raises no OSError for a circle
        if target.is_symlink():
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
        if target.is_dir():
            raise EnvironmentFault(f"{path} cannot be written: it is a folder; name a file.")
        if target.exists() and not target.is_file():
            yield target
            return
        part = target.with_name(target.name + ".part")
        yield part
        part.replace(target)
    except OSError as error:
        raise EnvironmentFault(f"{path} cannot be written: {error.strerror or error}") from None
    finally:
        if part is not None:
            with suppress(OSError):
                part.unlink()
