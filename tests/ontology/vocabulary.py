"""What the vocabularies that we reuse define, so that a misspelt term is found."""

from __future__ import annotations

from pathlib import Path

from rdflib import URIRef, namespace

HERE = Path(__file__).parent / "vocabularies"

CLOSED: dict[str, namespace.DefinedNamespaceMeta] = {
    str(known): known
    for known in (
        namespace.DCAT,
        namespace.DCTERMS,
        namespace.FOAF,
        namespace.ORG,
        namespace.OWL,
        namespace.PROV,
        namespace.RDF,
        namespace.RDFS,
        namespace.SDO,
        namespace.SH,
        namespace.SKOS,
        namespace.VANN,
        namespace.XSD,
    )
}
"""Vocabularies whose terms rdflib knows."""

LISTED = {
    "http://www.w3.org/ns/dcat#": "dcat.txt",
    "http://www.w3.org/ns/dqv#": "dqv.txt",
    "http://www.w3.org/ns/oa#": "oa.txt",
    "https://dfe-digital.github.io/education-provider-registry-docs/vocabulary/": "epr.txt",
}
"""Vocabularies whose terms, or those of them that we use, are listed beside this module."""


def is_defined(term: str) -> bool | None:
    """Whether a vocabulary defines the term; ``None`` where the vocabulary is none of those known here."""
    known = [URIRef(term) in closed for base, closed in CLOSED.items() if term.startswith(base)]
    known += [
        term.removeprefix(base) in (HERE / name).read_text(encoding="utf-8").splitlines()
        for base, name in LISTED.items()
        if term.startswith(base)
    ]
    return any(known) if known else None
