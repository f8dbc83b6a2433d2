"""Stores of an earlier format: whether one contains anything that shipped data cannot rebuild."""

from __future__ import annotations

import json
import shutil

from kg.namespaces import GRAPH
from kg.store.lock import lock
from kg.store.manifest import FORMAT, IMPORTED
from kg.store.place import Place


def outgrown(place: Place) -> bool:
    """Whether a store has an earlier format and holds only what ships, so that nothing is lost without it.

    A store whose manifest cannot be read, or of a later format, is left as it is: what is wrong with it is
    told when it is opened.
    """
    if not place.numbered() or any(place.root.glob("curation/*")):
        return False
    try:
        raw = json.loads((place.numbered()[0] / "manifest.json").read_text(encoding="utf-8"))
        return int(raw["format"]) < FORMAT and not raw["refusals"] and not any(map(_given, raw["entries"]))
    except (OSError, ValueError, KeyError, TypeError):
        return False


def clear(place: Place) -> None:
    """Take away what a store holds, so that it is created again.

    Raises:
        StoreLocked: another process is at work on it.
        OSError: the disk refuses.
    """
    release = lock(place.root)
    try:
        place.current_file.unlink(missing_ok=True)
        for path in place.root.iterdir():
            if path.is_dir():
                shutil.rmtree(path)
    finally:
        release()


def _given(entry: dict[str, object]) -> bool:
    """Whether a user gave what a graph was made of: a report (its reading is kept), a text or an export."""
    candidates = str(entry["graph"]).startswith(GRAPH + "candidates/")
    return candidates or bool(entry["reading"]) or entry["made_from"] == IMPORTED
