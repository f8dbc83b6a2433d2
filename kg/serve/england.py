"""England on one day: the grade of each council on one area, on a map of tiles and in a list."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from kg.brief.chart import OVERALL
from kg.brief.colours import colour_key, grade_colours
from kg.namespaces import concept
from kg.queries.header import Parameter
from kg.queries.scalars import date_terms
from kg.render.words import code_words
from kg.serve.grades import known_on, own
from kg.serve.told import words

if TYPE_CHECKING:
    from kg.api import KnowledgeGraph

_NONE: Final = "none"
"""In place of a grade, for councils without one."""
_SIZE: Final = 46
FIRST_YEAR: Final = 2013
"""Of the first reports of today's kind."""


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
        quarters: last day and name of each quarter that can be chosen, newest first.
        today: the last day that can be chosen.
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
    quarters: tuple[tuple[str, str], ...]
    today: str


@cache
def places() -> Mapping[str, tuple[int, int]]:
    """Column and row of each council by its code, from ``tiles.csv`` (made by ``tools/tile_map.py``)."""
    with Path(__file__).with_name("tiles.csv").open(encoding="utf-8", newline="") as handle:
        return {row["code"]: (int(row["column"]), int(row["row"])) for row in csv.DictReader(handle)}


def history(graph: KnowledgeGraph, area: str = "") -> dict[str, Any]:
    """Every grade of each council on an area, as JSON: what the map shows on any day follows from it.

    ``councils`` has for each code its ``name`` and ``grades``, oldest inspection first: the day from which a
    grade is known, the month of the inspection, the colour's key and the words.

    Args:
        graph: an open store.
        area: id of the area; overall effectiveness if empty.

    Raises:
        UnknownName: there is no such area.
    """
    area = area or OVERALL
    given: dict[str, list[list[str]]] = {}
    for row in own(graph.query("judgements", area=area).rows):
        start, grade = row["start"], str(row["grade"])
        month = f"{start:%B %Y}" if isinstance(start, date) else str(start)
        told = [known_on(row), month, colour_key(grade), code_words(grade)]
        given.setdefault(str(row["authority"]), []).append(told)
    shown = [
        name
        for name in graph.names.authorities()
        if name.current and (name.id in places() or name.iri in given)
    ]
    return {
        "area": area,
        "name": graph.names.label(concept("judgement-area", area)) or area,
        "areas": [[name.id, name.label] for name in graph.names.concepts("judgement-area")],
        "councils": {
            name.id: {"name": name.label, "grades": given.get(name.iri, [])}
            for name in sorted(shown, key=lambda name: name.label)
        },
    }


def day_of(graph: KnowledgeGraph, on: str) -> str:
    """A day as people write it, as ISO 8601; today if it is empty.

    Raises:
        BadParameter: it is not a day.
    """
    parameter = Parameter("on", "date", bound="last")
    return date_terms(on or "today", parameter, graph.names)[0].value


def quarters(until: str) -> tuple[tuple[str, str], ...]:
    """The last day of each quarter since the first reports of today's kind, newest first, with its name.

    >>> quarters("2014-02-01")[-1], quarters("2014-02-01")[0]
    (('2013-03-31', 'March 2013'), ('2013-12-31', 'December 2013'))
    """
    ends = (("03-31", "March"), ("06-30", "June"), ("09-30", "September"), ("12-31", "December"))
    days = [
        (f"{year}-{end}", f"{month} {year}")
        for year in range(FIRST_YEAR, int(until[:4]) + 1)
        for end, month in ends
    ]
    return tuple(reversed([day for day in days if day[0] <= until]))


def picture(known: Mapping[str, Any], on: str, today: str) -> Picture:
    """The newest grade of each council, published by a day, as loaded reports print it.

    Args:
        known: the :func:`history` of an area.
        on: the day.
        today: the last day that can be chosen.
    """
    tiles = tuple(_tile(code, one["name"], one["grades"], on) for code, one in known["councils"].items())
    columns = max(column for column, _ in places().values()) + 1
    rows = max(row for _, row in places().values()) + 1
    groups = [(g, _words(g), tuple(t for t in tiles if t.grade == g)) for g in (*grade_colours(), _NONE)]
    return Picture(
        on=on,
        area=known["area"],
        area_name=known["name"],
        tiles=tuple(tile for tile in tiles if tile.code in places()),
        width=columns * _SIZE,
        height=rows * _SIZE,
        size=_SIZE - 3,
        groups=tuple(groups),
        areas=tuple((identifier, name) for identifier, name in known["areas"]),
        quarters=quarters(today),
        today=today,
    )


def _tile(code: str, name: str, grades: Sequence[Sequence[str]], on: str) -> Tile:
    column, line = places().get(code, (0, 0))
    given = [grade for grade in grades if grade[0] <= on]
    _, since, key, told = given[-1] if given else ("", "", _NONE, _words(_NONE))
    return Tile(
        code=code,
        name=name,
        short=short(name),
        grade=key,
        told=told,
        since=since,
        x=column * _SIZE,
        y=line * _SIZE,
        href=f"/council/{code}",
    )


def _words(grade: str) -> str:
    return str(words()["grades"].get(grade) or code_words(grade))


def short(name: str) -> str:
    """A few letters that stand for a council on a tile.

    >>> short("Surrey"), short("Bath and North East Somerset"), short("Kingston upon Hull, City of")
    ('Surr', 'BNES', 'KH')
    """
    parts = [word for word in name.split(",")[0].replace("-", " ").split() if word[:1].isupper()]
    return parts[0][:4] if len(parts) == 1 else "".join(part[0] for part in parts)[:4]
