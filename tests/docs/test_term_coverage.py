"""Every term of the ontology is in a stored query, or somebody said why not."""

from __future__ import annotations

from pathlib import Path

from kg.namespaces import DEF
from tools.term_coverage import faults, page, terms, used_in

PAGE = Path(__file__).resolve().parents[2] / "docs" / "coverage.md"


def test_each_term_is_used_or_excused() -> None:
    assert list(faults()) == []


def test_the_page_is_made_from_the_queries_as_they_are() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run python -m tools.term_coverage"


def test_terms_are_found_by_prefix_and_in_full() -> None:
    text = f"PREFIX k: <{DEF}> SELECT ?s {{ ?s k:theme|^k:cohort ?o ; <{DEF}state> ?p }} # k:grade"
    assert used_in(text, "a query") == {"theme", "cohort", "state"}


def test_only_the_projects_own_terms_count() -> None:
    assert {"Authority", "theme"} <= set(terms())
    assert not {name for name in terms() if ":" in name or "/" in name}
