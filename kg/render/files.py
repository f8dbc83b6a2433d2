"""Files that appear only once they are whole."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kg.errors import EnvironmentFault


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """Give a file to write to beside another; it takes the other's place if all goes well.

    Args:
        path: the file that is wanted.

    Raises:
        EnvironmentFault: the disk refuses.
    """
    part = path.with_name(path.name + ".part")
    try:
        yield part
        part.replace(path)
    except OSError as error:
        raise EnvironmentFault(f"{path} cannot be written: {error.strerror or error}") from None
    finally:
        with suppress(OSError):
            part.unlink()
