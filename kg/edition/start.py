"""The shipped records as graphs that were read and checked when the edition was made.

Reading and checking the records takes seconds; a first store uses these graphs as long as the records are the
ones that the edition was made with. The next ``kg load`` reads the records again if the rules changed.
"""

from __future__ import annotations

import hashlib
import json
import lzma
from pathlib import Path
from typing import Any

from kg import resources
from kg.edition.codec import decode
from kg.edition.parts import edition
from kg.rdf.serialise import pack
from kg.store.manifest import Entry
from kg.store.writer import NamedGraph

START = "start.xz"


def records_digest() -> str:
    """Hash of the shipped records, and of the context with which they are read."""
    paths = [*resources.files("documents", "*.yaml"), *resources.files("ontology", "*.jsonld")]
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def start_graphs(folder: Path | None = None) -> list[NamedGraph]:
    """Graphs of the records and of data derived from them; none if the edition was made with other records.

    Args:
        folder: folder of the edition, by default the shipped one.
    """
    whole = edition(folder)
    path = (folder or resources.folder("data") / "england") / START
    told = whole.about.get("start", {}) if whole is not None else {}
    if told.get("records") != records_digest() or not path.is_file():
        return []
    packed = path.read_bytes()
    if hashlib.sha256(packed).hexdigest() != told.get("sha256"):
        return []
    first, _, rest = lzma.decompress(packed).decode().partition("\n")
    graphs = []
    for raw, lines in zip(json.loads(first), decode(rest), strict=True):
        fields: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in raw.items()
        }
        graphs.append(NamedGraph(Entry(**fields, file="", triples=lines.count(b"\n")), pack(lines)))
    return graphs
