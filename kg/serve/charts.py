"""Charts as SVG, drawn with Vega-Lite while the page is made; a table beside each says the same in words."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from html import escape
from pathlib import Path
from typing import Any, Final

from kg.errors import MissingExtra, RecordError
from kg.queries.header import Chart
from kg.yaml_core import load

VEGA_LITE: Final = "5.21"
"""Version of Vega-Lite, which the converter carries with it: the same specification gives the same bytes."""

_LETTER: Final = 6.6
"""Width of a letter of an axis in pixels, with some to spare."""
_LONGEST: Final = 240
_STEP: Final = 26
_CELL: Final = 126
_WIDE: Final = 520
_GAP: Final = 12
_OTHER: Final = "other"


_Values = Sequence[Mapping[str, Any]]
"""Rows as Vega-Lite reads them."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a council's grid of grades.

    Attributes:
        lane: the row.
        column: the inspection.
        grade: id of the grade; empty where none was given.
        words: what stands in the cell.
    """

    lane: str
    column: str
    grade: str
    words: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart, or why there is none.

    Attributes:
        svg: the drawing; empty if there is none.
        why: why there is none.
    """

    svg: str
    why: str = ""


@cache
def _known() -> Mapping[str, Any]:
    path = Path(__file__).with_name("charts.yaml")
    found: Any = load(path.read_text(encoding="utf-8"), path.name, RecordError)
    return dict(found)


def grade_of(identifier: str) -> str:
    """The key of a grade's colour.

    >>> grade_of("good"), grade_of("widespread-failings")
    ('good', 'other')
    """
    return identifier if identifier in _known()["grades"] else _OTHER


def grid(cells: Sequence[Cell], lanes: Sequence[str], columns: Sequence[str], label: str) -> str:
    """Grades over time: a row for each lane, a column for each inspection, a word in each cell.

    Args:
        cells: what is known.
        lanes: rows from the top.
        columns: from the left.
        label: what a reader hears who does not see the chart.
    """
    values = [
        {
            "lane": cell.lane,
            "column": cell.column,
            "grade": grade_of(cell.grade) if cell.grade else "not-given",
            "words": cell.words,
        }
        for cell in cells
    ]
    place = {
        "x": {
            "field": "column",
            "type": "ordinal",
            "sort": list(columns),
            "scale": {"domain": list(columns)},
        },
        "y": {"field": "lane", "type": "nominal", "sort": list(lanes), "scale": {"domain": list(lanes)}},
    }
    place["x"]["axis"] = {"orient": "top", "labelAngle": 0, "title": None, "ticks": False, "domain": False}
    place["y"]["axis"] = {"title": None, "ticks": False, "domain": False, "labelLimit": _LONGEST}
    given = "datum.grade != 'not-given'"
    rect: dict[str, Any] = {
        "mark": {"type": "rect", "cornerRadius": 3, "width": _CELL - 6, "height": _STEP - 4},
        "encoding": {
            "color": _colours("grade"),
            "stroke": {"condition": {"test": given, "value": None}, "value": "#4b5563"},
            "strokeDash": {"condition": {"test": given, "value": [1, 0]}, "value": [4, 3]},
        },
    }
    text = {
        "mark": {"type": "text", "fontSize": 11},
        "encoding": {
            "text": {"field": "words"},
            "color": {"condition": {"test": given, "value": "#ffffff"}, "value": "#4b5563"},
        },
    }
    return _svg(
        {"data": {"values": values}, "encoding": place, "layer": [rect, text]},
        size=(_CELL * len(columns), _STEP * len(lanes)),
        padding=(_room(lanes), 26, 4, 4),
        label=label,
    )


def bars(rows: Sequence[tuple[str, int]], title: str, label: str) -> str:
    """A bar for each name.

    Args:
        rows: names from the top, each with its number.
        title: what is counted.
        label: what a reader hears who does not see the chart.
    """
    values = [{"name": name, "count": count} for name, count in rows]
    names = [name for name, _ in rows]
    spec = _bars(values, "count", "name", names, title)
    number = {
        "mark": {"type": "text", "align": "left", "dx": 4, "fontSize": 12},
        "encoding": {"text": {"field": "count"}, "color": {"value": "#111827"}},
    }
    layered = {
        "data": spec["data"],
        "encoding": spec["encoding"],
        "layer": [{"mark": {"type": "bar", "height": _STEP - 8}}, number],
    }
    size = (_WIDE, _STEP * len(names))
    return _svg(layered, size=size, padding=(_room(names), 4, 40, 44), label=label)


