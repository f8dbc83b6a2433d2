"""Files that appear only once they are whole."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kg.errors import EnvironmentFault


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """Give a file to write to beside another; it takes the other's place if all goes well.

    A link stays a link, and what is no file (a pipe, ``/dev/stdout``) is written to as it is.

    Args:
        path: the file that is wanted.

    Raises:
        EnvironmentFault: the disk refuses.
    """
    part = None
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            yield path
            return
        target = path.resolve()
        part = target.with_name(target.name + ".part")
        yield part
        part.replace(target)
    except OSError as error:
        raise EnvironmentFault(f"{path} cannot be written: {error.strerror or error}") from None
    finally:
        if part is not None:
            with suppress(OSError):
                part.unlink()
