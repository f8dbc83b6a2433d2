"""The page on a theme or a group of children: the national picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.brief.words import words as plain
from kg.errors import UnknownName
from kg.namespaces import concept
from kg.serve.charts import bars
from kg.serve.pages import of_page
from kg.serve.told import counted, words

if TYPE_CHECKING:
    from kg.api import KnowledgeGraph


@dataclass(frozen=True, slots=True)
class Topic:
    """A theme, a group of themes, or a group of children.

    Attributes:
        kind: ``theme`` or ``cohort``.
        id: of the concept.
        label: its name.
        iri: the concept.
        headline: the national picture in a sentence.
        states: what became of weaknesses, and the number of councils with one of this state.
        regions: regions with councils that are weak now, and their number.
        charts: drawings of both; empty where there is nothing.
    """

    kind: str
    id: str
    label: str
    iri: str
    headline: str
    states: tuple[tuple[str, int], ...]
    regions: tuple[tuple[str, int], ...]
    charts: tuple[str, str]


def topic(graph: KnowledgeGraph, kind: str, identifier: str) -> Topic:
    """The national picture of a theme, of the themes of a group, or of a group of children.

    Raises:
        UnknownName: there is no such theme or group.
    """
    iri = concept(kind, identifier)
    names = {name.iri: name for name in graph.names.concepts(kind)}
    if iri not in names:
        raise UnknownName("thing", f"{kind}/{identifier}")
    label = names[iri].label
    members = graph.names.members(iri) if kind == "theme" else ()
    rows = of_page(graph, "states", **{kind: members or iri}).rows
    parts = plain().parts
    councils = {
        key: {str(row["authority"]) for row in rows if row["state"] in part.states}
        for key, part in parts.items()
    }
    states = tuple((part.title, len(councils[key])) for key, part in parts.items())
    now = set[str]().union(*(councils[key] for key, part in parts.items() if part.now))
    regions = sorted(
        (
            (name.label, sum(council in now for council in graph.names.within(name.iri)))
            for name in graph.names.labelled("Region")
        ),
        key=lambda pair: (-pair[1], pair[0]),
    )
    told = words()["topic"]
    headline = str(told["nothing"])
    if rows:
        headline = str(told["several"]).format(
            now=counted("councils_now", len(now)),
            returned=counted("councils_returned", len(councils["returned"])),
            resolved=counted("councils_resolved", len(councils["resolved"])),
        )
    weak = tuple(pair for pair in regions if pair[1])
    return Topic(
        kind=kind,
        id=identifier,
        label=label,
        iri=iri,
        headline=headline,
        states=states if rows else (),
        regions=weak,
        charts=(
            bars(states, "Councils", f"{label}: councils by what became of the weakness") if rows else "",
            bars(weak, "Councils weak on it now", f"{label}: councils that are weak now, by region")
            if weak
            else "",
        ),
    )
