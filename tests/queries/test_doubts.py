"""What kg sparql warns of is what the installed engine answers wrongly; our own queries give no cause."""

from __future__ import annotations

import pytest
from pyoxigraph import QuerySolutions, RdfFormat, Store

from kg.errors import QueryError
from kg.queries.catalogue import Catalogue
from kg.queries.doubts import doubts
from kg.queries.header import StoredQuery
from kg.queries.prologue import as_written, check_declared, with_prefixes

DATA = b"""
@prefix kg: <https://w3id.org/inspection-kg/def/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<urn:a> kg:startEarliest "2022-03-09"^^xsd:date ; kg:text "abcabc" ; kg:sequence 1 ; kg:confidence 0.9 .
<urn:b> kg:startEarliest "2023-03-09"^^xsd:date ; kg:text "abc" .
"""
WRONG = [
    ('?s kg:text ?t FILTER(REGEX(?t, "a(?=b)")) BIND(1 AS ?x)', "look-ahead"),
    ('?s kg:text ?t FILTER(!REGEX(?t, "z(?=b)")) BIND(1 AS ?x)', "look-ahead"),
    (r'?s kg:text ?t FILTER(REGEX(?t, "(abc)\\1")) BIND(1 AS ?x)', "back-references"),
    ('?s kg:text ?t FILTER(REGEX(?t, "abc", "g")) BIND(1 AS ?x)', 'with the flags "g"'),
    ('?s kg:text ?t BIND(REPLACE(?t, "a(?!z)", "") AS ?x)', "look-ahead"),
    ('?s kg:startEarliest ?d BIND("P30D"^^xsd:dayTimeDuration + ?d AS ?x)', '?date - "-P30D"'),
    ('?s kg:startEarliest ?d BIND(?d + "P1Y"^^xsd:yearMonthDuration AS ?x)', "may have no value"),
    ("?s kg:startEarliest ?d FILTER(?d < NOW()) BIND(1 AS ?x)", "write xsd:date(NOW())"),
    ("?s kg:startEarliest ?d FILTER(NOW() > ?d) BIND(1 AS ?x)", "write xsd:date(NOW())"),
    ('?s kg:startEarliest ?d FILTER(?d > "2020-01-01") BIND(1 AS ?x)', 'write "2020-01-01"^^xsd:date'),
    (
        '?s kg:startEarliest ?d FILTER(?d > "2020"^^xsd:gYear) BIND(1 AS ?x)',
        "xsd:gYear cannot be compared with a date",
    ),
    (
        '?s kg:startEarliest ?d FILTER("2020"^^xsd:gYear < ?d) BIND(1 AS ?x)',
        "xsd:gYear cannot be compared with a date",
    ),
    ('?s kg:startEarliest ?d FILTER("2020-01-01" < ?d) BIND(1 AS ?x)', 'write "2020-01-01"^^xsd:date'),
    ('?s kg:startEarliest ?d FILTER(?d > "2020-02-30"^^xsd:date) BIND(1 AS ?x)', "no such day"),
    ('?s kg:confidence ?c FILTER(?c > "5E-1"^^xsd:decimal) BIND(1 AS ?x)', "write it as 0.5"),
]
SOUND = [
    '?s kg:text ?t FILTER(REGEX(?t, "a(b|z)", "i")) BIND(1 AS ?x)',
    '?s kg:startEarliest ?d BIND(?d - "-P30D"^^xsd:dayTimeDuration AS ?x)',
    "?s kg:startEarliest ?d FILTER(?d < xsd:date(NOW())) BIND(1 AS ?x)",
    '?s kg:startEarliest ?d FILTER(STR(?d) > "2020-01-01") BIND(1 AS ?x)',
    '?s kg:startEarliest ?d FILTER(?d > "2020-01-01"^^xsd:date) BIND(YEAR(?d) + 1 AS ?x)',
    "?s kg:text ?t FILTER(CONTAINS(?t, \"NOW() + 'P1D'\") || true) BIND(1 AS ?x)",
    "?s kg:confidence ?c BIND(?c + 1 AS ?x)",
    'BIND("2020"^^xsd:gYear AS ?x)',
    "BIND(NOW() AS ?x)",
]


def values(text: str) -> list[str]:
    """Values of ?x that the engine gives."""
    store = Store()
    store.load(DATA, format=RdfFormat.TURTLE)
    found = store.query(with_prefixes(text))
    assert isinstance(found, QuerySolutions)
    return [str(row["x"]) for row in found if row["x"] is not None]


@pytest.mark.parametrize(("pattern", "told"), WRONG)
def test_what_the_engine_answers_wrongly_is_reported(pattern: str, told: str) -> None:
    text = f"SELECT ?x {{ {pattern} }}"
    assert values(text) == []
    (line,) = doubts(text)
    assert line.startswith("line 1: ") and told in line


@pytest.mark.parametrize("pattern", SOUND)
def test_what_it_answers_is_not(pattern: str) -> None:
    text = f"SELECT ?x {{ {pattern} }}"
    assert values(text) != []
    assert doubts(text) == []


def test_the_present_time_may_end_a_query() -> None:
    assert doubts("SELECT ?x { ?x kg:text ?t } ORDER BY NOW()") == []


