"""The corrections of a store: a folder of curation files beside the graph."""

from __future__ import annotations

from pathlib import Path

from kg.curation.model import Correction
from kg.curation.read import read_corrections
from kg.errors import RecordError

FOLDER = "curation"
"""Name of the folder within the folder of the store."""


def kept(store: Path) -> list[Correction]:
    """The corrections that a store keeps.

    Args:
        store: folder of the store.

    Raises:
        RecordError: a file in it is malformed.
    """
    return read_corrections(files(store))


def accepted(store: Path, path: Path) -> tuple[list[Correction], list[Correction]]:
    """Check a curation file against those that a store keeps; nothing is written.

    Args:
        store: folder of the store.
        path: a ``.csv`` or ``.ttl`` file, which replaces a kept one of the same name.

    Returns:
        Its corrections, and all that the store would keep with it.

    Raises:
        RecordError: the file is malformed, nothing in it is signed, or it contradicts another kept file.
    """
    given = read_corrections([path])
    if not given:
        raise RecordError(f"{path.name}: no row is signed; fill in by and why")
    others = [p for p in files(store) if p.name != path.name]
    return given, read_corrections([*others, path])


def files(store: Path) -> list[Path]:
    """The curation files that a store keeps, by name."""
    folder = store / FOLDER
    return [p for p in sorted(folder.glob("*")) if p.suffix in (".csv", ".ttl")] if folder.is_dir() else []
