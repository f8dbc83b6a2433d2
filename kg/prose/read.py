"""Runs all stages on a notice, paper or article, up to the graph of its candidate claims."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from pyoxigraph import Triple

from kg import classify
from kg.documents import Document, DocumentLimits
from kg.errors import UnknownValue
from kg.prose.claims import Claim, claims, classifiable, lines
from kg.prose.graph import triples
from kg.prose.subject import Subject, subject
from kg.prose.text import READER, read_text
from kg.rdf.iris import candidates_graph

TIERS = ("council-paper", "council-notice", "press")
"""Tiers of secondary documents."""


@dataclass(frozen=True, slots=True)
class ProseGraph:
    """The candidate claims of a text.

    Attributes:
        document: the text with its blocks.
        subject: its subject.
        claims: its candidate claims, in order.
        triples: the claims with their evidence, as in the graph ``graph``.
        method: name and version of reader and classifier.
    """

    document: Document
    subject: Subject
    claims: tuple[Claim, ...]
    triples: tuple[Triple, ...]
    method: str

    @property
    def graph(self) -> str:
        """IRI of the named graph of these candidates, separate from that of curated claims."""
        return candidates_graph(self.document.sha256)


def read_prose(
    path: Path,
    *,
    authority: str | None = None,
    tier: str | None = None,
    limits: DocumentLimits | None = None,
) -> ProseGraph:
    """Read a notice, paper or article and propose what it claims.

    Args:
        path: a file that ends in .txt, .md, .htm, .html, .docx or .pdf.
        authority: the Department's code; by default it is read from the text.
        tier: ``council-paper``, ``council-notice`` or ``press``; by default it is read from the text.
        limits: limits for the document.

    Raises:
        UnreadableFile: the file cannot be read.
        UnknownValue: the authority cannot be identified, or there is no such tier.
    """
    if tier is not None and tier not in TIERS:
        raise UnknownValue(f"{tier!r} is not a tier of secondary documents; use one of {', '.join(TIERS)}.")
    document = read_text(path, limits)
    all_lines = lines(document)
    sentences = [line.text for line in all_lines]
    about = subject(document.text, sentences, document.name, authority)
    if tier is not None:
        about = replace(about, tier=tier)
    classifier = classify.default()
    labels = classifier.classify(classifiable(all_lines))
    found = tuple(claims(all_lines, labels, about))
    method = f"{READER}-{classifier.name}-{classifier.version}"
    return ProseGraph(document, about, found, tuple(triples(document, about, found, method)), method)
