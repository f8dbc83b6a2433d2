from __future__ import annotations

import io

import pytest

from kg.errors import BadParameter, QueryError, RefusedQuery, TimeLimit, UnknownName
from kg.queries.names import StoreNames
from kg.queries.query_file import parse_query
from kg.queries.run import answer, run
from kg.render.delimited import write_csv, write_jsonl
from kg.store.base import Solutions
from tests.queries.graphs import PROLOGUE, MemoryStore

FINDINGS = (
    (
        """\
#+ summary: Findings of one authority
#+ params:
#+   authority: {type: authority, required: true, example: Ambleford}
#+   theme: {type: theme, many: true}
#+   confidence: {type: decimal, default: 0, minimum: 0, maximum: 1}
#+ example: {authority: Ambleford}
"""
        + PROLOGUE
        + """
SELECT ?finding ?theme ?confidence ?text
WHERE {
  VALUES ?theme { UNDEF }
  ?finding kg:authority $authority ; kg:theme ?theme ; kg:confidence ?confidence ; kg:text ?text .
  FILTER(?confidence >= $confidence)
}
ORDER BY ?finding
"""
    )
    .replace("$confidence)", "$floor)")
    .replace("#+   confidence:", "#+   floor:")
)

STORE = MemoryStore()
NAMES = StoreNames(STORE)
QUERY = parse_query(FINDINGS, "findings")


def test_rows_are_typed() -> None:
    first, second = run(STORE, QUERY, {"authority": "Ambleford"}, NAMES)
    assert (first.theme, str(first["confidence"])) == ("plans", "0.9")
    assert second.theme == "workforce"


def test_one_or_several_values_or_none() -> None:
    def themes(**given: object) -> list[object]:
        return [row.theme for row in run(STORE, QUERY, {"authority": 901, **given}, NAMES)]

    assert themes() == ["plans", "workforce"]
    assert themes(theme="plans") == ["plans"]
    assert themes(theme=["Staffing", "Plans, reviews and drift"]) == ["plans", "workforce"]
    assert themes(floor=0.5) == ["plans"]


def test_csv_prints_ids_and_quotes_what_needs_it() -> None:
    out = io.StringIO()
    write_csv(run(STORE, QUERY, {"authority": "Westmere"}, NAMES), out)
    assert out.getvalue() == (
        "finding,theme,confidence,text,theme_label\n"
        "https://w3id.org/inspection-kg/id/finding/0123456789abcdef/cc,plans,0.7,"
        "\"One\nline 'more'.\",plans\n"
    )


def test_json_lines() -> None:
    out = io.StringIO()
    write_jsonl(answer(STORE, 'SELECT ?a ?b ?c { VALUES (?a ?b) { (1.5 "é") } }'), out)
    assert out.getvalue() == '{"a": 1.5, "b": "é", "c": null}\n'


def test_a_second_pass_asks_again() -> None:
    found = run(STORE, QUERY, {"authority": "E99000001"}, NAMES)
    assert len(list(found)) == len(list(found)) == len(found.rows) == 2


def test_what_describes_the_rows_reaches_page_and_quote() -> None:
    found = run(STORE, QUERY, {"authority": "Ambleford", "theme": "plans"}, NAMES)
    subjects = {str(triple.subject).split("/id/")[1].split("/")[0] for triple in found.triples()}
    assert subjects == {"finding", "mention", "evidence", "document"}
    assert len(found.graph()) == len(found.triples())


def test_ask_and_construct_are_answers_too() -> None:
    assert [row.answer for row in answer(STORE, "ASK { ?s ?p 'no such' }")] == [False]
    made = answer(STORE, PROLOGUE + "CONSTRUCT { ?s a kg:Grade } WHERE { ?s skos:inScheme scheme:grade }")
    assert made.columns == ("subject", "predicate", "object")
    assert [row.subject for row in made] == ["good"]
    assert len(made.triples()) == 1


def test_missing_and_unknown_parameters_are_named() -> None:
    with pytest.raises(BadParameter, match="findings needs --authority, for example --authority Ambleford"):
        run(STORE, QUERY, {}, NAMES)
    with pytest.raises(UnknownName, match=r"'autority'\. Did you mean authority"):
        run(STORE, QUERY, {"autority": "Ambleford"}, NAMES)
    with pytest.raises(BadParameter, match="--authority takes one value, not 2"):
        run(STORE, QUERY, {"authority": ["901", "903"]}, NAMES)


def test_a_users_query_cannot_go_out() -> None:
    text = "#+ summary: Far\nSELECT ?s { SERVICE <http://example.org/> { ?s ?p ?o } } ORDER BY ?s"
    with pytest.raises(RefusedQuery, match="line 2: SERVICE asks another server"):
        run(STORE, parse_query(text, "far"), {}, NAMES)


def test_a_users_query_declares_its_prefixes() -> None:
    text = "#+ summary: Kinds\nSELECT ?s { ?s a skos:Concept } ORDER BY ?s"
    with pytest.raises(
        QueryError, match=r"kinds, line 2: the prefix skos: .* begin the query with PREFIX skos:"
    ):
        run(STORE, parse_query(text, "kinds"), {}, NAMES)


def test_too_many_rows_are_an_error() -> None:
    with pytest.raises(TimeLimit, match="more than 1 rows"):
        run(STORE, QUERY, {"authority": "Ambleford"}, NAMES, row_limit=1).things()
    assert len(run(STORE, QUERY, {"authority": "Ambleford"}, NAMES, row_limit=2).rows) == 2


def test_whether_there_are_rows_is_asked_without_sorting_them() -> None:
    asked: list[str] = []

    class Heard(MemoryStore):
        def select(self, query: str) -> Solutions:
            asked.append(query)
            return super().select(query)

    found = run(Heard(), QUERY, {"authority": "Ambleford", "theme": "assessment"}, NAMES)
    assert not found.rows
    assert any("There are rows without --theme" in told for told in found.why)
    assert [query.strip().endswith("LIMIT 1") for query in asked if "?confidence >=" in query] == [
        False,
        True,
    ]
