"""``kg check``: checks whether a store is as it was written, and says what to do if it is not."""

from __future__ import annotations

from collections.abc import Iterator

from kg.errors import StoreDamaged, StoreMissing
from kg.pipeline.curated import REPAIR, Problem, curation_problems
from kg.store import archive
from kg.store.embedded import read_generation
from kg.store.folder import StoreFolder
from kg.store.manifest import Manifest
from kg.store.rescue import base_of


def examine(place: StoreFolder, *, deep: bool = False) -> Iterator[Problem]:
    """Compare the files of a store with their recorded sizes and hashes.

    Args:
        place: the store.
        deep: also read the tables of the databases and the text index, which otherwise are compared by size.

    Raises:
        StoreMissing: there is no store.
        StoreDamaged: no manifest can be read, so that the contents of the store are unknown.
    """
    if not place.exists():
        raise StoreMissing(f"There is no store at {place.root}: create one with 'kg load PATH'.")
    base = base_of(place)
    number, digest = place.current()
    if not number:
        yield Problem(f"{place.current_file} is missing or damaged", f"{REPAIR} rewrites it")
    elif base.folder is not None and base.folder.name != number:
        yield Problem(
            f"generation {number}, which is the current one, is gone or its manifest cannot be read",
            f"{REPAIR} continues from generation {base.folder.name}; load again what was loaded last",
        )
    elif not digest:
        yield Problem("the store was written by a version that kept no hashes", "kg load writes them")
    if base.folder is not None:
        for wrong in place.problems(base.folder, deep=deep):
            yield Problem(f"{base.folder}: {wrong}", f"{REPAIR} rebuilds the generation from the archive")
        if base.whole and (wrong := _engine(base.folder.name, place)):
            yield Problem(wrong, f"{REPAIR} rebuilds the database from the archive")
    yield from _archive(place, base.manifest)
    yield from curation_problems(place, base.manifest)


def _engine(number: str, place: StoreFolder) -> str:
    try:
        read_generation(place.generations / number / "graph")
    except StoreDamaged as problem:
        return str(problem)
    return ""


def _archive(place: StoreFolder, manifest: Manifest) -> Iterator[Problem]:
    for entry in sorted(manifest.entries.values(), key=lambda e: (e.file_name, e.graph)):
        for folder, name in (
            (place.archive, entry.file),
            (place.renditions, entry.rendition),
            (place.readings, entry.reading),
        ):
            wrong = archive.problem(folder / name) if name else None
            if wrong is None:
                continue
            if entry.document is None:
                yield Problem(f"{folder / name} {wrong}", f"{REPAIR} rebuilds it")
            else:
                told = f"{REPAIR}, then load {entry.file_name or entry.graph} again"
                yield Problem(f"{folder / name} {wrong}", told, entry.file_name or entry.graph)
