"""Charts of answers, drawn while the page is made; a table beside each says the same in words.

Each is made twice, for wide and for narrow screens; the style sheet shows one of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from kg.brief.colours import colour_key, grade_colours
from kg.queries.header import Chart
from kg.serve.site import environment
from kg.serve.vega import Drawing, drawing, known, svg

_BAR: Final = 18
_CELL: Final = 126
"""Pixels: the height of a bar, and the width of a cell and of its heading."""

_Values = Sequence[Mapping[str, Any]]
"""Rows as Vega-Lite reads them."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart, or why there is none.

    Attributes:
        html: the drawings, and what their colours mean; empty if there is none.
        why: why there is none.
    """

    html: str
    why: str = ""


def bars(rows: Sequence[tuple[str, int]], title: str, label: str) -> str:
    """A bar for each name.

    Args:
        rows: names from the top, each with its number.
        title: what is counted.
        label: what a reader hears who does not see the chart.
    """
    values = [{"name": name, "count": count} for name, count in rows]
    names = [name for name, _ in rows]

    def spec(form: Drawing) -> dict[str, Any]:
        number = {
            "mark": {"type": "text", "align": "left", "dx": 4, "fontSize": 12, "yOffset": form.offset},
            "encoding": {"text": {"field": "count"}, "color": {"value": "#111827"}},
        }
        made = _bars(values, "count", "name", names, title, form)
        return {"data": made["data"], "encoding": made["encoding"], "layer": [{"mark": made["mark"]}, number]}

    return _both(spec, names, label, right=40)


def drawn(chart: Chart, rows: _Values, names: Mapping[str, str]) -> Drawn:
    """The rows of a stored query as its header declares.

    Args:
        chart: the declaration.
        rows: values by column, as people read them; numbers and days as they are. Colours of grades go by
            the column's name with ``_id``.
        names: what columns are called.
    """
    words = known()["words"]
    rows = [row for row in rows if row[chart.x] not in (None, "") and row[chart.y] not in (None, "")]
    if not rows:
        return Drawn("")
    for column in chart.one:
        if len({row[column] for row in rows}) > 1:
            return Drawn("", words["one"].format(column=names[column].lower()))
    across = list(dict.fromkeys(row[chart.x] for row in rows))
    down = list(dict.fromkeys(str(row[chart.y]) for row in rows))
    for column, values in ((chart.y, down), *([(chart.x, across)] if chart.mark == "rect" else [])):
        if len(values) > known()["most"]:
            return Drawn("", words["too_many"].format(column=names[column].lower(), count=len(values)))
    label = words["label"].format(x=names[chart.x], y=names[chart.y].lower())
    told = [{name: _plain(row[name]) for name in row} for row in rows]
    if chart.color:
        told = [
            {**row, chart.color: row[chart.color] if row[chart.color] not in (None, "") else words["unsaid"]}
            for row in told
        ]
    graded = f"{chart.color}_id" in told[0]
    if graded:  # bars follow the scale, the best grade first
        grade, place = f"{chart.color}_id", f"{chart.color}_place"
        scale = list(grade_colours())
        told = [{**row, grade: colour_key(str(row[grade]))} for row in told]
        told = [{**row, place: scale.index(str(row[grade]))} for row in told]
    if chart.mark == "rect":
        return Drawn(_cells(chart, told, [str(one) for one in across], down, label))

    def spec(form: Drawing) -> dict[str, Any]:
        make = _bars if chart.mark == "bar" else _points
        made = make(told, chart.x, chart.y, down, names[chart.x], form)
        if chart.color:
            made["encoding"]["color"] = _colours(chart.color, told)
        if graded:
            made["encoding"]["order"] = {"field": f"{chart.color}_place", "type": "quantitative"}
        return made

    key = _key(chart.color, told) if chart.color else ""
    return Drawn(_both(spec, down, label) + key)


def number_format(column: str | None) -> Mapping[str, Any]:
    """How the numbers of a column are written, as ``charts.yaml`` declares it.

    >>> number_format("rate")["number"], number_format("authorities")["number"]
    ('.0%', '')
    """
    declared = known()["columns"].get(column, {"format": "count"})
    found: Mapping[str, Any] = known()["formats"][declared["format"]]
    return found


def _both(
    spec: Callable[[Drawing], dict[str, Any]], names: Sequence[str], label: str, right: int = 14
) -> str:
    """The drawing for wide screens and the one for narrow screens."""
    found = []
    for name, css in (("wide", "chart"), ("narrow", "narrow")):
        form = drawing(name)
        size = (form.width, form.row * len(names))
        room = (form.room(names), 6, right, 44)
        found.append(svg(spec(form), size=size, padding=room, label=label, name=css))
    return "".join(found)


def _bars(values: _Values, x: str, y: str, names: Sequence[str], title: str, form: Drawing) -> dict[str, Any]:
    number = number_format(x)
    axis: dict[str, Any] = {"title": title, "tickMinStep": number["step"]}
    axis |= {"format": number["number"]} if number["number"] else {}
    axis |= {"tickCount": 4} if form.above else {}
    return {
        "data": {"values": list(values)},
        "mark": {"type": "bar", "height": _BAR, "yOffset": form.offset},
        "encoding": {"x": {"field": x, "type": "quantitative", "axis": axis}, "y": form.axis(y, names)},
    }


def _points(
    values: _Values, x: str, y: str, names: Sequence[str], title: str, form: Drawing
) -> dict[str, Any]:
    day = {
        "field": x,
        "type": "temporal",
        "scale": {"type": "utc"},
        "axis": {"title": title, "format": "%Y", "tickCount": "year", "labelOverlap": "greedy"},
    }
    return {
        "data": {"values": list(values)},
        "mark": {"type": "point", "filled": True, "yOffset": form.offset},
        "encoding": {"x": day, "y": form.axis(y, names)},
    }


def _cells(chart: Chart, values: _Values, across: Sequence[str], down: Sequence[str], label: str) -> str:
    """A grid of cells; for narrow screens a list, since a grid has no room there."""
    form = drawing("wide")
    graded = f"{chart.color}_id" in values[0]
    shown = chart.color or chart.x
    number = number_format(shown)["number"]
    colour: dict[str, Any] = {"value": "#1f3a5f"}
    ink: dict[str, Any] = {"value": "#ffffff"}
    if graded and chart.color:
        colour = _colours(chart.color, values)
    elif all(isinstance(value[shown], int | float) for value in values):
        scale = {"range": ["#f3f4f6", "#1f3a5f"], "domainMin": 0}
        colour = {"field": shown, "type": "quantitative", "scale": scale, "legend": None}
        middle = max(float(value[shown]) for value in values) / 2
        ink = {"condition": {"test": f"datum['{shown}'] > {middle}", "value": "#ffffff"}, "value": "#111827"}
    text = {"field": shown, **({"type": "quantitative", "format": number} if number else {})}
    axis = {"orient": "top", "labelAngle": 0, "title": None, "labelLimit": _CELL}
    x = {"field": chart.x, "type": "ordinal", "sort": list(across), "axis": axis}
    rect = {"type": "rect", "cornerRadius": 3, "width": _CELL - 6, "height": form.row - 4}
    spec = {
        "data": {"values": list(values)},
        "encoding": {"x": x, "y": form.axis(chart.y, down)},
        "layer": [
            {"mark": rect, "encoding": {"color": colour}},
            {"mark": {"type": "text", "fontSize": 11}, "encoding": {"text": text, "color": ink}},
        ],
    }
    size = (_CELL * len(across), form.row * len(down))
    wide = svg(spec, size=size, padding=(form.room(down), 26, 14, 4), label=label)
    listed: dict[str, list[str]] = {name: [] for name in down}
    for value in values:
        told = format(value[shown], number) if number else str(value[shown])
        listed[str(value[chart.y])].append(f"{value[chart.x]}: {told}")
    return f"{wide}{_html('listed', listed)}"


def _colours(column: str, values: _Values) -> dict[str, Any]:
    """The scale of a column: grades have colours of their own."""
    if f"{column}_id" in values[0]:
        grades = grade_colours()
        scale = {"domain": list(grades), "range": list(grades.values())}
        return {"field": f"{column}_id", "type": "nominal", "scale": scale, "legend": None}
    kinds, colours = _kinds(column, values)
    scale = {"domain": kinds, "range": colours}
    return {"field": column, "type": "nominal", "scale": scale, "legend": None}


def _kinds(column: str, values: _Values) -> tuple[list[str], list[str]]:
    kinds = list(dict.fromkeys(str(value[column]) for value in values if value[column] is not None))
    colours = known()["others"]
    return kinds, [colours[place] if place < len(colours) else colours[-1] for place in range(len(kinds))]


def _key(column: str, values: _Values) -> str:
    """What the colours mean, as HTML under the drawing: a legend in the drawing would depend on fonts."""
    if f"{column}_id" in values[0]:
        grades = grade_colours()
        named = dict.fromkeys((str(value[column]), str(value[f"{column}_id"])) for value in values)
        pairs = dict.fromkeys((name, grades[key]) for key in grades for name, grade in named if grade == key)
    else:
        kinds, colours = _kinds(column, values)
        pairs = dict.fromkeys(zip(kinds, colours, strict=True))
    return _html("key", list(pairs))


def _html(part: str, told: object) -> str:
    """A macro of the template of charts, printed."""
    macro: Callable[[object], str] = getattr(environment().get_template("chart.html").module, part)
    return str(macro(told))


def _plain(value: object) -> object:
    """A value as JSON has it."""
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, str | int | float):
        return value
    return float(str(value)) if re.fullmatch(r"-?[0-9.]+", str(value)) else str(value)
