"""Small graphs, told as stories: inspections of a fictional council and what they found."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from kg.curation import RowDecision
from kg.frameworks import scheme_files
from kg.namespaces import thing
from kg.rdf.terms import Graph, in_scheme, our, share, stated, text, whole
from kg.store.embedded import EmbeddedStore, in_memory
from kg.trajectories import Rules, derive

COUNCIL = "999"
FORMER = "998"
WORDS = "What children get is described here."
_DATE = NamedNode("http://www.w3.org/2001/XMLSchema#date")


class Story:
    """A growing graph of inspections and findings; ``last`` is the key of the last thing made.

    >>> story = Story()
    >>> _ = story.inspection("sif", "2015-03-02").weak("plans", "children-in-care", times=2)
    >>> story.states()
    {('plans', 'children-in-care'): 'first-recorded'}
    """

    def __init__(self) -> None:
        self.graph = Graph()
        self.last = ""
        self._count = 0
        self._inspection = NamedNode(thing("inspection", "none"))
        self._document = NamedNode(thing("document", "none"))
        self._authority = NamedNode(thing("authority", COUNCIL))
        self.authority(COUNCIL)

    def authority(self, code: str, until: str | None = None) -> Story:
        """Speak of an authority; ``until``: the day it ceased to exist."""
        self._authority = NamedNode(thing("authority", code))
        board = NamedNode(thing("board", f"{code}-lscb"))
        self.graph.a(self._authority, "Authority")
        self.graph.add(self._authority, "board", board)
        self.graph.add(board, "validUntil", Literal("2019-09-29", datatype=_DATE))
        if until is not None:
            self.graph.add(self._authority, "validUntil", Literal(until, datatype=_DATE))
        return self

    def successor(self, old: str, new: str) -> Story:
        """One authority takes the place of another."""
        event = NamedNode(thing("change", f"{old}-{new}"))
        self.graph.add(event, "org:originalOrganization", NamedNode(thing("authority", old)))
        self.graph.add(event, "org:resultingOrganization", NamedNode(thing("authority", new)))
        return self

    def inspection(
        self,
        kind: str,
        start: str,
        *,
        tier: str | None = "ofsted-report",
        focus: str | None = None,
        board: bool = False,
        key: str | None = None,
        until: str | None = None,
    ) -> Story:
        """Speak of an inspection from here on; ``tier=None``: it is known, and no document reports it."""
        code = self._authority.value.rpartition("/")[2]
        self._inspection = NamedNode(thing("inspection", key or f"{code}-{kind}-{start}"))
        self.graph.a(self._inspection, "Inspection")
        self.graph.add(self._inspection, "authority", self._authority)
        body = NamedNode(thing("board", f"{code}-lscb")) if board else self._authority
        self.graph.add(self._inspection, "inspectedBody", body)
        self.graph.add(self._inspection, "kind", in_scheme("kind", kind))
        self.graph.add(self._inspection, "startEarliest", Literal(start, datatype=_DATE))
        self.graph.add(self._inspection, "startLatest", Literal(until or start, datatype=_DATE))
        if focus is not None:
            self.graph.add(self._inspection, "focus", in_scheme("focus", focus))
        if tier is not None:
            self.document(tier)
            self.graph.add(self._document, "reports", self._inspection)
        return self

    def document(self, tier: str) -> Story:
        """Take what follows from another document."""
        self._document = NamedNode(thing("document", self._next()))
        self.graph.a(self._document, "SourceDocument")
        self.graph.add(self._document, "tier", in_scheme("tier", tier))
        return self

    def weak(
        self,
        theme: str,
        cohort: str,
        *,
        times: int = 1,
        area: str | None = None,
        words: str = WORDS,
        change: str | None = None,
        form: str = "paragraph",
    ) -> Story:
        """Weak findings, each a finding of its own."""
        for _ in range(times):
            self.finding("weakness", theme, cohort, area=area, words=words, change=change, form=form)
        return self

    def strong(self, theme: str, cohort: str, *, words: str = WORDS, extent: str = "not-stated") -> Story:
        """A strength."""
        return self.finding("strength", theme, cohort, words=words, extent=extent)

    def finding(
        self,
        polarity: str,
        themes: str,
        cohorts: str,
        *,
        area: str | None = None,
        words: str = WORDS,
        extent: str = "not-stated",
        change: str | None = None,
        confidence: float = 0.9,
        form: str = "paragraph",
    ) -> Story:
        """A finding with one sentence; several themes or cohorts are joined by blanks."""
        key = self._next()
        node, mention = NamedNode(thing("finding", key)), NamedNode(thing("mention", key))
        self._common(node, "Finding", themes, cohorts)
        self.graph.add(node, "polarity", in_scheme("polarity", polarity))
        self.graph.add(node, "extent", stated("extent", extent))
        self.graph.add(node, "confidence", share(confidence))
        self.graph.add(node, "area", in_scheme("judgement-area", area) if area else None)
        self.graph.add(node, "change", in_scheme("change", change) if change else None)
        self.graph.add(node, "leadMention", mention)
        self.graph.a(mention, "Mention")
        self.graph.add(mention, "inDocument", self._document)
        self.graph.add(mention, "ofInspection", self._inspection)
        self.graph.add(mention, "mentionOf", node)
        self.graph.add(mention, "form", in_scheme("form", form))
        self.graph.add(mention, "polarity", in_scheme("polarity", polarity))
        self.graph.add(mention, "change", in_scheme("change", change) if change else None)
        self.graph.add(mention, "centralTheme", in_scheme("theme", themes.split(" ", 1)[0]))
        self._evidence(mention, words)
        return self

    def recommendation(
        self,
        themes: str,
        cohorts: str,
        *,
        priority: bool = False,
        confidence: float | None = None,
        words: str | None = None,
    ) -> Story:
        """A recommendation, or a priority action."""
        node = NamedNode(thing("recommendation", self._next()))
        self._common(node, "Recommendation", themes, cohorts)
        if priority:
            self.graph.a(node, "PriorityAction")
        self.graph.add(node, "confidence", None if confidence is None else share(confidence))
        self.graph.add(node, "sequence", whole(self._count))
        self.graph.add(node, "text", None if words is None else text(words))
        return self

    def claim(
        self,
        polarity: str,
        theme: str,
        cohort: str,
        *,
        tier: str = "press",
        speaker: str = "inspectorate/ofsted",
        status: str = "curated",
    ) -> Story:
        """A document of others says that inspectors found something."""
        self.document(tier)
        node = NamedNode(thing("statement", self._next()))
        who = NamedNode(thing(*speaker.split("/")))
        self._common(node, "FindingStatement", theme, cohort)
        self.graph.add(node, "claimStatus", in_scheme("claim-status", status))
        self.graph.add(node, "polarity", in_scheme("polarity", polarity))
        self.graph.add(node, "speaker", who)
        self.graph.a(NamedNode(thing("inspectorate", "ofsted")), "Inspectorate")
        return self

    def store(self) -> EmbeddedStore:
        """The graph with the project's schemes."""
        return in_memory([*_schemes(), *self.graph])

    def derived(
        self, code: str = COUNCIL, rules: Rules | None = None, decisions: Iterable[RowDecision] = ()
    ) -> Derived:
        """What is derived from it for one authority."""
        return Derived(q.triple for q in derive(self.store(), code, rules, decisions))

    def states(self, code: str = COUNCIL, rules: Rules | None = None) -> dict[tuple[str, str], str]:
        """State of each unit."""
        found = self.derived(code, rules)
        return {
            (found.one(t, "theme"), found.one(t, "cohort")): found.one(t, "state")
            for t in found.of("Trajectory")
        }

    def _common(self, node: NamedNode, kind: str, themes: str, cohorts: str) -> None:
        self.graph.a(node, kind)
        self.graph.add(node, "authority", self._authority)
        self.graph.add(node, "ofInspection", self._inspection)
        self.graph.add(node, "inDocument", self._document)
        for theme in themes.split():
            self.graph.add(node, "theme", in_scheme("theme", theme))
        self.graph.add(node, "centralTheme", in_scheme("theme", themes.split()[0]))
        for cohort in cohorts.split():
            self.graph.add(node, "cohort", in_scheme("cohort", cohort))

    def _evidence(self, node: NamedNode, words: str) -> None:
        key = node.value.rpartition("/")[2]
        evidence = NamedNode(thing("evidence", key))
        self.graph.add(node, "evidence", evidence)
        self.graph.add(evidence, "words", text(words))
        self.graph.add(evidence, "start", whole(self._count))

    def _next(self) -> str:
        self._count += 1
        self.last = f"t{self._count:03}"
        return self.last


