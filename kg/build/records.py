"""The shipped records as named graphs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from kg.build.rules_hash import made_from
from kg.build.warnings import warning_notes
from kg.errors import ShapeViolation
from kg.rdf.serialise import pack, to_lines
from kg.records import RecordGraph, digest_of, load_records
from kg.records.check import quote_quads
from kg.resources import files
from kg.store.manifest import Entry, Manifest
from kg.store.writer import NamedGraph
from kg.validate import validate_document


def records(manifest: Manifest, paths: Iterable[Path] | None = None) -> list[NamedGraph]:
    """Graphs of records that differ from those in the store.

    Args:
        manifest: manifest of the store.
        paths: the record files; by default the shipped ones.

    Raises:
        RecordError: a record is malformed.
        ShapeViolation: a record breaks a shape.
    """
    # Records are read together, which takes a second, so only if one of them is new or differs.
    made = {entry.made_from for entry in manifest.entries.values()}
    chosen = files("documents", "*.yaml") if paths is None else sorted(paths)
    if all(made & _makes(digest_of(path)) for path in chosen):
        return []
    graphs = []
    for record in load_records(chosen):
        old = manifest.entries.get(record.graph)
        if old is None or old.made_from not in _makes(record.digest):
            graphs.append(checked(record))
    return graphs


def quoted(manifest: Manifest, sources: Mapping[str, Path]) -> tuple[list[NamedGraph], dict[str, Path]]:
    """Records with the words of their sources, for people who have the sources.

    Args:
        manifest: manifest of the store.
        sources: files by SHA-256.

    Returns:
        The graphs that differ from those in the store, and the files that are sources of records.

    Raises:
        UnreadableFile: a source cannot be read.
    """
    graphs: list[NamedGraph] = []
    found: dict[str, Path] = {}
    shipped = [path.read_text(encoding="utf-8") for path in files("documents", "*.yaml")]
    if not any(sha256 in text for sha256 in sources for text in shipped):
        return graphs, found
    for record in load_records():
        if record.sha256 not in sources:
            continue
        path = found[record.sha256] = sources[record.sha256]
        old = manifest.entries.get(record.graph)
        if old is None or old.made_from != _quoted(record.digest):
            quads = (*record.quads, *quote_quads(record, path.read_bytes()))
            graph = checked(replace(record, quads=quads))
            graphs.append(replace(graph, entry=replace(graph.entry, made_from=_quoted(record.digest))))
    return graphs, found


def _quoted(digest: str) -> str:
    return made_from(digest, "quoted")


def _makes(digest: str) -> frozenset[str]:
    """What the graph of a record is made from, without and with the words of its source."""
    return frozenset((made_from(digest), _quoted(digest)))


def checked(record: RecordGraph) -> NamedGraph:
    """A record as a named graph, checked against the shapes.

    Raises:
        ShapeViolation: it breaks a shape.
    """
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
