"""What stands on the first page: as much as one sheet of A4 holds, most important first."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil
from typing import Final

from kg.brief.chart import size_of
from kg.brief.model import Appearance, Brief, Entry, Part, Told
from kg.brief.words import words

# Millimetres on paper and characters, measured on pages printed with brief.css in Arial.
_PAGE: Final = 274.0 - 6.0
"""Height of the sheet between its margins, less room for lines that break badly."""
_WIDTH: Final = 182.0
_CHART: Final = 58.0
"""Height that the style sheet allows the chart at most."""
_LINE: Final = 4.0
_HEAD: Final = 6.4
_TITLE: Final = 10.0
_IN_LINE: Final = 121
_IN_SMALL_LINE: Final = 133
_UNIT: Final = 25.4 / 96
"""A unit of the chart in millimetres."""
_WITHOUT_REPORTS: Final = 6
"""Entries that only other documents mention, shown if no report is loaded."""
_LONGEST: Final = 460
"""Characters of the longest quotation; an entry with a longer one is left to the annex."""


def shown(entry: Entry) -> Appearance | None:
    """The words of an entry that the first page quotes: those of the newest inspection that has any."""
    return next((place for place in reversed(entry.places) if place.words), None)


def course(entry: Entry) -> str:
    """What each inspection made of it in a line: ``May 2021: recommendation; June 2025: praised``."""
    return "; ".join(f"{p.dated}: {words().levels[p.level]['line']}" for p in entry.places)


def height_of(entry: Entry) -> float:
    """Millimetres that an entry takes on the first page."""
    place = shown(entry)
    name = len(entry.theme) + len(entry.cohort) + len(entry.body) + 8
    quote = len(place.words) + 30 if place else 0
    lines = ceil(name / _IN_LINE) + ceil(len(course(entry)) / _IN_SMALL_LINE) + ceil(quote / _IN_LINE)
    return lines * _LINE + 0.5


def fit(brief: Brief) -> Mapping[str, tuple[Entry, ...]]:
    """Choose the entries of each part that the first page shows.

    Every part gives one entry in turn, so that no list fills the page alone. A theme stands only once in a
    part: what its other groups of children have is in the annex.

    Returns:
        Entries by the key of their part.
    """
    most = {key: part.front for key, part in words().parts.items()}
    if not brief.read:
        most["unclear"] = _WITHOUT_REPORTS
    waiting = {part.key: _one_a_theme(part)[: most[part.key]] for part in brief.parts}
    chosen: dict[str, list[Entry]] = {key: [] for key in waiting}
    room = _PAGE - _taken(brief)
    while any(waiting.values()):
        for key, queue in waiting.items():
            if not queue:
                continue
            entry = queue.pop(0)
            if height_of(entry) <= room:
                room -= height_of(entry)
                chosen[key].append(entry)
    return {key: tuple(entries) for key, entries in chosen.items()}


def _taken(brief: Brief) -> float:
    """Millimetres of the first page beside its entries: head, chart, headings and what cannot be told."""
    lead = _lines(" ".join(f"{text} [99, page 99]" for text, _ in brief.lead))
    width, height = size_of(brief.marks, brief.gaps)
    chart = 0.0
    if width:
        drawn = height * _UNIT * min(1.0, _WIDTH / (width * _UNIT))
        chart = _HEAD + min(_CHART, drawn) + _LINE * _lines(" ".join(brief.notes) + " " * 40, _IN_SMALL_LINE)
    unread = "; ".join(f"{one.words} [99, page 99]" for one in brief.unread[:4])
    untold = len(brief.untold) + int(brief.read < 2) + (_lines(unread + " " * 50) if unread else 0)
    told = 0 if brief.marks else len(told_first(brief)) + 2
    empty = sum(not part.entries for part in brief.parts if part.key != "unclear")
    foot = 3
    lines = lead + (untold or 1) + told + empty + foot
    return _TITLE + chart + lines * (_LINE + 0.4) + len(brief.parts) * _HEAD


def told_first(brief: Brief) -> tuple[Told, ...]:
    """Grades that other documents report, one for each inspection, for a first page without a chart."""
    return () if brief.marks else tuple(one for one in brief.told if one.main)[-_WITHOUT_REPORTS:]


def _lines(text: str, room: int = _IN_LINE) -> int:
    return ceil(len(text) / room)


def _one_a_theme(part: Part) -> list[Entry]:
    first: dict[tuple[str, str], Entry] = {}
    for entry in part.entries:
        place = shown(entry)
        if place is None or len(place.words) <= _LONGEST:
            first.setdefault((entry.theme, entry.body), entry)
    return list(first.values())
