"""Sections of pages: answers to stored queries about one thing, as ``sections.yaml`` lists them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from kg.errors import KgError, RecordError
from kg.namespaces import concept
from kg.queries.dates import today
from kg.serve.charts import Drawn
from kg.serve.pages import of_page
from kg.serve.rows import Laid
from kg.serve.view import View, Wishes
from kg.yaml_core import load

if TYPE_CHECKING:
    from kg.api import KnowledgeGraph
    from kg.queries.answer import Answer


_ALL: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page.

    Attributes:
        title: heading.
        view: the rows.
        why: why there are none, or what went wrong.
        covers: what the answer rests on.
        href: the page of the query with these values, with all rows.
        chart: the rows as a drawing, where the query declares one.
        newest: the rows are the newest of more than are counted.
        anchors: the rows follow the pages of a document, to which links jump.
        regions: names of regions, each with the page of the query for it.
        near: the page of the query, the values it keeps, and its parameter for the council whose neighbours
            are wanted; none where it has none.
    """

    title: str
    view: View | None
    why: tuple[str, ...]
    covers: str
    href: str | None
    chart: Drawn | None = None
    newest: bool = False
    anchors: bool = False
    regions: tuple[tuple[str, str], ...] = ()
    near: tuple[str, Mapping[str, str], str] | None = None


@cache
def _listed() -> dict[str, list[dict[str, Any]]]:
    path = Path(__file__).with_name("sections.yaml")
    found: Any = load(path.read_text(encoding="utf-8"), path.name, RecordError)
    return dict(found)


def sections(
    graph: KnowledgeGraph, kind: str, identifier: str = "", iri: str = "", *, whole: bool = False
) -> Iterator[Section]:
    """The sections of a page.

    On a group of themes, sections whose query takes one theme are left out.

    Args:
        graph: an open store.
        kind: of page, a key of ``sections.yaml``.
        identifier: what stands for ``{id}``; ``{recent}`` is last year.
        iri: of the thing, for queries that only pages ask.
        whole: all rows of each section, and an error where a query fails.
    """
    for entry in _listed()[kind]:
        if _wants_one_theme(graph, entry) and graph.names.members(concept("theme", identifier)):
            continue
        values = {
            name: str(value).format(id=identifier, recent=today().year - 1)
            for name, value in entry.get("values", {}).items()
        }
        href = f"/query/{entry['query']}" if "query" in entry else None
        href = f"{href}?{urlencode(values)}" if href and values else href
        own = tuple(name for name, value in entry.get("values", {}).items() if value == "{id}")
        most = _ALL if whole else entry["most"]
        wishes = Wishes(flat=bool(entry.get("flat")), most=most, known=(*own, *entry.get("known", ())))
        try:
            found = _asked(graph, entry, values, iri)
            laid = Laid(found, graph.names.label)
            shown = laid.view(wishes)
            why = () if shown.total else ("None in the documents that are loaded.",)
            yield Section(
                entry["title"],
                shown,
                why,
                found.header.covers,
                href,
                laid.chart(),
                newest=bool(entry.get("newest")),
                anchors=bool(entry.get("anchors")),
                regions=tuple(_regions(graph, entry, values)),
                near=(f"/query/{entry['query']}", values, entry["near"]) if "near" in entry else None,
            )
        except KgError as problem:
            if whole:
                raise
            yield Section(entry["title"], None, (str(problem),), "", href)


def _wants_one_theme(graph: KnowledgeGraph, entry: dict[str, Any]) -> bool:
    if entry.get("values", {}).get("theme") != "{id}":
        return False
    return not graph.catalogue().get(entry["query"]).header.params["theme"].many


def _asked(graph: KnowledgeGraph, entry: dict[str, Any], values: dict[str, str], iri: str) -> Answer:
    if "page" not in entry:
        return graph.answer(graph.catalogue().get(entry["query"]), values).answer
    return of_page(graph, entry["page"], thing=iri) if iri else of_page(graph, entry["page"])


def _regions(
    graph: KnowledgeGraph, entry: dict[str, Any], values: dict[str, str]
) -> Iterator[tuple[str, str]]:
    if "region" in entry:
        for one in graph.names.labelled("Region"):
            yield one.label, f"/query/{entry['query']}?{urlencode(values | {entry['region']: one.id})}"
