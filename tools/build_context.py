"""Build ontology/context.jsonld, the JSON-LD context of exports, from the ontology.

    python tools/build_context.py [--out ontology/context.jsonld]

Terms of ours go by their bare names, those of other vocabularies by their prefixed names. Values of object
properties are IRIs; values of datatype properties have the datatype of the range.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from rdflib import OWL, RDF, RDFS, XSD, Graph, URIRef

from kg.namespaces import DEF, PREFIXES

ROOT = Path(__file__).resolve().parents[1]

IRI_VALUES = (
    "dcterms:creator",
    "dcterms:isReplacedBy",
    "dcterms:license",
    "dcterms:publisher",
    "dcterms:source",
    "rdfs:isDefinedBy",
    "rdfs:seeAlso",
)
"""Annotation properties whose values are IRIs wherever we use them."""

Context = dict[str, object]


def context(ontology: Graph) -> Context:
    """The context of an ontology's terms."""
    terms: Context = {}
    for kind in (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty):
        for term in ontology.subjects(RDF.type, kind):
            name, iri = names(str(term))
            value = "@id" if kind == OWL.ObjectProperty or iri in IRI_VALUES else datatype(ontology, term)
            if value:
                terms[name] = {"@id": iri, "@type": value}
            elif name != iri:
                terms[name] = iri
    terms |= {iri: {"@id": iri, "@type": "@id"} for iri in IRI_VALUES}
    return {"@context": {"@version": 1.1, **PREFIXES, **dict(sorted(terms.items()))}}


def names(term: str) -> tuple[str, str]:
    """Key in the context and compact IRI of a term.

    >>> names("http://purl.org/dc/terms/title")
    ('dcterms:title', 'dcterms:title')
    """
    if term.startswith(DEF):
        return term.removeprefix(DEF), "kg:" + term.removeprefix(DEF)
    prefix, iri = next((prefix, iri) for prefix, iri in PREFIXES.items() if term.startswith(iri))
    compact = f"{prefix}:{term.removeprefix(iri)}"
    return compact, compact


def datatype(ontology: Graph, term: object) -> str | None:
    """Compact IRI of the range of a datatype property; strings need none."""
    found = ontology.value(URIRef(str(term)), RDFS.range)
    if found is None or not str(found).startswith(str(XSD)) or found == XSD.string:
        return None
    return "xsd:" + str(found).removeprefix(str(XSD))


def main(argv: list[str] | None = None) -> int:
    """Write the context."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, default=ROOT / "ontology" / "context.jsonld")
    options = parser.parse_args(argv)
    ontology = Graph().parse(ROOT / "ontology" / "kg.ttl")
    text = json.dumps(context(ontology), indent=2, ensure_ascii=False) + "\n"
    options.out.write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
