"""The page of terms says which class has which property."""

from __future__ import annotations

from rdflib import SDO, Graph, URIRef

from kg.namespaces import DEF
from kg.resources import folder
from tools.ontology_page import domains, own


def test_a_property_is_shown_with_the_classes_that_have_it() -> None:
    terms = own(folder("ontology") / "kg.ttl")
    owners = {
        str(owner).removeprefix(DEF) for owner in terms.objects(URIRef(f"{DEF}polarity"), SDO.domainIncludes)
    }
    assert {"Finding", "Mention"} <= owners
    assert "Inspection" not in owners


def test_every_class_and_property_of_the_shapes_is_a_term(ontology: Graph) -> None:
    named = {term for pair in domains() for term in pair}
    assert len(named) > 100
    assert not [term for term in named if (term, None, None) not in ontology]
