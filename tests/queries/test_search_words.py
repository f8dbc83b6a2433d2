from __future__ import annotations

from pathlib import Path

import kg
from kg.queries.names import StoreNames
from kg.queries.search import build_index, search
from tests.queries.graphs import PROLOGUE, MemoryStore

STATEMENT = (
    PROLOGUE
    + """
<http://example.org/s> kg:claimStatus <https://w3id.org/inspection-kg/scheme/claim-status/curated> ;
    kg:authority <https://w3id.org/inspection-kg/id/authority/901> ;
    kg:inDocument <http://example.org/d> ; kg:evidence <http://example.org/e> ;
    kg:theme <https://w3id.org/inspection-kg/scheme/theme/plans>,
        <https://w3id.org/inspection-kg/scheme/theme/assessment> ;
    kg:statementText "The council sees progress." .
<http://example.org/e> kg:words "We have come a long way." ; kg:lines <http://example.org/l> .
<http://example.org/l> kg:lineStart 7 .
<http://example.org/d> kg:fileName "notice.txt" ; kg:sha256 "00" ;
    kg:tier <https://w3id.org/inspection-kg/scheme/tier/council-notice> .
"""
)


def test_statements_of_what_ships_are_found(sample_store: Path) -> None:
    found = kg.open(sample_store).search("Mockingbird", authority="Surrey").rows
    assert {row["kind"] for row in found} == {"statement"}
    assert all("Mockingbird" in str(row["snippet"]) and row["line_start"] for row in found)
    assert len(found) >= 2


def test_quotations_of_a_source_are_searched_beside_our_words(tmp_path: Path) -> None:
    store = MemoryStore(STATEMENT)
    path = tmp_path / "search.sqlite"
    assert build_index(store, path) == 2
    progress, way = (search(path, word, {}, StoreNames(store)).rows for word in ("progress", "way"))
    assert [row["kind"] for row in progress] == ["statement"]
    assert [row["kind"] for row in way] == ["quotation"]
    assert (way[0]["themes"], way[0]["line_start"]) == ("assessment plans", 7)


def test_another_label_of_a_theme_finds_what_the_words_do_not(sample_store: Path) -> None:
    graph = kg.open(sample_store)
    found = graph.search("front door", limit=50)
    assert any("**Thresholds**" in str(row["snippet"]) for row in found)
    assert "thresholds" in found.covers
    assert graph.search("daily life", limit=50).covers == ""


def test_what_holds_the_words_themselves_comes_first(sample_store: Path) -> None:
    snippets = [str(row["snippet"]).lower() for row in kg.open(sample_store).search("front door", limit=50)]
    own = ["**front** **door**" in snippet for snippet in snippets]
    assert own == sorted(own, reverse=True) and any(own) and not all(own)


def test_nothing_found_says_what_helps(sample_store: Path) -> None:
    graph = kg.open(sample_store)
    why = graph.search("zebra").why
    assert why[0].startswith("No sentence, recommendation or statement") and "kg search 'plan*'" in why[1]
    assert "Try without the filters." in graph.search("zebra", polarity="strength").why
