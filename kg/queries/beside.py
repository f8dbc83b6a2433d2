"""Files that are made from a finished graph and kept beside it in its generation."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from kg.queries.search import build_index
from kg.stages import stage
from kg.store.writer import Writer

INDEX: Final = "search.sqlite"
"""File of the text index."""


def put_beside(writer: Writer, generation: Path) -> None:
    """Build the text index of a new generation, once."""
    with stage("indexing"):
        build_index(writer.store, generation / INDEX)
