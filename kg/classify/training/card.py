"""Writes the model card and its plot from the scores that are committed beside the model."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from importlib import resources
from pathlib import Path
from string import Template
from typing import Any

from kg.classify.labels import POLARITIES
from kg.classify.training.targets import TARGETS, TODAY

SCORES = "scores.json"
FIGURES = tuple(TARGETS[TODAY])

COLOURS = {"polarity": "#1f77b4", "themes": "#d62728", "cohorts": "#2ca02c"}

_READINGS = {"leans": "leans on the sentence before", "past": "past", "other": "other people's words"}

_SIDE = 320
_MARGIN = 46
_FEW = 30
"""Rows of the reliability table with fewer labels are not drawn: chance would move them."""


def scores() -> dict[str, Any]:
    """The committed scores."""
    file = resources.files("kg.classify").joinpath("models").joinpath(SCORES)
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return found


def render(record: Mapping[str, Any]) -> str:
    """The model card as Markdown."""
    template = resources.files("kg.classify.training").joinpath("card.md").read_text(encoding="utf-8")
    frameworks = record["frameworks"]
    compared = record["compared"]
    return Template(template).substitute(
        data="\n".join(f"| {k} | {v['reports']} | {v['sentences']:,} |" for k, v in frameworks.items()),
        authorities=record["authorities"],
        older=sum(v["reports"] for k, v in frameworks.items() if k != TODAY),
        reports=record["overall"]["reports"],
        left_out=_left_out(record),
        quality="\n".join(_quality(k, v) for k, v in {"all": record["overall"], **frameworks}.items()),
        targets="\n".join(
            f"| target, {name} | | | {' | '.join(f'{t:.3f}' for t in goal.values())} | | |"
            for name, goal in TARGETS.items()
        ),
        polarities=_labels(record["polarities"]),
        confusion="\n".join(
            f"| {wanted} | " + " | ".join(str(record["confusion"][wanted][got]) for got in POLARITIES) + " |"
            for wanted in POLARITIES
        ),
        themes=_labels(record["themes"]),
        cohorts=_labels(record["cohorts"]),
        curve="\n".join(_curve(record)),
        told=f"{max(r['of'] for r in record['readings'].values()):,}",
        told_of=f"{max(r['of'] for r in record['readings'].values()):,}",
        corrected=record["corrected"],
        readings="\n".join(
            f"| {_READINGS[name]} | {r['n']:,} | {r['found']:,} | {r['f1']:.2f} |"
            for name, r in record["readings"].items()
        ),
        tried="\n".join(_tried(row) for row in record["tried"]["rows"]),
        tried_reading=record["tried"]["reading"],
        reliability="\n".join(
            f"| {kind} | {r['from']:.2f} to {r['to']:.2f} | {r['mean']:.2f} | {r['right']:.2f} | {r['n']:,} |"
            for kind, rows in record["reliability"].items()
            for r in rows
        ),
        compared_note=compared["note"],
        compared="\n".join(_compared(row) for row in compared["rows"]),
        compared_reading=compared["reading"],
        inputs=record["inputs"],
    )


def plot(record: Mapping[str, Any]) -> str:
    """The reliability table as an SVG picture: confidence on the x-axis, share right on the y-axis."""
    low, high = _MARGIN, _MARGIN + _SIDE
    shapes = [
        f'<rect x="{low}" y="10" width="{_SIDE}" height="{_SIDE}" fill="none" stroke="#888"/>',
        f'<line x1="{low}" y1="{10 + _SIDE}" x2="{high}" y2="10" stroke="#888" stroke-dasharray="4 4"/>',
    ]
    for tick in (0, 0.25, 0.5, 0.75, 1):
        x, y = _point(tick, tick)
        shapes.append(f'<text x="{x:.0f}" y="{24 + _SIDE}" text-anchor="middle">{tick:g}</text>')
        shapes.append(f'<text x="{low - 6}" y="{y + 4:.0f}" text-anchor="end">{tick:g}</text>')
    for place, (kind, colour) in enumerate(COLOURS.items()):
        dots = [_point(r["mean"], r["right"]) for r in record["reliability"][kind] if r["n"] >= _FEW]
        line = " ".join(f"{x:.1f},{y:.1f}" for x, y in dots)
        shapes.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="1.5"/>')
        shapes += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>' for x, y in dots]
        shapes.append(f'<text x="{low + 12}" y="{30 + 18 * place}" fill="{colour}">{kind}</text>')
    shapes.append(f'<text x="{low + _SIDE // 2}" y="{42 + _SIDE}" text-anchor="middle">confidence</text>')
    turned = f"translate(12 {10 + _SIDE // 2}) rotate(-90)"
    shapes.append(f'<text transform="{turned}" text-anchor="middle">share right</text>')
    width, height = _SIDE + _MARGIN + 20, _SIDE + 52
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}"'
    title = "<title>Share of right labels by confidence, on authorities that the model has not seen</title>"
    return f'{head} font-family="sans-serif" font-size="12">{title}\n' + "\n".join(shapes) + "\n</svg>\n"


def main() -> int:
    """Write the card and the plot to the folder of the documentation."""
    docs = Path(sys.argv[1]) if len(sys.argv) > 1 else Path("docs")
    record = scores()
    (docs / "model-card.md").write_text(render(record), encoding="utf-8", newline="\n")
    (docs / "classifier-reliability.svg").write_text(plot(record), encoding="utf-8", newline="\n")
    return 0


def _point(confidence: float, right: float) -> tuple[float, float]:
    return _MARGIN + _SIDE * confidence, 10 + _SIDE * (1 - right)


def _quality(name: str, s: Mapping[str, Any]) -> str:
    cells = " | ".join(
        f"{s[figure]:.3f}" for figure in (*FIGURES, "central_theme_found", "central_theme_first")
    )
    return f"| {name} | {s['reports']} | {s['sentences']:,} | {cells} |"


def _left_out(record: Mapping[str, Any]) -> str:
    if record["groups"] >= record["authorities"]:
        return f"each of the {record['authorities']} authorities left out alone"
    return f"{record['groups']} groups of authorities, left out in turn"


def _curve(record: Mapping[str, Any]) -> Iterator[str]:
    for point in record["curve"]:
        cells = " | ".join(f"{point[figure]:.3f}" for figure in FIGURES)
        yield f"| {point['trained_on']:,} | {cells} |"


def _labels(table: Mapping[str, Any]) -> str:
    rows = sorted(table.items(), key=lambda item: (-item[1]["n"], item[0]))
    return "\n".join(f"| {name} | {v['n']:,} | {v['f1']:.2f} |" for name, v in rows)


def _tried(row: Mapping[str, Any]) -> str:
    cells = " | ".join(f"{figure:.3f}" for figure in row["figures"])
    return f"| {row['comparison']} | {row['what']} | {cells} | {row['seconds']} | {row['kept']} |"


def _compared(row: Mapping[str, Any]) -> str:
    cells = " | ".join(f"{row[figure]:.3f}" for figure in FIGURES)
    return f"| {row['model']} | {cells} | {row['megabytes']} | {row['per_second']} |"


if __name__ == "__main__":
    sys.exit(main())
