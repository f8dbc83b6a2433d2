"""One row for each inspection, from stored queries, so that any store can provide it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from kg import __version__
from kg.errors import UnknownValue
from kg.export.layouts.definitions import Column, TableLayout, areas
from kg.queries.answer import Row
from kg.queries.catalogue import Catalogue
from kg.queries.names import Names
from kg.queries.run import run
from kg.queries.values import python_value
from kg.resources import query_text
from kg.store.base import Store


@dataclass(slots=True)
class Inspected:
    """The fields of one inspection in tables, under the names that layouts use.

    Attributes:
        urn: number of the authority.
        authority: its name.
        region: its region.
        link: address of the report, if known.
        document: file name of the report.
        published: day of publication.
        framework: id of the framework.
        kind: id of the kind of inspection.
        lead_inspector: name, or names.
        start: first day on site.
        end: last day on site.
        no_overall_reason: id of the reason why there is no overall grade, or empty.
        version: version of this program.
        grades: id of the grade of each area of judgement.
    """

    urn: str
    authority: str
    region: str
    document: str
    published: date | None
    framework: str
    kind: str
    lead_inspector: str
    start: date | None
    end: date | None
    no_overall_reason: str
    link: str = ""
    version: str = __version__
    grades: dict[str, str] = field(default_factory=dict)


def inspected(store: Store, names: Names, authority: str | None = None) -> list[Inspected]:
    """The graded inspections of a store, by number of the authority, latest first.

    If several documents report an inspection, the one published last counts.

    Args:
        store: the store to query.
        names: the names to look up.
        authority: as people write it; by default all.
    """
    given = {"authority": [authority]} if authority else {}
    catalogue = Catalogue()
    chosen: dict[str, Row] = {}
    for row in run(store, catalogue.get("inspections"), given, names):
        key = str(row["inspection"])
        if row["kind"] not in areas().left_out and (key not in chosen or _rank(row) > _rank(chosen[key])):
            chosen[key] = row
    known = {(key, str(row["sha256"])): row for key, row in chosen.items()}
    authorities = _authorities(store)
    found = {place: _inspected(row, authorities) for place, row in known.items()}
    for row in run(store, catalogue.get("judgements"), given, names):
        place = (str(row["inspection"]), str(row["sha256"]))
        if place in found:
            found[place].grades[str(row["area"])] = str(row["grade"])
    return sorted(found.values(), key=_order)


def _rank(row: Row) -> tuple[str, str]:
    return str(row["published"] or ""), str(row["sha256"])


def _order(of: Inspected) -> tuple[str, str, int]:
    return of.urn, of.authority, -(of.start or date.min).toordinal()


def _inspected(row: Row, authorities: dict[str, tuple[str, str, str]]) -> Inspected:
    name, urn, region = authorities[str(row["authority"])]
    return Inspected(
        urn=urn,
        authority=name,
        region=region,
        document=_text(row["document"]),
        published=_day(row["published"]),
        framework=_text(row["framework"]) or "not-stated",
        kind=_text(row["kind"]),
        lead_inspector=_text(row["lead_inspector"]),
        start=_day(row["start"]),
        end=_day(row["end"]),
        no_overall_reason=_text(row["no_overall_reason"]),
        link=_text(row.get("url")),
    )


def _authorities(store: Store) -> dict[str, tuple[str, str, str]]:
    found: dict[str, tuple[str, str, str]] = {}
    for authority, *rest in store.select(query_text("layouts/authorities")).rows:
        name, urn, region = (_text(python_value(term)) for term in rest)
        found.setdefault(_text(python_value(authority)), (name, urn, region))
    return found


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _day(value: object) -> date | None:
    return value if isinstance(value, date) else None


def cells(rows: Iterable[Inspected], layout: TableLayout) -> Iterator[tuple[str | date | None, ...]]:
    """The rows of a layout.

    Raises:
        UnknownValue: the layout has no column or spelling for a framework or grade.
    """
    for row in rows:
        yield tuple(_cell(row, column, layout) for column in layout.columns)


def _cell(row: Inspected, column: Column, layout: TableLayout) -> str | date | None:
    if column.grade:
        return _grade(row, column.grade, layout) or None
    value: str | date | None = getattr(row, column.take)
    if isinstance(value, date):
        return value.strftime(column.date) if column.date else value
    if not value:
        return None
    value = column.words.get(value, value)
    return value.lower() if column.lower else value


def _grade(row: Inspected, matter: str, layout: TableLayout) -> str:
    frameworks = areas().frameworks
    if row.framework not in frameworks:
        raise UnknownValue(
            f"{row.document}: no layout says where the judgements of framework {row.framework!r} stand; "
            "say so under columns in frameworks/*/framework.yaml."
        )
    if matter == "overall" and row.no_overall_reason == "removed-april-2026":
        return layout.removed
    area = frameworks[row.framework].get(matter)
    if area is None:
        return layout.not_judged_under_framework
    grade = row.grades.get(area)
    if grade is None:
        return layout.not_found
    if grade not in layout.grades:
        raise UnknownValue(f"{row.document}: layout {layout.name} has no word for the grade {grade!r}.")
    return layout.grades[grade]
