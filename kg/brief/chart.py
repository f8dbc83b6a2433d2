"""Grades over time as an SVG: a row for each area, a column for each inspection, a word in each cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from html import escape
from pathlib import Path
from typing import Any, Final

from kg.brief.colours import OTHER, colour_key, grade_colours
from kg.brief.model import Gap, Mark
from kg.brief.words import month, words
from kg.errors import RecordError
from kg.yaml_core import load

MOST: Final = 7
"""Inspections that paper has room for; the newest are shown, and the table of the annex has all."""

_LEFT, _ROW, _TOP = 150, 28, 36
_WIDE, _NARROW, _FEW = 136, 104, 5
OVERALL: Final = "overall-effectiveness"
"""Area of the grade for everything that an inspection looks at."""


@dataclass(frozen=True, slots=True)
class Lane:
    """A row of the chart and the areas whose grades stand in it."""

    label: str
    areas: tuple[str, ...]


@cache
def lanes() -> tuple[Lane, ...]:
    """The lanes, from ``lanes.yaml``."""
    path = Path(__file__).with_name("lanes.yaml")
    raw: Any = load(path.read_text(encoding="utf-8"), path.name, RecordError)
    return tuple(Lane(str(label), tuple(areas)) for label, areas in raw.items())


def rows_of(marks: Sequence[Mark], gaps: Sequence[Gap]) -> tuple[Lane, ...]:
    """The lanes that have something in them; an area that stands in none has a lane of its own."""
    areas = {mark.area: mark.title for mark in marks}
    if gaps:
        areas.setdefault(OVERALL, "")
    known = {area for lane in lanes() for area in lane.areas}
    kept = [lane for lane in lanes() if any(area in areas for area in lane.areas)]
    return (*kept, *(Lane(areas[area] or area, (area,)) for area in sorted(areas) if area not in known))


def columns_of(marks: Sequence[Mark], gaps: Sequence[Gap], most: int = MOST) -> tuple[date, ...]:
    """First days of the newest inspections, oldest first."""
    return tuple(sorted({m.start for m in marks} | {g.start for g in gaps})[-most:])


def size_of(marks: Sequence[Mark], gaps: Sequence[Gap], most: int = MOST) -> tuple[int, int]:
    """Width and height of the chart in its units; nothing where there is none."""
    shown, days = rows_of(marks, gaps), columns_of(marks, gaps, most)
    return (_LEFT + _column(days) * len(days), _TOP + _ROW * len(shown)) if shown else (0, 0)


def _column(days: Sequence[date]) -> int:
    return _WIDE if len(days) <= _FEW else _NARROW


def grades_chart(marks: Sequence[Mark], gaps: Sequence[Gap] = (), most: int = MOST, several: str = "") -> str:
    """An SVG of grades by inspection; empty where there are none.

    Args:
        marks: grades.
        gaps: graded inspections that gave no overall grade; their cell says why.
        most: the newest inspections that are shown.
        several: what stands in a cell with different grades; by default that they are in the annex.
    """
    shown, days = rows_of(marks, gaps), columns_of(marks, gaps, most)
    if not shown:
        return ""
    column = _column(days)
    width, height = size_of(marks, gaps, most)
    several = several or words().page["several_grades"]
    where = {day: _LEFT + column * n + column // 2 for n, day in enumerate(days)}
    described = " ".join(f"{when}. {told}." for when, told in grades_told(marks, gaps, most))
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" role="img" aria-labelledby="chart-title chart-desc" '
        'font-family="Arial, Helvetica, Liberation Sans, sans-serif" font-size="12.5">',
        '<title id="chart-title">Grades at each inspection</title>',
        f'<desc id="chart-desc">{escape(described)}</desc>',
    ]
    for day, x in where.items():
        parts.append(_text(x, 15, f"{day:%b}", "#374151"))
        parts.append(_text(x, 31, f"{day:%Y}", "#111827", 'font-weight="600"'))
    for row, lane in enumerate(shown):
        top = _TOP + _ROW * row
        middle = top + _ROW / 2
        parts.append(f'<line x1="0" x2="{width}" y1="{top}" y2="{top}" stroke="#d1d5db"/>')
        parts.append(f'<text x="0" y="{middle + 4:.0f}" fill="#111827">{escape(lane.label)}</text>')
        for day, x in where.items():
            here = [mark for mark in marks if mark.start == day and mark.area in lane.areas]
            if here:
                parts.append(
                    _cell(x, middle, column, _in_cell(here, column, several), _colour(here), _title(here))
                )
            elif OVERALL in lane.areas:
                for gap in [gap for gap in gaps if gap.start == day][:1]:
                    why = f"{lane.label}: {' '.join(gap.cell)}"
                    parts.append(_cell(x, middle, column, gap.cell, grade_colours()[OTHER], why, given=False))
    return "\n".join([*parts, "</svg>"])


def _in_cell(marks: Sequence[Mark], column: int, several: str) -> tuple[str, ...]:
    """The words of a cell, one line or two."""
    grades = {mark.grade for mark in marks}
    told = several if len(grades) > 1 else marks[0].label
    return tuple(told.split(maxsplit=1)) if column < _WIDE else (told,)


def _colour(marks: Sequence[Mark]) -> str:
    grades = {mark.grade for mark in marks}
    return grade_colours()[colour_key(marks[0].grade) if len(grades) == 1 else OTHER]


def _title(marks: Sequence[Mark]) -> str:
    return "; ".join(dict.fromkeys(f"{mark.title or mark.area}: {mark.label}" for mark in marks))


def _cell(
    x: int, middle: float, column: int, words: Sequence[str], colour: str, title: str, *, given: bool = True
) -> str:
    """A box with one or two lines of text; a dashed one where no grade was given."""
    paint = f'fill="{colour}"' if given else f'fill="#ffffff" stroke="{colour}" stroke-dasharray="4 3"'
    text = "#ffffff" if given else colour
    if len(words) == 1:
        lines = _text(x, middle + 4, words[0], text, 'font-size="12"')
    else:
        small = 'font-size="10"'
        lines = _text(x, middle - 1.5, words[0], text, small) + _text(x, middle + 8.5, words[1], text, small)
    return (
        f'<g><title>{escape(title)}</title><rect x="{x - column // 2 + 3}" y="{middle - 12:g}" '
        f'width="{column - 6}" height="24" rx="3" {paint}/>{lines}</g>'
    )


def _text(x: int, y: float, words: str, colour: str, more: str = "") -> str:
    attributes = f" {more}" if more else ""
    return f'<text x="{x}" y="{y:g}" text-anchor="middle" fill="{colour}"{attributes}>{escape(words)}</text>'


def grades_table(marks: Sequence[Mark], gaps: Sequence[Gap], most: int = MOST) -> list[tuple[str, list[str]]]:
    """The chart's rows as words: the name of each row and its cells, empty where nothing was judged."""
    days = columns_of(marks, gaps, most)
    return [(lane.label, [_words(lane, day, marks, gaps) for day in days]) for lane in rows_of(marks, gaps)]


def _words(lane: Lane, day: date, marks: Sequence[Mark], gaps: Sequence[Gap]) -> str:
    here = dict.fromkeys(m.grade.replace("-", " ") for m in marks if m.start == day and m.area in lane.areas)
    missing = [" ".join(g.cell) for g in gaps if g.start == day and OVERALL in lane.areas]
    return " or ".join(here) or "".join(missing[:1])


def grades_told(marks: Sequence[Mark], gaps: Sequence[Gap], most: int = MOST) -> list[tuple[str, str]]:
    """The chart in words, inspection by inspection, for small screens and for those who do not see it."""
    shown, told = rows_of(marks, gaps), []
    for day in columns_of(marks, gaps, most):
        cells = [(lane.label, _words(lane, day, marks, gaps)) for lane in shown]
        told.append((month(day), "; ".join(f"{label}: {words}" for label, words in cells if words)))
    return told
