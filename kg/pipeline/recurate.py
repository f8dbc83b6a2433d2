"""Apply the corrections that a store keeps to the documents that it holds, without their files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kg.curation import Correction, difference, fingerprint, of_document
from kg.errors import DataError
from kg.namespaces import GRAPH
from kg.store.manifest import IMPORTED, Entry, Manifest
from kg.store.writer import Writer


@dataclass(slots=True)
class Recurated:
    """What corrections changed in a store.

    Attributes:
        documents: names of the documents whose corrections are others than before.
        authorities: codes of the authorities that these are about.
        changes: for each correction that holds in them, by document and sentence: what it changes.
        unfit: kept corrections that do not count.
    """

    documents: list[str] = field(default_factory=list)
    authorities: set[str] = field(default_factory=set)
    changes: dict[tuple[str, str], str] = field(default_factory=dict)
    unfit: list[Unfit] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Unfit:
    """A kept correction that does not count, and why.

    Attributes:
        correction: the correction.
        problem: ``lost`` where its sentence or what it points to is there no more, ``absent`` where its
            document is not in the store, ``unapplied`` where the store lacks what is needed to apply it.
        file_name: of the document, where it is in the store.
        message: file and line, what is wrong, what to do.
    """

    correction: Correction
    problem: str
    file_name: str
    message: str


def recurate(writer: Writer, corrections: Sequence[Correction]) -> Recurated:
    """Make anew the graph of each document to which other corrections apply than before.

    Args:
        writer: the store that is being changed.
        corrections: all that the store keeps.

    Raises:
        DataError: a corrected document breaks a shape; the message names the places of its corrections.
    """
    from kg.pipeline.assemble import assemble
    from kg.pipeline.reading import read

    told = Recurated()
    graphs = []
    by_document = _by_document(corrections)
    for entry in writer.manifest.documents():
        theirs = by_document.get(entry.document or "", ())
        if entry.curated == fingerprint(theirs) or not entry.reading:
            continue
        text = (writer.place.renditions / entry.rendition).read_bytes().decode()
        reading = read((writer.place.readings / entry.reading).read_bytes(), text)
        try:
            made = assemble(reading, file_name=entry.file_name, made_from=entry.made_from, corrections=theirs)
        except DataError as problem:
            places = "; ".join(c.where for c in theirs)
            raise type(problem)(f"With the corrections of {places}: {problem}") from problem
        graphs.append(replace(made.graph, entry=replace(made.graph.entry, superseded_by=entry.superseded_by)))
        told.documents.append(entry.file_name)
        told.authorities.update(entry.scopes)
        applied = made.curated.applied
        for one, model in zip(applied.used, applied.before, strict=True):
            told.changes[one.place] = difference(one, model)
    writer.put(graphs)
    return told


def unfit(manifest: Manifest, corrections: Iterable[Correction]) -> Iterator[Unfit]:
    """The kept corrections that do not count, in the order of document and sentence."""
    for document, theirs in sorted(_by_document(corrections).items()):
        entry = manifest.entries.get(f"{GRAPH}document/{document}")
        lost = dict(_parts(line) for line in entry.lost) if entry is not None else {}
        for one in theirs:
            if entry is None:
                told = f"no document {document} is in the store; the decision counts once it is loaded"
                yield Unfit(one, "absent", "", f"{one.where}: {told}.")
            elif entry.curated != fingerprint(theirs):
                yield Unfit(one, "unapplied", entry.file_name, f"{one.where}: {_unapplied(entry)}.")
            elif one.sentence in lost:
                yield Unfit(one, "lost", entry.file_name, f"{one.where}: {_lost(one, entry, lost)}")


def standing(manifest: Manifest, withdrawn: Iterable[Correction]) -> Iterator[Unfit]:
    """The withdrawn corrections that still stand in a graph, since the store cannot make it anew."""
    for one in withdrawn:
        entry = manifest.entries.get(f"{GRAPH}document/{one.document}")
        if entry is not None and entry.curated and not entry.reading:
            told = (
                f"the decision still stands in {entry.file_name}, which came by kg import; "
                "it goes once the report itself is loaded (kg load)"
            )
            yield Unfit(one, "unapplied", entry.file_name, f"{one.where}: {told}.")


def _unapplied(entry: Entry) -> str:
    if entry.made_from == IMPORTED:
        how = "came by kg import, which brings none of what corrections need"
    elif entry.rendition:
        how = "was stored without what corrections need"
    else:
        return f"{entry.file_name} is no report, and only sentences of reports can be corrected"
    return f"{entry.file_name} {how}; the decision counts once the report itself is loaded (kg load)"


def _lost(one: Correction, entry: Entry, lost: Mapping[str, str]) -> str:
    if one.sentence in lost[one.sentence].split():
        return (
            f"{entry.file_name} has no sentence {one.sentence}, which {one.by} corrected; look for the "
            "sentence as it now reads."
        )
    return f"{entry.file_name} has no {lost[one.sentence]}, to which {one.by} tied sentence {one.sentence}."


def _by_document(corrections: Iterable[Correction]) -> dict[str, tuple[Correction, ...]]:
    found: dict[str, list[Correction]] = defaultdict(list)
    for one in corrections:
        found[one.document].append(one)
    return {document: of_document(theirs, document) for document, theirs in found.items()}


def _parts(line: str) -> tuple[str, str]:
    sentence, _, what = line.partition(" ")
    return sentence, what
