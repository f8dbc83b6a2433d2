"""Tools that read the ontology: HermiT and pyLODE."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.outside.given import Check, Given


def hermit(given: Given) -> Iterator[Check]:
    """Ontology, alignment and graph are consistent; every class can have members."""
    from rdflib import Graph

    from kg.resources import folder
    from tests.ontology.reasoner import consistent, empty_classes

    terms = Graph()
    for name in ("kg.ttl", "alignment.ttl"):
        terms.parse(folder("ontology") / name)
    data = Graph().parse(given.folder / "graph.nt", format="nt")
    yield "graph is consistent", int(consistent(terms + data, given.folder)), 1
    yield "no class is empty", int(not empty_classes(terms, given.folder)), 1


def pylode(given: Given) -> Iterator[Check]:
    """Terms of the ontology that its page shows."""
    from rdflib import OWL, RDF, Graph

    from kg.namespaces import DEF
    from kg.resources import folder
    from tools.ontology_page import page

    html = page()
    ontology = Graph().parse(folder("ontology") / "kg.ttl")
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
    declared = {str(term) for kind in kinds for term in ontology.subjects(RDF.type, kind)}
    terms = {term for term in declared if term.startswith(DEF)}
    shown = sum(f"<code>{term}</code>" in html for term in terms)
    yield "terms of the ontology on its page", shown, len(terms)
