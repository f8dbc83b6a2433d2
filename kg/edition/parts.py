"""Reads the edition: its description, its councils, and the named graphs of a part."""

from __future__ import annotations

import hashlib
import json
import lzma
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from kg import resources
from kg.edition.codec import decode
from kg.edition.layer import Layer
from kg.errors import EnvironmentFault
from kg.store.manifest import EDITION, Entry

DESCRIPTION: Final = "edition.json"


@dataclass(frozen=True, slots=True)
class Edition:
    """The content of ``edition.json``.

    Attributes:
        number: number of the edition, from 1.
        date: ISO date of the last report that was considered for it.
        councils: file name and SHA-256 of the part, by three-digit code.
        about: everything else.
    """

    number: int
    date: str
    councils: Mapping[str, Mapping[str, str]]
    about: Mapping[str, Any]

    @property
    def mark(self) -> str:
        """Mark in a store's manifest of a graph from this edition."""
        return f"{EDITION}{self.number}"


@cache
def edition(folder: Path | None = None) -> Edition | None:
    """The edition in a folder, by default the shipped one; ``None`` if there is none.

    Raises:
        EnvironmentFault: its description cannot be read.
    """
    path = (folder or resources.folder("data") / "england") / DESCRIPTION
    if not path.is_file():
        return None
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        return Edition(raw.pop("edition"), raw.pop("date"), raw.pop("councils"), raw)
    except (OSError, ValueError, KeyError) as problem:
        raise EnvironmentFault(f"{path} cannot be read: {problem}. Install inspection-kg again.") from problem


def parts_of(
    layer: Layer, folder: Path | None = None, *, councils: Collection[str] | None = None
) -> list[tuple[Path, str, str]]:
    """The parts that hold a layer of councils.

    Args:
        layer: a layer less than the whole.
        folder: folder of the edition, by default the shipped one.
        councils: codes; parts without any of them are omitted, if the edition says which have them.

    Returns:
        The arguments of :func:`graphs_in`, for each part.
    """
    whole = edition(folder)
    if whole is None:
        return []
    place = folder or resources.folder("data") / "england"
    mark = layer.mark(whole.mark)
    return [
        (place / part["file"], part["sha256"], mark)
        for part in whole.about["layers"][layer.key]
        if councils is None or not set(part.get("councils", councils)).isdisjoint(councils)
    ]


def graphs_in(path: Path, sha256: str, mark: str) -> Iterator[tuple[Entry, bytes]]:
    """The named graphs of a part, as entry and sorted N-Triples.

    Args:
        path: file of the part.
        sha256: SHA-256 of the file.
        mark: value of ``made_from`` for the entries.

    Raises:
        EnvironmentFault: the part is missing or damaged.
    """
    try:
        packed = path.read_bytes()
        if hashlib.sha256(packed).hexdigest() != sha256:
            raise EnvironmentFault(f"{path} is damaged. Install inspection-kg again.")
        first, _, rest = lzma.decompress(packed).decode().partition("\n")
    except (OSError, lzma.LZMAError) as problem:
        raise EnvironmentFault(f"{path} cannot be read: {problem}. Install inspection-kg again.") from problem
    for raw, lines in zip(json.loads(first), decode(rest), strict=True):
        yield Entry.of({**raw, "file": "", "triples": lines.count(b"\n"), "made_from": mark}), lines


def pack_part(entries: list[dict[str, Any]], text: str) -> bytes:
    """A part in its file format: the entries as JSON in the first line, then the graphs, compressed."""
    head = json.dumps(entries, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    filters = [{"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME, "lc": 4, "pb": 0}]
    return lzma.compress(f"{head}\n{text}".encode(), check=lzma.CHECK_CRC32, filters=filters)
