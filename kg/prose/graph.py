"""Candidate claims as triples: statements with status ``candidate`` and the words of their evidence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from pyoxigraph import NamedNode, Triple

from kg import __version__
from kg.documents.model import Document, Span
from kg.extract.facts import Evidence, Period
from kg.frameworks import inspectorates
from kg.namespaces import thing
from kg.prose.claims import Claim
from kg.prose.subject import Named, Subject
from kg.rdf import iris
from kg.rdf.evidence import add_evidence
from kg.rdf.terms import Graph, day, in_scheme, share, stated, text, whole

_OLD_SCALE: Final = "adequate"


def triples(document: Document, subject: Subject, claims: Iterable[Claim], method: str) -> Iterator[Triple]:
    """The graph of the candidate claims of a text.

    Args:
        document: the text.
        subject: its subject.
        claims: its claims.
        method: name and version of reader and classifier.
    """
    building = _Building(document, subject, method)
    for claim in claims:
        building.add(claim)
    return iter(building.graph)


class _Building:
    def __init__(self, document: Document, subject: Subject, method: str) -> None:
        self.graph = Graph()
        self.document, self.subject = document, subject
        self.authority = NamedNode(thing("authority", subject.authority))
        self.node = NamedNode(thing("document", iris.document_key(document.sha256)))
        self.method = NamedNode(thing("software", method))
        self._used: dict[str, int] = {}
        self._count = 0
        self._places: dict[Span, tuple[str, NamedNode]] = {}
        self._described: set[NamedNode] = set()
        self._describe(method)

    def _describe(self, method: str) -> None:
        graph, node = self.graph, self.node
        graph.a(node, "SourceDocument")
        graph.add(node, "sha256", text(self.document.sha256))
        graph.add(node, "fileName", text(self.document.name))
        graph.add(node, "dcterms:title", text(self.document.name))
        graph.add(node, "dcterms:format", text(self.document.media_type))
        graph.add(node, "tier", in_scheme("tier", self.subject.tier))
        graph.add(node, "authority", self.authority)
        graph.add(node, "licenceLabel", text("not-stated"))
        graph.add(
            node, "warning", text("Read as prose: its standing is inferred and its claims are candidates.")
        )
        graph.a(self.method, "Software")
        graph.add(self.method, "dcterms:title", text(method))
        graph.add(self.method, "dcterms:hasVersion", text(__version__))

    def add(self, claim: Claim) -> None:
        """Add one claim."""
        graph = self.graph
        sentence, evidence = self._place(claim.span)
        key = f"{claim.sort.lower()}-{sentence}"
        self._used[key] = self._used.get(key, 0) + 1
        self._count += 1
        if self._used[key] > 1:
            key = f"{key}-{self._used[key]}"
        node = NamedNode(thing("statement", f"{iris.document_key(self.document.sha256)}/{key}"))
        graph.a(node, f"{claim.sort}Statement")
        graph.add(node, "claimStatus", in_scheme("claim-status", "candidate"))
        graph.add(node, "authority", self.authority)
        graph.add(node, "inDocument", self.node)
        graph.add(node, "method", self.method)
        graph.add(node, "statementText", text(described(claim)))
        graph.add(node, "evidence", evidence)
        inspection = self._inspection(claim.inspection, evidence)
        graph.add(node, "ofProposedInspection", inspection)
        graph.add(node, "about", inspection or self.authority)
        self._say(node, claim, evidence)

    def _place(self, span: Span) -> tuple[str, NamedNode]:
        """The key of a sentence and its evidence, created once for all its claims."""
        if span not in self._places:
            words = " ".join(self.document.quote(span).split())
            evidence = Evidence(self.document.page_of(span.start), span)
            self._places[span] = (iris.sentence_key(words), add_evidence(self.graph, self.document, evidence))
        return self._places[span]

    def _say(self, node: NamedNode, claim: Claim, evidence: NamedNode) -> None:
        graph = self.graph
        if claim.labels is not None and claim.sort != "Priority":
            graph.add(node, "polarity", in_scheme("polarity", claim.labels.polarity.id))
            graph.add(node, "polarityConfidence", share(claim.labels.polarity.confidence))
            graph.add(node, "extent", stated("extent", claim.labels.extent.id))
            if claim.labels.change is not None:
                graph.add(node, "change", in_scheme("change", claim.labels.change.id))
        if claim.labels is not None:
            for rank, theme in enumerate(claim.labels.themes):
                graph.add(node, "theme", in_scheme("theme", theme.id))
                if rank == 0:
                    graph.add(node, "centralTheme", in_scheme("theme", theme.id))
            for cohort in [c.id for c in claim.labels.cohorts] or ["all-children"]:
                graph.add(node, "cohort", in_scheme("cohort", cohort))
        if claim.area is not None and claim.grade is not None:
            scale = "grade-2009" if claim.grade == _OLD_SCALE else "grade"
            graph.add(node, "area", in_scheme("judgement-area", claim.area))
            graph.add(node, "grade", in_scheme(scale, claim.grade))
        if claim.count is not None and claim.unit is not None:
            graph.add(node, "count", whole(claim.count))
            graph.add(node, "unit", text(claim.unit))
        match claim.sort:
            case "Event":
                status = "expected" if claim.expected else "happened"
                graph.add(node, "eventStatus", in_scheme("event-status", status))
            case "Priority":
                graph.add(node, "heldBy", self.authority)
            case "Recommendation":
                graph.add(node, "issuer", NamedNode(thing("inspectorate", inspectorates("")[0])))
                graph.add(node, "addressee", self.authority)
                graph.add(node, "addresseeRole", in_scheme("addressee-role", "la"))
                graph.add(node, "sequence", whole(self._count))
        if claim.speaker is not None:
            graph.add(node, "speaker", self._person(claim.speaker))
        if claim.period is not None:
            self._date(node, claim.period)

    def _date(self, node: NamedNode, period: Period) -> None:
        self.graph.add(node, "earliest", day(period.earliest))
        self.graph.add(node, "latest", day(period.latest))
        self.graph.add(node, "datesPrinted", text(" ".join(period.printed.split())))

    def _person(self, name: str) -> NamedNode:
        slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
        node = NamedNode(thing("person", f"{self.subject.authority}-{slug}"))
        self.graph.a(node, "Person")
        self.graph.add(node, "skos:prefLabel", text(name, "en"))
        self.graph.add(node, "authority", self.authority)
        self.graph.add(node, "namedIn", self.node)
        return node

    def _inspection(self, named: Named | None, evidence: NamedNode) -> NamedNode | None:
        """An inspection as the text names it; only records and reports state that it exists."""
        if named is None:
            return None
        key = f"{iris.document_key(self.document.sha256)}/{named.kind}-{named.date}"
        node = NamedNode(thing("proposed-inspection", key))
        if node not in self._described:
            self._described.add(node)
            self.graph.a(node, "ProposedInspection")
            self.graph.add(node, "authority", self.authority)
            self.graph.add(node, "proposedKind", in_scheme("kind", named.kind))
            self.graph.add(node, "evidence", evidence)
            self._date(node, named.period)
        return node


def described(claim: Claim) -> str:
    """A description of a claim in the project's words: candidates have no others.

    >>> from kg.documents.model import Span
    >>> described(Claim("Count", Span(0, 1), count=3, unit="visits"))
    'Proposed count: 3, visits'
    """
    said: list[str] = []
    if claim.labels is not None:
        said += [claim.labels.polarity.id, *(theme.id for theme in claim.labels.themes)]
        said += [cohort.id for cohort in claim.labels.cohorts]
    count = None if claim.count is None else str(claim.count)
    parts = [claim.area, claim.grade, count, claim.unit]
    said += [part for part in parts if part]
    if claim.period is not None:
        said.append(" ".join(claim.period.printed.split()))
    why = f"; {claim.reason}" if claim.reason else ""
    return f"Proposed {claim.sort.lower()}: {', '.join(said) or 'see the words of the document'}{why}"
