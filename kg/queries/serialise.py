"""Triples as Turtle, the same bytes for the same triples."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from pyoxigraph import RdfFormat, Triple, serialize

from kg.namespaces import PREFIXES, SCHEME

_SCHEME: Final = re.compile(re.escape(SCHEME) + "([a-z0-9-]+)/")


def turtle(triples: Iterable[Triple]) -> str:
    """Sorted Turtle; declares only the project's prefixes that it uses.

    >>> from pyoxigraph import NamedNode
    >>> a, b = NamedNode("http://example.org/a"), NamedNode("http://purl.org/dc/terms/source")
    >>> print(turtle([Triple(a, b, a)]), end="")
    @prefix dcterms: <http://purl.org/dc/terms/> .
    <http://example.org/a> dcterms:source <http://example.org/a> .
    """
    ordered = sorted(set(triples), key=str)
    used = "\n".join(map(str, ordered))
    return (serialize(ordered, format=RdfFormat.TURTLE, prefixes=_prefixes(used)) or b"").decode()


def _prefixes(used: str) -> dict[str, str]:
    """Prefixes that shorten the IRIs used, one for each scheme; none if local names hold a slash."""
    shared = {label: iri for label, iri in PREFIXES.items() if label not in ("id", "graph", "query", "shape")}
    schemes = {found: f"{SCHEME}{found}/" for found in sorted(set(_SCHEME.findall(used)))}
    return {label: iri for label, iri in (schemes | shared).items() if f"<{iri}" in used}
