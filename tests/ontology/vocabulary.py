"""What the vocabularies that we reuse define, so that a misspelt term is found."""

from __future__ import annotations

from pathlib import Path

from rdflib import DCAT, DCTERMS, FOAF, ORG, OWL, PROV, RDF, RDFS, SDO, SH, SKOS, VANN, XSD, URIRef
from rdflib.namespace import DefinedNamespaceMeta

HERE = Path(__file__).parent / "vocabularies"

CLOSED: dict[str, DefinedNamespaceMeta] = {
    str(namespace): namespace
    for namespace in (DCAT, DCTERMS, FOAF, ORG, OWL, PROV, RDF, RDFS, SDO, SH, SKOS, VANN, XSD)
}
"""Vocabularies whose terms rdflib knows."""

LISTED = {
    "http://www.w3.org/ns/dqv#": "dqv.txt",
    "http://www.w3.org/ns/oa#": "oa.txt",
    "https://dfe-digital.github.io/education-provider-registry-docs/vocabulary/": "epr.txt",
}
"""Vocabularies whose terms, or those of them that we use, are listed beside this module."""


def is_defined(term: str) -> bool | None:
    """Whether a vocabulary defines the term; ``None`` where the vocabulary is none of those known here."""
    for namespace, closed in CLOSED.items():
        if term.startswith(namespace):
            return URIRef(term) in closed
    for namespace, name in LISTED.items():
        if term.startswith(namespace):
            lines = (HERE / name).read_text(encoding="utf-8").splitlines()
            return term.removeprefix(namespace) in lines
    return None
