"""Trajectories of the authorities that a change touched, each in a graph of its own."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence

from kg.curation import RowDecision, standing_rows
from kg.curation.rows import rows_fingerprint
from kg.edition.merge import rows_of_edition
from kg.pipeline.settle.names import put_names
from kg.rdf.iris import derived_graph
from kg.rdf.serialise import pack
from kg.stages import stage
from kg.store.manifest import Entry, Manifest
from kg.store.writer import NamedGraph, Writer
from kg.trajectories import affected, derived


def derive_for(
    writer: Writer, authorities: Sequence[str], decisions: Sequence[RowDecision] | None = None
) -> list[str]:
    """Recalculate trajectories of these authorities and their successors, and put them in the store.

    Those of authorities for whose rows other decisions count than before are recalculated too. Those of the
    edition stay as long as words of a report are missing (:func:`kg.edition.merge.rows_of_edition`).

    Args:
        writer: the store that is being changed.
        authorities: three-digit codes.
        decisions: those that count in the store, or are about to; by default the shipped ones and its own.

    Returns:
        Codes of the authorities whose trajectories changed.

    Raises:
        RecordError: a file of decisions is malformed.
    """
    if decisions is None:
        decisions = standing_rows(writer.place.root)
    theirs: dict[str, list[RowDecision]] = {}
    for one in decisions:
        theirs.setdefault(one.code, []).append(one)
    graphs = {}
    touched = {*affected(writer.store, authorities), *_decided_otherwise(writer.manifest, theirs)}
    staying = rows_of_edition(writer.manifest)
    put_names(writer, sorted(touched), staying)
    codes = sorted(touched - staying)
    with stage("deriving", len(codes)) as step:
        for number, code in enumerate(codes, start=1):
            own = theirs.get(code, [])
            lines = derived(writer.store, code, decisions=own).lines()
            digest, curated = hashlib.sha256(lines).hexdigest()[:32], rows_fingerprint(own)
            name = derived_graph(code)
            old = writer.manifest.entries.get(name)
            if old is None or (old.made_from, old.curated) != (digest, curated):
                count = lines.count(b"\n")
                entry = Entry(name, "", (f"derived-{code}",), count, digest, curated=curated)
                graphs[code] = NamedGraph(entry, pack(lines))
            step(number, code)
    writer.put(graphs.values())
    return list(graphs)


def _decided_otherwise(manifest: Manifest, theirs: Mapping[str, Sequence[RowDecision]]) -> Iterator[str]:
    """Authorities with documents for whose rows other decisions count than when they were derived."""
    for code in sorted({scope for entry in manifest.documents() for scope in entry.scopes}):
        old = manifest.entries.get(derived_graph(code))
        if (old.curated if old else "") != rows_fingerprint(theirs.get(code, ())):
            yield code
