"""Time of validation by size of document: made reports of 100 to 1,600 sentences, one process.

    python benchmarks/validate_documents.py [--sentences 100 200 400 800 1600] [--repeat 3] [--pyshacl]

Prints one row a size: sentences, triples, CPU seconds of the core shapes, of the rules, and of the whole,
each the least of the repeats. Reading the shapes is timed apart, since a process does it once. With
``--pyshacl`` two more columns have pySHACL's own entry point on the same core shapes, and on them with the
rules of a single document; a hundred sentences with rules take it a quarter of a minute, and the time grows
with the square.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Collection, Sequence
from datetime import date
from functools import partial

import pyshacl
import rdflib
from pyoxigraph import Triple

from kg.classify.base import Label, Labelled, Labels
from kg.documents.model import Document, Span
from kg.extract.facts import (
    Evidence,
    Inspection,
    Judgement,
    Mention,
    Period,
    Publication,
    Recommendation,
    ReportFacts,
    Section,
)
from kg.findings.model import Finding, FindingSet
from kg.rdf.build import report_graph
from kg.rdf.serialise import to_lines
from kg.rdf.terms import Graph
from kg.validate import validate_document
from kg.validate.convert import to_rdflib
from kg.validate.core import CoreShapes, core_results
from kg.validate.shapes import load_shapes
from kg.validate.terms import Terms

AREAS = (
    "impact-of-leaders",
    "help-and-protection",
    "children-in-care-and-care-leavers",
    "overall-effectiveness",
)


def made_report(sentences: int) -> Graph:
    """The graph of a made report with so many sentences, each labelled with two themes and a cohort."""
    line = "Plans of kind {} are clear and reviewed in time.\n"
    texts = [line.format(n).strip() for n in range(sentences)]
    spans, offset = [], 0
    for text in texts:
        spans.append(Span(offset, offset + len(text)))
        offset += len(text) + 1
    body = "\n".join(texts) + "\n"
    pages = max(1, sentences // 40)
    document = Document(
        name="made - 9 March 2022.pdf",
        sha256=f"{sentences:064x}",
        media_type="application/pdf",
        text=body,
        page_starts=tuple(len(body) * n // pages for n in range(pages)),
        blocks=(),
        reader="pdf-2",
    )

    def at(n: int, paragraph: str | None = None) -> Evidence:
        return Evidence(document.page_of(spans[n].start), spans[n], paragraph)

    labels = Labels(
        polarity=Label("weakness", 0.91),
        themes=(Label("plans", 0.9), Label("assessment", 0.4)),
        cohorts=(Label("child-protection", 0.8),),
    )
    fieldwork = Period(date(2022, 1, 17), date(2022, 1, 28), "17 to 28 January 2022")
    facts = ReportFacts(
        sha256=document.sha256,
        authority="936",
        authority_printed="Example",
        authority_evidence=at(0),
        layout="ilacs-2018",
        inspections=(
            Inspection(
                kind="ilacs-standard",
                body="la",
                fieldwork=fieldwork,
                fieldwork_evidence=at(0),
                stays=(fieldwork,),
                kind_derived=True,
                lead_inspectors=("A Person",),
                judgements=tuple(Judgement(a, "good", at(n), "Good") for n, a in enumerate(AREAS)),
            ),
        ),
        publication=Publication(date(2022, 3, 9), "file-name", "9 March 2022"),
        sections=tuple(
            Section(n, f"Heading {n}", at(n), area, "good") for n, area in enumerate(AREAS[:3], 1)
        ),
        recommendations=tuple(
            Recommendation(n, "recommendation", "la", "The quality of plans.", at(n)) for n in range(1, 7)
        ),
        mentions=tuple(
            Mention(text, "paragraph", at(n, str(n // 4 + 1)), f"b{n}", section=n % 3 + 1)
            for n, text in enumerate(texts)
        ),
        licence="ogl-3",
    )
    found = tuple(
        Finding((n, n + 1), n, "weakness", ("plans",), ("child-protection",), "not-stated", None, 0.9, "la")
        for n in range(0, sentences - 1, 2)
    )
    return report_graph(
        document,
        facts,
        [Labelled(mention, labels) for mention in facts.mentions],
        FindingSet(found, ()),
        (),
        file_name=document.name,
        method="linear-1",
    )


def least(repeat: int, work: Callable[[], object]) -> float:
    """Least CPU time, in seconds, of so many runs."""
    times = []
    for _ in range(repeat):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def core_of(shapes: CoreShapes, triples: Sequence[Triple]) -> None:
    """Validate against core constraints; what was read of the last graph is not used again."""
    core_results(shapes, Terms.of_lines(to_lines(triples)))


def by_pyshacl(triples: Sequence[Triple], shapes: rdflib.Graph) -> None:
    """Validate with pySHACL's entry point."""
    data = rdflib.Graph()
    for triple in to_rdflib(triples):
        data.add(triple)
    pyshacl.validate(data, shacl_graph=shapes, inplace=True)


def without(graph: rdflib.Graph, left_out: Collection[str]) -> rdflib.Graph:
    """A graph without what is said about some things."""
    rest = rdflib.Graph()
    for triple in graph:
        if str(triple[0]) not in left_out:
            rest.add(triple)
    return rest


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--sentences", type=int, nargs="+", default=[100, 200, 400, 800, 1600])
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--pyshacl", action="store_true")
    options = parser.parse_args()
    loading = least(1, load_shapes)
    shapes = load_shapes()
    core_only = without(shapes.graph, {rule.shape for rule in shapes.rules})
    within = without(shapes.graph, {rule.shape for rule in shapes.rules if rule.across})
    print(
        f"reading the shapes: {loading:.2f} s; {len(shapes.core.targets)} shapes, {len(shapes.rules)} rules"
    )
    print("sentences  triples   core  rules  whole" + ("  pySHACL core   whole" if options.pyshacl else ""))
    for sentences in options.sentences:
        triples = list(made_report(sentences))
        core = least(options.repeat, partial(core_of, shapes.core, triples))
        whole = least(options.repeat, partial(validate_document, triples, shapes))
        row = f"{sentences:9}  {len(triples):7}  {core:5.2f}  {max(whole - core, 0.0):5.2f}  {whole:5.2f}"
        if options.pyshacl:
            row += f"  {least(1, partial(by_pyshacl, triples, core_only)):12.1f}"
            row += f"  {least(1, partial(by_pyshacl, triples, within)):6.1f}"
        print(row, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
