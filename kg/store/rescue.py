"""Finds the generation that a change starts from: the current one, or the newest with a readable manifest."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from kg.errors import StoreDamaged
from kg.regular import read_regular
from kg.store.folder import StoreFolder
from kg.store.manifest import Manifest
from kg.store.seal import sealed_hash


@dataclass(frozen=True, slots=True)
class Base:
    """The generation that a change starts from.

    Attributes:
        manifest: its manifest.
        folder: folder of the generation, or ``None`` if there is none.
        whole: whether a quick check finds its files as they were sealed.
        current: whether it is the one that a load last made current.
    """

    manifest: Manifest
    folder: Path | None
    whole: bool
    current: bool


def base_of(place: StoreFolder, *, deep: bool = False) -> Base:
    """The generation to start from. Its database may be damaged: the archive has all its data.

    Args:
        place: the store.
        deep: read all files of the generation to check whether it is undamaged.

    Raises:
        StoreDamaged: there are generations, but neither a manifest nor a copy of one can be read.
    """
    number, _ = place.current()
    folders = place.sealed()
    named = [place.generations / number] if number else []
    # A generation that was never current holds changes that were not reported yet, or only part of them.
    older = [p for p in folders if not number or int(p.name) < int(number)]
    intact = [p for p in older if not place.problems(p)]
    for folder in dict.fromkeys([*named, *intact, *older, *folders]):
        whole = not place.problems(folder, deep=deep)
        manifest = _manifest(place, folder, whole=whole)
        if manifest is not None:
            return Base(manifest, folder, whole, folder.name == number)
    if place.exists():
        raise StoreDamaged(
            f"No manifest of the store at {place.root} can be read, nor a copy of one: move the folder away, "
            "load your reports into a new store, and keep the folder's curation/ if it has one."
        )
    return Base(Manifest(), None, whole=False, current=False)


def _manifest(place: StoreFolder, folder: Path, *, whole: bool) -> Manifest | None:
    for path in (folder / "manifest.json", place.copy_of_manifest(folder.name)):
        try:
            content = read_regular(path)
        except OSError:
            continue
        expected = sealed_hash(folder, "manifest.json")
        if not whole and expected and hashlib.sha256(content).hexdigest() != expected:
            continue
        if not whole and not expected and not _ends(content):
            continue
        try:
            return Manifest.read(path)
        except StoreDamaged:
            if whole:
                raise  # written by another version
    return None


def _ends(content: bytes) -> bool:
    """Whether JSON is complete."""
    try:
        json.loads(content)
    except ValueError:
        return False
    return True
