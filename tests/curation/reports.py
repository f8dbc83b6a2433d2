"""A made-up report, for tests of corrections."""

from __future__ import annotations

from datetime import date

from kg.classify.base import Labelled
from kg.documents.model import Span
from kg.extract.facts import Evidence, Inspection, Period, Recommendation, ReportFacts
from kg.rdf.iris import sentence_key

HERE = Evidence(1, Span(0, 1))
DAY = Period(date(2019, 3, 4), date(2019, 3, 15), "4 to 15 March 2019")
SHA256 = "ab" * 32
DOCUMENT = SHA256[:16]


def report(
    *sentences: Labelled, recommendations: tuple[Recommendation, ...] = ()
) -> tuple[ReportFacts, tuple[Labelled, ...]]:
    """The facts of a report of these sentences, and the sentences."""
    facts = ReportFacts(
        sha256=SHA256,
        authority="999",
        authority_printed="",
        authority_evidence=HERE,
        layout="made-up",
        inspections=(Inspection("ilacs-standard", "la", DAY, HERE),),
        publication=None,
        sections=(),
        recommendations=recommendations,
        mentions=tuple(one.mention for one in sentences),
    )
    return facts, sentences


def key(text: str) -> str:
    """Key of a sentence."""
    return sentence_key(text)
