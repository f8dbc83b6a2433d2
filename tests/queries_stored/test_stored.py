"""Every stored query on its fixture: the rows expected, the same on Oxigraph and on rdflib."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode

from kg.queries.catalogue import Catalogue
from kg.queries.names import StoreNames
from kg.queries.run import prepare
from kg.queries.tokens import code
from kg.queries.values import python_value, text
from kg.rdf.serialise import to_lines
from kg.store.base import Solutions, Term
from kg.store.embedded import EmbeddedStore, in_memory
from tests.queries_stored.story import HERE, graph_of, read_yaml

if TYPE_CHECKING:
    from rdflib import Graph

CATALOGUE = Catalogue()
FIXTURES = sorted(path.parent.name for path in HERE.glob("*/cases.yaml"))
CASES = [
    pytest.param(name, case, id=f"{name}-{number}")
    for name in FIXTURES
    for number, case in enumerate(read_yaml(HERE / name / "cases.yaml"), start=1)
]


@pytest.mark.parametrize("name", CATALOGUE.names)
def test_every_query_has_a_fixture_with_rows(name: str) -> None:
    assert name in FIXTURES, f"make tests/queries_stored/{name}/cases.yaml: see story.py there"
    assert any(_expected(case) for case in read_yaml(HERE / name / "cases.yaml")), f"{name}: no case has rows"


@pytest.mark.parametrize(("name", "case"), CASES)
def test_rows_on_oxigraph(name: str, case: dict[str, Any]) -> None:
    assert _rows(case, _store(name).select(_sparql(name, case))) == _expected(case), case["about"]


@pytest.mark.parametrize(("name", "case"), CASES)
def test_rows_on_rdflib(name: str, case: dict[str, Any]) -> None:
    assert _rows(case, _ask_rdflib(name, _sparql(name, case))) == _expected(case), case["about"]


@pytest.mark.parametrize(("name", "case"), CASES)
def test_the_order_of_rows_is_total(name: str, case: dict[str, Any]) -> None:
    """No two rows share all that the query orders by, and no row comes twice."""
    sparql = _sparql(name, case)
    keys = _ordered_by(sparql)
    found = _store(name).select(sparql)
    missing = [key for key in keys if key not in found.variables]
    if missing:
        found = _store(name).select(_also_selecting(sparql, missing))
    seen = [tuple(str(row[found.variables.index(key)]) for key in keys) for row in found.rows]
    assert len(seen) == len(set(seen)), f"{name} leaves the order of some rows open"


@cache
def _store(name: str) -> EmbeddedStore:
    return in_memory(graph_of(name))


@cache
def _rdflib(name: str) -> Graph:
    import rdflib

    return rdflib.Graph().parse(data=to_lines(graph_of(name)), format="nt")


def _sparql(name: str, case: dict[str, Any]) -> str:
    return prepare(CATALOGUE.get(name), case.get("given") or {}, StoreNames(_store(name)))


def _ask_rdflib(name: str, sparql: str) -> Solutions:
    result: Any = _rdflib(name).query(sparql)
    variables = tuple(str(variable) for variable in result.vars or ())
    return Solutions(variables, (tuple(_term(row[variable]) for variable in variables) for row in result))


def _term(node: Any) -> Term | None:
    """rdflib's term as pyoxigraph's."""
    import rdflib

    if isinstance(node, rdflib.URIRef):
        return NamedNode(str(node))
    if isinstance(node, rdflib.Literal):
        datatype = NamedNode(str(node.datatype)) if node.datatype and not node.language else None
        return Literal(str(node), datatype=datatype, language=node.language)
    return None if node is None else BlankNode()


def _rows(case: dict[str, Any], found: Solutions) -> list[list[str]]:
    """The rows of an answer, with the columns that the case names."""
    columns = _table(case)[0]
    unknown = sorted(set(columns) - set(found.variables))
    assert not unknown, f"no columns {', '.join(unknown)}"
    places = [found.variables.index(column) for column in columns]
    return [[_cell(row[place]) for place in places] for row in found.rows]


def _cell(term: Term | None) -> str:
    if isinstance(term, NamedNode):
        return term.value.rpartition("/")[2]
    return text(python_value(term))


def _expected(case: dict[str, Any]) -> list[list[str]]:
    return _table(case)[1:]


def _table(case: dict[str, Any]) -> list[list[str]]:
    return list(csv.reader(io.StringIO(case["rows"])))


def _ordered_by(sparql: str) -> Sequence[str]:
    tokens = list(code(sparql))
    last = max(at for at, token in enumerate(tokens) if token.is_word("ORDER"))
    return [token.text[1:] for token in tokens[last:] if token.kind == "variable"]


def _also_selecting(sparql: str, names: Sequence[str]) -> str:
    first = next(token for token in code(sparql) if token.is_word("WHERE") or token.text == "{")
    added = "".join(f" ?{name}" for name in names)
    return f"{sparql[: first.start]}{added}\n{sparql[first.start :]}"
