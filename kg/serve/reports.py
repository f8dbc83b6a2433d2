"""What an inspection or a report is called in words, and where they lead to each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from kg.brief.words import day_in_words, days_in_words, span_in_words
from kg.namespaces import concept
from kg.serve.links import page_of, web
from kg.serve.pages import of_page
from kg.serve.told import words
from kg.serve.view import Cell

if TYPE_CHECKING:
    from kg.api import KnowledgeGraph


@dataclass(frozen=True, slots=True)
class About:
    """The head of the page on an inspection or on the document that reports it.

    Attributes:
        title: what it is called.
        leads: councils, inspections and documents that belong to it, and the report at its publisher.
    """

    title: str
    leads: tuple[Cell, ...]


def about(graph: KnowledgeGraph, kind: str, iri: str) -> About | None:
    """The head of a page; none for a document that reports no inspection.

    Args:
        graph: an open store.
        kind: ``inspection`` or ``document``.
        iri: of the thing.
    """
    rows = of_page(graph, "reported", thing=iri).rows
    if not rows:
        return None
    names = "; ".join(dict.fromkeys(f"{_council(graph, row)}: {_inspection(graph, row)}" for row in rows))
    title = str(words()["reports"][kind]).format(name=names)
    return About(title, tuple(dict.fromkeys(_leads(graph, kind, rows))))


def _leads(graph: KnowledgeGraph, kind: str, rows: Sequence[Mapping[str, object]]) -> Iterator[Cell]:
    for row in rows:
        yield Cell(_council(graph, row), page_of(str(row["authority"])))
    for row in rows:
        if kind == "document":
            yield Cell(_inspection(graph, row), page_of(str(row["inspection"])))
        elif row["source"]:
            yield Cell(_published("report", "report_of", row), page_of(str(row["source"])))
    for row in rows:
        url = web(str(row["url"] or ""))
        if url:
            yield Cell(_published("open", "open_of" if kind == "document" else "", row), url)


def _published(plain: str, dated: str, row: Mapping[str, object]) -> str:
    """Words for a report, with the day of its publication if there are words for that and it is known."""
    told, day = words()["reports"], row["published"]
    if not dated or not isinstance(day, date):
        return str(told[plain])
    return str(told[dated]).format(day=day_in_words(day))


def _council(graph: KnowledgeGraph, row: Mapping[str, object]) -> str:
    return graph.names.label(str(row["authority"])) or str(row["authority"])


def _inspection(graph: KnowledgeGraph, row: Mapping[str, object]) -> str:
    """Its kind and its days, as exactly as they are known."""
    kind = graph.names.label(concept("kind", str(row["kind"]))) or str(row["kind"])
    start, latest = row["start"], row["start_latest"]
    if not isinstance(start, date) or not isinstance(latest, date):
        return kind
    end = row["end"] if row["end"] == row["end_latest"] else None
    when = span_in_words(start, latest)
    if start == latest:
        when = days_in_words(start, end if isinstance(end, date) else None)
    return f"{kind}, {when}"
