"""Stores of an earlier format: checks whether one contains data that cannot be rebuilt from shipped data."""

from __future__ import annotations

import gzip
import json
import shutil
from typing import Final

from kg.namespaces import DEF, GRAPH
from kg.regular import read_regular
from kg.store.folder import StoreFolder
from kg.store.lock import lock
from kg.store.manifest import EDITION, FORMAT, IMPORTED

_WORDS: Final = f" <{DEF}words> ".encode()


def outgrown(place: StoreFolder) -> bool:
    """Whether a store has an earlier format and holds only shipped data, so that nothing is lost without it.

    A store whose manifest cannot be read, or that has a later format, is left unchanged: its fault is
    reported when it is opened.
    """
    if not place.numbered() or any(place.root.glob("curation/*")):
        return False
    try:
        raw = json.loads(read_regular(place.numbered()[0] / "manifest.json"))
        given = (_given(place, entry) for entry in raw["entries"])
        return int(raw["format"]) < FORMAT and not raw["refusals"] and not any(given)
    except (OSError, ValueError, KeyError, TypeError):
        return False


def clear(place: StoreFolder) -> None:
    """Delete the contents of a store, so that it is created again; does nothing if it is no longer outgrown.

    Raises:
        StoreLocked: another process is changing it.
        OSError: the disk refuses.
    """
    release = lock(place.root)
    try:
        if not outgrown(place):  # another process was first
            return
        place.current_file.unlink(missing_ok=True)
        for path in place.root.iterdir():
            if path.is_dir():
                shutil.rmtree(path)
    finally:
        release()


def _given(place: StoreFolder, entry: dict[str, object]) -> bool:
    """Whether a graph was made from a user's file: a report, a text, an export, or a record's source."""
    if entry["reading"] or entry["made_from"] == IMPORTED:
        return True  # only reports have a reading
    if str(entry["graph"]).startswith(GRAPH + "candidates/"):
        return True
    if not entry["document"] or str(entry["made_from"]).startswith(EDITION):
        return False
    with gzip.open(place.archive / str(entry["file"]), "rb") as stream:
        return any(_WORDS in line for line in stream)
