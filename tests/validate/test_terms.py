"""A graph by predicate, with terms as N-Triples writes them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg.namespaces import PREFIXES
from kg.validate.terms import Terms, Unusual, text_of, value_of

XSD = PREFIXES["xsd"]
LINES = (
    b"<urn:a> <urn:knows> <urn:b> .\n<urn:a> <urn:knows> <urn:c> .\n<urn:b> <urn:knows> <urn:c> .\n"
    b'<urn:a> <urn:says> "x y" .\n<urn:a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <urn:Thing> .\n'
)


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("<urn:a>", "urn:a"),
        ('"plain"', "plain"),
        ('"plain"@en-gb', "plain"),
        (f'"7"^^<{XSD}integer>', "7"),
        (r'"a \"word\""@en', 'a "word"'),
        (r'"tab\tline\nreturn\rback\bform\f"', "tab\tline\nreturn\rback\bform\f"),
        (r'"back\\slash"', "back\\slash"),
        (r'"caf\u00E9"', "café"),
        (r'"\U0001F600"', "\U0001f600"),
    ],
)
def test_constraints_on_strings_look_at_an_iri_or_a_lexical_form(term: str, text: str) -> None:
    assert text_of(term) == text


@pytest.mark.parametrize(
    ("literal", "value"),
    [
        ("0^integer", 0),
        ("-12^integer", -12),
        ("0.5^decimal", Decimal("0.5")),
        ("-3^decimal", Decimal(-3)),
        ("2022-03-09^date", date(2022, 3, 9)),
        ("true^boolean", True),
        ("false^boolean", False),
        ("urn:a^anyURI", None),
    ],
)
def test_literals_have_values(literal: str, value: object) -> None:
    form, _, kind = literal.partition("^")
    assert value_of(f'"{form}"^^<{XSD}{kind}>') == (XSD + kind, value)


def test_a_graph_is_read_by_predicate_in_either_direction() -> None:
    terms = Terms.of_lines(LINES)
    assert terms.values("<urn:knows>") == {"<urn:a>": ["<urn:b>", "<urn:c>"], "<urn:b>": ["<urn:c>"]}
    assert terms.subjects("<urn:knows>") == {"<urn:b>": ["<urn:a>"], "<urn:c>": ["<urn:a>", "<urn:b>"]}
    assert terms.distinct("<urn:knows>") == {"<urn:b>", "<urn:c>"}
    assert terms.values("<urn:knows>")["<urn:c>"] == [], "what has no value has an empty list"
    assert terms.values("<urn:none>") == {} and terms.subjects("<urn:none>") == {}
    assert terms.members("<urn:Thing>") == {"<urn:a>"} and terms.members("<urn:None>") == frozenset()


def test_lines_are_those_of_some_predicates_and_things() -> None:
    terms = Terms.of_lines(LINES)
    assert terms.lines(["<urn:says>", "<urn:knows>", "<urn:says>"]) == b"".join(
        LINES.splitlines(keepends=True)[:4]
    )
    assert terms.lines(["<urn:knows>"], {"<urn:b>"}) == b"<urn:b> <urn:knows> <urn:c> .\n"
    assert terms.lines(["<urn:none>"]) == b""


def test_a_triple_that_comes_twice_is_one() -> None:
    triple = Triple(NamedNode("urn:a"), NamedNode("urn:says"), Literal("x"))
    assert Terms.of_triples([triple, triple]).values("<urn:says>") == {"<urn:a>": ['"x"']}


@pytest.mark.parametrize(
    "triple",
    [
        Triple(BlankNode("b"), NamedNode("urn:says"), Literal("x")),
        Triple(NamedNode("urn:a"), NamedNode("urn:says"), BlankNode("b")),
        Triple(
            NamedNode("urn:a"),
            NamedNode("urn:says"),
            Triple(NamedNode("urn:a"), NamedNode("urn:b"), NamedNode("urn:c")),
        ),
        Triple(NamedNode("urn:a"), NamedNode("urn:says"), Literal("07", datatype=NamedNode(f"{XSD}integer"))),
    ],
    ids=["blank subject", "blank value", "triple", "leading zero"],
)
def test_terms_that_the_checks_do_not_know_are_refused(triple: Triple) -> None:
    terms = Terms.of_triples([triple])
    for read in (terms.values, terms.subjects, terms.distinct):
        with pytest.raises(Unusual):
            read("<urn:says>")
    assert len(terms.objects("<urn:says>")) == 1
