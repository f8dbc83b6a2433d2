"""One file through all stages up to a checked graph. Pure: it reads the file and nothing else."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from kg.errors import DataError, ShapeViolation, UnknownLayout, UnreadableFile
from kg.extract.facts import ReportFacts
from kg.pipeline.prose import SUFFIXES, UNTOLD, Prose, build_prose
from kg.pipeline.rules import made_from
from kg.rdf.mint import document_graph, document_key
from kg.store.manifest import Entry, Refusal
from kg.store.writer import NamedGraph


@dataclass(frozen=True, slots=True)
class Processed:
    """A file that passed.

    Attributes:
        graph: its graph.
        doubts: what is doubtful about it.
        candidates: number of claims proposed of prose; ``None`` for a report.
    """

    graph: NamedGraph
    doubts: tuple[str, ...] = ()
    candidates: int | None = None


def file_hash(path: Path) -> str:
    """SHA-256 of a file.

    Raises:
        UnreadableFile: the file cannot be opened.
    """
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as problem:
        raise UnreadableFile(f"{path.name}: cannot be opened: {problem.strerror or problem}") from problem


def process(
    path: Path, authority_codes: Mapping[str, str] | None = None, prose: Prose = UNTOLD
) -> Processed | Refusal:
    """Read, extract, classify, build and check one report, or one text that is none.

    Args:
        path: the file.
        authority_codes: codes by name of further authorities.
        prose: how to read what is no report.

    Returns:
        Its graph, or why it is kept out. What the data does wrong is a :class:`Refusal`; other errors
        are raised.
    """
    sha256 = ""
    try:
        sha256 = file_hash(path)
        if path.suffix.lower() in SUFFIXES:
            return _candidates(path, sha256, prose)
        try:
            return build(path, sha256, authority_codes)
        except UnknownLayout:
            if not prose.pdf:
                raise
            return _candidates(path, sha256, prose)
    except DataError as problem:
        message = str(problem)
        if path.name not in message:
            message = f"{path.name}: {message}"
        return Refusal(sha256, path.name, type(problem).__name__, message, made_from(sha256))


def _candidates(path: Path, sha256: str, prose: Prose) -> Processed:
    graph, claims = build_prose(path, sha256, prose)
    return Processed(graph, graph.entry.warnings, claims)


def build(path: Path, sha256: str, authority_codes: Mapping[str, str] | None = None) -> Processed:
    """As :func:`process`, but what the data does wrong is raised as a :class:`DataError`."""
    from kg import documents, extract, findings
    from kg.pipeline.quality import is_about_labels, warning_notes
    from kg.rdf.build import report_graph
    from kg.rdf.serialise import pack, to_lines
    from kg.rdf.terms import our
    from kg.validate import validate_document

    document = documents.read(path)
    facts = extract.extract(document, file_name=path.name, authority_codes=authority_codes)
    labelled, labeller = label(facts)
    found = findings.group(labelled.mentions)
    supports = findings.support(labelled.recommendations, labelled.mentions, found)
    triples = report_graph(document, labelled, found, supports, file_name=path.name, method=labeller)
    report = validate_document(triples)
    if report.violations:
        raise ShapeViolation(
            f"{path.name}: what it prints breaks {len(report.violations)} of the shapes: "
            + "; ".join(v.line() for v in report.violations[:5])
        )
    printed = [w for w in report.warnings if not is_about_labels(w.focus)]
    doubts = tuple(dict.fromkeys((*document.warnings, *labelled.warnings, *(w.line() for w in printed))))
    lines = to_lines([*triples, *warning_notes(sha256, report.warnings)])
    inspections = sorted({str(t.object)[1:-1] for t in triples if t.predicate == our("reports")})
    entry = Entry(
        graph=document_graph(sha256),
        file="",
        scopes=(facts.authority,),
        triples=lines.count(b"\n"),
        made_from=made_from(sha256),
        document=document_key(sha256),
        sha256=sha256,
        file_name=path.name,
        inspections=tuple(inspections),
        published=facts.publication.on.isoformat() if facts.publication else "",
        warnings=doubts,
    )
    return Processed(NamedGraph(entry, pack(lines), document.text), doubts)


def label(facts: ReportFacts) -> tuple[ReportFacts, str]:
    """Classify all sentences of a report.

    Returns:
        The facts with their labels, and the name and version of the classifier.
    """
    from kg import classify
    from kg.classify.places import placed

    classifier = classify.default()
    labels = classifier.classify(placed(facts))
    mentions = tuple(replace(m, labels=said) for m, said in zip(facts.mentions, labels, strict=True))
    return replace(facts, mentions=mentions), f"{classifier.name}-{classifier.version}"
