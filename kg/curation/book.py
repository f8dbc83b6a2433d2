"""The corrections of a store: a folder of curation files beside the graph."""

from __future__ import annotations

from pathlib import Path

from kg.curation.model import Correction
from kg.curation.read import read_corrections
from kg.errors import RecordError

FOLDER = "curation"
"""Name of the folder in the store's own."""


def kept(store: Path) -> list[Correction]:
    """The corrections that a store keeps.

    Args:
        store: folder of the store.

    Raises:
        RecordError: a file in it is malformed.
    """
    folder = store / FOLDER
    return read_corrections([folder]) if folder.is_dir() else []


def keep(store: Path, path: Path) -> list[Correction]:
    """Take a curation file into a store; one of the same name is replaced.

    Args:
        store: folder of the store.
        path: a ``.csv`` or ``.ttl`` file.

    Returns:
        Its corrections. They count when the documents are loaded again.

    Raises:
        RecordError: the file is malformed, nothing in it is signed, or it contradicts another kept file.
    """
    given = read_corrections([path])
    if not given:
        raise RecordError(f"{path.name}: no row is signed; fill in by and why")
    folder = store / FOLDER
    others = [p for p in sorted(folder.glob("*")) if p.suffix in (".csv", ".ttl") and p.name != path.name]
    read_corrections([*others, path])
    folder.mkdir(parents=True, exist_ok=True)
    (folder / path.name).write_bytes(path.read_bytes())
    return given
