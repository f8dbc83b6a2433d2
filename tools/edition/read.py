"""What the pipeline reads of each report, kept in a cache between builds."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from kg.build import base
from kg.build.parallel import process_all
from kg.build.process import Processed, file_hash
from kg.build.rules_hash import made_from
from kg.build.sources import find
from kg.store.manifest import Entry, Refusal
from kg.store.writer import NamedGraph


def read_all(
    corpus: Path, cache: Path, workers: int, registers: Sequence[Path] = (), *, any_rules: bool = False
) -> list[NamedGraph | Refusal]:
    """Read the reports of a folder, those that the cache has not read by the present rules.

    Args:
        corpus: folder of the reports.
        cache: folder of what was read.
        workers: processes that read.
        registers: further Turtle files of authorities.
        any_rules: whether what was read last by other rules does too.

    Returns:
        The graph of each, or why it is kept out, in the order of their hashes.
    """
    cache.mkdir(parents=True, exist_ok=True)
    paths = {file_hash(path): path for path in find([corpus])}
    places = {sha256: _place(cache, sha256) for sha256 in paths}
    if any_rules:
        places |= {sha256: last for sha256 in paths if (last := _last(cache, sha256)) is not None}
    new = [path for sha256, path in sorted(paths.items()) if not places[sha256].is_file()]
    codes = base.authority_codes(registers)
    for count, (path, result) in enumerate(process_all(new, workers=workers, authority_codes=codes), start=1):
        _keep(cache, file_hash(path), result)
        if count % 25 == 0 or count == len(new):
            print(f"{count} of {len(new)} reports read", flush=True)
    return [_kept(place) for _, place in sorted(places.items())]


def _place(cache: Path, sha256: str) -> Path:
    return cache / f"{sha256[:16]}-{made_from(sha256)[:16]}.json"


def _keep(cache: Path, sha256: str, result: Processed | Refusal) -> None:
    place = _place(cache, sha256)
    if isinstance(result, Refusal):
        told: dict[str, Any] = {"refusal": asdict(result)}
    else:
        told = {"entry": asdict(result.graph.entry)}
        place.with_suffix(".nt.gz").write_bytes(result.graph.packed)
    part = place.with_suffix(".part")
    part.write_text(json.dumps(told, sort_keys=True), encoding="utf-8")
    part.replace(place)


def _last(cache: Path, sha256: str) -> Path | None:
    """What was read of a report last, by whatever rules."""
    found = sorted(cache.glob(f"{sha256[:16]}-*.json"), key=lambda path: (path.stat().st_mtime, path.name))
    return found[-1] if found else None


def _kept(place: Path) -> NamedGraph | Refusal:
    told = json.loads(place.read_text(encoding="utf-8"))
    if "refusal" in told:
        return Refusal(**told["refusal"])
    entry = told["entry"].items()
    fields: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in entry
    }
    return NamedGraph(Entry(**fields), place.with_suffix(".nt.gz").read_bytes())
