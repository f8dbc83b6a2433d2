"""Runs all stages on one file, up to a checked graph. Pure: it reads only the file."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from kg.build.prose import SUFFIXES, UNTOLD, Prose, build_prose
from kg.build.report import build_report
from kg.build.rules_hash import made_from
from kg.collector import paused
from kg.curation import Correction, of_document
from kg.documents import DocumentLimits
from kg.errors import DataError, UnknownLayout, UnreadableFile
from kg.rdf.iris import document_key
from kg.regular import regular
from kg.store.manifest import Refusal
from kg.store.writer import NamedGraph
from kg.text import name_of, visible

LARGEST = 50_000_000
"""Size in bytes of the largest file that is opened; the largest report is below 5 MB."""


@dataclass(frozen=True, slots=True)
class Processed:
    """A file that passed.

    Attributes:
        graph: its graph.
        doubts: doubts about it.
        candidates: number of claims proposed from prose; ``None`` for a report.
    """

    graph: NamedGraph
    doubts: tuple[str, ...] = ()
    candidates: int | None = None


def file_hash(path: Path) -> str:
    """SHA-256 of a regular file.

    Raises:
        UnreadableFile: the file cannot be opened, is too large, or is a device or pipe, which may never end.
    """
    regular(path, UnreadableFile, LARGEST)
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as problem:
        raise UnreadableFile(f"{name_of(path)}: cannot be opened: {problem.strerror or problem}") from problem


def process(
    path: Path,
    authority_codes: Mapping[str, str] | None = None,
    prose: Prose = UNTOLD,
    corrections: Sequence[Correction] = (),
    limits: DocumentLimits | None = None,
) -> Processed | Refusal:
    """Read, extract, classify, build and check one report, or one text that is not a report.

    Args:
        path: the file.
        authority_codes: codes by name of further authorities.
        prose: how to read files that are not reports.
        corrections: the corrections that count, for any document.
        limits: limits for the document.

    Returns:
        Its graph, or why it is refused. Faults of the data are a :class:`Refusal`; other errors are raised.
    """
    limits = limits or DocumentLimits()
    sha256 = ""
    try:
        sha256 = file_hash(path)
        with paused():
            result = _read(path, sha256, authority_codes, prose, corrections, limits)
        if file_hash(path) != sha256:
            sha256 = ""  # no file with these bytes is there any more
            raise UnreadableFile(f"{name_of(path)}: changed while it was read. Load it again: kg load PATH")
        return result
    except DataError as problem:
        message = visible(str(problem))
        if name_of(path) not in message:
            message = f"{name_of(path)}: {message}"
        return Refusal(sha256, name_of(path), type(problem).__name__, message, made_from(sha256))


def _read(
    path: Path,
    sha256: str,
    authority_codes: Mapping[str, str] | None,
    prose: Prose,
    corrections: Sequence[Correction],
    limits: DocumentLimits,
) -> Processed:
    if path.suffix.lower() in SUFFIXES:
        return _candidates(path, sha256, prose, limits)
    try:
        return _report(path, sha256, authority_codes, corrections, limits)
    except UnknownLayout:
        if not prose.pdf:
            raise
        return _candidates(path, sha256, prose, limits)


def _candidates(path: Path, sha256: str, prose: Prose, limits: DocumentLimits) -> Processed:
    graph, claims = build_prose(path, sha256, prose, limits)
    return Processed(graph, graph.entry.warnings, claims)


def _report(
    path: Path,
    sha256: str,
    authority_codes: Mapping[str, str] | None,
    corrections: Sequence[Correction],
    limits: DocumentLimits,
) -> Processed:
    theirs = of_document(corrections, document_key(sha256))
    build = partial(
        build_report,
        path,
        file_name=name_of(path),
        made_from=made_from(sha256),
        authority_codes=authority_codes,
        limits=limits,
    )
    try:
        built = build(corrections=theirs)
    except DataError:
        if not theirs:
            raise
        # :mod:`kg.pipeline.settle` reports a correction that breaks a shape, with its file and line
        built = build()
    return Processed(built.graph, built.graph.entry.warnings)
