"""The folder of a store on disk, and its layout.

::

    current                  number of the generation to read and hash of its seal; swapped by one rename
    generations/N/graph/     an immutable Oxigraph database: the merge of all named graphs
    generations/N/manifest.json
    generations/N/search.sqlite
    generations/N/seal.json  size and SHA-256 of each of these files
    timings.json             durations of the stages of the last load
    archive/                 the named graphs themselves, one compressed file each, and copies of manifests
    renditions/              the repaired texts that places point into
    readings/                the reading of each report, to apply corrections without the file
    sharing/                 hashes of the lines that graphs may have in common
    curation/                people's corrections
    build/                   the writer's database, while it is running
    lock                     held by the writer
"""

from __future__ import annotations

import hashlib
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from kg.errors import StoreChanged, StoreDamaged, StoreMissing
from kg.regular import read_regular
from kg.store import seal
from kg.store.embedded import EmbeddedStore, read_generation
from kg.store.manifest import Manifest
from kg.text import visible

_LOG = logging.getLogger("kg.store")
"""Logs faults of a store that is read nevertheless; without a handler, on stderr."""

_told: set[str] = set()
_unusable: set[tuple[Path, str]] = set()
"""Generations that the engine could not open, each with the hash of its seal."""


def default_folder() -> Path:
    """Folder of a user's store if no other is named: ``KG_STORE``, else in the user's data folder."""
    if named := os.environ.get("KG_STORE"):
        return Path(named)
    return Path(platformdirs.user_data_dir("inspection-kg", appauthor=False)) / "store"


def is_own(store: Path | str | None) -> bool:
    """Whether a store is the user's own: none is named, neither in the call nor by ``KG_STORE``."""
    return store is None and not os.environ.get("KG_STORE")


