"""Reports of fictional councils, told in YAML and built by the package's own builders.

A fixture is a folder named after a stored query::

    story.yaml   reports, in the short form that :func:`tell` reads; left out where graph.ttl says it all
    graph.ttl    triples that no report states; left out where there are none
    decisions.jsonl  decisions about rows (docs/curation.md); left out where there are none
    follow-ups.jsonl  what people read about recommendations; left out where there is nothing
    strengths.jsonl  what people read about strengths; left out where there is nothing
    records.yaml names of records in the folder ``records`` that are loaded too; left out where there are none
    A folder with none of these tells of the councils of the folder ``england``.
    cases.yaml   calls: ``about`` (what the case shows), ``given`` (parameters) and ``rows``, a table as CSV.
                 Its columns are those that the case is about; its rows are all rows, in order.

The graph holds the ontology's schemes, the fictional register, the reports and what is derived from
them, made by the code that makes them in a store: a query that expects another shape of graph than the
builders write fails here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from pyoxigraph import Literal, RdfFormat, Triple, parse

from kg import findings, yaml_core
from kg.classify.base import Label, Labelled, Labels
from kg.curation.follow_ups import read_follow_ups
from kg.curation.rows import read_rows
from kg.curation.strengths import read_strengths
from kg.documents.model import Document, Span
from kg.errors import RecordError
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
from kg.frameworks import scheme_files
from kg.rdf.build import report_graph
from kg.rdf.terms import our, term
from kg.records import load_records
from kg.resources import folder
from kg.store.embedded import EmbeddedStore, in_memory
from kg.store.manifest import Entry
from kg.store.supersede import stub
from kg.trajectories import Rules, derive

HERE = Path(__file__).parent
_SURE = 0.9
_ALL_LISTED = Rules(listed=0.0)
"""A story tells what queries do with rows that are listed; people's decisions take rows out."""
_ADDRESS = "https://documents.example.org/one"


def read_yaml(path: Path) -> Any:
    """A YAML file by the core schema: dates stay text."""
    return yaml_core.load(path.read_text(encoding="utf-8"), path.name, RecordError)


@cache
def graph_of(fixture: str) -> tuple[Triple, ...]:
    """All triples of a fixture, schemes, register and derived facts among them."""
    place = HERE / fixture
    if not any((place / name).exists() for name in ("story.yaml", "graph.ttl", "records.yaml")):
        place = HERE / "england"
    told = [*_base()]
    reports = read_yaml(place / "story.yaml") if (place / "story.yaml").exists() else []
    for report in reports:
        told += tell(report)
    if (place / "graph.ttl").exists():
        told += _turtle(place / "graph.ttl")
    if (place / "records.yaml").exists():
        named = [HERE / "records" / name for name in read_yaml(place / "records.yaml")]
        told += [t for record in load_records(named, [HERE / "register.ttl"]) for t in record.triples]
    store = in_memory(told)
    path = HERE / fixture / "decisions.jsonl"
    decisions = read_rows([path]).values() if path.exists() else ()
    read = read_follow_ups(p for p in [HERE / fixture / "follow-ups.jsonl"] if p.exists())
    praised = read_strengths(p for p in [HERE / fixture / "strengths.jsonl"] if p.exists())
    for code in sorted(_authorities(store)):
        told += [quad.triple for quad in derive(store, code, _ALL_LISTED, decisions, read, praised)]
    return tuple(dict.fromkeys([*told, *_addresses(told)]))


def _addresses(told: Iterable[Triple]) -> Iterator[Triple]:
    """An address for each document, as it may be supplied when files are loaded."""
    for triple in told:
        if triple.predicate == term("rdf:type") and triple.object == our("SourceDocument"):
            yield Triple(triple.subject, term("schema:url"), Literal(_ADDRESS, datatype=term("xsd:anyURI")))


def _authorities(store: EmbeddedStore) -> set[str]:
    asked = (
        "PREFIX kg: <https://w3id.org/inspection-kg/def/> SELECT ?code { ?a a kg:Authority ; kg:code ?code }"
    )
    return {str(getattr(row[0], "value", "")) for row in store.select(asked).rows}


def _base() -> Iterator[Triple]:
    ontology = folder("ontology")
    for path in (*scheme_files(), ontology / "register" / "programmes.ttl", HERE / "register.ttl"):
        yield from _turtle(path)


@cache
def _turtle(path: Path) -> tuple[Triple, ...]:
    return tuple(quad.triple for quad in parse(path=str(path), format=RdfFormat.TURTLE))


def tell(report: Mapping[str, Any]) -> Iterable[Triple]:
    """The graph of one report.

    ``report`` has ``file``, ``authority`` (its code; ``members`` too, of an area of several), ``published``,
    ``inspection`` and, for a board's review printed in it, ``board``; ``says`` (sentences), ``recommends``
    (each ``for`` some members, if not all), ``warns`` and ``superseded`` (yes or no).
    """
    facts, sentences, document = _Telling(report).facts()
    found = findings.group(sentences)
    supports = findings.support(facts.recommendations, sentences, found)
    graph = report_graph(
        document, facts, sentences, found, supports, file_name=report["file"], method="told-1"
    )
    if not report.get("superseded"):
        return graph
    key = document.sha256[:16]
    return stub(graph, Entry("", "", (), 0, "", document=key, superseded_by=key))