def drawn(chart: Chart, rows: Sequence[Mapping[str, Any]], names: Mapping[str, str]) -> Drawn:
    """The rows of a stored query as its header declares.

    Args:
        chart: the declaration.
        rows: values by column, as people read them; numbers and days as they are. Colours of grades go by
            the column's name with ``_id``.
        names: what columns are called.
    """
    words = _known()["words"]
    rows = [row for row in rows if row[chart.x] not in (None, "") and row[chart.y] not in (None, "")]
    if not rows:
        return Drawn("")
    for column in chart.one:
        if len({row[column] for row in rows}) > 1:
            return Drawn("", words["one"].format(column=names[column].lower()))
    across = list(dict.fromkeys(row[chart.x] for row in rows))
    down = list(dict.fromkeys(str(row[chart.y]) for row in rows))
    for column, values in ((chart.y, down), *([(chart.x, across)] if chart.mark == "rect" else [])):
        if len(values) > _known()["most"]:
            return Drawn("", words["too_many"].format(column=names[column].lower(), count=len(values)))
    label = words["label"].format(x=names[chart.x], y=names[chart.y].lower())
    told = [{name: _plain(row[name]) for name in row} for row in rows]
    if chart.mark == "rect":
        spec, size, below = _cells(chart, told, [str(one) for one in across], down)
    elif chart.mark == "bar":
        spec = _bars(told, chart.x, chart.y, down, names[chart.x])
        spec["mark"] = {"type": "bar", "height": _STEP - 8}
        size, below = (_WIDE, _STEP * len(down)), 44
    else:
        spec = _points(told, chart, down, names[chart.x])
        size, below = (_WIDE + 160, _STEP * len(down)), 44
    if chart.color and chart.mark != "rect":
        spec["encoding"]["color"] = _colours(chart.color, told)
        key = _key(chart.color, told)
    else:
        key = ""
    room = (_room(down), 26 if chart.mark == "rect" else 6, 14, below)
    return Drawn(_svg(spec, size=size, padding=room, label=label) + key)


def _bars(
    values: Sequence[Mapping[str, Any]], x: str, y: str, names: Sequence[str], title: str
) -> dict[str, Any]:
    share = all(isinstance(value[x], float) for value in values)
    axis = {"title": title, "tickMinStep": 0.01 if share else 1, **({"format": ".0%"} if share else {})}
    return {
        "data": {"values": list(values)},
        "encoding": {
            "x": {"field": x, "type": "quantitative", "axis": axis},
            "y": _names_axis(y, names),
        },
    }


def _points(
    values: Sequence[Mapping[str, Any]], chart: Chart, names: Sequence[str], title: str
) -> dict[str, Any]:
    day = {
        "field": chart.x,
        "type": "temporal",
        "scale": {"type": "utc"},
        "axis": {"title": title, "format": "%Y", "tickCount": "year", "labelOverlap": "greedy"},
    }
    return {
        "data": {"values": list(values)},
        "mark": {"type": "point", "filled": True},
        "encoding": {"x": day, "y": _names_axis(chart.y, names)},
    }


