"""The JSON-LD context of exports: every term of the ontology is in it, with the right type of value."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from rdflib import OWL, RDF, Graph, Literal, Namespace, URIRef

from kg.namespaces import DEF, ID, PREFIXES, SCHEME
from kg.resources import folder

KG = Namespace(DEF)
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def context() -> dict[str, Any]:
    path = folder("ontology") / "context.jsonld"
    loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def test_is_what_the_script_makes_of_the_ontology(tmp_path: Path) -> None:
    made = tmp_path / "context.jsonld"
    script = [sys.executable, str(ROOT / "tools" / "build_context.py"), "--out", str(made)]
    subprocess.run(script, check=True)
    shipped = folder("ontology") / "context.jsonld"
    assert made.read_bytes() == shipped.read_bytes(), "run: python tools/build_context.py"


def test_every_term_and_prefix_is_in_it(ontology: Graph, context: dict[str, Any]) -> None:
    terms = context["@context"]
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
    ours = {str(term).removeprefix(DEF) for kind in kinds for term in ontology.subjects(RDF.type, kind)}
    assert {term for term in ours if not term.startswith("http")} <= terms.keys()
    assert PREFIXES.items() <= terms.items()


def test_a_document_by_the_context_gives_the_triples_meant(context: dict[str, Any]) -> None:
    document = context | {
        "@id": "id:inspection/901-ilacs-2022-01-17",
        "@type": "Inspection",
        "authority": "id:authority/901",
        "kind": "scheme:kind/ilacs-standard",
        "startEarliest": "2022-01-17",
        "kindDerived": True,
        "datesPrinted": "17 to 28 January 2022",
        "dcterms:source": "https://example.org/report",
        "skos:prefLabel": {"@value": "An inspection", "@language": "en"},
    }
    graph = Graph().parse(data=json.dumps(document), format="json-ld")
    node = URIRef(ID + "inspection/901-ilacs-2022-01-17")
    assert set(graph.predicate_objects(node)) == {
        (RDF.type, KG.Inspection),
        (KG.authority, URIRef(ID + "authority/901")),
        (KG.kind, URIRef(SCHEME + "kind/ilacs-standard")),
        (KG.startEarliest, Literal("2022-01-17", datatype=URIRef(PREFIXES["xsd"] + "date"))),
        (KG.kindDerived, Literal(True)),
        (KG.datesPrinted, Literal("17 to 28 January 2022")),
        (URIRef(PREFIXES["dcterms"] + "source"), URIRef("https://example.org/report")),
        (URIRef(PREFIXES["skos"] + "prefLabel"), Literal("An inspection", lang="en")),
    }
