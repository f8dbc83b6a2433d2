"""A notice, paper or article as a graph of candidate claims, separate from the records that people wrote."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.build.rules_hash import made_from, made_from_prose
from kg.documents import DocumentLimits
from kg.errors import BadParameter, ShapeViolation, UnknownValue
from kg.rdf.iris import candidates_graph, document_graph, document_key
from kg.rdf.serialise import pack, to_lines
from kg.store.manifest import Entry
from kg.store.writer import NamedGraph
from kg.text import name_of

SUFFIXES = frozenset({".txt", ".md", ".htm", ".html", ".docx"})
"""Extensions of files that are never reports."""


@dataclass(frozen=True, slots=True)
class Prose:
    """How to read files that are not reports.

    Attributes:
        authority: code of the authority that they are about, or ``None`` to read it from their words.
        tier: their evidence tier, or ``None`` to read it from their words.
        pdf: whether a PDF of no known layout is read as prose instead of being refused.
    """

    authority: str | None = None
    tier: str | None = None
    pdf: bool = False

    def made(self, sha256: str) -> dict[str, str]:
        """The graphs that a file may have become, each with the hash of its current inputs."""
        return {
            document_graph(sha256): made_from(sha256),
            candidates_graph(sha256): made_from_prose(sha256, self.authority or "", self.tier or ""),
        }


UNTOLD = Prose()
"""Everything is read from the words of a text; a PDF is a report or is refused."""


def options(
    authority: str | None, tier: str | None, pdf: bool, authority_codes: Mapping[str, str] | None = None
) -> Prose:
    """Options for reading prose, from a user's arguments.

    Args:
        authority: name or the Department's code.
        tier: ``council-paper``, ``council-notice`` or ``press``.
        pdf: see :class:`Prose`.
        authority_codes: codes by name of further authorities.

    Raises:
        BadParameter: there is no such authority or tier.
    """
    from kg.extract.authorities import resolve
    from kg.prose.read import TIERS

    if tier is not None and tier not in TIERS:
        raise BadParameter(
            f"--tier: {tier!r} is not a kind of document; use {', '.join(TIERS[:-1])} or {TIERS[-1]}."
        )
    if authority is not None and not re.fullmatch(r"\d{3}", authority):
        try:
            authority = resolve(authority, authority_codes)
        except UnknownValue as problem:
            raise BadParameter(str(problem)) from problem
    return Prose(authority, tier, pdf)


def build_prose(path: Path, sha256: str, how: Prose, limits: DocumentLimits) -> tuple[NamedGraph, int]:
    """Read a text, propose its claims and check them.

    Args:
        path: the file.
        sha256: its hash.
        how: how to read it.
        limits: limits for the document.

    Returns:
        Its graph, and the number of its claims.

    Raises:
        UnreadableFile: the file cannot be read.
        UnknownValue: the authority cannot be determined.
        ShapeViolation: the claims break a shape.
    """
    from kg.prose import read_prose
    from kg.validate import validate_document

    read = read_prose(path, authority=how.authority, tier=how.tier, limits=limits)
    report = validate_document(read.triples)
    if report.violations:
        raise ShapeViolation(
            f"{name_of(path)}: its candidate claims break {len(report.violations)} of the shapes: "
            + "; ".join(v.line() for v in report.violations[:5])
        )
    lines = to_lines(read.triples)
    entry = Entry(
        graph=read.graph,
        file="",
        scopes=(read.subject.authority,),
        triples=lines.count(b"\n"),
        made_from=how.made(sha256)[read.graph],
        document=document_key(sha256),
        sha256=sha256,
        file_name=name_of(path),
        warnings=tuple(read.document.warnings),
    )
    return NamedGraph(entry, pack(lines), read.document.text), len(read.claims)
