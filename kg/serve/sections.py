"""Sections of pages: answers to stored queries about one thing, as ``sections.yaml`` lists them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from pyoxigraph import NamedNode

from kg.errors import KgError, RecordError
from kg.queries.binding import bind
from kg.queries.header import Parameter
from kg.queries.run import answer
from kg.resources import query_text
from kg.serve.charts import Drawn
from kg.serve.rows import Laid, View, Wishes
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
    """

    title: str
    view: View | None
    why: tuple[str, ...]
    covers: str
    href: str | None
    chart: Drawn | None = None


@cache
def _listed() -> dict[str, list[dict[str, Any]]]:
    path = Path(__file__).with_name("sections.yaml")
    found: Any = load(path.read_text(encoding="utf-8"), path.name, RecordError)
    return dict(found)


def sections(
    graph: KnowledgeGraph, kind: str, identifier: str = "", iri: str = "", *, whole: bool = False
) -> Iterator[Section]:
    """The sections of a page.

    Args:
        graph: an open store.
        kind: of page, a key of ``sections.yaml``.
        identifier: what stands for ``{id}``.
        iri: of the thing, for queries that only pages ask.
        whole: all rows of each section, and an error where a query fails.
    """
    for entry in _listed()[kind]:
        values = {
            name: str(value).replace("{id}", identifier) for name, value in entry.get("values", {}).items()
        }
        href = f"/query/{entry['query']}?{urlencode(values)}" if "query" in entry else None
        wishes = Wishes(flat=bool(entry.get("flat")), most=_ALL if whole else entry["most"])
        try:
            found = _asked(graph, entry["query"], values) if href else of_page(graph, entry["page"], iri)
            laid = Laid(found, graph.names.label)
            shown = laid.view(wishes)
            why = () if shown.total else ("None in the documents that are loaded.",)
            yield Section(entry["title"], shown, why, found.header.covers, href, laid.chart())
        except KgError as problem:
            if whole:
                raise
            yield Section(entry["title"], None, (str(problem),), "", href)


def _asked(graph: KnowledgeGraph, name: str, values: dict[str, str]) -> Answer:
    return graph.answer(graph.catalogue().get(name), values).answer


def of_page(graph: KnowledgeGraph, name: str, iri: str = "") -> Answer:
    """The answer to a query of ``queries/pages/``, about one thing if it takes one."""
    text = query_text(f"pages/{name}")
    if not iri:
        return answer(graph.store, text, name=name)
    bound = bind(text, {"thing": Parameter("thing", "iri", required=True)}, {"thing": (NamedNode(iri),)})
    return answer(graph.store, bound, name=name)
