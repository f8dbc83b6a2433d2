"""The folder of a store on disk, and what lies where in it.

::

    current                  name of the generation that readers open; swapped by one rename
    generations/N/graph/     an immutable Oxigraph database: the merge of all named graphs
    generations/N/manifest.json
    generations/N/search.sqlite
    archive/                 the named graphs themselves, one compressed file each
    renditions/              the repaired texts that selectors point into
    readings/                what was read of each report, to apply corrections without the file
    sharing/                 hashes of the lines that graphs may have in common
    curation/                corrections that people gave
    build/                   the writer's own database
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from kg.errors import StoreMissing
from kg.store.embedded import EmbeddedStore, read_generation
from kg.store.manifest import Manifest


def default_place() -> Path:
    """Where a user's store is when no other is named: ``KG_STORE``, else the user's data folder."""
    if named := os.environ.get("KG_STORE"):
        return Path(named)
    return Path(platformdirs.user_data_dir("inspection-kg", appauthor=False)) / "store"


@dataclass(frozen=True, slots=True)
class Place:
    """A store's folder. It need not exist yet."""

    root: Path

    @property
    def current_file(self) -> Path:
        """Names the generation to read."""
        return self.root / "current"

    @property
    def archive(self) -> Path:
        """Folder of the named graphs."""
        return self.root / "archive"

    @property
    def renditions(self) -> Path:
        """Folder of the repaired texts."""
        return self.root / "renditions"

    @property
    def readings(self) -> Path:
        """Folder of what was read of reports."""
        return self.root / "readings"

    @property
    def sharing(self) -> Path:
        """Folder of hashes by which the lines that graphs share are found."""
        return self.root / "sharing"

    @property
    def build(self) -> Path:
        """The writer's database."""
        return self.root / "build"

    @property
    def generations(self) -> Path:
        """Folder of generations."""
        return self.root / "generations"

    def exists(self) -> bool:
        """Whether a first load has been finished here."""
        return self.current_file.is_file()

    def generation(self) -> Path:
        """Folder of the generation that readers open now.

        Raises:
            StoreMissing: nothing was loaded here yet.
        """
        try:
            number = self.current_file.read_text(encoding="ascii").strip()
        except (FileNotFoundError, NotADirectoryError):
            raise StoreMissing(f"There is no store at {self.root}: make one with 'kg load PATH'.") from None
        return self.generations / number

    def manifest(self) -> Manifest:
        """The manifest of the current generation."""
        return Manifest.read(self.generation() / "manifest.json")


def open_store(root: Path | None = None) -> EmbeddedStore:
    """Open a store on disk for reading; loads that happen meanwhile do not disturb the reader.

    Args:
        root: the store's folder; by default the user's own.

    Raises:
        StoreMissing: nothing was loaded there yet.
        StoreDamaged: it cannot be opened.
    """
    return read_generation(Place(root or default_place()).generation() / "graph")
