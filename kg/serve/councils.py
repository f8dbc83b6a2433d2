"""The page on a council."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.brief.chart import OVERALL, columns_of, grades_chart, grades_table, grades_told, size_of
from kg.brief.collect import collect
from kg.brief.model import Brief
from kg.brief.words import day_in_words, month
from kg.queries.lookup import find_one
from kg.queries.names import Name
from kg.serve.told import counted, words

if TYPE_CHECKING:
    from kg.api import KnowledgeGraph


_MOST: Final = 10
"""Inspections in the chart of grades; the table beside it has all."""
_ALL: Final = 1000
_BROAD: Final = 900
"""Pixels from which on a chart of grades cannot be read on a screen of middle width."""


@dataclass(frozen=True, slots=True)
class Council:
    """A council's page.

    Attributes:
        code: Department's code.
        brief: what is known.
        headline: its state in a sentence.
        chart: grades at the newest inspections as SVG; empty if there are none.
        broad: whether the chart needs a wide screen.
        told: every inspection with its grades in words, for narrow screens.
        days: first days of the inspections.
        table: areas, each with a cell for each day.
    """

    code: str
    brief: Brief
    headline: str
    chart: str
    broad: bool
    told: tuple[tuple[str, str], ...]
    days: tuple[str, ...]
    table: tuple[tuple[str, list[str]], ...]


def council(graph: KnowledgeGraph, code: str) -> Council:
    """Everything that the page on one council shows.

    Raises:
        UnknownName: no council has the code.
    """
    name = named(graph, code)
    brief = collect(graph, name.iri)
    marks, gaps = brief.marks, brief.gaps
    return Council(
        code=name.id,
        brief=brief,
        headline=headline(brief),
        chart=grades_chart(marks, gaps, _MOST, words()["grades"]["several"]),
        broad=size_of(marks, gaps, _MOST)[0] > _BROAD,
        told=tuple(grades_told(marks, gaps, _ALL)),
        days=tuple(day_in_words(day) for day in columns_of(marks, gaps, _ALL)),
        table=tuple(grades_table(marks, gaps, _ALL)),
    )


def named(graph: KnowledgeGraph, text: str) -> Name:
    """The council that a text names, by its name or code.

    Raises:
        UnknownName: there is none.
        BadParameter: there are several.
    """
    return find_one("authority", text, graph.names.authorities(), councils=True)


def headline(brief: Brief) -> str:
    """The state of a council in a sentence."""
    told = words()["headline"]
    if not brief.read:
        return str(told["unread"]).format(name=brief.authority)
    if brief.read == 1:
        found = counted("found", len(brief.part("new").entries))
        return str(told["single"]).format(name=brief.authority, found=found)
    overall = [mark for mark in brief.marks if mark.area == OVERALL]
    grade = (
        str(told["grade"]).format(grade=overall[-1].label, month=month(overall[-1].start)) if overall else ""
    )
    counts = {key: len(brief.part(key).entries) for key in ("lasted", "returned", "new", "resolved")}
    clauses = {key: counted(key, count) for key, count in counts.items()}
    return str(told["several" if any(counts.values()) else "nothing"]).format(grade=grade, **clauses)
