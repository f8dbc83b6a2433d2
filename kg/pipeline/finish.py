"""What is made from a finished graph and lies beside it in its generation."""

from __future__ import annotations

from pathlib import Path

from kg import resources
from kg.queries.search import build_index
from kg.store import search
from kg.store.writer import Writer


def put_beside(writer: Writer, generation: Path) -> None:
    """Make the text index of a new generation."""
    entries = resources.folder("queries") / "search" / "entries.rq"
    search.build(generation / "search.sqlite", writer.store.select(entries.read_text(encoding="utf-8")))
    build_index(writer.store, generation / "search.sqlite")
