"""The records that ship with the project, as named graphs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from kg.errors import ShapeViolation
from kg.pipeline.quality import warning_notes
from kg.pipeline.rules import made_from
from kg.rdf.serialise import pack, to_lines
from kg.records import RecordGraph, load_records
from kg.store.manifest import Entry, Manifest
from kg.store.writer import NamedGraph


def records(manifest: Manifest, paths: Iterable[Path] | None = None) -> list[NamedGraph]:
    """Graphs of records that differ from what the store holds.

    Args:
        manifest: what the store holds.
        paths: the record files; those that ship, where none are given.

    Raises:
        RecordError: a record is malformed.
        ShapeViolation: a record breaks a shape.
    """
    graphs = []
    for record in load_records(paths):
        old = manifest.entries.get(record.graph)
        if old is None or old.made_from != made_from(record.digest):
            graphs.append(checked(record))
    return graphs


def checked(record: RecordGraph) -> NamedGraph:
    """A record as a named graph, after the shapes have seen it.

    Raises:
        ShapeViolation: it breaks a shape.
    """
    from kg.validate import validate_document

    report = validate_document(record.triples)
    if report.violations:
        raise ShapeViolation(
            f"{record.path.name}: the record breaks {len(report.violations)} of the shapes: "
            + "; ".join(v.line() for v in report.violations[:5])
        )
    entry = Entry(
        graph=record.graph,
        file="",
        scopes=record.scopes,
        made_from=made_from(record.digest),
        document=record.document,
        sha256=record.sha256,
        file_name=record.file_name,
        published=record.published,
    )
    lines = to_lines([*record.triples, *warning_notes(record.sha256, report.warnings)])
    return NamedGraph(replace(entry, triples=lines.count(b"\n")), pack(lines))
