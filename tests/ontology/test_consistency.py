"""The ontology is consistent under OWL 2 RL, and the reasoner would say if it were not."""

from __future__ import annotations

from collections.abc import Iterable

from owlrl import DeductiveClosure, OWLRL_Semantics  # type: ignore[import-untyped]
from rdflib import RDF, Graph, Namespace, URIRef

from kg.frameworks import concept_files
from kg.namespaces import DEF, PREFIXES
from tests.ontology.conftest import parse

KG = Namespace(DEF)
ERROR = URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")

SAMPLE = (
    "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
    + """
id:a a kg:Authority ; kg:code "901" ; kg:board id:b .
id:b a kg:SafeguardingBoard ; kg:authority id:a .
id:i a kg:Inspection ; kg:authority id:a ; kg:inspectedBody id:a ; kg:kind id:k ; kg:framework id:f .
id:j a kg:Judgement ; kg:ofInspection id:i ; kg:area id:area ; kg:grade id:good ; kg:evidence id:e .
id:m a kg:Mention ; kg:inDocument id:d ; kg:theme id:t ; kg:cohort id:c ; kg:mentionOf id:finding .
id:e a kg:Evidence ; kg:pageNumber 1 ; kg:lines id:l ; oa:hasSource id:r .
id:obs a kg:Observation ; kg:restsOn id:finding ; kg:ofInspection id:i .
"""
)


def contradictions(*graphs: Iterable[tuple[object, ...]]) -> list[str]:
    """What the reasoner finds wrong with the union of some graphs."""
    union = Graph()
    for graph in graphs:
        for triple in graph:
            union.add(triple)  # type: ignore[arg-type]
    DeductiveClosure(OWLRL_Semantics).expand(union)
    return [str(said) for said in union.objects(None, ERROR)]


def test_ontology_schemes_and_a_sample_are_consistent(ontology: Graph) -> None:
    sample = Graph().parse(data=SAMPLE, format="turtle")
    schemes = parse("schemes/grade.ttl", "schemes/judgement-area.ttl", "alignment.ttl")
    frameworks = Graph()
    for path in concept_files():
        frameworks.parse(path, format="turtle")
    assert contradictions(ontology, schemes, frameworks, sample) == []


def test_a_thing_of_two_disjoint_classes_is_a_contradiction(ontology: Graph) -> None:
    wrong = Graph()
    wrong.add((KG.x, RDF.type, KG.Theme))
    wrong.add((KG.x, RDF.type, KG.Cohort))
    assert contradictions(ontology, wrong) != []


def test_a_board_named_as_the_authority_is_a_contradiction(ontology: Graph) -> None:
    wrong = Graph()
    wrong.add((KG.inspection, KG.authority, KG.board_of_somewhere))
    wrong.add((KG.board_of_somewhere, RDF.type, KG.SafeguardingBoard))
    assert contradictions(ontology, wrong) != []
