"""England on one day: the grade of each council on one area, on a map of tiles and in a list."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.brief.chart import OVERALL
from kg.namespaces import concept
from kg.queries.header import Parameter
from kg.queries.scalars import date_terms
from kg.render.words import code_words

if TYPE_CHECKING:
    from kg.api import KnowledgeGraph
    from kg.queries.answer import Row

ORDER: Final = ("outstanding", "good", "adequate", "requires-improvement", "inadequate", "other", "none")
"""Grades from the best; ``none`` is for councils without one."""
_SIZE: Final = 46


@dataclass(frozen=True, slots=True)
class Tile:
    """One council.

    Attributes:
        code: Department's code.
        name: of the council.
        short: a few letters for the tile.
        grade: id, for its colour.
        told: the grade in words.
        since: the month of the inspection that gave it.
        x, y: place on the map.
        href: its page.
    """

    code: str
    name: str
    short: str
    grade: str
    told: str
    since: str
    x: int
    y: int
    href: str


@dataclass(frozen=True, slots=True)
class Picture:
    """The map.

    Attributes:
        tiles: councils by name.
        width, height: of the map in its units.
        groups: councils by grade, the best first, with the words for it.
        areas: id and name of each area that can be chosen.
    """

    on: str
    area: str
    area_name: str
    tiles: tuple[Tile, ...]
    width: int
    height: int
    size: int
    groups: tuple[tuple[str, str, tuple[Tile, ...]], ...]
    areas: tuple[tuple[str, str], ...]


@cache
def places() -> Mapping[str, tuple[int, int]]:
    """Column and row of each council by its code, from ``tiles.csv`` (made by ``tools/tile_map.py``)."""
    with Path(__file__).with_name("tiles.csv").open(encoding="utf-8", newline="") as handle:
        return {row["code"]: (int(row["column"]), int(row["row"])) for row in csv.DictReader(handle)}


def picture(graph: KnowledgeGraph, on: str = "", area: str = "") -> Picture:
    """The newest grade of each council on an area, published by a day, as loaded reports print it.

    Args:
        graph: an open store.
        on: the day as people write it; today if empty.
        area: id of the area; overall effectiveness if empty.

    Raises:
        BadParameter: it is not a day.
        UnknownName: there is no such area.
    """
    area = area or OVERALL
    parameter = Parameter("on", "date", bound="last")
    day = date_terms(on or "today", parameter, graph.names)[0].value
    newest: dict[str, Row] = {}
    for row in graph.query("judgements", area=area).rows:
        known = row["published"] or row["start"]
        if row["body"] == row["authority"] and known is not None and str(known) <= day:
            before = newest.get(str(row["authority"]))
            if before is None or str(before["start"]) <= str(row["start"]):
                newest[str(row["authority"])] = row
    tiles = sorted(
        (
            _tile(name.id, name.label, newest.get(name.iri))
            for name in graph.names.authorities()
            if name.current and (name.id in places() or name.iri in newest)
        ),
        key=lambda tile: tile.name,
    )
    columns = max(column for column, _ in places().values()) + 1
    rows = max(row for _, row in places().values()) + 1
    spare = [tile for tile in tiles if tile.code not in places()]
    groups = [(g, _words(g), tuple(t for t in tiles if t.grade == g)) for g in ORDER]
    return Picture(
        on=day,
        area=area,
        area_name=graph.names.label(concept("judgement-area", area)) or area,
        tiles=tuple(tile for tile in tiles if tile not in spare),
        width=columns * _SIZE,
        height=rows * _SIZE,
        size=_SIZE - 3,
        groups=tuple(group for group in groups if group[2]),
        areas=tuple((name.id, name.label) for name in graph.names.concepts("judgement-area")),
    )


def _tile(code: str, name: str, row: Row | None) -> Tile:
    column, line = places().get(code, (0, 0))
    grade = str(row["grade"]) if row else "none"
    start = row["start"] if row else None
    return Tile(
        code=code,
        name=name,
        short=short(name),
        grade=grade if grade in ORDER else "other",
        told=code_words(grade) if row else _words("none"),
        since=f"{start:%B %Y}" if isinstance(start, date) else "",
        x=column * _SIZE,
        y=line * _SIZE,
        href=f"/council/{code}",
    )


def _words(grade: str) -> str:
    return {"none": "No grade loaded", "other": "Other outcome"}.get(grade) or code_words(grade)


def short(name: str) -> str:
    """A few letters that stand for a council on a tile.

    >>> short("Surrey"), short("Bath and North East Somerset"), short("Kingston upon Hull, City of")
    ('Surr', 'BNES', 'KH')
    """
    words = [word for word in name.split(",")[0].replace("-", " ").split() if word[:1].isupper()]
    return words[0][:4] if len(words) == 1 else "".join(word[0] for word in words)[:4]
