"""Small lists that scripts of the pages complete from: names to jump to, terms for the editor of queries."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from kg.namespaces import PREFIXES
from kg.serve.sections import of_page

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


def prefixed(iri: str) -> str:
    """An IRI with the longest prefix that fits, as SPARQL has it; the IRI in brackets if a prefix cannot.

    >>> prefixed("https://w3id.org/inspection-kg/def/theme"), prefixed("https://example.org/a")
    ('kg:theme', '<https://example.org/a>')
    """
    fitting = [
        (label, iri.removeprefix(start))
        for label, start in sorted(PREFIXES.items(), key=lambda pair: -len(pair[1]))
        if iri.startswith(start) and re.fullmatch(r"[A-Za-z_][\w-]*", iri.removeprefix(start))
    ]
    return ":".join(fitting[0]) if fitting else f"<{iri}>"


def _text(term: object) -> str:
    return str(getattr(term, "value", ""))
