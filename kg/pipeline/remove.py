"""Removes documents from a store."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from kg.closest import closest
from kg.edition.merge import put_back
from kg.errors import CallError, UnknownName
from kg.pipeline.settle import settle
from kg.queries.beside import put_beside
from kg.store.folder import folder_of
from kg.store.manifest import Entry
from kg.store.writer import writing
from kg.text import name_of


def remove(names: Iterable[str], store: Path | None = None) -> list[Entry]:
    """Remove documents, and recalculate the data that depended on them.

    In a store that was begun from the edition, the edition's data about a removed report is restored.

    Args:
        names: file names, hashes, or at least the first six digits of one.
        store: folder of the store.

    Raises:
        UnknownName: no document of the store has the name.
        CallError: a name matches several documents.
        StoreMissing: there is no store.
    """
    place = folder_of(store)
    place.generation()
    with writing(place.root, finish=put_beside) as writer:
        documents = writer.manifest.documents()
        gone = {e.graph: e for e in (_one(name, documents) for name in names)}
        writer.remove(*gone)
        put_back(writer, (entry for entry in gone.values() if not entry.from_edition))
        settle(writer, {scope for e in gone.values() for scope in e.scopes})
    return list(gone.values())


def _one(name: str, documents: list[Entry]) -> Entry:
    prefix = name.lower() if len(name) >= 6 else "\0"
    found = [
        e for e in documents if e.file_name in (name, name_of(Path(name))) or e.sha256.startswith(prefix)
    ]
    if not found:
        raise UnknownName("document of the store", name, closest(name, (e.file_name for e in documents)))
    if len(found) > 1:
        listed = ", ".join(f"{e.file_name} ({e.sha256[:16]})" for e in found)
        raise CallError(f"{name!r} matches several documents; name one by its hash: {listed}")
    return found[0]
