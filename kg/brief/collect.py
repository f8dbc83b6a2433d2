"""What a page for a meeting tells, asked of the stored queries and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from kg.namespaces import concept
from kg.queries.answer import Row

if TYPE_CHECKING:
    from kg.api import KnowledgeGraph

MOST = 6
"""Entries of a section before the page says how many more there are."""


_PERSISTED = "Raised in inspection after inspection, the newest included."
_CAME_BACK = "Weak now and weak before, with an inspection between that was not."
_NEW = "Weak now, and not in an earlier inspection in scope."
_RESOLVED = (
    "Weak before; the newest inspection in scope tells of strength and of nothing weak. The words prove it."
)
_ENDED = "Runs of two or more inspections that did not last to the newest."


@dataclass(frozen=True, slots=True)
class Place:
    """Words and where they stand; no words where an inspection was silent or is not loaded.

    ``source`` is the number of the document in :attr:`Brief.sources`, 0 where there are no words.
    """

    words: str
    when: str
    level: str
    source: int
    page: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One weakness: its theme and group of children, facts in plain words, and the places that say it."""

    theme: str
    cohort: str
    facts: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A list of entries, with what it means and how to see all of it.

    Attributes:
        total: how many there are; the page shows the first :data:`MOST`.
        query: the stored query that lists all.
    """

    title: str
    meaning: str
    entries: tuple[Entry, ...]
    total: int
    query: str


@dataclass(frozen=True, slots=True)
class Mark:
    """One grade: the lane it stands in, the first day on site, the grade's id and label."""

    area: str
    start: date
    grade: str
    label: str


@dataclass(frozen=True, slots=True)
class Brief:
    """Everything on the page.

    Attributes:
        authority: its name.
        latest: the newest inspection in words.
        marks: grades over time.
        sections: what persisted, came back, was resolved, is new.
        untold: what cannot be told, with the number of weaknesses and the reason.
        unread: inspections that are known and not loaded.
        sources: the documents cited, in the order of their numbers.
    """

    authority: str
    latest: str
    marks: tuple[Mark, ...]
    sections: tuple[Section, ...]
    untold: tuple[tuple[int, str], ...]
    unread: str
    sources: tuple[str, ...]


def collect(graph: KnowledgeGraph, authority: str) -> Brief:
    """Ask everything that the page tells.

    Args:
        graph: an open store.
        authority: as people write it.

    Raises:
        UnknownName: no authority is called so.
    """
    sources = _Sources(graph)
    runs = graph.query("persistent-weaknesses", authority=authority).rows
    lasting, ended = ([r for r in runs if r["ended"] is over] for over in (False, True))

    def asked(query: str) -> list[Row]:
        return graph.query(query, authority=authority).rows

    resolved = [row for row in asked("resolved-weaknesses") if row["state"] == "resolved"]
    told: tuple[tuple[str, str, str, list[Row], Callable[[Row], str]], ...] = (
        ("What has persisted to now", _PERSISTED, "persistent-weaknesses", lasting, _run_facts),
        ("What came back", _CAME_BACK, "recurrent-weaknesses", asked("recurrent-weaknesses"), _between),
        ("What is new", _NEW, "new-weaknesses", asked("new-weaknesses"), lambda row: ""),
        ("What was resolved", _RESOLVED, "resolved-weaknesses", resolved, _weak_until),
        ("What had persisted and then ended", _ENDED, "persistent-weaknesses", ended, _run_facts),
    )
    sections = tuple(_section(sources, *parts) for parts in told)
    states = graph.query("trajectories", authority=authority).rows
    marks = _marks(graph, authority)
    name = next((graph.names.label(str(r["authority"])) for r in states), None) or authority
    return Brief(
        authority=name,
        latest=_latest(graph, authority),
        marks=marks,
        sections=sections,
        untold=_untold(states),
        unread="; ".join(sorted({str(r["inspections_unread"]) for r in states if r["inspections_unread"]})),
        sources=sources.listed(),
    )


