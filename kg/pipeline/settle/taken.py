"""Records the files of corrections and decisions of the last change of a store, and finds differences."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from kg.curation import FOLDER
from kg.errors import RecordError
from kg.regular import TEXT, regular
from kg.store.manifest import Manifest
from kg.store.writer import Writer
from kg.text import visible

DECISIONS: Final = ".jsonl"
"""Suffix of files of decisions about rows; files of corrections have another."""
MISSING: Final = "is missing"
ALTERED: Final = "is not as it was when it was applied"
NEW: Final = "is not applied yet"

_log = logging.getLogger("kg")


def curation_files(store: Path) -> list[Path]:
    """The files of corrections and of decisions that a store keeps, by name."""
    return [p for p in sorted((store / FOLDER).glob("*")) if p.suffix in (".csv", ".ttl", DECISIONS)]


def differences(store: Path, manifest: Manifest) -> Iterator[tuple[Path, str]]:
    """Files that differ from those at the last change of the store, with the difference.

    Empty for a store that an earlier version changed last: it did not record the files.
    """
    if manifest.curation is None:
        return
    now = _hashes(store)
    for name in sorted(now.keys() | manifest.curation.keys()):
        if name not in now:
            yield store / FOLDER / name, MISSING
        elif name not in manifest.curation:
            yield store / FOLDER / name, NEW
        elif now[name] != manifest.curation[name]:
            yield store / FOLDER / name, ALTERED


def take_files(writer: Writer, replacing: str = "") -> None:
    """Record the files in the manifest, and report those that were lost or altered.

    Call it before they are applied. If one is altered meanwhile, the next check shows it.

    Args:
        writer: the store that is being changed.
        replacing: name of a file that is about to be replaced, which is not reported.
    """
    store = writer.place.root
    for path, wrong in differences(store, writer.manifest):
        if wrong != NEW and path.name != replacing:
            _log.warning("%s %s; what is there now is applied", visible(str(path)), wrong)
    _keep(writer, _hashes(store))


def take_file(writer: Writer, name: str, content: bytes | None) -> None:
    """Record in the manifest a file that is about to be written or deleted."""
    others = {other: sha256 for other, sha256 in (writer.manifest.curation or {}).items() if other != name}
    _keep(writer, others if content is None else {**others, name: hashlib.sha256(content).hexdigest()})


def _keep(writer: Writer, hashes: dict[str, str]) -> None:
    writer.changed |= hashes != (writer.manifest.curation or {})
    writer.manifest.curation = dict(sorted(hashes.items()))


def _hashes(store: Path) -> dict[str, str]:
    return {path.name: _hash(path) for path in curation_files(store)}


def _hash(path: Path) -> str:
    """SHA-256 of a file; empty if it cannot be read."""
    try:
        return hashlib.sha256(regular(path, RecordError, TEXT).read_bytes()).hexdigest()
    except (OSError, RecordError):
        return ""
