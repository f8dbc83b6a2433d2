"""Several councils, or those of a region, side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.brief.colours import colour_key
from kg.brief.words import words
from kg.errors import BadParameter
from kg.namespaces import concept
from kg.queries.lookup import find_one
from kg.queries.names import Name
from kg.render.words import code_words
from kg.serve.grades import newest
from kg.serve.pages import of_page

if TYPE_CHECKING:
    from kg.api import KnowledgeGraph

MOST: Final = 6
"""Councils that can be chosen one by one."""


@dataclass(frozen=True, slots=True)
class Grade:
    """A cell of the table: the colour's key, words and year."""

    key: str
    words: str
    year: str


@dataclass(frozen=True, slots=True)
class Compared:
    """Several councils side by side.

    Attributes:
        councils: code and name of each.
        region: the region that they are of, if one was chosen.
        areas: what was judged.
        grades: for each council its newest grade on each area.
        states: words for what became of weaknesses.
        counts: for each council the number of weaknesses in each state.
        themes: id and name of a theme, and for each council the groups of children with a weakness now.
    """

    councils: tuple[Name, ...]
    region: Name | None
    areas: tuple[str, ...]
    grades: tuple[tuple[Grade | None, ...], ...]
    states: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    themes: tuple[tuple[str, str, tuple[tuple[str, ...], ...]], ...]


def compare(graph: KnowledgeGraph, wanted: Sequence[str], region: str = "") -> Compared:
    """Put councils side by side.

    Args:
        graph: an open store.
        wanted: councils by name or code.
        region: in place of councils, all of this region, by name or id.

    Raises:
        UnknownName: no council or region has this name.
        BadParameter: there are too many.
    """
    place, chosen = _chosen(graph, wanted, region)
    if not chosen:
        return Compared((), place, (), (), (), (), ())
    iris = [name.iri for name in chosen]
    label = graph.names.label
    grades = newest(graph.query("judgements", authority=iris).rows)
    areas = {area: label(concept("judgement-area", area)) or area for _, area in grades}
    ordered = sorted(areas, key=areas.__getitem__)
    rows = of_page(graph, "states", authority=iris).rows
    parts = words().parts.values()
    themes = _themes(graph, rows)
    return Compared(
        councils=chosen,
        region=place,
        areas=tuple(areas[area] for area in ordered),
        grades=tuple(tuple(_graded(grades.get((iri, area))) for area in ordered) for iri in iris),
        states=tuple(part.title for part in parts),
        counts=tuple(
            tuple(sum(r["authority"] == iri and r["state"] in part.states for r in rows) for part in parts)
            for iri in iris
        ),
        themes=tuple(
            (
                theme,
                label(concept("theme", theme)) or theme,
                tuple(tuple(themes[theme].get(iri, ())) for iri in iris),
            )
            for theme in sorted(themes, key=lambda theme: (-len(themes[theme]), theme))
        ),
    )


def _chosen(
    graph: KnowledgeGraph, wanted: Sequence[str], region: str
) -> tuple[Name | None, tuple[Name, ...]]:
    """The region, if it is what was chosen, and the councils."""
    known = graph.names.authorities()
    chosen = tuple(dict.fromkeys(find_one("authority", one, known, councils=True) for one in wanted if one))
    if len(chosen) > MOST:
        raise BadParameter(f"At most {MOST} councils can be compared, not {len(chosen)}. Choose a region.")
    if chosen or not region:
        return None, chosen
    place = find_one("region", region, graph.names.labelled("Region"))
    within = set(graph.names.within(place.iri))
    of_region = (name for name in known if name.iri in within and name.current)
    return place, tuple(sorted(of_region, key=lambda name: name.label))


def _graded(row: Mapping[str, object] | None) -> Grade | None:
    if row is None:
        return None
    grade = str(row["grade"])
    return Grade(colour_key(grade), code_words(grade), str(row["start"])[:4])


def _themes(graph: KnowledgeGraph, rows: Iterable[Mapping[str, object]]) -> dict[str, dict[str, list[str]]]:
    """For each theme that is weak now, and each council, the groups of children."""
    now = {state for part in words().parts.values() if part.now for state in part.states}
    themes: dict[str, dict[str, list[str]]] = {}
    for row in rows:
        if row["state"] in now:
            cohort = str(row["cohort"])
            group = graph.names.label(concept("cohort", cohort)) or cohort
            groups = themes.setdefault(str(row["theme"]), {}).setdefault(str(row["authority"]), [])
            if group not in groups:
                groups.append(group)
    return themes
