"""The named graphs of one council of an edition."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kg import resources
from kg.edition.parts import edition, graphs_in
from kg.store.manifest import Entry


def graphs_of(code: str, folder: Path | None = None) -> Iterator[tuple[Entry, bytes]]:
    """Each named graph of a council, by default of the edition that ships, as entry and sorted N-Triples."""
    whole = edition(folder)
    assert whole is not None
    part = whole.councils[code]
    path = (folder or resources.folder("data") / "england") / part["file"]
    return graphs_in(path, part["sha256"], whole.mark)