class _Telling:
    """One report as it is put together: its text grows sentence by sentence."""

    def __init__(self, report: Mapping[str, Any]) -> None:
        self.report = report
        self.text = ""
        self.starts: list[int] = []
        self.sentences: list[Labelled] = []
        self.sections: list[Section] = []

    def facts(self) -> tuple[ReportFacts, list[Labelled], Document]:
        report = self.report
        inspections = [self._inspection(report["inspection"], "la")]
        if "board" in report:
            inspections.append(self._inspection(report["board"], "lscb"))
        recommended = [
            self._recommendation(number, item)
            for number, item in enumerate(report.get("recommends", ()), start=1)
        ]
        for said in report.get("says", ()):
            self._mention(said)
        sha256 = hashlib.sha256(report["file"].encode()).hexdigest()
        published = report.get("published")
        facts = ReportFacts(
            sha256=sha256,
            authority=str(report["authority"]),
            authority_printed="",
            authority_evidence=Evidence(1, Span(0, 0)),
            layout="told",
            inspections=tuple(inspections),
            publication=Publication(_day(published), "printed", published) if published else None,
            sections=tuple(self.sections),
            recommendations=tuple(recommended),
            mentions=tuple(one.mention for one in self.sentences),
            warnings=tuple(report.get("warns", ())),
            members=tuple(map(str, report.get("members", ()))),
        )
        starts = tuple(self.starts)
        document = Document(report["file"], sha256, "application/pdf", self.text, starts, (), "told-1")
        return facts, self.sentences, document

    def _inspection(self, told: Mapping[str, Any], body: str) -> Inspection:
        printed = f"{told['start']} to {told['end']}"
        judged = [
            Judgement(area, grade, self._at(1, f"{area}: {grade}"), printed=grade)
            for area, grade in told.get("judgements", {}).items()
        ]
        return Inspection(
            kind=told["kind"],
            body=body,
            fieldwork=Period(_day(told["start"]), _day(told["end"]), printed),
            fieldwork_evidence=self._at(1, printed),
            lead_inspectors=tuple(_list(told.get("lead"))),
            kind_derived=bool(told.get("kind_derived")),
            judgements=tuple(judged),
            no_overall_reason=told.get("no_overall_reason"),
            focus=tuple(_list(told.get("focus"))),
        )

    def _recommendation(self, number: int, told: Mapping[str, Any]) -> Recommendation:
        priority = "priority-action" if told.get("priority") else "recommendation"
        said = {"polarity": "weakness", "form": priority, **told}
        evidence = self._mention(said, recommendation=number)
        return Recommendation(
            sequence=number,
            kind=priority,
            addressee=told.get("to", "la"),
            text=told["text"],
            evidence=evidence,
            number=told.get("number"),
            authorities=tuple(map(str, told.get("for", ()))),
            timescale=told.get("timescale"),
            framework_tags=tuple(told.get("tags", "").split()),
            group=told.get("group"),
        )

    def _mention(self, told: Mapping[str, Any], recommendation: int | None = None) -> Evidence:
        sure = float(told.get("confidence", _SURE))
        evidence = self._at(int(told.get("page", 2)), told["text"], told.get("paragraph"))
        mention = Mention(
            text=told["text"],
            form=told.get("form", "paragraph"),
            evidence=evidence,
            block=f"b{len(self.sentences)}",
            section=self._section(told),
            recommendation=recommendation,
            part=told.get("part", "lscb" if told.get("to") == "lscb" else "la"),
        )
        labels = Labels(
            polarity=Label(told.get("polarity", "neutral"), sure),
            themes=_labels(told.get("themes", "")),
            cohorts=_labels(told.get("cohorts", "")),
            extent=Label(told.get("extent", "not-stated"), sure),
            change=Label(told["change"], sure) if "change" in told else None,
        )
        self.sentences.append(Labelled(mention, labels))
        return evidence

    def _section(self, told: Mapping[str, Any]) -> int | None:
        """Number of the section of an area, begun where the area is first told of."""
        area = told.get("area")
        if area is None:
            return None
        known = {section.area: section.sequence for section in self.sections}
        if area not in known:
            known[area] = len(self.sections) + 1
            evidence = self._at(int(told.get("page", 2)), area)
            self.sections.append(Section(known[area], area, evidence, area=area))
        return known[area]

    def _at(self, page: int, words: str, paragraph: str | None = None) -> Evidence:
        """Write words at the end of the text, on a page that is the last or a later one."""
        assert page >= len(self.starts), f"{self.report['file']}: tell page {page} before later pages"
        while len(self.starts) < page:
            self.starts.append(len(self.text))
        start = len(self.text)
        self.text += words + "\n"
        return Evidence(page, Span(start, start + len(words)), paragraph)


def _labels(ids: str) -> tuple[Label, ...]:
    return tuple(Label(one, _SURE) for one in ids.split())


def _list(value: object) -> Sequence[str]:
    return [] if value is None else value if isinstance(value, list) else [str(value)]


def _day(text: str) -> date:
    return date.fromisoformat(text)
