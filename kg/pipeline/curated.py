"""Faults of the corrections and decisions that a store keeps, for ``kg check`` and its repair."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg.curation import FOLDER, corrections_fingerprint, files, kept_rows, read_corrections
from kg.curation.rows import read_rows
from kg.errors import RecordError
from kg.pipeline.settle.taken import DECISIONS, MISSING, NEW, curation_files, differences
from kg.pipeline.settle.unfit import by_document
from kg.store.folder import StoreFolder
from kg.store.manifest import Manifest

REPAIR: Final = "kg check --repair"


@dataclass(frozen=True, slots=True)
class Problem:
    """A file that is not as it was written.

    Attributes:
        what: the file and its fault.
        remedy: the action that restores it.
        lost: name of the document whose report must be loaded again, or empty.
    """

    what: str
    remedy: str
    lost: str = ""


def curation_problems(place: StoreFolder, manifest: Manifest) -> Iterator[Problem]:
    """Files of corrections and decisions that are lost, malformed, or not those that were applied."""
    broken = dict(_malformed(place.root))
    for path, problem in broken.items():
        yield Problem(str(problem), _correct(path))
    told = set(broken)
    for path, wrong in differences(place.root, manifest):
        if path not in told:
            told.add(path)
            yield Problem(f"{path} {wrong}", _bring_back(path, wrong))
    if all(path.suffix == DECISIONS for path in told):
        yield from applied_otherwise(place, manifest)


def malformed(place: StoreFolder) -> RecordError | None:
    """The error of the first malformed file of corrections or decisions, with the remedy."""
    for path, problem in _malformed(place.root):
        return RecordError(f"{problem}; {_correct(path)}")
    return None


def applied_otherwise(place: StoreFolder, manifest: Manifest) -> Iterator[Problem]:
    """Documents whose applied corrections differ from those in the curation files, in one line.

    In a store that has no record of the files, a lost file shows here.

    Raises:
        RecordError: a curation file is malformed.
    """
    theirs = by_document(read_corrections(files(place.root)))
    other = sorted(
        entry.file_name
        for entry in manifest.documents()
        if entry.reading and entry.curated != corrections_fingerprint(theirs.get(entry.document or "", ()))
    )
    if other:
        yield Problem(
            f"{place.root / FOLDER}: holds other corrections than those applied to {', '.join(other[:3])}"
            + (f" and {len(other) - 3} more" if len(other) > 3 else ""),
            f"kg load and {REPAIR} apply what is there now; if a file was lost, first bring it back with "
            "kg review FILE",
        )


def _malformed(store: Path) -> Iterator[tuple[Path, RecordError]]:
    """Files that cannot be read, then the folder if two files contradict each other."""
    found = False
    for path in curation_files(store):
        try:
            if path.suffix == DECISIONS:
                read_rows([path])
            else:
                read_corrections([path])
        except RecordError as problem:
            found = True
            yield path, problem
    if found:
        return
    try:
        read_corrections(files(store))
        kept_rows(store)
    except RecordError as problem:
        yield store / FOLDER, problem


def _correct(path: Path) -> str:
    if path.suffix == DECISIONS:
        return "correct the file or put your copy back, or delete it and give your sheets to kg review again"
    return "correct the file, or remove it: kg review --remove NAME"


def _bring_back(path: Path, wrong: str) -> str:
    if wrong == NEW:
        return f"kg load and {REPAIR} apply it"
    copy = (
        "put your copy of the file back, or give your sheets to kg review again"
        if path.suffix == DECISIONS
        else "bring your copy of the file back with kg review FILE"
    )
    now = "take back its decisions" if wrong == MISSING else "apply what is there now"
    return f"{copy}; kg load and {REPAIR} {now}"
