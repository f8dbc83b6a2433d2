"""The page on a council."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from kg.brief.chart import OVERALL, Lane, rows_of
from kg.brief.collect import collect
from kg.brief.model import Brief
from kg.brief.words import month
from kg.queries.names import Name, find_one
from kg.serve.charts import Cell, grid
from kg.serve.told import counted, words

if TYPE_CHECKING:
    from kg.api import KnowledgeGraph


@dataclass(frozen=True, slots=True)
class Council:
    """A council's page: its brief, the chart of grades, and the same as a table."""

    code: str
    brief: Brief
    headline: str
    chart: str
    days: tuple[str, ...]
    table: tuple[tuple[str, tuple[str, ...]], ...]


def council(graph: KnowledgeGraph, code: str) -> Council:
    """Everything that the page on one council shows.

    Raises:
        UnknownName: no council has the code.
    """
    name = named(graph, code)
    brief = collect(graph, name.iri)
    svg, days, table = chart(brief)
    return Council(name.id, brief, headline(brief), svg, days, table)


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


def chart(brief: Brief) -> tuple[str, tuple[str, ...], tuple[tuple[str, tuple[str, ...]], ...]]:
    """Grades at each inspection, oldest first: the drawing, its columns, and its rows as words."""
    lanes = rows_of(brief.marks, brief.gaps)
    days = sorted({mark.start for mark in brief.marks} | {gap.start for gap in brief.gaps})
    cells = [
        cell
        for lane in lanes
        for day in days
        if (cell := _cell(brief, lane, day, f"{day:%b %Y}" if _alone(day, days) else f"{day:%d %b %Y}"))
    ]
    columns = tuple(f"{day:%b %Y}" if _alone(day, days) else f"{day:%d %b %Y}" for day in days)
    if not cells:
        return "", (), ()
    said = {(cell.lane, cell.column): cell.words for cell in cells}
    table = tuple(
        (lane.label, tuple(said.get((lane.label, column), "") for column in columns)) for lane in lanes
    )
    label = "; ".join(f"{cell.column}, {cell.lane}: {cell.words}" for cell in cells)
    return grid(cells, [lane.label for lane in lanes], columns, label), columns, table


def _alone(day: date, days: Sequence[date]) -> bool:
    return sum((other.year, other.month) == (day.year, day.month) for other in days) == 1


def _cell(brief: Brief, lane: Lane, day: date, column: str) -> Cell | None:
    here = [mark for mark in brief.marks if mark.start == day and mark.area in lane.areas]
    if here:
        grades = list(dict.fromkeys(mark.grade for mark in here))
        labels = list(dict.fromkeys(mark.label for mark in here))
        return Cell(lane.label, column, grades[0] if len(grades) == 1 else "several", " or ".join(labels))
    gaps = [gap for gap in brief.gaps if gap.start == day and OVERALL in lane.areas]
    return Cell(lane.label, column, "", " ".join(gaps[0].cell)) if gaps else None
