"""The records that ship with the project, as named graphs."""

from __future__ import annotations

from kg.store.manifest import Manifest
from kg.store.writer import NamedGraph


def records(manifest: Manifest) -> list[NamedGraph]:
    """Graphs of shipped records that differ from what the store holds."""
    return []