@dataclass(frozen=True, slots=True)
class StoreFolder:
    """A store's folder. It need not exist yet."""

    root: Path

    @property
    def current_file(self) -> Path:
        """File that names the generation to read."""
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
        """Folder of the readings of reports."""
        return self.root / "readings"

    @property
    def sharing(self) -> Path:
        """Folder of hashes by which the lines that graphs share are found."""
        return self.root / "sharing"

    @property
    def build(self) -> Path:
        """Folder of the writer's database."""
        return self.root / "build"

    @property
    def generations(self) -> Path:
        """Folder of generations."""
        return self.root / "generations"

    def exists(self) -> bool:
        """Whether a load has finished here, even if the store is damaged."""
        return self.current_file.is_file() or bool(self.sealed())

    def numbered(self) -> list[Path]:
        """Folders of all generations, the newest first; the newest may be unfinished."""
        try:
            found = [p for p in self.generations.iterdir() if p.name.isdigit()]
        except (FileNotFoundError, NotADirectoryError):
            return []
        return sorted(found, key=lambda p: int(p.name), reverse=True)

    def sealed(self) -> list[Path]:
        """Folders of the generations that were finished, the newest first."""
        return [p for p in self.numbered() if (p / seal.SEAL).is_file()]

    def current(self) -> tuple[str, str]:
        """Number of the generation that was last made current, and hash of its seal; empty if unknown."""
        try:
            words = read_regular(self.current_file).decode("ascii").split()
        except (OSError, UnicodeDecodeError):
            return "", ""
        number = words[0] if words and words[0].isdigit() else ""
        return number, words[1] if number and len(words) > 1 else ""

    def state(self) -> str:
        """Name of the state of the data, at most 24 characters; each change of the store changes it."""
        return "-".join(self.current())[:24]

    def problems(self, folder: Path, *, deep: bool = False) -> list[str]:
        """The faults of a generation, one line each; empty if it is undamaged.

        Args:
            folder: folder of the generation.
            deep: read all of its files, not only the small ones.
        """
        number, digest = self.current()
        if folder.name == number and not digest and not (folder / seal.SEAL).exists():
            # made by a version that did not seal
            return [] if folder.is_dir() else ["its folder is missing"]
        return list(seal.problems(folder, digest if folder.name == number else "", deep=deep))

    def whole(self) -> Iterator[Path]:
        """Folders of generations that pass a quick check: the current one, then from the newest.

        A generation that is skipped is reported once.
        """
        number, _ = self.current()
        current = self.generations / number if number else None
        if current is None and self.sealed():
            self._warn_once(f"The file {self.current_file} is missing or damaged.")
        for folder in dict.fromkeys([*([current] if current else []), *self.sealed()]):
            problems = self.problems(folder)
            if (folder, _seal_of(folder)) in _unusable:
                problems.append("its database cannot be opened")
            if not problems:
                if folder != current:
                    self._warn_once(
                        f"Generation {folder.name} is read instead; it may lack what was loaded last. "
                        "Repair the store: kg load or kg check --repair."
                    )
                yield folder
            elif folder == current:
                self._warn_once(f"Generation {folder.name} is damaged: {problems[0]}.")

    def generation(self) -> Path:
        """Folder of the generation that readers open now.

        Raises:
            StoreMissing: nothing was loaded here yet.
            StoreDamaged: every generation is damaged.
        """
        before = self.current()
        folder = next(self.whole(), None)
        if folder is None and self.current() != before:
            folder = next(self.whole(), None)  # another load may have finished meanwhile
        if folder is not None:
            return folder
        if self.exists():
            number = self.current()[0] or next((p.name for p in self.sealed()), "")
            wrong = next(iter(self.problems(self.generations / number)), "the database cannot be opened")
            raise StoreDamaged(
                f"The store at {self.root} is damaged ({self.generations / number}: {wrong}). "
                "Run kg load or kg check --repair: both rebuild it from its archive."
            )
        raise StoreMissing(f"There is no store at {self.root}: make one with 'kg load PATH'.")

    def manifest(self) -> Manifest:
        """The manifest of the current generation.

        Raises:
            StoreMissing: nothing was loaded here yet.
            StoreDamaged: no manifest can be read.
        """
        return Manifest.read(self.generation() / "manifest.json")

    def copy_of_manifest(self, number: str) -> Path:
        """The copy of a generation's manifest, in case the generation is lost."""
        return self.archive / f"manifest-{number}.json"

    def _warn_once(self, what: str) -> None:
        text = visible(f"{self.root}: {what}")
        if text not in _told:
            _told.add(text)
            _LOG.warning("%s", text)


def folder_of(store: Path | str | None) -> StoreFolder:
    """The folder of a store that a call names; by default the user's own."""
    return StoreFolder(Path(store) if store is not None else default_folder())


@contextmanager
def unchanged(place: StoreFolder) -> Iterator[None]:
    """Guard a long read of a store's files, which later changes may delete.

    Raises:
        StoreChanged: a file is missing, and the store has a different generation than at the start.
    """
    before = place.current()
    try:
        yield
    except (StoreDamaged, FileNotFoundError) as problem:
        if place.current() == before:
            raise
        raise StoreChanged(
            f"{place.root} was changed while its files were read, and some of them are deleted. "
            "Run the command again."
        ) from problem


def unusable(folder: Path) -> None:
    """Remember that the engine cannot open a generation, so that an older one is read instead."""
    _unusable.add((folder, _seal_of(folder)))


def _seal_of(folder: Path) -> str:
    if not _unusable:
        return ""
    try:
        return hashlib.sha256(read_regular(folder / seal.SEAL)).hexdigest()
    except OSError:
        return ""


def open_store(root: Path | None = None) -> EmbeddedStore:
    """Open a store on disk for reading; concurrent loads do not affect the reader.

    Args:
        root: the store's folder; by default the user's own.

    Raises:
        StoreMissing: nothing was loaded there yet.
        StoreDamaged: it cannot be opened.
    """
    place = folder_of(root)
    first: StoreDamaged | None = None
    while True:
        try:
            folder = place.generation()
        except StoreDamaged as problem:
            raise first or problem from None
        try:
            return read_generation(folder / "graph")
        except StoreDamaged as problem:
            first = first or problem
            unusable(folder)
