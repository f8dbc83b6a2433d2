from __future__ import annotations

import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import QueryError, RefusedQuery
from kg.queries.read_only import read_only
from kg.queries.tokens import code, tokens


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("<http://a/#b?c=$d>", "iri"),
        ("?a<?b", "variable mark variable"),
        ("?a < ?b && ?c > $d", "variable mark variable mark variable mark variable"),
        ('"a # b" # "c"', "string"),
        ("'''it's $x''' ?y", "string variable"),
        ('"""say "hi\\"" """', "string"),
        ("'\\'' ?x", "string variable"),
        (r"ex:a\#b ex:a%20b", "name name"),
        ("ex:a.b. :x _:b a", "name mark name blank word"),
        ('"chat"@en-GB "1"^^xsd:integer', "string language string mark name"),
        ("1 -2.5 1e3 .5", "number mark number number number"),
        ("(a|^b)/c*", "mark word mark mark word mark mark word mark"),
        ("?été", "variable"),
    ],
)
def test_kinds(text: str, kinds: str) -> None:
    assert [token.kind for token in code(text)] == kinds.split()


@given(st.text(alphabet="ab$?<>\"'\\#{}: \n.\u00e9", max_size=30))
def test_tokens_join_to_the_query_or_are_refused(text: str) -> None:
    try:
        assert "".join(token.text for token in tokens(text)) == text
    except QueryError as error:
        assert "not SPARQL at" in str(error)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?s { SERVICE <http://example.org/> { ?s ?p ?o } }",
        "SELECT ?s { service silent ?x { ?s ?p ?o } }",
        "SELECT ?s FROM <file:///etc/passwd> { ?s ?p ?o }",
        "SELECT ?s FROM NAMED <http://example.org/> { GRAPH ?g { ?s ?p ?o } }",
        "LOAD <http://example.org/>",
        "INSERT DATA { <http://a/> <http://a/> 1 }",
        "DELETE WHERE { ?s ?p ?o }",
        "CLEAR ALL",
        "SELECT ?s { ?s ?p ?o } ; DROP ALL",
        "PREFIX ex: <http://a/> SELECT ?s { ?s ex:a\\# ?o SERVICE ex:b { ?s ?p ?o } }",
        "SELECT ?s { ?s ?p '\\u0022' }",
        "SELECT ?s { ?s ?p ?o # \\u000A SERVICE <http://a/> {}\n }",
        "SELECT ?s { { SELECT ?s { SERVICE <http://example.org/> { ?s ?p ?o } } } }",
        "ASK { FILTER EXISTS { SERVICE <http://example.org/> { ?s ?p ?o } } }",
    ],
)
def test_what_does_more_than_read_is_refused(text: str) -> None:
    with pytest.raises(RefusedQuery):
        read_only(text)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("SELECT ?service { ?service <http://a/SERVICE> 'FROM' } # LOAD", "SELECT"),
        ("PREFIX service: <http://a/> ASK { ?from service:load 'x'@from }", "ASK"),
        ("BASE <http://a/> CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", "CONSTRUCT"),
        ("describe <http://a/>", "DESCRIBE"),
    ],
)
def test_words_in_other_places_are_no_clauses(text: str, form: str) -> None:
    assert read_only(text) == form


def test_what_is_no_query_is_told() -> None:
    for text in ("", "# nothing", "WHERE { ?s ?p ?o }", "PREFIX a: <http://a/>"):
        with pytest.raises(QueryError, match="begins with SELECT"):
            read_only(text)


PIECES = (
    *(
        "SELECT",
        "?s",
        "*",
        "WHERE",
        "{",
        "}",
        "?s ?p ?o",
        ".",
        "SERVICE",
        "<http://a/>",
        "FROM",
        "'",
        '"',
        '"""',
    ),
    *(
        "#",
        "\n",
        "\\",
        "FILTER(",
        ")",
        "?a<?b",
        ">",
        "ex:a\\#",
        "a:",
        "PREFIX ex: <http://a/>",
        "OPTIONAL",
        "'''",
    ),
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.sampled_from(PIECES), max_size=9), st.sampled_from(["SERVICE <http://a/> { ?s ?p ?o }", ""])
)
def test_whatever_another_parser_reads_as_service_or_dataset_is_refused(
    pieces: list[str], clause: str
) -> None:
    text = "SELECT * { " + " ".join(pieces) + clause + " }"
    try:
        algebra = str(rdflib.plugins.sparql.prepareQuery(text, initNs={"ex": "http://a/"}).algebra)
    except Exception:
        return
    if "ServiceGraphPattern" in algebra or "DatasetClause" in algebra:
        with pytest.raises(RefusedQuery):
            read_only(text)
