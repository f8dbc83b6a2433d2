"""A small graph on fictional councils, and a store in memory to hold it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph
from pyoxigraph import Triple

from kg.namespaces import PREFIXES
from kg.store.base import Solutions
from kg.store.manifest import Manifest

if TYPE_CHECKING:
    from rdflib import Graph

PROLOGUE = "".join(f"PREFIX {label}: <{iri}>\n" for label, iri in PREFIXES.items())

GRAPH = (
    PROLOGUE
    + """
<id/authority/901> a kg:Authority ; kg:code "901" ; kg:urn "70001" ; kg:gss "E99000001" ;
    skos:prefLabel "Ambleford"@en ; skos:altLabel "Ambleford County Council"@en .
<id/authority/902> a kg:Authority ; kg:code "902" ; skos:prefLabel "Westmere"@en ;
    skos:altLabel "Westmere, City of"@en ; kg:validUntil "2020-04-01"^^xsd:date .
<id/authority/903> a kg:Authority ; kg:code "903" ; skos:prefLabel "Westmere"@en .
<id/authority/904> a kg:Authority ; kg:code "904" ; skos:prefLabel "Ambleshire"@en .

<scheme/theme/plans> skos:inScheme <scheme/theme> ; skos:prefLabel "Plans, reviews and drift"@en .
<scheme/theme/assessment> skos:inScheme <scheme/theme> ; skos:prefLabel "Assessment of need and risk"@en .
<scheme/theme/workforce> skos:inScheme <scheme/theme> ; skos:prefLabel "Workforce"@en ;
    skos:altLabel "Staffing"@en ; skos:notation "E1" .
<scheme/grade/good> skos:inScheme <scheme/grade> ; skos:prefLabel "Good"@en .

<id/inspection/901-ilacs-2022-01-17> a kg:Inspection ; kg:authority <id/authority/901> ;
    kg:startEarliest "2022-01-17"^^xsd:date .
<id/document/0123456789abcdef> a kg:SourceDocument ; kg:fileName "ambleford-2022.pdf" .

<id/finding/0123456789abcdef/aa> a kg:Finding ; kg:theme <scheme/theme/plans> ;
    kg:authority <id/authority/901> ; kg:leadMention <id/mention/0123456789abcdef/aa> ;
    kg:confidence 0.90 ; kg:rank 1 ; kg:text "Plans say \\"soon\\" too often." .
<id/finding/0123456789abcdef/bb> a kg:Finding ; kg:theme <scheme/theme/workforce> ;
    kg:authority <id/authority/901> ; kg:confidence 0.45 ; kg:rank 2 ;
    kg:text "Staff {stay} \\\\u0022 long # here." .
<id/finding/0123456789abcdef/cc> a kg:Finding ; kg:theme <scheme/theme/plans> ;
    kg:authority <id/authority/903> ; kg:confidence 0.70 ; kg:rank 3 ; kg:text "One\\nline 'more'." .
<id/mention/0123456789abcdef/aa> a kg:Mention ; kg:mentionOf <id/finding/0123456789abcdef/aa> ;
    kg:evidence <id/evidence/0123456789abcdef/10-40> .
<id/evidence/0123456789abcdef/10-40> a kg:Evidence ; oa:hasSource <id/document/0123456789abcdef> ;
    kg:pageNumber 4 ; kg:words "Plans say \\"soon\\" too often." .
""".replace("<id/", "<https://w3id.org/inspection-kg/id/").replace(
        "<scheme/", "<https://w3id.org/inspection-kg/scheme/"
    )
)


class MemoryStore:
    """The store protocol on an Oxigraph in memory."""

    def __init__(self, turtle: str = GRAPH) -> None:
        self.engine = pyoxigraph.Store()
        self.engine.load(turtle.encode(), format=pyoxigraph.RdfFormat.TURTLE)

    def select(self, query: str) -> Solutions:
        found = self.engine.query(query)
        assert isinstance(found, pyoxigraph.QuerySolutions)
        variables = tuple(variable.value for variable in found.variables)
        return Solutions(variables, (tuple(row[name] for name in variables) for row in found))

    def ask(self, query: str) -> bool:
        return bool(self.engine.query(query))

    def construct(self, query: str) -> Iterator[Triple]:
        found = self.engine.query(query)
        assert isinstance(found, pyoxigraph.QueryTriples)
        return iter(found)


def store_on_disk(root: Path) -> Path:
    """A store's folder as kg.store.folder lays it out, with the small graph as its first generation."""
    (root / "generations" / "1").mkdir(parents=True)
    engine = pyoxigraph.Store(str(root / "generations" / "1" / "graph"))
    engine.load(GRAPH.encode(), format=pyoxigraph.RdfFormat.TURTLE)
    engine.flush()
    (root / "generations" / "1" / "manifest.json").write_text(Manifest().to_json(), encoding="utf-8")
    (root / "current").write_text("1", encoding="ascii")
    return root


def rdflib_graph(turtle: str = GRAPH) -> Graph:
    """The same graph in rdflib, whose initBindings are the oracle of binding."""
    import rdflib

    return rdflib.Graph().parse(data=turtle, format="turtle")
