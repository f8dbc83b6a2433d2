"""The content of a page for a meeting, from stored queries alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from string import ascii_uppercase
from typing import TYPE_CHECKING

from kg import frameworks
from kg.brief import grades
from kg.brief.calendar import Calendar
from kg.brief.chart import OVERALL
from kg.brief.documents import Documents
from kg.brief.front import fit
from kg.brief.model import Brief, Citation, Entry, Mark, Part
from kg.brief.weaknesses import Weaknesses
from kg.brief.words import PartWords, month, words
from kg.queries.calls import call
from kg.queries.lookup import find_one
from kg.queries.succession import in_words, succeeded

if TYPE_CHECKING:
    from kg.api import KnowledgeGraph


def collect(graph: KnowledgeGraph, authority: str) -> Brief:
    """Ask for everything that the page shows.

    Args:
        graph: an open store.
        authority: as people write it.

    Raises:
        UnknownName: no authority is called so.
        BadParameter: several are.
    """
    known = find_one("authority", authority, graph.names.authorities(), councils=True)
    every = graph.query("inspections", authority=known.iri).rows
    inspections = [row for row in every if not grades.of_partners(row)]
    documents = Documents(graph.names, every)
    judgements = graph.query("judgements", authority=known.iri).rows
    marks = grades.marks(judgements, documents)
    statements = graph.query("statements", authority=known.iri).rows
    calendar = Calendar(inspections, statements)
    weaknesses = Weaknesses(graph, known.iri, documents, calendar)
    read = len({row["inspection"] for row in inspections if row["body"] == row["authority"]})
    parts = tuple(
        _part(letter, part, weaknesses.entries(part.states), read)
        for letter, part in zip(ascii_uppercase[1:], words().parts.values(), strict=False)
    )
    unclear = next(part for part in parts if part.key == "unclear")
    unread, told = grades.unread(statements, inspections, documents, calendar)
    gaps = grades.gaps(inspections)
    change = succeeded(graph.store, known.iri, graph.names)
    ended: list[tuple[str, Citation | None]] = [(f"{in_words(change)}.", None)] if change else []
    lead = (*grades.lead(inspections, marks, documents), *ended)
    brief = Brief(
        authority=known.label,
        lead=lead,
        read=read,
        marks=marks,
        visits=grades.visits(inspections, documents),
        gaps=gaps,
        notes=tuple(notes(marks, lead)),
        parts=parts,
        untold=(*_untold(unclear), *_to_check(weaknesses.to_check, known.label)),
        unread=unread,
        told=told,
        sources=documents.listed(),
        successors=change.others if change else (),
        partners=tuple(
            grades.partners(
                graph, known.iri, [row for row in every if grades.of_partners(row)], judgements, documents
            )
        ),
        rules=tuple(sorted({str(r["rule"]) for r in weaknesses.states if " " in str(r["rule"])})),
    )
    front = fit(brief)
    return replace(brief, parts=tuple(replace(part, front=front[part.key]) for part in parts))


def _part(letter: str, part: PartWords, entries: list[Entry], read: int) -> Part:
    numbered = tuple(replace(entry, number=f"{letter}{n}") for n, entry in enumerate(entries, 1))
    empty = part.none if read > 1 else part.alone if read else words().page["without_reports"]
    return Part(part.key, letter, part.title, part.meaning, empty, numbered)


def _untold(part: Part) -> tuple[tuple[int, str], ...]:
    """How many there are of each state, and why some have none; abolished bodies are named."""
    found = []
    for state, why in words().untold.items():
        bodies = [entry.body for entry in part.entries if entry.state == state]
        if state == "lapsed" and any(bodies):
            why = f"{why} ({'; '.join(dict.fromkeys(filter(None, bodies)))})"
        if bodies:
            found.append((len(bodies), why))
    return tuple(found)


def _to_check(count: int, council: str) -> Iterable[tuple[int, str]]:
    """How many weaknesses are left out because they are not sure enough, with the call that shows them."""
    if count:
        shown = call(["kg", "query", "trajectories", "--authority", council, "--listed", "no"])
        yield count, f"{words().page['to_check']}: {shown}"


def notes(marks: Sequence[Mark], lead: Sequence[tuple[str, Citation | None]]) -> Iterable[str]:
    """What a reader of the chart has to know."""
    told = words().page
    if len({mark.start for mark in marks}) > 1:
        yield told["years"]
    if any(mark.area == "children-in-care-and-care-leavers" for mark in marks):
        yield told["one_grade"]
    for mark in marks:
        overall_of = frameworks.kind(mark.kind).overall_of
        if overall_of and mark.area == OVERALL:
            yield f"Overall in {month(mark.start)}: {overall_of}."
    if any(mark.grade == "adequate" for mark in marks):
        yield told["adequate"]
    for framework in frameworks.frameworks():
        for short, meaning in framework.abbreviations.items():
            if any(short in text for text, _ in lead):
                yield meaning
