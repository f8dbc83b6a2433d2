"""The page on a council, and the comparison of several."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.brief.chart import columns_of, grades_chart, grades_table
from kg.brief.collect import collect
from kg.brief.model import Brief
from kg.brief.words import words
from kg.errors import BadParameter
from kg.namespaces import concept
from kg.queries.names import Name, find_one
from kg.render.words import code_words

if TYPE_CHECKING:
    from kg.api import KnowledgeGraph

MOST: Final = 6
"""Councils that can be compared at once."""


@dataclass(frozen=True, slots=True)
class Council:
    """A council's page: its brief, the chart of grades and the same as a table."""

    code: str
    brief: Brief
    headline: str
    chart: str
    days: tuple[str, ...]
    table: tuple[tuple[str, tuple[str, ...]], ...]


def council(graph: KnowledgeGraph, code: str) -> Council:
    """Everything that the page on one council shows.

    Raises:
        UnknownName: no council has the code.
    """
    name = named(graph, code)
    brief = collect(graph, name.iri)
    return Council(
        code=name.id,
        brief=brief,
        headline=headline(brief),
        chart=grades_chart(brief.marks, brief.gaps),
        days=tuple(f"{day:%B %Y}" for day in columns_of(brief.marks, brief.gaps)),
        table=tuple((label, tuple(cells)) for label, cells in grades_table(brief.marks, brief.gaps)),
    )


def named(graph: KnowledgeGraph, text: str) -> Name:
    """The council that a text names, by its name or code.

    Raises:
        UnknownName: there is none.
        BadParameter: there are several.
    """
    return find_one("authority", text, graph.names.authorities(), councils=True)


def headline(brief: Brief) -> str:
    """The state of a council in a sentence."""
    if not brief.read:
        return f"No inspection report of {brief.authority} is loaded."
    lasted, back, new, resolved = (len(part.entries) for part in brief.parts[:4])
    if brief.read == 1:
        return (
            f"One inspection of {brief.authority} is loaded. It found "
            f"{_counted(new, 'weakness', 'weaknesses').lower()}; what lasted or was resolved cannot be said "
            "from one."
        )
    return (
        f"{_counted(lasted, 'weakness', 'weaknesses')} lasted to the newest inspection, {back} came back, "
        f"{new} {'was' if new == 1 else 'were'} found at the newest only, and {resolved} "
        f"{'is' if resolved == 1 else 'are'} resolved with proof."
    )


def _counted(number: int, one: str, several: str) -> str:
    return f"{number or 'No'} {one if number == 1 else several}"


@dataclass(frozen=True, slots=True)
class Compared:
    """Several councils side by side.

    Attributes:
        councils: code and name of each.
        grades: name of an area, and the newest grade of each council on it: id, words and year.
        counts: words for a state, and the number of weaknesses of each council in it.
        themes: id and name of a theme, and for each council the groups of children with a weakness now.
    """

    councils: tuple[Name, ...]
    grades: tuple[tuple[str, tuple[tuple[str, str, str] | None, ...]], ...]
    counts: tuple[tuple[str, tuple[int, ...]], ...]
    themes: tuple[tuple[str, str, tuple[tuple[str, ...], ...]], ...]


def compare(graph: KnowledgeGraph, wanted: Sequence[str]) -> Compared:
    """Put councils side by side.

    Raises:
        UnknownName: no council is called so.
        BadParameter: there are too many.
    """
    known = graph.names.authorities()
    chosen = tuple(dict.fromkeys(find_one("authority", one, known, councils=True) for one in wanted if one))
    if len(chosen) > MOST:
        raise BadParameter(f"At most {MOST} councils can be compared, not {len(chosen)}.")
    if not chosen:
        return Compared((), (), (), ())
    iris = [name.iri for name in chosen]
    label = graph.names.label
    newest: dict[tuple[str, str], tuple[str, str, str]] = {}
    for row in graph.query("judgements", authority=iris).rows:
        if row["body"] == row["authority"]:
            grade = str(row["grade"])
            newest[str(row["area"]), str(row["authority"])] = (
                grade,
                code_words(grade),
                str(row["start"])[:4],
            )
    areas = {area: label(concept("judgement-area", area)) or area for area, _ in newest}
    rows = [
        row for row in graph.query("trajectories", authority=iris).rows if row["body"] == row["authority"]
    ]
    now = [state for part in words().parts[:3] for state in part.states]
    themes: dict[str, dict[str, list[str]]] = {}
    for row in rows:
        if row["state"] in now:
            group = label(concept("cohort", str(row["cohort"]))) or str(row["cohort"])
            groups = themes.setdefault(str(row["theme"]), {}).setdefault(str(row["authority"]), [])
            if group not in groups:
                groups.append(group)
    shared = sorted(themes, key=lambda theme: (-len(themes[theme]), theme))
    return Compared(
        councils=chosen,
        grades=tuple(
            (areas[area], tuple(newest.get((area, iri)) for iri in iris))
            for area in sorted(areas, key=areas.__getitem__)
        ),
        counts=tuple(
            (
                part.title,
                tuple(sum(r["authority"] == iri and r["state"] in part.states for r in rows) for iri in iris),
            )
            for part in words().parts
        ),
        themes=tuple(
            (
                theme,
                label(concept("theme", theme)) or theme,
                tuple(tuple(themes[theme].get(iri, ())) for iri in iris),
            )
            for theme in shared
        ),
    )
