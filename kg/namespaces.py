"""The base IRI and the namespaces, in one place. docs/identifiers.md defines the IRIs."""

from __future__ import annotations

import re
from typing import Final

BASE: Final = "https://w3id.org/inspection-kg/"
"""The base of every IRI of this project: the only constant to change for another address."""

DEF: Final = BASE + "def/"
SCHEME: Final = BASE + "scheme/"
ID: Final = BASE + "id/"
SHAPE: Final = BASE + "shape/"
QUERY: Final = BASE + "query/"
GRAPH: Final = BASE + "graph/"

PREFIXES: Final[dict[str, str]] = {
    "kg": DEF,
    "scheme": SCHEME,
    "id": ID,
    "shape": SHAPE,
    "query": QUERY,
    "graph": GRAPH,
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "dqv": "http://www.w3.org/ns/dqv#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vann": "http://purl.org/vocab/vann/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def prefixed(iri: str) -> str:
    """An IRI with the longest matching prefix, as in SPARQL; the IRI in brackets if none matches.

    >>> prefixed("https://w3id.org/inspection-kg/def/theme"), prefixed("https://example.org/a")
    ('kg:theme', '<https://example.org/a>')
    """
    fitting = [
        (label, iri.removeprefix(start))
        for label, start in sorted(PREFIXES.items(), key=lambda pair: -len(pair[1]))
        if iri.startswith(start) and re.fullmatch(r"[A-Za-z_][\w-]*", iri.removeprefix(start))
    ]
    return ":".join(fitting[0]) if fitting else f"<{iri}>"


def concept(scheme: str, identifier: str) -> str:
    """IRI of a concept: ``concept("grade", "good")``."""
    return f"{SCHEME}{scheme}/{identifier}"


def thing(kind: str, key: str) -> str:
    """IRI of an individual: ``thing("authority", "936")``."""
    return f"{ID}{kind}/{key}"


def names_graph(authority: str) -> str:
    """Name of the graph of names of inspections that are not in an edition, for one authority."""
    return f"{GRAPH}derived/{authority}/names"
