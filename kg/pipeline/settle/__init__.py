"""Runs before and after every change of a store: updates vocabulary and records, and derived data.

After documents or corrections were added or removed, in this order: corrections are applied to their
documents (:mod:`.corrections`), superseded documents are marked, trajectories are recalculated
(:mod:`.trajectories`), and corrections and files that do not count are noted (:mod:`.unfit`, :mod:`.notes`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from kg.build import base
from kg.build.records import records
from kg.curation import Correction, kept
from kg.edition.merge import put_back
from kg.pipeline.settle.corrections import Recurated, recurate
from kg.pipeline.settle.notes import quality_graph
from kg.pipeline.settle.taken import take_files
from kg.pipeline.settle.trajectories import derive_for
from kg.pipeline.settle.unfit import unfit
from kg.store.supersede import superseded
from kg.store.writer import Writer


def prepare(writer: Writer, registers: Iterable[Path] = ()) -> list[str]:
    """Update ontology, schemes, register and shipped records, and restore the edition's data.

    Args:
        writer: the store that is being changed.
        registers: further Turtle files of authorities.

    Returns:
        Names of the sources of the records that were added to the store.
    """
    writer.put(base.changed(writer.manifest, [*base.base_files(), *registers]))
    coming = records(writer.manifest)
    writer.put(coming)
    if coming:
        _derive(writer, {s for g in coming for s in g.entry.scopes})
    put_back(writer, (entry for entry in writer.lost if entry.from_edition))
    return sorted(g.entry.file_name for g in coming if g.entry.document is not None)


def settle(
    writer: Writer,
    authorities: Iterable[str],
    corrections: Sequence[Correction] | None = None,
    *,
    replacing: str = "",
) -> Recurated:
    """Apply corrections and recalculate derived data, after documents or corrections were added or removed.

    Args:
        writer: the store that is being changed.
        authorities: codes of the authorities whose documents were added or removed.
        corrections: all corrections that the store keeps or is about to keep; by default those in its folder.
        replacing: name of a curation file that is about to be replaced or removed.

    Raises:
        RecordError: a curation file of the store is malformed.
    """
    take_files(writer, replacing)
    if corrections is None:
        corrections = kept(writer.place.root)
    told = recurate(writer, corrections)
    lost = {scope.removeprefix("derived-") for e in writer.lost for scope in e.scopes} - {"base", "quality"}
    told.unfit = list(unfit(writer.manifest, corrections))
    _derive(writer, {*authorities, *told.authorities, *lost})
    notes = quality_graph(writer.manifest, told.unfit)
    old = writer.manifest.entries.get(notes.entry.graph)
    if old is None or old.made_from != notes.entry.made_from:
        writer.put([notes])
    return told


def lost_documents(writer: Writer) -> list[str]:
    """Names of the documents that were removed because their files were lost, and are still missing."""
    lost = [e for e in writer.lost if e.document is not None and e.graph not in writer.manifest.entries]
    return sorted(e.file_name for e in lost)


def _derive(writer: Writer, authorities: Iterable[str]) -> None:
    """Mark superseded documents, and recalculate the trajectories of the affected authorities."""
    writer.supersede(superseded(writer.manifest.documents()))
    derive_for(writer, sorted(set(authorities)))
