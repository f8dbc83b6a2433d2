from __future__ import annotations

import pytest

from kg.namespaces import DEF, SCHEME
from kg.queries.lint import problems
from kg.queries.query_file import parse_query
from kg.queries.tokens import projected

HEAD = "#+ summary: A\n#+ params:\n#+   theme: {type: theme, required: true}\n#+ example: {theme: plans}\n"
MISTYPED = HEAD.replace("type: theme", "type: thme")
NO_EXAMPLE = HEAD.replace("#+ example: {theme: plans}\n", "")
COLUMNS = "#+ summary: A\n#+ columns: {t: x}\n"
SHOW = "#+ summary: A\n#+ show: [t]\n"
CHART = "#+ summary: A\n#+ chart: {mark: bar, x: s, y: t}\n"
COMMENT = "#+ summary: A\n#+ covers: What is loaded.\n"
OPEN = "#+ summary: A\n#+ params:\n#+   theme: {type: theme, many: true}\n"


def found(text: str, **options: frozenset[str]) -> list[str]:
    return problems(parse_query(text, "mine"), **options)


def test_sound_queries() -> None:
    assert found(HEAD + "SELECT ?s { ?s ?p $theme } ORDER BY ?s") == []
    assert found(OPEN + "SELECT ?s ?theme { VALUES ?theme { UNDEF } ?s ?p ?theme } ORDER BY ?s") == []
    assert found(HEAD + "SELECT ?s ?shown { ?s ?p $theme BIND($theme AS ?shown) } ORDER BY ?s") == []
    assert found(HEAD + "SELECT ?s (IF(?o = $theme, 1, 2) AS ?n) { ?s ?p ?o } ORDER BY ?s") == []


@pytest.mark.parametrize(
    ("header", "text", "problem"),
    [
        (HEAD, "SELECT ?s { ?s ?p ?theme } ORDER BY ?s", "declared, but neither $theme nor VALUES"),
        (HEAD, "SELECT ?s { ?s ?p $theme, ?theme } ORDER BY ?s", "theme is written ?theme; write"),
        (HEAD, "SELECT ?s $theme { ?s ?p $theme } ORDER BY ?s", "$theme is projected"),
        (HEAD, "SELECT (1 AS $theme) { ?s ?p $theme } ORDER BY ?s", "stands after AS"),
        (HEAD, "SELECT (COUNT(?s) AS ?n) { ?s ?p $theme } GROUP BY $theme ORDER BY ?n", "in GROUP BY"),
        (HEAD, "SELECT ?s {?s ?p $theme FILTER(BOUND($theme)) } ORDER BY ?s", "BOUND($theme) has no meaning"),
        (HEAD, "SELECT ?s { VALUES $theme { 1 } ?s ?p $theme } ORDER BY ?s", "the variable of VALUES"),
        (HEAD, "SELECT ?s { ?s ?p $theme, $them } ORDER BY ?s", "$them is not among"),
        (HEAD, "SELECT ?s { ?s ?p ?o FILTER(?o<$theme&&?o>1) } ORDER BY ?s", "write a blank after"),
        (OPEN, "SELECT ?s { ?s ?p $theme } ORDER BY ?s", "may have none or several values"),
        (OPEN, "SELECT ?s { VALUES ?theme { UNDEF } ?s ?p ?o } ORDER BY ?s", "?theme is used nowhere"),
        (OPEN, "SELECT ?s { VALUES ?theme { UNDEF } ?s ?p $theme } ORDER BY ?s", "so write ?theme"),
        (HEAD, "SELECT ?s { ?s ?p $theme }", "SELECT without ORDER BY"),
        (HEAD, "SELECT ?s { { SELECT ?s { ?s ?p $theme } ORDER BY ?s } }", "SELECT without ORDER BY"),
        (HEAD, "SELECT * { ?s ?p $theme } ORDER BY ?s", "line 5: SELECT *"),
        (HEAD, "SELECT ?s { SERVICE <http://a/> { ?s ?p $theme } } ORDER BY ?s", "SERVICE asks"),
        (MISTYPED, "SELECT ?s { ?s ?p $theme } ORDER BY ?s", "no type 'thme'"),
        (NO_EXAMPLE, "SELECT ?s {?s ?p $theme} ORDER BY ?s", "example lacks"),
        ("#+ summary: A\n#+ form: ASK\n", "SELECT ?s { ?s ?p ?o } ORDER BY ?s", "says form: ASK"),
        (
            "#+ summary: A\n#+ covers: What is loaded.\n",
            "SELECT ?s { ?s ?p ?o } ORDER BY ?s",
            "send it as LOAD",
        ),
        (SHOW, "SELECT ?s { ?s ?p ?o } ORDER BY ?s", "the header shows the column t"),
        (CHART, "SELECT ?s { ?s ?p ?o } ORDER BY ?s", "the header draws the column t"),
        (COLUMNS, "SELECT ?s { ?s ?p ?o } ORDER BY ?s", "describes the column t"),
    ],
)
def test_faults(header: str, text: str, problem: str) -> None:
    told = found(header + text)
    assert any(problem in line for line in told), told


def test_the_second_line_keeps_comments_from_being_taken_for_keywords() -> None:
    head = "#+ summary: A\n#+ form: SELECT\n"
    for more in ("", "#+ tags: [a]\n"):
        text = head + more + "#+ covers: What is loaded.\nSELECT ?s { ?s ?p ?o } ORDER BY ?s"
        assert found(text) == []


def test_terms_that_the_ontology_lacks() -> None:
    text = (
        f"#+ summary: A\nPREFIX kg: <{DEF}>\nPREFIX theme: <{SCHEME}theme/>\n"
        "SELECT ?s { ?s kg:theme theme:plans ; kg:them theme:plams ; ex:a 1 } ORDER BY ?s"
    )
    known = frozenset({DEF + "theme", SCHEME + "theme/plans"})
    assert [line.partition(": ")[2] for line in found(text, known=known)] == [
        "line 4: the ontology has no kg:them",
        "line 4: the ontology has no theme:plams",
        "line 4: the prefix ex: is not declared",
    ]


def test_columns_of_a_query() -> None:
    assert projected("SELECT DISTINCT ?a (COUNT(?x) AS ?n) $b WHERE { { SELECT ?z { ?z ?y ?x } } }") == (
        "a",
        "n",
        "b",
    )
