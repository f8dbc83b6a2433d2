"""Small lists that scripts of the pages complete from: names to jump to, terms for the editor of queries."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from kg.namespaces import prefixed
from kg.serve.pages import of_page

if TYPE_CHECKING:
    from kg.api import KnowledgeGraph


def names(graph: KnowledgeGraph) -> list[list[str]]:
    """What can be jumped to: name, what it is, address, and other names and codes by which it is found."""
    found = [
        [name.label, "Council", f"/council/{name.id}", " ".join((name.id, *name.others))]
        for name in sorted(graph.names.authorities(), key=lambda name: name.label)
        if name.current
    ]
    for listed, kind, address in (
        (graph.names.labelled("Region"), "Region", "/compare?region="),
        (graph.names.concepts("theme"), "Theme", "/theme/"),
        (graph.names.concepts("cohort"), "Group of children", "/cohort/"),
    ):
        found += [
            [name.label, kind, address + quote(name.id), " ".join((name.id, *name.others))] for name in listed
        ]
    catalogue = graph.catalogue()
    for name in catalogue.names:
        query = catalogue.get(name)
        found.append(
            [query.header.summary, "Question", f"/query/{name}", " ".join((name, *query.header.tags))]
        )
    return found


def terms(graph: KnowledgeGraph) -> list[list[str]]:
    """Classes, properties and concepts: the prefixed name, its label, and what kind of term it is."""
    return [
        [prefixed(_text(term)), _text(label), _text(kind)]
        for term, label, kind in of_page(graph, "terms").terms()
    ]


def _text(term: object) -> str:
    return str(getattr(term, "value", ""))
