"""Grades over time as an SVG: a lane for each area, a mark with its word for each grade."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from html import escape
from itertools import pairwise
from pathlib import Path
from typing import Any

from kg.brief.collect import Mark
from kg.errors import RecordError
from kg.yaml_core import load

_LEFT, _WIDTH, _LANE, _TOP = 150, 760, 40, 28
_COLOURS = {
    "outstanding": "#1d5f3a",
    "good": "#4a8f5c",
    "adequate": "#b38600",
    "requires-improvement": "#c46a00",
    "inadequate": "#a3262a",
    "not-judged": "#6b7280",
}
_SHORT = {"requires-improvement": "Requires impr.", "not-judged": "Not judged"}


@dataclass(frozen=True, slots=True)
class Lane:
    """A row of the chart and the areas whose grades stand in it."""

    label: str
    areas: tuple[str, ...]


@cache
def lanes() -> tuple[Lane, ...]:
    """The lanes, from ``lanes.yaml``."""
    path = Path(__file__).resolve().parent / "lanes.yaml"
    raw: Any = load(path.read_text(encoding="utf-8"), path.name, RecordError)
    return tuple(Lane(str(lane["label"]), tuple(lane["areas"])) for lane in raw)


def grades_chart(marks: Sequence[Mark]) -> str:
    """An SVG of grades by the first day on site; empty where there are none."""
    shown = [lane for lane in lanes() if any(m.area in lane.areas for m in marks)]
    if not shown:
        return ""
    days = sorted({m.start for m in marks})
    height = _TOP + _LANE * len(shown) + 8
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_LEFT + _WIDTH} {height}" role="img" '
        f'aria-label="Grades over time" font-family="sans-serif" font-size="12">'
    ]
    for place, day in zip(_places(days), days, strict=True):
        parts.append(
            f'<text x="{place:.0f}" y="16" text-anchor="middle" fill="#374151">{day:%b %Y}</text>'
            f'<line x1="{place:.0f}" x2="{place:.0f}" y1="22" y2="{height - 6}" stroke="#e5e7eb"/>'
        )
    where = dict(zip(days, _places(days), strict=True))
    for row, lane in enumerate(shown):
        y = _TOP + _LANE * row + _LANE / 2
        parts.append(
            f'<text x="0" y="{y + 4:.0f}" fill="#111827" font-weight="600">{escape(lane.label)}</text>'
        )
        for mark in sorted((m for m in marks if m.area in lane.areas), key=lambda m: (m.start, m.area)):
            word = _SHORT.get(mark.grade, mark.grade.capitalize())
            x = where[mark.start]
            parts.append(
                f'<rect x="{x - 48:.0f}" y="{y - 12:.0f}" width="96" height="24" rx="4" '
                f'fill="{_COLOURS[mark.grade]}"><title>{escape(mark.label)}</title></rect>'
                f'<text x="{x:.0f}" y="{y + 4:.0f}" text-anchor="middle" fill="#ffffff">{escape(word)}</text>'
            )
    return "\n".join([*parts, "</svg>"])


def _places(days: Sequence[date]) -> list[float]:
    """Where each day stands: by time, but far enough apart to be read."""
    first, last = days[0].toordinal(), days[-1].toordinal()
    room = _WIDTH - 110
    places = [_LEFT + 50 + room * (d.toordinal() - first) / max(last - first, 1) for d in days]
    if any(b - a < 104 for a, b in pairwise(places)):
        step = room / max(len(days) - 1, 1)
        places = [_LEFT + 50 + step * n for n in range(len(days))]
    return places
