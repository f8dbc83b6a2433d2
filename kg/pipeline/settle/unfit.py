"""Finds kept corrections that do not count: their document or sentence is missing, or was imported."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.curation import Correction, corrections_fingerprint, of_document
from kg.namespaces import GRAPH
from kg.store.manifest import IMPORTED, Entry, Manifest


@dataclass(frozen=True, slots=True)
class Unfit:
    """A kept correction that does not count, and why.

    Attributes:
        correction: the correction.
        problem: ``lost`` if its sentence or its target no longer exists, ``absent`` if its document is not
            in the store, ``unapplied`` if the store lacks the data needed to apply it.
        file_name: name of the document, if it is in the store.
        message: file and line, what is wrong, what to do.
    """

    correction: Correction
    problem: str
    file_name: str
    message: str


def unfit(manifest: Manifest, corrections: Iterable[Correction]) -> Iterator[Unfit]:
    """The kept corrections that do not count, in the order of document and sentence."""
    for document, theirs in sorted(by_document(corrections).items()):
        entry = manifest.entries.get(f"{GRAPH}document/{document}")
        lost = dict(_parts(line) for line in entry.lost) if entry is not None else {}
        for one in theirs:
            if entry is None:
                told = f"no document {document} is in the store; the decision counts once it is loaded"
                yield Unfit(one, "absent", "", f"{one.where}: {told}.")
            elif entry.curated != corrections_fingerprint(theirs):
                yield Unfit(one, "unapplied", entry.file_name, f"{one.where}: {_unapplied(entry)}.")
            elif one.sentence in lost:
                yield Unfit(one, "lost", entry.file_name, f"{one.where}: {_lost(one, entry, lost)}")


def standing(manifest: Manifest, withdrawn: Iterable[Correction]) -> Iterator[Unfit]:
    """The withdrawn corrections that are still in a graph, since the store cannot rebuild it."""
    for one in withdrawn:
        entry = manifest.entries.get(f"{GRAPH}document/{one.document}")
        if entry is not None and entry.curated and not entry.reading:
            told = (
                f"the decision still stands in {entry.file_name}, which was not loaded here; "
                "it is removed once the report itself is loaded (kg load)"
            )
            yield Unfit(one, "unapplied", entry.file_name, f"{one.where}: {told}.")


def _unapplied(entry: Entry) -> str:
    if entry.from_edition:
        how = "is known from the edition, without its words"
    elif entry.made_from == IMPORTED:
        how = "was imported (kg import), without the data that corrections need"
    elif entry.rendition:
        how = "was stored without the data that corrections need"
    else:
        return f"{entry.file_name} is not a report, and only sentences of reports can be corrected"
    return f"{entry.file_name} {how}; the decision counts once the report itself is loaded (kg load)"


def _lost(one: Correction, entry: Entry, lost: Mapping[str, str]) -> str:
    if one.sentence in lost[one.sentence].split():
        return (
            f"{entry.file_name} has no sentence {one.sentence}, which {one.by} corrected; look for the "
            "sentence as it now reads."
        )
    return f"{entry.file_name} has no {lost[one.sentence]}, to which {one.by} tied sentence {one.sentence}."


def by_document(corrections: Iterable[Correction]) -> dict[str, tuple[Correction, ...]]:
    """Corrections by the key of their document, in order within each document."""
    found: dict[str, list[Correction]] = defaultdict(list)
    for one in corrections:
        found[one.document].append(one)
    return {document: of_document(theirs, document) for document, theirs in found.items()}


def _parts(line: str) -> tuple[str, str]:
    sentence, _, what = line.partition(" ")
    return sentence, what
