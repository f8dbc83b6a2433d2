"""Generations of a store: starts one from the one before, and deletes files that none needs."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path

import pyoxigraph

from kg.errors import StoreDamaged
from kg.store import durable
from kg.store.folder import StoreFolder
from kg.store.manifest import Manifest
from kg.store.sharing import path_of


def copy_of(generation: Path | None, build: Path) -> pyoxigraph.Store | None:
    """The writer's database, made from a generation's: links to its tables, which never change, and copies.

    Returns:
        The database, or ``None`` if that is impossible: then the folder is empty.
    """
    if generation is None:
        return None
    try:
        build.mkdir()
        for path in (generation / "graph").iterdir():
            if path.suffix == ".sst":
                link(path, build / path.name)
            else:
                shutil.copyfile(path, build / path.name)
        return pyoxigraph.Store(str(build))
    except (OSError, RuntimeError):  # RocksDB reports corruption as a RuntimeError
        shutil.rmtree(build, ignore_errors=True)
        return None


def link(path: Path, new: Path) -> None:
    """Add a file that never changes to another folder, as a link if the file system supports links."""
    try:
        os.link(path, new)
    except OSError:  # a file system without links
        shutil.copyfile(path, new)


def size_of(folder: Path) -> int:
    """Size of the files in a folder, in bytes; a file with several names counts once."""
    files = (path.stat() for path in folder.rglob("*") if path.is_file())
    return sum({(status.st_dev, status.st_ino): status.st_size for status in files}.values())


def clean(place: StoreFolder, keep: set[Path | None]) -> None:
    """Delete files that no generation needs, and leftovers of interrupted changes.

    Queries that have a database open continue to read it: its files are freed with the last of them. An
    export or upload that opens files of the archive later gets an error (:func:`kg.store.folder.unchanged`).
    On Windows an open file cannot be deleted, and stays until the next change.

    Args:
        place: the store.
        keep: folders of the generations that stay.
    """
    for old in place.generations.iterdir():
        if old not in keep:
            shutil.rmtree(old, ignore_errors=True)
    kept = [p for p in place.numbered() if (p / "manifest.json").is_file()]
    try:
        manifests = [Manifest.read(p / "manifest.json") for p in kept]
    except StoreDamaged:
        return  # its files are unknown, so nothing is deleted
    used = {e.file for m in manifests for e in m.entries.values()}
    used |= {name for m in manifests for e in m.entries.values() for name in (e.rendition, e.reading)}
    used |= {path_of(Path(), e).name for m in manifests for e in m.entries.values()}
    used |= {place.copy_of_manifest(p.name).name for p in kept}
    folders = (place.archive, place.renditions, place.readings, place.sharing)
    left = [path for folder in folders for path in folder.iterdir() if path.name not in used]
    # Other unfinished files stay: timings are written after the lock is released.
    for path in (*left, place.current_file.with_name(place.current_file.name + durable.NEW)):
        with suppress(OSError):
            path.unlink(missing_ok=True)
