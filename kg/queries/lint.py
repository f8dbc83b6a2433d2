"""Finds faults of a stored query that engines silently ignore."""

from __future__ import annotations

import warnings
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise

from SPARQLWrapper import SPARQLWrapper

from kg.errors import CallError
from kg.namespaces import DEF, PREFIXES, SCHEME
from kg.queries.binding import value_blocks
from kg.queries.header import Parameter, StoredQuery
from kg.queries.parameter_types import check_types
from kg.queries.read_only import read_only
from kg.queries.tokens import Token, line_of, projected
from kg.queries.tokens import code as code_of


def problems(query: StoredQuery, known: Collection[str] | None = None) -> list[str]:
    """All faults of a stored query, in words.

    Args:
        query: the query.
        known: IRIs of the terms and concepts of the ontology; ``None`` skips that check.
    """
    where = str(query.path.name if query.path else query.name)
    try:
        form = read_only(query.text, where)
        code = code_of(query.text, where)
    except CallError as error:
        return [str(error)]
    found = [
        *_form(query, form),
        *check_types(query.header.params),
        *_variables(query.text, code, query.header.params),
    ]
    if form == "SELECT":
        found += _select(query.text, code)
    found += _columns(query, code)
    if known is not None:
        found += _terms(query.text, code, known)
    return [f"{where}: {problem}" for problem in found]


def guessed_form(text: str) -> str:
    """The form of a query as SPARQLWrapper guesses it, which decides whether it sends a query or an update.

    Version 2.0.0 removes every second comment line of a run and then searches for the first keyword, even
    inside a word: a comment that contains "loaded" makes it send a SELECT as an update.
    """
    wrapper = SPARQLWrapper("http://localhost/")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        wrapper.setQuery(text)
    return str(wrapper.queryType)


def _form(query: StoredQuery, form: str) -> Iterator[str]:
    if query.header.form not in ("", form):
        yield f"the header says form: {query.header.form}, but the query is a {form}"
    guessed = guessed_form(query.text)
    if guessed != form:
        yield (
            f"SPARQLWrapper would send it as {guessed}, since it finds that word in a comment; "
            f"make the second line of the header '#+ form: {form}'"
        )


def _select(text: str, code: Sequence[Token]) -> Iterator[str]:
    for before, token in pairwise(code):
        if token.text == "*" and before.is_word("SELECT", "DISTINCT", "REDUCED"):
            yield f"{line_of(text, token.start)}: SELECT *; name the columns"
    depth = 0
    ordered = False
    for before, token in pairwise(code):
        depth += {"{": 1, "}": -1}.get(before.text, 0)
        ordered = ordered or (depth == 0 and before.is_word("ORDER") and token.is_word("BY"))
    if not ordered:
        yield "SELECT without ORDER BY: rows would come in another order on another engine"


def _columns(query: StoredQuery, code: Sequence[Token]) -> Iterator[str]:
    columns = projected(query.text)
    for key, names in (
        ("describes", query.header.columns),
        ("shows", query.header.show),
        ("groups by", query.header.group),
        ("counts rows by", query.header.row.by),
        ("joins", query.header.row.joined),
        ("draws", query.header.chart.columns if query.header.chart else ()),
    ):
        for name in names:
            if name not in columns:
                yield f"the header {key} the column {name}, which the query does not select"
    for name in query.header.params:
        if query.header.params[name].required and name not in query.header.example:
            yield f"the header's example lacks the required parameter {name}"


