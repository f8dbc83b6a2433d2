"""The facts of one inspection report as triples: everything except its sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from kg import __version__, frameworks
from kg.documents.model import Document
from kg.extract.facts import Inspection, Period, ReportFacts, Section
from kg.known import address
from kg.namespaces import ID, PREFIXES, thing
from kg.rdf import iris
from kg.rdf.evidence import add_evidence
from kg.rdf.terms import Graph, Value, day, in_scheme, text, truth, whole

_ADDRESS = NamedNode(PREFIXES["xsd"] + "anyURI")
_LICENCES = {"ogl-3": "http://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"}


@dataclass(frozen=True, slots=True)
class Source:
    """The names on which all resources of one document are based."""

    document: Document
    facts: ReportFacts
    file_name: str
    inspections: dict[str, NamedNode]

    @property
    def key(self) -> str:
        """Key of the document."""
        return iris.document_key(self.document.sha256)

    @property
    def node(self) -> NamedNode:
        """The document."""
        return self.thing("document")

    @property
    def authority(self) -> NamedNode:
        """The authority whose services, or whose area's board, the report is about; the first of several."""
        return NamedNode(thing("authority", self.facts.authority))

    @property
    def codes(self) -> tuple[str, ...]:
        """Codes of all authorities that the report is about, in printed order."""
        return self.facts.members or (self.facts.authority,)

    def add_authorities(self, graph: Graph, node: NamedNode, codes: Sequence[str] = ()) -> None:
        """State that a resource belongs to all authorities of the report, or to some of them."""
        for code in codes or self.codes:
            graph.add(node, "authority", NamedNode(thing("authority", code)))

    @property
    def board(self) -> NamedNode:
        """The safeguarding board of the authority's area."""
        return NamedNode(thing("board", f"{self.facts.authority}-lscb"))

    def thing(self, kind: str, key: str | None = None) -> NamedNode:
        """A resource whose key begins with the document's."""
        return NamedNode(thing(kind, self.key if key is None else f"{self.key}/{key}"))

    def inspection_of(self, part: str) -> NamedNode:
        """The inspection that a part of the report (``la`` or ``lscb``) belongs to."""
        return self.inspections.get(part) or next(iter(self.inspections.values()))

    def body(self, role: str) -> NamedNode:
        """The body that has a role: the board for ``lscb``, else the authority."""
        return self.board if role == "lscb" else self.authority

    @property
    def publisher(self) -> NamedNode:
        """The inspectorate that publishes the report and makes its recommendations."""
        return NamedNode(thing("inspectorate", frameworks.inspectorates(self.facts.inspections[0].kind)[0]))

    def inspected(self, inspection: Inspection) -> NamedNode:
        """The body whose work an inspection looks at."""
        body = frameworks.kind(inspection.kind).inspected(self.codes)
        return NamedNode(ID + body) if body else self.body(inspection.body)


def source_of(document: Document, facts: ReportFacts, file_name: str) -> Source:
    """Make the names of a report's inspections from its facts."""
    nodes = {
        i.body: NamedNode(iris.inspection(facts.authority, i.kind, i.fieldwork.earliest.isoformat()))
        for i in facts.inspections
    }
    return Source(document, facts, file_name, nodes)


def add_document(graph: Graph, source: Source) -> None:
    """Add the source document, its rendition and the run that read it."""
    document, facts, node = source.document, source.facts, source.node
    rendition, extraction = source.thing("rendition"), source.thing("extraction")
    reader = NamedNode(thing("software", document.reader))
    graph.a(node, "SourceDocument")
    graph.add(node, "sha256", text(document.sha256))
    graph.add(node, "fileName", text(source.file_name))
    url = address(document.sha256)
    graph.add(node, "schema:url", Literal(url, datatype=_ADDRESS) if url else None)
    graph.add(node, "dcterms:format", text(document.media_type))
    graph.add(node, "pageCount", whole(document.pages))
    graph.add(node, "layout", text(facts.layout))
    graph.add(node, "verifiedLayout", truth(facts.verified))
    graph.add(node, "tier", in_scheme("tier", frameworks.kind(facts.inspections[0].kind).tier))
    source.add_authorities(graph, node)
    graph.add(node, "dcterms:publisher", source.publisher)
    graph.add(node, "licenceLabel", text(facts.licence))
    if facts.licence in _LICENCES:
        graph.add(node, "dcterms:license", NamedNode(_LICENCES[facts.licence]))
    if facts.publication is not None:
        graph.add(node, "published", day(facts.publication.on))
        graph.add(node, "publishedBasis", in_scheme("published-basis", facts.publication.basis))
        graph.add(node, "publishedPrinted", text(facts.publication.printed))
    for inspection in source.inspections.values():
        graph.add(node, "reports", inspection)
    for warning in (*document.warnings, *facts.warnings):
        graph.add(node, "warning", text(warning))
    graph.add(node, "rendition", rendition)
    graph.a(rendition, "Rendition")
    graph.add(rendition, "sha256", text(document.rendition_sha256))
    graph.add(rendition, "prov:wasDerivedFrom", node)
    graph.add(rendition, "prov:wasGeneratedBy", extraction)
    graph.add(node, "extraction", extraction)
    graph.a(extraction, "Extraction")
    graph.add(extraction, "prov:used", node)
    graph.add(extraction, "prov:wasAssociatedWith", reader)
    graph.a(reader, "Software")
    graph.add(reader, "dcterms:title", text(document.reader))
    graph.add(reader, "dcterms:hasVersion", text(__version__))


