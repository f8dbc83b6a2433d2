"""What a page for a meeting tells, asked of the stored queries and nothing else."""

from __future__ import annotations

from dataclasses import replace
from string import ascii_uppercase
from typing import TYPE_CHECKING

from kg.brief import grades
from kg.brief.documents import Documents
from kg.brief.front import fit, taken
from kg.brief.model import Brief, Entry, Mark, Part
from kg.brief.weaknesses import Weaknesses
from kg.brief.words import PartWords, words
from kg.queries.names import find_one

if TYPE_CHECKING:
    from kg.api import KnowledgeGraph


def collect(graph: KnowledgeGraph, authority: str) -> Brief:
    """Ask everything that the page tells.

    Args:
        graph: an open store.
        authority: as people write it.

    Raises:
        UnknownName: no authority is called so.
        BadParameter: several are.
    """
    known = find_one("authority", authority, graph.names.authorities(), councils=True)
    inspections = graph.query("inspections", authority=known.iri).rows
    documents = Documents(graph.names, inspections)
    marks = grades.marks(graph, known.iri, documents)
    weaknesses = Weaknesses(graph, known.iri, documents)
    own = {row["inspection"] for row in inspections if row["body"] == row["authority"]}
    alone = len(own) < 2
    parts = tuple(
        _part(letter, part, weaknesses.entries(part.states), alone=alone)
        for letter, part in zip(ascii_uppercase[1:], words().parts, strict=False)
    )
    unread, told = grades.unread(graph, known.iri, inspections, documents)
    gaps = grades.gaps(inspections)
    brief = Brief(
        authority=known.label,
        lead=tuple(grades.lead(inspections, marks, documents)),
        alone=alone,
        marks=marks,
        gaps=gaps,
        notes=tuple(_notes(marks)),
        parts=parts,
        untold=_untold(parts[-1]),
        unread=unread,
        told=told,
        sources=documents.listed(),
        rules=tuple(sorted({str(r["rule"]) for r in weaknesses.states if " " in str(r["rule"])})),
    )
    front = fit(parts, taken(brief))
    chosen = tuple(replace(part, front=entries) for part, entries in zip(parts, front, strict=True))
    return replace(brief, parts=chosen)


def _part(letter: str, part: PartWords, entries: list[Entry], *, alone: bool) -> Part:
    numbered = tuple(replace(entry, number=f"{letter}{n}") for n, entry in enumerate(entries, 1))
    empty = part.alone if alone else part.none
    return Part(letter, part.title, part.meaning, empty, part.query, numbered)


def _untold(part: Part) -> tuple[tuple[int, str], ...]:
    states = [entry.state for entry in part.entries]
    return tuple((states.count(state), why) for state, why in words().untold.items() if state in states)


def _notes(marks: tuple[Mark, ...]) -> list[str]:
    notes = []
    if len({mark.start for mark in marks}) > 1:
        notes.append(
            "What is judged has changed over the years: grades in one row are not always the same judgement."
        )
    if any(mark.area == "children-in-care-and-care-leavers" for mark in marks):
        notes.append("Until 2022 inspections of today's kind gave children in care and care leavers one grade.")
    if any(mark.grade == "adequate" for mark in marks):
        notes.append(
            "Adequate is a grade of the scale that ended in 2013; it is not the same as requires improvement."
        )
    return notes