def _terms(text: str, code: Sequence[Token], known: Collection[str]) -> Iterator[str]:
    prefixes = {
        name.text[:-1]: iri.text[1:-1]
        for prefix, name, iri in zip(code, code[1:], code[2:], strict=False)
        if prefix.is_word("PREFIX")
    }
    declared = {index + 1 for index, token in enumerate(code) if token.is_word("PREFIX")}
    for label, iri in prefixes.items():
        if PREFIXES.get(label, iri) != iri:
            yield f"the prefix {label}: is {PREFIXES[label]} everywhere else, not {iri}"
    for index, token in enumerate(code):
        if token.kind == "name" and index not in declared:
            label, _, local = token.text.partition(":")
            if label not in prefixes:
                yield f"{line_of(text, token.start)}: the prefix {label}: is not declared"
                continue
            iri = prefixes[label] + local.replace("\\", "")
        elif token.kind == "iri":
            iri = token.text[1:-1]
        else:
            continue
        if iri.startswith((DEF, SCHEME)) and iri not in known and iri not in prefixes.values():
            yield f"{line_of(text, token.start)}: the ontology has no {token.text}"


def _variables(text: str, code: Sequence[Token], params: Mapping[str, Parameter]) -> Iterator[str]:
    for token in code:
        if token.kind == "variable" and token.text[0] == "$" and token.text[1:] not in params:
            yield f"{line_of(text, token.start)}: {token.text} is not among the header's parameters"
        if token.kind == "iri" and any(f"{sign}{name}" in token.text for name in params for sign in "?$"):
            yield f"{line_of(text, token.start)}: write a blank after '<' before a parameter"
    for name, parameter in params.items():
        if parameter.into:
            continue
        yield from _check_parameter(text, code, name, parameter)


def _check_parameter(text: str, code: Sequence[Token], name: str, parameter: Parameter) -> Iterator[str]:
    blocks = list(value_blocks(code, name))
    dollars = [token for token in code if token.kind == "variable" and token.text == f"${name}"]
    marks = [token for token in code if token.kind == "variable" and token.text == f"?{name}"]
    if blocks:
        for token in dollars:
            yield f"{line_of(text, token.start)}: ${name} has a VALUES block, so write ?{name}"
        if len(marks) == len(blocks):
            yield f"VALUES ?{name} {{ UNDEF }} is there, but ?{name} is used nowhere"
        return
    if not dollars:
        yield f"parameter {name} is declared, but neither ${name} nor VALUES ?{name} {{ UNDEF }} is there"
    elif not parameter.always_bound:
        yield f"parameter {name} may have none or several values: use VALUES ?{name} {{ UNDEF }}"
    for token in marks:
        yield f"{line_of(text, token.start)}: the parameter {name} is written ?{name}; write ${name}"
    yield from _misplaced(text, code, name)


def _misplaced(text: str, code: Sequence[Token], name: str) -> Iterator[str]:
    """``$name`` at places for variables only: projected, grouped by, after AS, in BOUND, in VALUES."""
    clause = ""
    depth = 0
    for before, token in zip((None, *code), code, strict=False):
        if token.kind == "word":
            word = token.text.upper()
            if word in ("SELECT", "GROUP", "VALUES"):
                clause, depth = word, 0
            elif word in ("WHERE", "HAVING", "ORDER", "LIMIT", "OFFSET"):
                clause = ""
        elif token.text == "{" or (token.text == "}" and clause):
            clause = ""
        elif token.text in "()" and clause in ("SELECT", "GROUP"):
            depth += 1 if token.text == "(" else -1
        if token.kind != "variable" or token.text != f"${name}":
            continue
        place = line_of(text, token.start)
        if clause in ("SELECT", "GROUP") and depth == 0:
            what = "projected" if clause == "SELECT" else "in GROUP BY"
            yield f"{place}: ${name} is {what}; show another name: BIND(${name} AS ?{name}_shown)"
        elif clause == "VALUES":
            yield f"{place}: ${name} is the variable of VALUES; write ?{name}"
        elif before is not None and before.is_word("AS"):
            yield f"{place}: ${name} stands after AS, where only a variable may"
        elif _in_bound(code, token):
            yield f"{place}: BOUND(${name}) has no meaning once it is bound"


def _in_bound(code: Sequence[Token], token: Token) -> bool:
    at = code.index(token)
    return at >= 2 and code[at - 1].text == "(" and code[at - 2].is_word("BOUND")
