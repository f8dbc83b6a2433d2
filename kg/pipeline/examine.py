"""``kg check``: whether a store is as it was written, and what to do where it is not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.curation import FOLDER, files, fingerprint, kept_rows, read_corrections
from kg.errors import RecordError, StoreDamaged, StoreMissing
from kg.pipeline.settle.unfit import by_document
from kg.store import archive
from kg.store.embedded import read_generation
from kg.store.folder import StoreFolder
from kg.store.manifest import Manifest
from kg.store.rescue import base_of

REPAIR = "kg check --repair"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is not as it was written.

    Attributes:
        what: the file and what is wrong with it.
        remedy: what brings it back.
        lost: name of the document whose report has to be loaded again, or empty.
    """

    what: str
    remedy: str
    lost: str = ""


def examine(place: StoreFolder, *, deep: bool = False) -> Iterator[Problem]:
    """Compare the files of a store with the sizes and hashes that were written down for them.

    Args:
        place: the store.
        deep: read the tables of the databases and the text index too, which otherwise are compared by size.

    Raises:
        StoreMissing: there is no store.
        StoreDamaged: no manifest can be read, so that nothing says what the store holds.
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
    try:
        yield from curated_otherwise(place, base.manifest)
    except RecordError as problem:
        yield Problem(str(problem), "correct the file, or remove it: kg review --remove NAME")
    try:
        kept_rows(place.root)
    except RecordError as problem:
        yield Problem(str(problem), "correct the file, or delete it and give your sheets to kg review again")


def curated_otherwise(place: StoreFolder, manifest: Manifest) -> Iterator[Problem]:
    """Documents to which other corrections are applied than the curation files hold, in one line.

    A file that was lost, cut or changed by hand shows here before a load takes its corrections back.

    Raises:
        RecordError: a curation file is malformed.
    """
    theirs = by_document(read_corrections(files(place.root)))
    other = sorted(
        entry.file_name
        for entry in manifest.documents()
        if entry.reading and entry.curated != fingerprint(theirs.get(entry.document or "", ()))
    )
    if other:
        yield Problem(
            f"{place.root / FOLDER}: holds other corrections than those applied to {', '.join(other[:3])}"
            + (f" and {len(other) - 3} more" if len(other) > 3 else ""),
            f"kg load and {REPAIR} apply what is there now; if a file was lost, first bring it back with "
            "kg review FILE",
        )


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
