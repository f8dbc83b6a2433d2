"""Reads records as named graphs, ready to be validated and stored like reports."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, Triple, parse

from kg.errors import RecordError
from kg.namespaces import DEF, GRAPH, ID
from kg.records.context import read_context
from kg.records.forms import register
from kg.records.record import Record, read_record
from kg.records.requirements import across, within
from kg.resources import files


@dataclass(frozen=True, slots=True)
class RecordGraph:
    """The statements of one record.

    Attributes:
        key: name of the record (``notice-2025-05``).
        path: its file.
        graph: IRI of the named graph: that of its document, or of the curation file.
        document: key of the document, or ``None`` for a curation file.
        sha256: SHA-256 of the document's source, or empty.
        file_name: name of the document's source, or empty.
        published: ISO date, empty if the document prints none.
        scopes: codes of the authorities it is about.
        inspections: IRIs of the inspections it describes.
        digest: hash of record and context: equal hashes mean equal quads.
        quads: its statements, sorted.
    """

    key: str
    path: Path
    graph: str
    document: str | None
    sha256: str
    file_name: str
    published: str
    scopes: tuple[str, ...]
    inspections: tuple[str, ...]
    digest: str
    quads: tuple[Quad, ...]

    @property
    def triples(self) -> list[Triple]:
        """The statements without the name of their graph."""
        return [quad.triple for quad in self.quads]


def load_records(paths: Iterable[Path] | None = None, registers: Iterable[Path] = ()) -> list[RecordGraph]:
    """Read records and curation files.

    Args:
        paths: the files; by default the shipped ones. Files may refer to each other's statements, so read
            them together.
        registers: further Turtle files of authorities, for example fictional ones.

    Returns:
        One graph a file, sorted by name.

    Raises:
        RecordError: a file is malformed; all its faults are listed.
    """
    chosen = files("documents", "*.yaml") if paths is None else sorted(paths)
    records = [read_record(path) for path in chosen]
    registered = register(registers)
    problems = [line for record in records for line in within(record, registered)] + across(records)
    if problems:
        raise RecordError("\n".join(problems))
    return [_graph(record) for record in records]


def digest_of(path: Path) -> str:
    """Hash of what the graph of a record is made from: its text and the context that gives the keys meaning.

    Raises:
        RecordError: the file cannot be read.
    """
    try:
        return _digest(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as problem:
        raise RecordError(f"{path.name}: cannot be read: {problem}") from problem


def _digest(text: str) -> str:
    return hashlib.sha256((read_context().text + text).encode()).hexdigest()


def _graph(record: Record) -> RecordGraph:
    context = read_context()
    content = {"@context": [context.definition, {"@base": ID}], **record.content}
    name = f"document/{record.document_key}" if record.document_key else f"curation/{record.key}"
    graph = NamedNode(GRAPH + name)
    found = [
        Quad(quad.subject, quad.predicate, quad.object, graph)
        for quad in parse(json.dumps(content), format=RdfFormat.JSON_LD)
    ]
    for quad in found:
        if isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode):
            raise RecordError(f"{record.path.name}: a node without id, near {quad.predicate}: give it one.")
    text = record.path.read_text(encoding="utf-8")
    return RecordGraph(
        key=record.key,
        path=record.path,
        graph=graph.value,
        document=record.document_key,
        sha256=str(record.content.get("sha256", "")),
        file_name=str(record.content.get("fileName", "")),
        published=str(record.content.get("published", "")),
        scopes=tuple(sorted(set(re.findall(r"\bauthority/([0-9]{3})\b", text)))),
        inspections=_objects(found, "tellsOf"),
        digest=_digest(text),
        quads=tuple(sorted(set(found), key=str)),
    )


def _objects(quads: Iterable[Quad], name: str) -> tuple[str, ...]:
    wanted = NamedNode(DEF + name)
    objects = (q.object for q in quads if q.predicate == wanted)
    return tuple(sorted({node.value for node in objects if isinstance(node, NamedNode)}))
