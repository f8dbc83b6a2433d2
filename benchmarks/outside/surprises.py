"""Whether tools still do what docs/in-other-tools.md warns of."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path

XSD = "http://www.w3.org/2001/XMLSchema#"
OWL = "http://www.w3.org/2002/07/owl#"


def surprise_of_pyld() -> bool:
    """A number with a fraction keeps its exponent as a decimal; a relative IRI gets a base of PyLD's own."""
    from pyld import jsonld

    context = {"share": {"@id": "urn:share", "@type": f"{XSD}decimal"}}
    document = {"@context": context, "@id": "visit", "share": 0.95}
    line = jsonld.to_rdf(document, {"format": "application/n-quads"})
    return str(line) == f'<http://example.org/base/visit> <urn:share> "9.5E-1"^^<{XSD}decimal> .\n'


def surprise_of_maplib() -> bool:
    """A date in UTC and an integer over 64 bits are dropped."""
    import maplib

    model = maplib.Model()
    odd = f'<urn:a> <urn:p> "2023-03-09Z"^^<{XSD}date> , {2**80} .'
    model.reads(f"{odd} <urn:a> <urn:q> 1 .", format="turtle")
    return bool(model.query("SELECT ?o { ?s ?p ?o }")["o"].to_list() == [1])


def surprise_of_hermit() -> bool:
    """An xsd:date stops it."""
    from rdflib import Graph

    from tests.ontology import reasoner

    text = f'<urn:p> a <{OWL}DatatypeProperty> . <urn:x> <urn:p> "2023-03-09"^^<{XSD}date> .'
    graph = Graph().parse(data=text, format="turtle")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ontology.owl"
        graph.serialize(path, format="xml")
        return "UnsupportedDatatypeException" in reasoner.hermit_output("-k", path)


def surprise_of_pylode() -> bool:
    """It stops at an empty prefix."""
    from pylode import OntPub
    from rdflib import Graph

    text = (
        f"@prefix : <https://example.org/def/> . : a <{OWL}Ontology> ; "
        '<http://purl.org/dc/terms/title> "Title" . '
        f':Visit a <{OWL}Class> ; <http://www.w3.org/2000/01/rdf-schema#label> "visit" .'
    )
    try:
        OntPub(ontology=Graph().parse(data=text, format="turtle")).make_html()
    except ValueError as problem:
        return "Can't split" in str(problem)
    return False


SURPRISES = {
    "PyLD": surprise_of_pyld,
    "maplib": surprise_of_maplib,
    "HermiT": surprise_of_hermit,
    "pyLODE": surprise_of_pylode,
}


def surprises(versions: Mapping[str, str | None]) -> bool:
    """Print whether each tool that is installed still surprises; whether all do.

    Args:
        versions: of each tool, ``None`` if it is not installed.
    """
    still = True
    print("| tool | version | what the page warns of | still |\n|---|---|---|---|")
    for tool, version in versions.items():
        ask = SURPRISES.get(tool.split()[0])
        if ask is not None and version is not None:
            found, about = ask(), (ask.__doc__ or "").rstrip(".")
            still = still and found
            print(f"| {tool} | {version} | {about} | {'yes' if found else '**no**'} |")
    return still
