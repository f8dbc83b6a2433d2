"""Parts of an earlier build, used again where nothing that they were made of has changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.edition import codec, layer, parts, words
from kg.export import streams
from kg.store.manifest import Entry


@dataclass(frozen=True)
class Part:
    """A council's part.

    Attributes:
        packed: its bytes.
        triples: their number.
        layers: by name of a layer, of each graph its entry and its lines.
    """

    packed: bytes
    triples: int
    layers: dict[str, list[tuple[dict[str, Any], list[str]]]]


def part_of(folder: Path | None, entries: Sequence[Entry], make: Callable[[], Part]) -> Part:
    """The part of some named graphs, from the folder or made and kept there.

    Args:
        folder: of kept parts; without one, each part is made.
        entries: of the graphs.
        make: makes the part.
    """
    if folder is None:
        return make()
    place = folder / f"part-{_key(entries)}"
    if place.with_suffix(".json").is_file():
        told = json.loads(place.with_suffix(".json").read_text(encoding="utf-8"))
        layers = {name: [(head, lines) for head, lines in graphs] for name, graphs in told["layers"].items()}
        return Part(place.with_suffix(".xz").read_bytes(), told["triples"], layers)
    made = make()
    keep(folder, entries, made)
    return made


def keep(folder: Path, entries: Sequence[Entry], part: Part) -> None:
    """Keep a part for the next build."""
    place = folder / f"part-{_key(entries)}"
    place.with_suffix(".xz").write_bytes(part.packed)
    told = {"triples": part.triples, "layers": part.layers}
    new = place.with_suffix(".new")
    new.write_text(json.dumps(told), encoding="utf-8")
    new.replace(place.with_suffix(".json"))


def _key(entries: Sequence[Entry]) -> str:
    """Hash of the graphs, of what the manifest says of them, and of the code that packs them."""
    digest = hashlib.sha256()
    for entry in entries:
        told = (entry.graph, entry.file, entry.scopes, entry.inspections, entry.published, entry.curated)
        digest.update(repr((told, entry.document, entry.sha256, entry.file_name)).encode())
    for module in (codec, layer, parts, words, streams):
        digest.update(Path(str(module.__file__)).read_bytes())
    return digest.hexdigest()[:32]
