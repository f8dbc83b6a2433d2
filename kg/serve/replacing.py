"""A folder that is replaced as a whole: it holds the old files or the new ones, also after a crash.

Beside ``site`` a run works in ``.site.XXXX.part``, with its new files in ``new`` and, for a moment, the
earlier folder in ``old``. A run holds a lock on its own folder, so the next one knows which a crash has left.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

from kg.errors import BadParameter, StoreLocked
from kg.store.lock import lock


@contextmanager
def replacing(folder: Path, marker: str) -> Iterator[Path]:
    """Give an empty folder to write into; it takes the place of ``folder`` when the block ends without error.

    Args:
        folder: is new, empty or an earlier one.
        marker: name of a file that an earlier folder has, and that the block writes.

    Raises:
        BadParameter: the folder holds something else.
        OSError: the disk refuses; the folder is as it was.
    """
    _recover(folder, marker)
    _check(folder, marker)
    folder.parent.mkdir(parents=True, exist_ok=True)
    work = Path(mkdtemp(prefix=f".{folder.name}.", suffix=".part", dir=folder.parent))
    release = lock(work)
    try:
        new = work / "new"
        new.mkdir()
        yield new
        _swap(new, work / "old", folder)
    finally:
        release()
        if folder.exists() or not (work / "old").exists():
            shutil.rmtree(work, ignore_errors=True)


def _check(folder: Path, marker: str) -> None:
    if folder.exists() and not folder.is_dir():
        raise BadParameter(f"{folder} is a file. Name a folder.")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / marker).is_file():
        raise BadParameter(f"{folder} contains other files. Name a new folder, or one that kg site wrote.")


def _recover(folder: Path, marker: str) -> None:
    """Put back an earlier folder that a crash left aside, and delete what else it left."""
    if not folder.parent.is_dir():
        return
    for work in sorted(folder.parent.iterdir()):
        ours = work.name.startswith(f".{folder.name}.") and work.suffix == ".part"
        if not ours or not (work / "lock").is_file():
            continue
        try:
            release = lock(work)
        except StoreLocked:  # another run is at work there
            continue
        try:
            if not folder.exists() and (work / "old" / marker).is_file():
                (work / "old").rename(folder)
        finally:
            release()
        shutil.rmtree(work, ignore_errors=True)


def _swap(new: Path, old: Path, folder: Path) -> None:
    if folder.exists():
        folder.rename(old)
    try:
        new.rename(folder)
    except OSError:
        if old.exists():
            old.rename(folder)
        raise