class Derived:
    """Derived triples, to look things up in."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self.triples = [(_value(t.subject), t.predicate, _value(t.object)) for t in triples]

    def of(self, kind: str) -> list[str]:
        """IRIs of the instances of a class, sorted."""
        return sorted(s for s, _, o in self.triples if o == our(kind).value)

    def all(self, subject: str, name: str) -> list[str]:
        """Last parts of the values of a property, sorted."""
        values = (o for s, p, o in self.triples if s == subject and p == our(name))
        return sorted(value.rpartition("/")[2] for value in values)

    def one(self, subject: str, name: str) -> str:
        """The last part of a property's one value."""
        (value,) = self.all(subject, name)
        return value

    def trajectory(self, theme: str, cohort: str, body: str = COUNCIL) -> str:
        """IRI of a unit's trajectory."""
        return thing("trajectory", f"{body}/{theme}/{cohort}")

    def levels(self, trajectory: str) -> list[str]:
        """Levels of a trajectory's observations, oldest first."""
        key = trajectory.partition("/trajectory/")[2]
        nodes = [
            n for n in self.of("Observation") if n.partition("/observation/")[2].rpartition("/")[0] == key
        ]
        return [self.one(n, "level") for n in sorted(nodes, key=lambda n: int(self.one(n, "order")))]

    def runs(self, trajectory: str) -> list[tuple[int, str, str]]:
        """Length, trend and whether it has ended, of each run."""
        start = trajectory.replace("/trajectory/", "/run/") + "/"
        nodes = [n for n in self.of("Run") if n.startswith(start) and "/" not in n[len(start) :]]
        return [(int(self.one(n, "runLength")), self.one(n, "trend"), self.one(n, "ended")) for n in nodes]


def _value(term: object) -> str:
    assert isinstance(term, NamedNode | Literal)
    return term.value


@cache
def _schemes() -> tuple[Triple, ...]:
    return tuple(q.triple for file in scheme_files() for q in parse(path=str(file), format=RdfFormat.TURTLE))
