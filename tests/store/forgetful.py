"""A disk that forgets what was not synchronised: the states in which a power cut may leave a folder.

Only ``os.fsync`` is watched. What a file held when it was last synchronised is safe, and so are the names
that a folder held when it was. Of everything else, each file and each name for itself, a cut may leave the
old state, the new one, or (of a file) a part of it, zeros or nothing. That is harsher than any real file
system, which keeps some order.
"""

from __future__ import annotations

import os
import random
import shutil
import stat
import weakref
from collections.abc import Callable
from pathlib import Path

import pytest


class ForgetfulDisk:
    """Watches a folder.

    Args:
        root: the folder, which itself is safe.
        at_sync: called before each synchronisation, when a cut would hurt most.
    """

    def __init__(self, root: Path, at_sync: Callable[[], None] = lambda: None) -> None:
        self.root = root
        self.at_sync = at_sync
        self.syncs = 0
        self._held: list[int] = []  # a number of a file that is open is not given to another one
        weakref.finalize(self, _close, self._held)
        self._files: dict[int, bytes] = {}
        self._folders: dict[int, dict[str, tuple[int, bool]]] = {}
        for folder, _, names in os.walk(root):
            self._keep_folder(Path(folder))
            for name in names:
                self._keep_file(Path(folder) / name)

    def watch(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """See what is synchronised from now on, and spare the real disk, which no cut here depends on."""

        def watched(descriptor: int) -> None:
            self.at_sync()
            self.syncs += 1
            path = Path(f"/proc/self/fd/{descriptor}").readlink()
            if path.is_dir():
                self._keep_folder(path)
            else:
                self._keep_file(path)

        monkeypatch.setattr(os, "fsync", watched)

    def cut(self, to: Path, chance: random.Random) -> None:
        """Write to another folder what may be left after a power cut now."""
        self._restore(self.root, self.root.stat().st_ino, to, chance)

    def _keep_file(self, path: Path) -> None:
        if path.stat().st_ino not in self._files:
            self._held.append(os.open(path, os.O_RDONLY))
        self._files[path.stat().st_ino] = path.read_bytes()

    def _keep_folder(self, path: Path) -> None:
        if path.stat().st_ino not in self._folders:
            self._held.append(os.open(path, os.O_RDONLY))
        self._folders[path.stat().st_ino] = _names(path)

    def _restore(self, live: Path | None, inode: int, to: Path, chance: random.Random) -> None:
        to.mkdir()
        now = _names(live) if live is not None else {}
        safe = self._folders.get(inode, {})
        for name in sorted(now.keys() | safe.keys()):
            entry = chance.choice([safe.get(name), now.get(name)])
            if entry is None:
                continue
            number, is_folder = entry
            here = live / name if live is not None and now.get(name) == entry else None
            if is_folder:
                self._restore(here, number, to / name, chance)
            else:
                (to / name).write_bytes(self._content(here, number, chance))

    def _content(self, live: Path | None, inode: int, chance: random.Random) -> bytes:
        safe = self._files.get(inode)
        now = live.read_bytes() if live is not None else safe or b""
        if safe == now:
            return now
        part = chance.randrange(len(now) + 1)
        return chance.choice([safe or b"", now, now[:part], bytes(len(now)), b""])


def _close(held: list[int]) -> None:
    for descriptor in held:
        os.close(descriptor)


def _names(path: Path) -> dict[str, tuple[int, bool]]:
    found = {}
    for entry in os.scandir(path):
        status = entry.stat(follow_symlinks=False)
        found[entry.name] = (status.st_ino, stat.S_ISDIR(status.st_mode))
    return found


def fresh(folder: Path) -> Path:
    """An empty place for what a cut leaves."""
    shutil.rmtree(folder, ignore_errors=True)
    return folder
