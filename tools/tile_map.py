"""Positions of the tiles of the explorer's map of England.

    python tools/tile_map.py district-boundaries.json > kg/serve/tiles.csv

Takes the Office for National Statistics' boundaries of districts (Local Authority Districts, GeoJSON, Open
Government Licence v3.0) and the register of authorities, and gives each current authority one cell of a grid:
those cells for which the sum of the squared distances from the councils' centres is least. No outline
is kept.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from pyoxigraph import Literal, NamedNode, RdfFormat, Store
from scipy.optimize import linear_sum_assignment

_REGISTER: Final = Path(__file__).resolve().parents[1] / "ontology" / "register" / "authorities.ttl"
_COLUMNS: Final = 16
_ROWS: Final = 18
_COUNTIES: Final[Mapping[str, Sequence[tuple[int, int]]]] = {
    "Cambridgeshire": [(8, 12)],
    "Derbyshire": [(32, 39)],
    "Devon": [(40, 47)],
    "East Sussex": [(61, 65)],
    "Essex": [(66, 77)],
    "Gloucestershire": [(78, 83)],
    "Hampshire": [(84, 94)],
    "Hertfordshire": [(95, 103), (240, 243)],
    "Kent": [(105, 116)],
    "Lancashire": [(117, 128)],
    "Leicestershire": [(129, 135)],
    "Lincolnshire": [(136, 142)],
    "Norfolk": [(143, 149)],
    "Nottinghamshire": [(170, 176)],
    "Oxfordshire": [(177, 181)],
    "Staffordshire": [(192, 199)],
    "Suffolk": [(200, 206), (244, 245)],
    "Surrey": [(207, 217)],
    "Warwickshire": [(218, 222)],
    "West Sussex": [(223, 229)],
    "Worcestershire": [(234, 239)],
}
"""Numbers of the districts of each county in the ONS codes E07000001 to E07000246."""


def main(path: str) -> None:
    """Write the table: code of the authority, column, row."""
    features = json.loads(Path(path).read_text(encoding="utf-8"))["features"]
    districts = {feature["properties"]["LAD23CD"]: feature["properties"] for feature in features}
    councils = _councils()
    codes, centres = [], []
    for code, (label, gss) in sorted(councils.items()):
        parts = [districts[one] for one in _districts(label, gss) if one in districts]
        parts = parts or [one for one in districts.values() if one["LAD23NM"] == label]  # recoded since
        if not parts:
            raise SystemExit(f"No boundary of {label} ({gss})")
        codes.append(code)
        centres.append(_centre(parts))
    points = np.array(centres)
    low, high = points.min(axis=0), points.max(axis=0)
    scaled = (points - low) / (high - low) * [_COLUMNS - 1, _ROWS - 1]
    cells = np.array([(column, row) for row in range(_ROWS) for column in range(_COLUMNS)], dtype=float)
    cost = ((scaled[:, None, :] - cells[None, :, :]) ** 2).sum(axis=2)
    chosen = linear_sum_assignment(cost)[1]
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(["code", "column", "row"])
    for code, cell in zip(codes, chosen, strict=True):
        writer.writerow([code, int(cells[cell][0]), _ROWS - 1 - int(cells[cell][1])])


def _councils() -> dict[str, tuple[str, str]]:
    """Label and ONS code of each current authority, by its code."""
    store = Store()
    store.load(path=_REGISTER, format=RdfFormat.TURTLE)
    found = store.query(
        "PREFIX kg: <https://w3id.org/inspection-kg/def/>"
        "PREFIX skos: <http://www.w3.org/2004/02/skos/core#>"
        "SELECT ?code ?label ?gss { ?a a kg:Authority ; kg:code ?code ; skos:prefLabel ?label ; kg:gss ?gss ."
        " FILTER NOT EXISTS { ?a kg:validUntil ?end } }"
    )
    rows: Any = found
    return {_text(row["code"]): (_text(row["label"]), _text(row["gss"])) for row in rows}


def _text(term: Literal | NamedNode) -> str:
    return term.value


def _districts(label: str, gss: str) -> list[str]:
    return [f"E07{n:06}" for first, last in _COUNTIES.get(label, ()) for n in range(first, last + 1)] or [gss]


def _centre(parts: Sequence[Mapping[str, Any]]) -> tuple[float, float]:
    """Centre of districts on the National Grid, in metres, each weighed by its area."""
    weights = [float(part["SHAPE_Area"]) for part in parts]
    east = sum(w * float(part["BNG_E"]) for w, part in zip(weights, parts, strict=True))
    north = sum(w * float(part["BNG_N"]) for w, part in zip(weights, parts, strict=True))
    return east / sum(weights), north / sum(weights)


if __name__ == "__main__":
    main(sys.argv[1])
