"""Builds the checked graph of a report: the function that runs all stages in order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from kg import classify, documents, extract, frameworks
from kg.build.reading import Reading, write
from kg.build.warnings import is_about_labels, warning_notes
from kg.classify.base import Labels
from kg.classify.context import in_context
from kg.classify.named import by_name
from kg.curation import Applied, Correction, apply, corrections_fingerprint, missing, relink, triples_of
from kg.errors import ShapeViolation
from kg.extract.facts import ReportFacts
from kg.findings import group, support
from kg.findings.headed import headed, told_in_prose, within_item
from kg.findings.referred import referred
from kg.rdf.build import report_graph
from kg.rdf.iris import document_graph, document_key
from kg.rdf.serialise import pack
from kg.rdf.terms import Graph, our
from kg.store.manifest import Entry
from kg.store.writer import NamedGraph
from kg.validate import validate_graph
from kg.validate.report import Report

_PLAIN: Final = "list-item"
"""Form under which the classifier reads a sentence only by its words."""


@dataclass(frozen=True, slots=True)
class Built:
    """A report's graph, and the result of people's corrections.

    Attributes:
        graph: the graph, with the data needed to rebuild it.
        applied: the corrections that were applied.
    """

    graph: NamedGraph
    applied: Applied


def build_report(
    origin: Path | Reading,
    *,
    file_name: str,
    made_from: str,
    corrections: Sequence[Correction] = (),
    authority_codes: Mapping[str, str] | None = None,
    limits: documents.DocumentLimits | None = None,
) -> Built:
    """Build the graph of a report and check it.

    Args:
        origin: the file, or its earlier reading with labels.
        file_name: name under which it is cited.
        made_from: hash of the file and of the rules by which it is read.
        corrections: the corrections of this document.
        authority_codes: codes by name of further authorities.
        limits: limits for the document.

    Raises:
        DataError: the file cannot be read, has no known layout, or states impossible values.
        ShapeViolation: the graph breaks a shape.
    """
    if isinstance(origin, Path):
        document = documents.read(origin, limits)
        facts = extract.extract(document, file_name=file_name, authority_codes=authority_codes)
        reading = Reading(document, facts, *label(facts))
    else:
        reading = origin
    document, facts = reading.document, reading.facts
    applied = apply(facts, reading.sentences(), corrections)
    sentences = applied.sentences
    found = group(sentences, separate=frameworks.separate(facts.inspections[0].kind))
    supports = support(facts.recommendations, sentences, found)
    found, supports = relink(facts, sentences, found, supports, applied.used)
    graph = report_graph(
        document, facts, sentences, found, supports, file_name=file_name, method=reading.labeller
    )
    inspections = sorted({i[1:-1] for _, i in graph.pairs()[str(our("reports"))]})
    graph.update(triples_of(corrections, applied))
    report = _checked(graph, file_name)
    graph.update(warning_notes(document.sha256, report.warnings))
    lines = graph.lines()
    entry = Entry(
        graph=document_graph(document.sha256),
        file="",
        scopes=facts.members or (facts.authority,),
        triples=lines.count(b"\n"),
        made_from=made_from,
        document=document_key(document.sha256),
        sha256=document.sha256,
        file_name=file_name,
        inspections=tuple(inspections),
        published=facts.publication.on.isoformat() if facts.publication else "",
        warnings=_doubts(reading, facts, report),
        curated=corrections_fingerprint(corrections),
        lost=tuple(f"{c.sentence} {' '.join(missing(facts, c))}" for c in applied.lost),
    )
    return Built(NamedGraph(entry, pack(lines), document.text, write(reading)), applied)


def label(facts: ReportFacts) -> tuple[tuple[Labels, ...], str]:
    """Classify all sentences of a report.

    Returns:
        The labels of each, in order, and the name and version of the classifier.
    """
    classifier = classify.default()
    said = classifier.classify(in_context(facts))
    told = _told_in_items(facts)
    if told:
        outside = tuple(replace(m, form=_PLAIN) if i in told else m for i, m in enumerate(facts.mentions))
        heard = classifier.classify(in_context(replace(facts, mentions=outside)))
        words = {i: within_item(facts.mentions[i].text, heard[i].polarity) for i in told}
        said = [replace(one, polarity=words.get(i) or one.polarity) for i, one in enumerate(said)]
    unnamed = frameworks.unnamed_cohort(facts.inspections[0].kind)
    if unnamed is not None:
        said = [by_name(m.text, one, unnamed) for m, one in zip(facts.mentions, said, strict=True)]
    labels = tuple(
        one if i in told else headed(m.text, m.leaning, one)
        for i, (m, one) in enumerate(zip(facts.mentions, said, strict=True))
    )
    return referred(facts, labels), f"{classifier.name}-{classifier.version}"


def _told_in_items(facts: ReportFacts) -> frozenset[int]:
    """Indexes of the sentences of items written in prose, under headings that a layout names."""
    items: dict[int, list[int]] = {}
    for i, mention in enumerate(facts.mentions):
        if mention.recommendation is not None and mention.leaning is not None:
            items.setdefault(mention.recommendation, []).append(i)
    prose = (some for some in items.values() if told_in_prose([facts.mentions[i].text for i in some]))
    return frozenset(i for some in prose for i in some)


def _checked(graph: Graph, file_name: str) -> Report:
    """The results of checking a graph against the shapes.

    Raises:
        ShapeViolation: it breaks a shape.
    """
    report = validate_graph(graph)
    if report.violations:
        raise ShapeViolation(
            f"{file_name}: what it prints breaks {len(report.violations)} of the shapes: "
            + "; ".join(v.line() for v in report.violations[:5])
        )
    return report


def _doubts(reading: Reading, facts: ReportFacts, report: Report) -> tuple[str, ...]:
    """Doubts about the printed content of the document: from reading, from extraction, from shapes."""
    printed = [w.line() for w in report.warnings if not is_about_labels(w.focus)]
    return tuple(dict.fromkeys((*reading.document.warnings, *facts.warnings, *printed)))
