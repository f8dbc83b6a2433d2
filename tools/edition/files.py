"""The files of an edition: graphs as a part, the records that a first store begins with, the description."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from kg.edition.codec import decode, encode
from kg.edition.parts import DESCRIPTION, pack_part
from kg.edition.start import START, records_digest
from kg.errors import DataError
from kg.pipeline.settle import prepare
from kg.store.writer import writing

SHIPPED: Final = (
    *("graph", "scopes", "document", "sha256"),
    *("file_name", "inspections", "published", "curated"),
)
"""Fields of an entry that ship with its graph."""


def packed(heads: Sequence[dict[str, Any]], graphs: Sequence[Sequence[str]]) -> bytes:
    """Graphs as a part.

    Raises:
        DataError: it would not give back the same graphs.
    """
    text = encode(graphs)
    for head, lines, back in zip(heads, graphs, decode(text), strict=True):
        if "".join(lines) != back.decode():
            odd = sorted(set(lines) ^ set(back.decode().splitlines(keepends=True)))
            raise DataError(f"{head['graph']}: the edition would not give back this graph: {odd[:3]}")
    return pack_part(list(heads), text)


def write_records(out: Path) -> str:
    """Write the records that a first store begins with again, after they or their context changed.

    Args:
        out: folder of an edition; what was read of reports stays as it is.

    Returns:
        What was written, as a line.
    """
    describe(out, {**described(out), "start": write_start(out)})
    return f"{START}  {(out / START).stat().st_size:,} bytes"


def write_start(out: Path) -> dict[str, str]:
    """Write the records; gives what the description tells of them."""
    with tempfile.TemporaryDirectory(prefix="kg-edition-") as folder:
        start = _graphs(Path(folder) / "start")
    (out / START).write_bytes(start)
    return {"records": records_digest(), "sha256": hashlib.sha256(start).hexdigest()}


def describe(out: Path, told: Mapping[str, Any]) -> None:
    """Write the description of an edition."""
    text = json.dumps(told, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    (out / DESCRIPTION).write_text(text, encoding="utf-8", newline="\n")


def described(out: Path) -> dict[str, Any]:
    """The description of the edition in a folder; empty if there is none."""
    path = out / DESCRIPTION
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else {}


def _graphs(store: Path) -> bytes:
    """The records that ship and what is derived from them, as a store has them before any report."""
    with writing(store) as writer:
        prepare(writer)
        entries = [e for _, e in sorted(writer.manifest.entries.items()) if e.scopes != ("base",)]
        graphs = [writer.lines(entry).decode().splitlines(keepends=True) for entry in entries]
        heads = [{name: getattr(entry, name) for name in (*SHIPPED, "made_from")} for entry in entries]
    return packed(heads, graphs)
