"""Recalculates trajectories of the authorities that a change affected, each in a separate graph."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kg.curation import RowDecision, standing_rows
from kg.curation.follow_ups import FollowUpKey, FollowUpReading, shipped_follow_ups
from kg.curation.readings import readings_fingerprint
from kg.curation.rows import rows_fingerprint
from kg.curation.strengths import StrengthKey, StrengthReading, shipped_strengths
from kg.edition.merge import rows_of_edition
from kg.pipeline.settle.names import put_names
from kg.rdf.iris import derived_graph
from kg.rdf.serialise import pack
from kg.stages import stage
from kg.store.manifest import Entry, Manifest
from kg.store.writer import NamedGraph, Writer
from kg.trajectories import affected, derived

_log = logging.getLogger("kg")


def derive_for(
    writer: Writer, authorities: Sequence[str], decisions: Sequence[RowDecision] | None = None
) -> list[str]:
    """Recalculate trajectories of these authorities and their successors, and add them to the store.

    Trajectories of authorities whose decisions or readings changed are recalculated too. Those of the edition
    stay as long as words of a report are missing (:func:`kg.edition.merge.rows_of_edition`).

    Args:
        writer: the store that is being changed.
        authorities: three-digit codes.
        decisions: the decisions that count in the store, or are about to; by default the shipped and its own.

    Returns:
        Codes of the authorities whose trajectories changed.

    Raises:
        RecordError: a file of decisions or readings is malformed.
    """
    if decisions is None:
        decisions = standing_rows(writer.place.root)
    people = _People(decisions, shipped_follow_ups().values(), shipped_strengths().values())
    graphs = {}
    touched = {*affected(writer.store, authorities), *_decided_otherwise(writer.manifest, people)}
    staying = rows_of_edition(writer.manifest)
    waiting = sorted({one.code for one in decisions if not one.shipped} & staying)
    if waiting:
        _log.warning(
            "the store's decisions about rows of %s wait until the reports are loaded: "
            "kg fetch --authority CODE, then kg load",
            ", ".join(waiting),
        )
    put_names(writer, sorted(touched), staying)
    codes = sorted(touched - staying)
    with stage("deriving", len(codes)) as step:
        for number, code in enumerate(codes, start=1):
            graph = derived(
                writer.store,
                code,
                decisions=people.decisions(code),
                readings=people.readings(code),
                praised=people.praised(code),
            )
            lines = graph.lines()
            digest, curated = hashlib.sha256(lines).hexdigest()[:32], people.fingerprint(code)
            name = derived_graph(code)
            old = writer.manifest.entries.get(name)
            if old is None or (old.made_from, old.curated) != (digest, curated):
                count = lines.count(b"\n")
                entry = Entry(name, "", (f"derived-{code}",), count, digest, curated=curated)
                graphs[code] = NamedGraph(entry, pack(lines))
            step(number, code)
    writer.put(graphs.values())
    return list(graphs)


def _decided_otherwise(manifest: Manifest, people: _People) -> Iterator[str]:
    """Authorities with documents whose decisions or readings changed since they were derived."""
    for code in sorted({scope for entry in manifest.documents() for scope in entry.scopes}):
        old = manifest.entries.get(derived_graph(code))
        if (old.curated if old else "") != people.fingerprint(code):
            yield code


class _People:
    """People's input on each authority: decisions about rows, readings of recommendations and strengths."""

    def __init__(
        self,
        decisions: Iterable[RowDecision],
        readings: Iterable[FollowUpReading],
        praised: Iterable[StrengthReading],
    ) -> None:
        self._decisions: dict[str, list[RowDecision]] = {}
        self._readings: dict[str, dict[FollowUpKey, FollowUpReading]] = {}
        self._praised: dict[str, dict[StrengthKey, StrengthReading]] = {}
        for decision in decisions:
            self._decisions.setdefault(decision.code, []).append(decision)
        for reading in readings:
            self._readings.setdefault(reading.code, {})[reading.key] = reading
        for praise in praised:
            self._praised.setdefault(praise.code, {})[praise.key] = praise

    def decisions(self, code: str) -> Sequence[RowDecision]:
        return self._decisions.get(code, ())

    def readings(self, code: str) -> Mapping[FollowUpKey, FollowUpReading]:
        return self._readings.get(code, {})

    def praised(self, code: str) -> Mapping[StrengthKey, StrengthReading]:
        return self._praised.get(code, {})

    def fingerprint(self, code: str) -> str:
        """Hash of it all: one of the inputs of an authority's trajectories. Empty if there is none."""
        return (
            rows_fingerprint(self.decisions(code))
            + readings_fingerprint(self.readings(code).values())
            + readings_fingerprint(self.praised(code).values())
        )
