"""What ships answers questions about Surrey without any report at hand."""

from __future__ import annotations

from functools import cache

import pytest

from kg.namespaces import PREFIXES
from kg.records import load_records
from kg.store.embedded import EmbeddedStore, in_memory

HEAD = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items()) + (
    "PREFIX inspection: <https://w3id.org/inspection-kg/id/inspection/>\n"
    "PREFIX status: <https://w3id.org/inspection-kg/scheme/event-status/>\n"
    "PREFIX tier: <https://w3id.org/inspection-kg/scheme/tier/>\n"
)


@cache
def store() -> EmbeddedStore:
    return in_memory(t for record in load_records() for t in record.triples)


def ask(query: str) -> list[tuple[str, ...]]:
    """Rows of a SELECT, IRIs by their last part."""
    found = store().select(HEAD + query)
    return [tuple(str(getattr(term, "value", "")).rpartition("/")[2] for term in row) for row in found.rows]


def test_five_judgements_of_march_2025_by_the_notice() -> None:
    rows = ask("""
        SELECT ?area ?grade WHERE {
          ?claim a kg:JudgementStatement ; kg:ofInspection inspection:936-ilacs-2025-03 ;
              kg:area ?area ; kg:grade ?grade ; kg:inDocument/kg:tier tier:council-notice .
        } ORDER BY ?area""")
    assert rows == [
        ("care-leavers", "good"),
        ("children-in-care", "good"),
        ("help-and-protection", "good"),
        ("impact-of-leaders", "good"),
        ("overall-effectiveness", "good"),
    ]


def test_the_visit_of_april_2024_has_a_focus_and_no_grade() -> None:
    visit = "inspection:936-focused-visit-2024-04-16"
    assert ask(f"SELECT ?focus ?reason {{ {visit} kg:focus ?focus ; kg:noOverallReason ?reason }}") == [
        ("children-in-need-or-protection-plan", "ungraded-visit")
    ]
    assert ask(f"SELECT ?grade {{ ?claim kg:ofInspection {visit} ; kg:grade ?grade }}") == []
    weak = ask(f"""
        SELECT ?theme WHERE {{
          ?claim kg:ofInspection {visit} ; kg:centralTheme ?theme ;
              kg:polarity <https://w3id.org/inspection-kg/scheme/polarity/weakness> }} ORDER BY ?theme""")
    assert weak == [("pre-proceedings-court",), ("visits-direct-work",)]


def test_numbers_of_recommendations_come_with_a_warning() -> None:
    rows = ask("""
        SELECT ?count ?note WHERE {
          ?claim kg:unit "recommendations" ; kg:count ?count ; kg:scopeNote ?note } ORDER BY ?count""")
    assert [count for count, _ in rows] == ["6", "18"]
    assert all("different frameworks" in note for _, note in rows)


@pytest.mark.parametrize(
    ("unit", "count"),
    [
        ("children's records accessed and reviewed", "226"),
        ("one-to-one meetings with practitioners", "69"),
        ("cases escalated for serious safeguarding concerns", "0"),
        ("social care inspectors", "5"),
        ("education inspectors", "1"),
    ],
)
def test_numbers_of_the_inspection_of_january_2022(unit: str, count: str) -> None:
    assert ask(f'SELECT ?count {{ ?claim kg:unit "{unit}" ; kg:count ?count }}') == [(count,)]


def test_timetable_of_january_2022() -> None:
    rows = ask("""
        SELECT DISTINCT ?day WHERE {
          ?event kg:setting "on-site" ; kg:earliest ?day ;
              kg:ofInspection inspection:936-ilacs-2022-01 } ORDER BY ?day""")
    assert [day[-2:] for (day,) in rows] == ["17", "18", "19", "20", "24", "25", "26", "27", "28"]


def test_priorities_are_the_councils_own() -> None:
    rows = ask("""
        SELECT ?theme WHERE {
          ?claim a kg:PriorityStatement ; kg:ofInspection inspection:936-ilacs-2025-03 ;
              kg:centralTheme ?theme ; kg:sequence ?place } ORDER BY ?place""")
    assert rows == [("sufficiency",), ("workforce",), ("leaving-care-homes",), ("eet",), ("exploitation",)]
    assert ask("SELECT ?p { ?p a kg:PriorityStatement ; kg:issuer ?anybody }") == []


def test_what_was_expected_in_april_2024_came() -> None:
    rows = ask("""
        SELECT DISTINCT ?last ?then WHERE {
          ?event kg:eventStatus status:expected ; kg:latest ?last ; kg:outcome/kg:earliest ?then }""")
    assert rows == [("2025-10-17", "2025-03-01")]


def test_the_isle_of_wight_was_judged_on_the_scale_of_its_time() -> None:
    rows = ask("""
        SELECT ?area ?grade WHERE {
          ?claim a kg:JudgementStatement ; kg:area ?area ; kg:grade ?grade ;
              kg:authority <https://w3id.org/inspection-kg/id/authority/921> }""")
    assert rows == [("safeguarding", "adequate")]


def test_addressees_of_recommendations() -> None:
    rows = ask("""
        SELECT ?role (COUNT(?claim) AS ?number) WHERE {
          ?claim a kg:RecommendationStatement ; kg:addresseeRole ?role } GROUP BY ?role ORDER BY ?role""")
    assert rows == [("committee", "2"), ("la", "10"), ("lscb", "1")]


def test_offices_as_the_documents_name_them() -> None:
    rows = ask("""
        SELECT ?name WHERE {
          ?claim a kg:RoleStatement ; kg:person/skos:prefLabel ?name } ORDER BY ?name""")
    assert sorted({name for (name,) in rows}) == [
        "Andrew Povey",
        "Clare Curran",
        "Howard Bromley",
        "Matt Ansell",
        "Rachael Wardell",
        "Tina Benjamin",
    ]


def test_no_e_mail_address_anywhere() -> None:
    assert (
        ask('SELECT ?text { ?thing ?says ?text . FILTER (isLiteral(?text) && CONTAINS(STR(?text), "@")) }')
        == []
    )


def test_each_statement_is_curated_and_has_one_place() -> None:
    (all_of_them,) = ask("SELECT (COUNT(?claim) AS ?n) { ?claim kg:statementText ?text }")
    (placed,) = ask("""
        SELECT (COUNT(DISTINCT ?claim) AS ?n) {
          ?claim kg:claimStatus <https://w3id.org/inspection-kg/scheme/claim-status/curated> ;
              kg:evidence/kg:lines/kg:lineStart ?line }""")
    assert all_of_them == placed
    assert int(all_of_them[0]) > 350