def _cells(
    chart: Chart, values: Sequence[Mapping[str, Any]], across: Sequence[str], down: Sequence[str]
) -> tuple[dict[str, Any], tuple[int, int], int]:
    graded = f"{chart.color}_id" in values[0]
    wide = _CELL if graded else 110
    shown = chart.color or chart.x
    share = not graded and all(isinstance(value[shown], int | float) for value in values)
    colour: dict[str, Any] = {"value": "#1f3a5f"}
    ink: dict[str, Any] = {"value": "#ffffff"}
    if graded and chart.color:
        colour = _colours(chart.color, values)
    elif share:
        scale = {"range": ["#f3f4f6", "#1f3a5f"], "domainMin": 0}
        colour = {"field": shown, "type": "quantitative", "scale": scale, "legend": None}
        middle = max(float(value[shown]) for value in values) / 2
        ink = {"condition": {"test": f"datum['{shown}'] > {middle}", "value": "#ffffff"}, "value": "#111827"}
    text = {"field": shown, **({"type": "quantitative", "format": ".0%"} if share else {})}
    axis = {"orient": "top", "labelAngle": 0, "title": None, "labelLimit": wide}
    x = {"field": chart.x, "type": "ordinal", "sort": list(across), "axis": axis}
    spec = {
        "data": {"values": list(values)},
        "encoding": {"x": x, "y": _names_axis(chart.y, down)},
        "layer": [
            {
                "mark": {"type": "rect", "cornerRadius": 3, "width": wide - 6, "height": _STEP - 4},
                "encoding": {"color": colour},
            },
            {"mark": {"type": "text", "fontSize": 11}, "encoding": {"text": text, "color": ink}},
        ],
    }
    return spec, (wide * len(across), _STEP * len(down)), 4


def _names_axis(field: str, names: Sequence[str]) -> dict[str, Any]:
    axis = {"title": None, "labelLimit": _LONGEST, "ticks": False}
    return {"field": field, "type": "nominal", "sort": list(names), "axis": axis}


def _colours(column: str, values: Sequence[Mapping[str, Any]] = ()) -> dict[str, Any]:
    """The scale of a column: grades have colours of their own."""
    grades = _known()["grades"]
    if not values or f"{column}_id" in values[0]:
        field = f"{column}_id" if values else column
        scale = {"domain": list(grades), "range": list(grades.values())}
        return {"field": field, "type": "nominal", "scale": scale, "legend": None}
    kinds, colours = _kinds(column, values)
    scale = {"domain": kinds, "range": colours}
    return {"field": column, "type": "nominal", "scale": scale, "legend": None}


def _kinds(column: str, values: Sequence[Mapping[str, Any]]) -> tuple[list[str], list[str]]:
    kinds = list(dict.fromkeys(str(value[column]) for value in values if value[column] is not None))
    colours = _known()["others"]
    return kinds, [colours[place] if place < len(colours) else colours[-1] for place in range(len(kinds))]


def _key(column: str, values: Sequence[Mapping[str, Any]]) -> str:
    """What the colours mean, as HTML under the drawing: a legend in the drawing would depend on fonts."""
    if f"{column}_id" in values[0]:
        grades = _known()["grades"]
        pairs = dict.fromkeys((str(v[column]), grades[str(v[f"{column}_id"])]) for v in values)
    else:
        kinds, colours = _kinds(column, values)
        pairs = dict.fromkeys(zip(kinds, colours, strict=True))
    marks = "".join(
        f'<span class="key"><svg class="mark" viewBox="0 0 10 10" aria-hidden="true"><rect width="10" '
        f'height="10" rx="2" fill="{colour}"/></svg>{escape(name)}</span> '
        for name, colour in pairs
    )
    return f'<p class="keys">{marks}</p>'


def _plain(value: object) -> object:
    """A value as JSON has it."""
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, str | int | float):
        return value
    return float(str(value)) if re.fullmatch(r"-?[0-9.]+", str(value)) else str(value)


def _room(names: Sequence[str]) -> int:
    """Pixels for the names of an axis."""
    return min(_LONGEST, round(max(map(len, names), default=0) * _LETTER)) + 14


def _svg(
    spec: Mapping[str, Any], *, size: tuple[int, int], padding: tuple[int, int, int, int], label: str
) -> str:
    """Draw a specification. ``padding`` is left, top, right, bottom."""
    try:
        import vl_convert
    except ImportError:
        raise MissingExtra("vl-convert-python", "serve") from None
    width, height = size
    left, top, right, bottom = padding
    whole = {
        **spec,
        "width": width,
        "height": height,
        "autosize": "none",
        "padding": {"left": left, "top": top, "right": right, "bottom": bottom},
        "config": _known()["config"],
    }
    svg = vl_convert.vegalite_to_svg(json.dumps(whole), vl_version=VEGA_LITE)
    told = f'role="img" aria-label="{escape(label)}" class="chart"'
    return re.sub(r"^<svg ", f"<svg {told} ", re.sub(r' class="marks"', "", svg, count=1), count=1)
