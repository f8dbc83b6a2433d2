"""Showing one thing with everything said of it."""

from __future__ import annotations

from pathlib import Path

import pytest

import kg
from kg.errors import BadParameter, UnknownName
from kg.queries.show import facts_of


def test_a_finding_shows_its_labels_and_the_places_that_say_it(sample_store: Path) -> None:
    graph = kg.open(sample_store)
    row = next(iter(graph.query("findings", polarity="weakness")))
    shown = graph.show(str(row["finding"]))
    facts = dict(shown.facts)
    assert facts["polarity"] == "Weakness (weakness)"
    assert row["text"] in {place["sentence"] for place in shown.evidence}


def test_a_corrected_sentence_shows_who_decided_why_and_what_the_model_had_said(own_store: Path) -> None:
    kg.review(Path(__file__).parents[1] / "docs" / "decided.csv", store=own_store)
    graph = kg.open(own_store)
    key = "ebf551dc7675ed87/9536d71418"
    facts = dict(graph.show(f"mention/{key}").facts)
    assert (facts["decided by"], facts["reason"]) == ("reviewer 1", "Assessments took too long.")
    assert facts["model said"].startswith("polarity weakness 0.")
    place = next(iter(graph.show(f"finding/{key}").evidence))
    assert (place["decided_by"], place["model_said"]) == ("reviewer 1", facts["model said"])
    assert dict(graph.show(f"correction/{key}").facts)["list of themes"] == "assessment"


def test_what_a_thing_is_and_is_called_comes_first(sample_store: Path) -> None:
    told = [name for name, _ in kg.open(sample_store).show("Surrey County Council").facts]
    assert told[:2] == ["is a", "name"] and len(told) > 2


OF_EACH_PROPERTY = """
SELECT ?property (MIN(STR(?thing)) AS ?one) WHERE { ?thing ?property ?value } GROUP BY ?property
"""


def test_every_property_has_a_name_in_plain_words(sample_store: Path) -> None:
    store = kg.open(sample_store).store
    things = {str(getattr(one, "value", "")) for _, one in store.select(OF_EACH_PROPERTY).rows}
    names = {fact.name for thing in things for fact in facts_of(store, thing)}
    assert {"changed by", "authority after"} <= names
    assert not [name for name in names if ":" in name]


def test_an_authority_is_shown_by_the_name_people_write(sample_store: Path) -> None:
    assert kg.open(sample_store).show("Surrey County Council").iri.endswith("/id/authority/936")


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("999", "id/authority/999"),
        ("theme/plans", "scheme/theme/plans"),
        ("https://w3id.org/inspection-kg/scheme/theme/plans", "scheme/theme/plans"),
        ("drift", "scheme/theme/plans"),
        ("requires improvement", "scheme/grade/requires-improvement"),
        ("Mockingbird Family Model", "id/programme/mockingbird"),
        ("https://w3id.org/inspection-kg/def/Finding", "def/Finding"),
        ("ebf551dc7675ed87", "id/document/ebf551dc7675ed87"),
    ],
)
def test_things_of_every_kind_are_shown(sample_store: Path, text: str, key: str) -> None:
    shown = kg.open(sample_store).show(text)
    assert shown.iri == f"https://w3id.org/inspection-kg/{key}"
    assert shown.facts
    assert not any(name.startswith(("rdf:", "skos:")) for name, _ in shown.facts)


def test_a_document_is_shown_by_its_title(sample_store: Path) -> None:
    graph = kg.open(sample_store)
    title = "Council notice: feedback after the focused visit of April 2024"
    assert ("title", title) in graph.show(title).facts
    assert title in graph.query("visits", authority="Surrey").to_markdown()
    (row,) = graph.query("visits", authority="Surrey").rows
    assert row["document"] == "001_0938c2f4e45d6980.txt"


def test_a_name_of_several_things_asks_which(sample_store: Path) -> None:
    with pytest.raises(BadParameter, match="say which: cohort/care-leavers, judgement-area/care-leavers"):
        kg.open(sample_store).show("care leavers")
    with pytest.raises(BadParameter, match="Name a thing"):
        kg.open(sample_store).show(" ")
    with pytest.raises(UnknownName, match="Did you mean Surrey"):
        kg.open(sample_store).show("Surry")


def test_a_thing_that_is_not_there_is_named(sample_store: Path) -> None:
    with pytest.raises(UnknownName, match="0000"):
        kg.open(sample_store).show("finding/0000/0000")


def test_a_misspelt_concept_is_answered_with_names_of_its_scheme(sample_store: Path) -> None:
    with pytest.raises(UnknownName, match=r"No theme is called 'plan'\. Did you mean .*plans"):
        kg.open(sample_store).show("theme/plan")


def test_search_finds_words_in_any_form_and_filters(sample_store: Path) -> None:
    graph = kg.open(sample_store)
    found = graph.search("assessment", polarity="weakness").rows
    assert found
    assert {str(row["polarity"]) for row in found} == {"weakness"}