class _Sources:
    """Documents numbered in the order in which they are first cited."""

    def __init__(self, graph: KnowledgeGraph) -> None:
        self._graph = graph
        self._numbers: dict[str, int] = {}

    def place(self, row: Row) -> Place:
        tier = self.label("tier", row["tier"])
        cited = ", ".join(str(part) for part in (row["document"], row["published"], tier) if part)
        number = self._numbers.setdefault(cited, len(self._numbers) + 1) if row["sentence"] else 0
        page = f"page {row['page']}" if row["page"] else ""
        paragraph = f"paragraph {row['paragraph']}" if row["paragraph"] else ""
        when = row.get("start") or row.get("now") or row.get("published")
        level = self.label("level", row.get("level"))
        return Place(
            str(row["sentence"] or ""), _day(when), level, number, ", ".join(filter(None, (page, paragraph)))
        )

    def listed(self) -> tuple[str, ...]:
        return tuple(self._numbers)

    def label(self, scheme: str, identifier: object) -> str:
        """Label of a concept by its id, or nothing for nothing."""
        if not identifier:
            return ""
        return self._graph.names.label(concept(scheme, str(identifier))) or str(identifier)


def _section(
    sources: _Sources, title: str, meaning: str, query: str, rows: Iterable[Row], facts: Callable[[Row], str]
) -> Section:
    groups = [list(group) for _, group in groupby(rows, key=itemgetter("trajectory"))]
    entries = [
        Entry(
            sources.label("theme", group[0]["theme"]),
            sources.label("cohort", group[0]["cohort"]),
            facts(group[0]),
            tuple(sources.place(row) for row in _one_an_inspection(group)),
        )
        for group in groups[:MOST]
    ]
    return Section(title, meaning, tuple(entries), len(groups), query)


def _one_an_inspection(rows: Sequence[Row]) -> list[Row]:
    """The first sentence of each inspection: the query puts the best first."""
    best: dict[object, Row] = {}
    for row in rows:
        best.setdefault(row.get("inspection") or row.get("published"), row)
    return list(best.values())


def _run_facts(row: Row) -> str:
    basis = "; an inspector says that it persists" if row["basis"] == "declared" else ""
    return f"{row['run_length']} inspections, {_day(row['first'])} to {_day(row['last'])}{basis}"


def _between(row: Row) -> str:
    return f"between: {row['between']}" if row["between"] else ""


def _weak_until(row: Row) -> str:
    return f"last weak in {_day(row['weak_until'])}"


def _day(value: object) -> str:
    return f"{value:%B %Y}" if isinstance(value, date) else str(value or "")


def _days(start: object, end: object) -> str:
    if isinstance(start, date) and isinstance(end, date):
        return f"{start.day} {start:%B %Y} to {end.day} {end:%B %Y}"
    return str(start)


def _marks(graph: KnowledgeGraph, authority: str) -> tuple[Mark, ...]:
    found = graph.query("judgements", authority=authority).rows
    marks = []
    for row in found:
        start = row["start"]
        if isinstance(start, date):
            marks.append(
                Mark(str(row["area"]), start, str(row["grade"]), str(row["printed"] or row["grade"]))
            )
    return tuple(marks)


def _latest(graph: KnowledgeGraph, authority: str) -> str:
    rows = [r for r in graph.query("inspections", authority=authority).rows if r["start"]]
    if not rows:
        return "No inspection report of this authority is loaded."
    row = rows[-1]
    kind = graph.names.label(concept("kind", str(row["kind"]))) or row["kind"]
    day = row["published"]
    published = f"{day.day} {day:%B %Y}" if isinstance(day, date) else "on a day not known"
    return f"{kind}, {_days(row['start'], row['end'])}, published {published}"


_UNTOLD = {
    "not-re-raised": "raised before and not mentioned since; silence proves nothing",
    "easing": "raised before, now a single remark",
    "unknown": "raised before; no report since then is loaded that covers it",
    "lapsed": "raised of a body that no longer exists",
}


def _untold(states: Iterable[Row]) -> tuple[tuple[int, str], ...]:
    counts = [str(row["state"]) for row in states]
    return tuple((counts.count(s), reason) for s, reason in _UNTOLD.items() if s in counts)