def add_inspections(graph: Graph, source: Source) -> None:
    """Add the inspections that a report describes, with their dates, inspectors and judgements."""
    for inspection in source.facts.inspections:
        node = source.inspections[inspection.body]
        graph.a(node, "Inspection")
        source.add_authorities(graph, node)
        _add_inspected(graph, source, inspection)
        named = inspection.inspectorates or frameworks.inspectorates(inspection.kind)[:1]
        for inspectorate in named:
            graph.add(node, "inspectorate", NamedNode(thing("inspectorate", inspectorate)))
        graph.add(node, "inspectorateList", text(" ".join(named)))
        for focus in inspection.focus:
            graph.add(node, "focus", in_scheme("focus", focus))
        if inspection.focus:
            graph.add(node, "focusList", text(" ".join(inspection.focus)))
        graph.add(node, "kind", in_scheme("kind", inspection.kind))
        graph.add(node, "framework", in_scheme("framework", framework_of(inspection)))
        graph.add(node, "kindDerived", truth(inspection.kind_derived))
        _add_bounds(graph, node, inspection.fieldwork)
        for number, stay in enumerate(inspection.stays, start=1):
            part = NamedNode(f"{node.value}/stay-{number}")
            graph.add(node, "stay", part)
            graph.a(part, "Stay")
            _add_bounds(graph, part, stay)
        if inspection.lead_inspectors:
            graph.add(node, "leadInspectors", text("; ".join(inspection.lead_inspectors)))
        if inspection.no_overall_reason is not None:
            graph.add(node, "noOverallReason", in_scheme("no-overall-reason", inspection.no_overall_reason))
        graph.add(node, "evidence", add_evidence(graph, source.document, inspection.fieldwork_evidence))
        _add_judgements(graph, source, inspection)


def _add_inspected(graph: Graph, source: Source, inspection: Inspection) -> None:
    """Link an inspection to the inspected body; a body that is in no register is described here."""
    body = source.inspected(inspection)
    graph.add(source.inspections[inspection.body], "inspectedBody", body)
    kind = frameworks.kind(inspection.kind)
    if kind.inspected(source.codes):
        graph.a(body, "Body")
        graph.add(body, "skos:prefLabel", text(kind.body_label.format(source.facts.authority_printed), "en"))
        source.add_authorities(graph, body)


def _add_judgements(graph: Graph, source: Source, inspection: Inspection) -> None:
    scale = frameworks.grade_scale(inspection.kind)
    for judgement in inspection.judgements:
        node = source.thing("judgement", judgement.area)
        graph.a(node, "Judgement")
        graph.add(node, "ofInspection", source.inspections[inspection.body])
        graph.add(source.inspections[inspection.body], "judgement", node)
        graph.add(node, "inDocument", source.node)
        source.add_authorities(graph, node)
        graph.add(node, "area", in_scheme("judgement-area", judgement.area))
        graph.add(node, "grade", in_scheme(scale, judgement.grade))
        graph.add(node, "printedForm", text(judgement.printed) if judgement.printed else None)
        graph.add(node, "evidence", add_evidence(graph, source.document, judgement.evidence))


def add_sections(graph: Graph, source: Source) -> None:
    """Add the sections of the report's body."""
    kinds = {i.body: i.kind for i in source.facts.inspections}
    for section in source.facts.sections:
        node = section_node(source, section)
        scale = frameworks.grade_scale(kinds.get(section.part, source.facts.inspections[0].kind))
        graph.a(node, "Section")
        graph.add(node, "inDocument", source.node)
        graph.add(node, "ofInspection", source.inspection_of(section.part))
        graph.add(node, "sequence", whole(section.sequence))
        graph.add(node, "heading", text(section.heading))
        graph.add(node, "area", _concept("judgement-area", section.area))
        graph.add(node, "grade", _concept(scale, section.grade))
        graph.add(node, "evidence", add_evidence(graph, source.document, section.evidence))


def section_node(source: Source, section: Section) -> NamedNode:
    """The node of a section."""
    return source.thing("section", str(section.sequence))


def framework_of(inspection: Inspection) -> str:
    """Framework of an inspection: its edition follows from the areas judged and the first day on site."""
    start = inspection.fieldwork.earliest.isoformat()
    return frameworks.edition_of(inspection.kind, start, inspection.no_overall_reason)


def _add_bounds(graph: Graph, node: NamedNode, period: Period) -> None:
    for name, value in (
        ("startEarliest", period.earliest),
        ("startLatest", period.earliest),
        ("endEarliest", period.latest),
        ("endLatest", period.latest),
    ):
        graph.add(node, name, day(value))
    graph.add(node, "datesPrinted", text(period.printed))


def _concept(scheme: str, identifier: str | None) -> Value | None:
    return None if identifier is None else in_scheme(scheme, identifier)
