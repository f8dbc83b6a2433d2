"""Odd values at every parameter of every query that ships change nothing but the parameter's own tokens."""

from __future__ import annotations

from collections.abc import Mapping

import pyoxigraph
import pytest
from pyoxigraph import Literal, NamedNode
from rdflib.plugins.sparql import prepareQuery

from kg.errors import CallError
from kg.queries.binding import Value, bind, value_blocks
from kg.queries.catalogue import Catalogue
from kg.queries.header import Parameter, StoredQuery
from kg.queries.names import StoreNames
from kg.queries.parameters import terms_of
from kg.queries.tokens import Token, tokens
from tests.queries.graphs import MemoryStore
from tests.queries.test_binding import TRAPS

CATALOGUE = Catalogue()
NAMES = StoreNames(MemoryStore())
LITERALS = frozenset({"text", "date", "integer", "decimal", "boolean"})
TEXTS = (
    *('"', "'", "\\", "\\u0022", "\\\\U00000022", '\\" } UNION { ?s ?p ?o } #', '"""', "'''"),
    *("{ $authority } ?theme # UNDEF", "one\ntwo\r\n\tthree", "é \U0001f600 \u2028", "UNDEF", "-- /* */"),
)
IRIS = (
    "http://example.org/$authority?theme=UNDEF#'()",
    "https://w3id.org/inspection-kg/id/authority/936;drop=1,2&x=%22%3E!*@~",
    "http://example.org/é\U0001f600",
)


@pytest.mark.parametrize("name", CATALOGUE.names)
def test_odd_terms_change_no_other_token(name: str) -> None:
    query = CATALOGUE.get(name)
    before = telling(query.text)
    places = own_places(query)
    for number, text in enumerate(TEXTS):
        values: dict[str, tuple[Value, ...]] = {
            key: (Literal(text) if spec.type in LITERALS else NamedNode(IRIS[number % len(IRIS)]),)
            for key, spec in query.header.params.items()
        }
        bound = bind(query.text, query.header.params, values)
        after = telling(bound)
        assert len(after) == len(before)
        assert all(
            a.text == b.text for i, (b, a) in enumerate(zip(before, after, strict=True)) if i not in places
        )
        pyoxigraph.Store().query(bound)
        if number < 2:
            prepareQuery(bound)


@pytest.mark.parametrize("name", CATALOGUE.names)
def test_what_is_written_at_any_parameter_is_itself_or_refused(name: str) -> None:
    for key, spec in CATALOGUE.get(name).header.params.items():
        for text in (*TEXTS, *IRIS, *TRAPS, "\x00", "\x1b[31m", "\ud800"):
            try:
                terms = written(key, spec, text)
            except CallError as error:
                assert str(error)
                continue
            if spec.type == "text":
                assert [term.value for term in terms] == [text]
            else:
                assert not any(sign in term.value for term in terms for sign in '"\\{}<> \n')


def written(key: str, spec: Parameter, text: str) -> tuple[Value, ...]:
    params: Mapping[str, Parameter] = {key: spec}
    return terms_of(params, {key: text}, NAMES, of="test")[key]


def telling(text: str) -> list[Token]:
    return [token for token in tokens(text) if token.kind not in ("space", "comment")]


def own_places(query: StoredQuery) -> set[int]:
    """Places of the tokens that parameters may change."""
    found = telling(query.text)
    places = {place for name in query.header.params for place in value_blocks(found, name)}
    dollars = {f"${name}" for name in query.header.params}
    return places | {place for place, token in enumerate(found) if token.text in dollars}
