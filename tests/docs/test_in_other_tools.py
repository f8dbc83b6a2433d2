"""The page on other tools: each row names a test or a finding that exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.frameworks import vocabulary_files
from kg.queries.catalogue import Catalogue
from kg.queries.header import StoredQuery
from kg.queries.tokens import code

CHECKOUT = Path(__file__).resolve().parents[2]
PAGE = (CHECKOUT / "docs" / "in-other-tools.md").read_text(encoding="utf-8")


def rows() -> list[list[str]]:
    """Cells of the rows of the tables whose last column says what shows them."""
    found: list[list[str]] = []
    inside = False
    for line in PAGE.splitlines():
        if not line.startswith("|"):
            inside = False
            continue
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if cells[-1] == "shown by":
            inside = True
        elif inside and not set(cells[-1]) <= {"-", ":"}:
            found.append(cells)
    return found


ROWS = rows()


def test_the_tables_are_found() -> None:
    named = " ".join(row[0] for row in ROWS)
    tools = [
        "rdflib",
        "Jena",
        "Virtuoso",
        "Oxigraph",
        "Comunica",
        "N3.js",
        "serdi",
        "rapper",
        "PyLD",
        "pySHACL",
        "HermiT",
        "pyLODE",
        "maplib",
        "DuckDB",
        "pandas",
        "Excel",
        "SPARQLWrapper",
    ]
    assert [tool for tool in tools if tool not in named] == []


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0]}: {row[2]}"[:60])
def test_each_row_names_a_test_or_a_finding_that_exists(row: list[str]) -> None:
    named = [name for name in re.findall(r"`([^`]+)`", row[-1]) if not name.startswith("make ")]
    assert len(row) == 5 and named
    for name in named:
        place = name if "/" in name else f"findings/{name}"
        assert (CHECKOUT / place).exists(), f"{row[0]}: {name} is not in the repository"


def test_no_file_of_the_vocabulary_has_an_empty_prefix() -> None:
    """pyLODE stops at one."""
    files = vocabulary_files()
    assert len(files) > 5
    for path in files:
        assert not re.search(r"^\s*(?:@prefix|PREFIX)\s+:\s", path.read_text(encoding="utf-8"), re.M | re.I)


def may_count_nothing(text: str) -> list[str]:
    """Subqueries with COUNT or SUM that are neither grouped nor optional, by the words of their SELECT."""
    words = code(text)
    found = []
    for at, word in enumerate(words[:-1]):
        if word.text != "{" or not words[at + 1].is_word("SELECT"):
            continue
        opening = next(n for n in range(at + 1, len(words)) if words[n].text == "{")
        clause = words[at + 1 : opening]
        if not any(one.is_word("COUNT", "SUM") for one in clause):
            continue
        depth, end = 1, opening + 1
        while depth:
            depth += {"{": 1, "}": -1}.get(words[end].text, 0)
            end += 1
        if not (words[end].is_word("GROUP") or words[at - 1].is_word("OPTIONAL")):
            found.append(" ".join(one.text for one in clause))
    return found


@pytest.mark.parametrize("query", list(Catalogue()), ids=lambda query: query.name)
def test_a_subquery_that_may_count_nothing_is_optional(query: StoredQuery) -> None:
    """Comunica loses every row that is joined with it (findings/comunica-count-of-nothing.sh)."""
    assert may_count_nothing(query.text) == []


@pytest.mark.parametrize(
    ("subquery", "lost"),
    [
        ("{ SELECT (COUNT(?p) AS ?n) { ?r a ?p } }", True),
        ("{ SELECT (1 AS ?x)\n(SUM(?p) AS ?n) WHERE { ?r a ?p } }", True),
        ("{ SELECT (COUNT(?p) AS ?n) { { SELECT ?p { ?r a ?p } GROUP BY ?p } } }", True),
        ("{ SELECT (COUNT(?p) AS ?n) { ?r a ?p } } { SELECT ?p { ?r a ?p } GROUP BY ?p }", True),
        ("{ SELECT (COUNT(?p) AS ?n) { ?r a ?p # }\n } GROUP BY ?r }", False),
        ("OPTIONAL { SELECT (COUNT(?p) AS ?n) { ?r a ?p } }", False),
        ("{ SELECT ?p { ?r a ?p } }", False),
    ],
)
def test_subqueries_that_may_count_nothing_are_found(subquery: str, lost: bool) -> None:
    assert bool(may_count_nothing(f"SELECT * {{ ?r a ?q {subquery} }}")) == lost
