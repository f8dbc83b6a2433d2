"""Durations of the stages of the last load, in a file beside the generations, since no graph has a clock."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Final

from kg.regular import read_regular
from kg.stages import Timings
from kg.store import durable
from kg.store.folder import StoreFolder

FILE: Final = "timings.json"


def keep_timings(place: StoreFolder, timings: Timings) -> None:
    """Keep timings in a store's folder.

    Raises:
        OSError: the disk refuses.
    """
    stages = [
        {"stage": stage, "seconds": round(seconds, 3), "parts": timings.parts[stage]}
        for stage, seconds in timings.seconds.items()
    ]
    durable.replace(place.root / FILE, json.dumps(stages, indent=1).encode(), synchronise=False)


def kept_timings(place: StoreFolder) -> Iterator[tuple[str, float, int]]:
    """Stages of the last load with their seconds and number of parts; empty if unknown."""
    try:
        found = json.loads(read_regular(place.root / FILE))
        yield from [(str(one["stage"]), float(one["seconds"]), int(one["parts"])) for one in found]
    except (OSError, ValueError, KeyError, TypeError):
        return