@pytest.mark.parametrize("function", ["SUM", "AVG", "MIN", "MAX"])
def test_an_aggregate_of_what_only_optional_binds(function: str) -> None:
    body = "{ ?s kg:text ?t OPTIONAL { ?s kg:sequence ?n } }"
    assert values(f"SELECT ({function}(?n) AS ?x) {body}") == []
    assert "only OPTIONAL binds" in doubts(f"SELECT ({function}(?n) AS ?x) {body}")[0]
    assert doubts(f"SELECT ({function}(COALESCE(?n, 0)) AS ?x) {body}") == []
    assert doubts(f"SELECT (COUNT(?n) AS ?x) {body}") == []
    assert doubts(f"SELECT ({function}(?n) AS ?x) {{ ?s kg:sequence ?n }}") == []
    within = f"SELECT ({function}(?n) AS ?m) {{ ?a kg:sequence ?n }}"
    assert doubts(f"SELECT ?s {{ ?s kg:text ?t OPTIONAL {{ {within} }} }}") == []


@pytest.mark.parametrize(
    ("by", "written"), [("$1x", ""), ("$1_$2", "bc"), ("$1.$2", "a.bc"), ("$2$1", "bca"), ("x$1 ", "xa ")]
)
def test_a_group_that_a_letter_follows_is_lost(by: str, written: str) -> None:
    text = f'SELECT ?x {{ BIND(REPLACE("abc", "(a)(bc)", "{by}") AS ?x) }}'
    assert values(text) == [f'"{written}"']
    told = [line for line in doubts(text) if f"line 1: in REPLACE the engine takes {by[:3]} for" in line]
    assert len(told) == (by in ("$1x", "$1_$2")) == len(doubts(text))


@pytest.mark.parametrize(
    ("pattern", "by", "written", "groups"),
    [
        ("(a)(bc)", "$10", "", "2 groups"),
        ("(a)bc", "x$2", "x", "1 group;"),
        ("(?:a)[(b]c", "$1-", "-", "no groups"),
        (r"(a)\\(?(b)c", "$3.", ".", "2 groups"),
        ("(a)(bc)", "$2$0", "bcabc", ""),
        ("(?<first>a)(bc)", "$2", "bc", ""),
        ("()()()()()()()()(a)(bc)", "$10", "bc", ""),
    ],
)
def test_a_group_that_the_pattern_lacks_is_lost(pattern: str, by: str, written: str, groups: str) -> None:
    text = f'SELECT ?x {{ BIND(REPLACE("abc", "{pattern}", "{by}") AS ?x) }}'
    assert values(text) == [f'"{written}"']
    told = doubts(text)
    assert len(told) == bool(groups)
    assert all("the engine writes nothing for $" in line and groups in line for line in told)


def test_groups_of_a_calculated_pattern_are_not_counted() -> None:
    assert doubts('SELECT ?x { BIND("(a)" AS ?p) BIND(REPLACE("abc", ?p, "$2") AS ?x) }') == []


def test_lines_are_those_of_the_query() -> None:
    text = 'SELECT ?s {\n  ?s kg:a ?d\n  FILTER(?d < "2022-02-30"^^xsd:date)\n  FILTER(?d < NOW())\n}'
    assert [line[:6] for line in doubts(text)] == ["line 3", "line 4"]


@pytest.mark.parametrize("query", list(Catalogue()), ids=lambda query: query.name)
def test_our_own_queries_give_no_cause(query: StoredQuery) -> None:
    assert doubts(query.text) == []


def test_prefixes_of_ours_need_no_declaration() -> None:
    assert sorted(values("SELECT ?x { ?x kg:text ?t }")) == ["<urn:a>", "<urn:b>"]
    assert with_prefixes("PREFIX kg: <urn:k> SELECT ?s { ?s kg:a ?o }").count("PREFIX") == 1
    assert "scheme/theme/> SELECT" in with_prefixes("SELECT ?s { ?s ?p theme:plans }")


def test_an_undeclared_prefix_is_named_with_its_line() -> None:
    with pytest.raises(
        QueryError, match=r"line 2: the prefix ex: of ex:a is not declared; .*PREFIX ex: <...>"
    ):
        with_prefixes("SELECT ?s {\n ?s ex:a ?o }")
    with pytest.raises(QueryError, match=r"PREFIX kg: <https://w3id.org/inspection-kg/def/>"):
        check_declared("SELECT ?s { ?s kg:a ?o }")
    check_declared("PREFIX kg: <urn:k> SELECT ?s { ?s kg:a ?o }")


def test_columns_in_messages_are_those_of_the_query() -> None:
    text = "SELECT ?s { ?s kg:code ?c FILTR(?c) }"
    whole = with_prefixes(text)
    added = len(whole) - len(text)
    apart = f"{whole[:added]}\n{text}"  # the query on a line of its own
    told = as_written(fault_of(whole), added)
    assert told == fault_of(apart).replace("error at 2:", "error at 1:") != fault_of(whole)


def fault_of(text: str) -> str:
    with pytest.raises(SyntaxError) as problem:
        Store().query(text)
    return str(problem.value)
