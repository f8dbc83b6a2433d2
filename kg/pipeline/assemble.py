"""From what was read of a report to its checked graph: corrections, findings, triples, shapes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.curation import Correction, Curated, curate, fingerprint, missing
from kg.errors import ShapeViolation
from kg.pipeline.quality import is_about_labels, warning_notes
from kg.pipeline.reading import Reading, write
from kg.rdf.build import report_graph
from kg.rdf.mint import document_graph, document_key
from kg.rdf.serialise import pack
from kg.rdf.terms import our
from kg.store.manifest import Entry
from kg.store.writer import NamedGraph
from kg.validate import validate_graph


@dataclass(frozen=True, slots=True)
class Assembled:
    """A report's graph, and what people's corrections did to it.

    Attributes:
        graph: the graph, with what is needed to rebuild it.
        curated: its facts and findings, and which corrections hold.
    """

    graph: NamedGraph
    curated: Curated


def assemble(
    reading: Reading, *, file_name: str, made_from: str, corrections: Sequence[Correction] = ()
) -> Assembled:
    """Build and check the graph of a report.

    Args:
        reading: what was read of it.
        file_name: name under which it is cited.
        made_from: hash of the file and the rules that the reading was made by.
        corrections: those of this document.

    Raises:
        ShapeViolation: the graph breaks a shape.
    """
    document = reading.document
    curated = curate(reading.facts, corrections)
    graph = report_graph(
        document, curated.facts, curated.found, curated.supports, file_name=file_name, method=reading.labeller
    )
    inspections = sorted({i[1:-1] for _, i in graph.pairs()[str(our("reports"))]})
    graph.update(curated.triples)
    report = validate_graph(graph)
    if report.violations:
        raise ShapeViolation(
            f"{file_name}: what it prints breaks {len(report.violations)} of the shapes: "
            + "; ".join(v.line() for v in report.violations[:5])
        )
    printed = [w for w in report.warnings if not is_about_labels(w.focus)]
    doubts = (*document.warnings, *curated.facts.warnings, *(w.line() for w in printed))
    graph.update(warning_notes(document.sha256, report.warnings))
    lines = graph.lines()
    facts = curated.facts
    entry = Entry(
        graph=document_graph(document.sha256),
        file="",
        scopes=(facts.authority,),
        triples=lines.count(b"\n"),
        made_from=made_from,
        document=document_key(document.sha256),
        sha256=document.sha256,
        file_name=file_name,
        inspections=tuple(inspections),
        published=facts.publication.on.isoformat() if facts.publication else "",
        warnings=tuple(dict.fromkeys(doubts)),
        curated=fingerprint(corrections),
        lost=tuple(f"{c.sentence} {' '.join(missing(facts, c))}" for c in curated.applied.lost),
    )
    return Assembled(NamedGraph(entry, pack(lines), document.text, write(reading)), curated)
