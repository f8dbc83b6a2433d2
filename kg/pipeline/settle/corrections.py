"""Applies the corrections that a store keeps to its documents, without their files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kg.build.reading import read
from kg.build.report import build_report
from kg.curation import Correction, corrections_fingerprint, difference
from kg.errors import DataError
from kg.pipeline.settle.unfit import Unfit, by_document
from kg.store.writer import Writer


@dataclass(slots=True)
class Recurated:
    """The changes that corrections made in a store.

    Attributes:
        documents: names of the documents whose corrections changed.
        authorities: codes of the authorities that these are about.
        changes: the change of each correction that was applied to them, by document and sentence.
        unfit: kept corrections that do not count.
    """

    documents: list[str] = field(default_factory=list)
    authorities: set[str] = field(default_factory=set)
    changes: dict[tuple[str, str], str] = field(default_factory=dict)
    unfit: list[Unfit] = field(default_factory=list)


def recurate(writer: Writer, corrections: Sequence[Correction]) -> Recurated:
    """Rebuild documents whose corrections changed.

    Args:
        writer: the store that is being changed.
        corrections: all corrections that the store keeps.

    Raises:
        DataError: a corrected document breaks a shape; the message names the places of its corrections.
    """
    told = Recurated()
    graphs = []
    theirs_by_document = by_document(corrections)
    for entry in writer.manifest.documents():
        theirs = theirs_by_document.get(entry.document or "", ())
        if entry.curated == corrections_fingerprint(theirs) or not entry.reading:
            continue
        text = (writer.place.renditions / entry.rendition).read_bytes().decode()
        reading = read((writer.place.readings / entry.reading).read_bytes(), text)
        try:
            built = build_report(
                reading, file_name=entry.file_name, made_from=entry.made_from, corrections=theirs
            )
        except DataError as problem:
            places = "; ".join(c.where for c in theirs)
            raise type(problem)(f"With the corrections of {places}: {problem}") from problem
        graphs.append(
            replace(built.graph, entry=replace(built.graph.entry, superseded_by=entry.superseded_by))
        )
        told.documents.append(entry.file_name)
        told.authorities.update(entry.scopes)
        applied = built.applied
        for one, model in zip(applied.used, applied.before, strict=True):
            told.changes[one.place] = difference(one, model)
    writer.put(graphs)
    return told
