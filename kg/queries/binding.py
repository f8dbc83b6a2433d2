"""Put values in the place of a query's parameters, one text for every engine.

Two forms, both valid SPARQL before anything is bound:

- ``$name`` stands for one value that is always there (required, or with a default);
- ``VALUES ?name { UNDEF }``, placed by the author in the scope where it counts, takes none, one or several.

Only tokens are replaced, never text, and terms are serialised by pyoxigraph. Substitution by the engines
(pyoxigraph's ``substitutions``, a VALUES block at the end) is wrong in silence in many placements.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from pyoxigraph import Literal, NamedNode

from kg.errors import QueryError
from kg.queries.header import Parameter
from kg.queries.tokens import Token, line_of, tokens

Value = NamedNode | Literal
"""A term that a parameter can take."""

_BACKSLASH_U: Final = re.compile(r"(?P<slashes>\\\\)(?P<rest>[uU][0-9A-Fa-f]*)")


def bind(text: str, params: Mapping[str, Parameter], values: Mapping[str, Sequence[Value]]) -> str:
    """The query with its parameters bound.

    Args:
        text: the stored query.
        params: its declared parameters.
        values: the terms of each parameter; none or no key leaves an optional one open.

    Raises:
        QueryError: text and header disagree, or a parameter that must have a value has none.
    """
    code = list(tokens(text))
    replaced: dict[int, str] = {}
    for name, parameter in params.items():
        terms = values.get(name, ())
        blocks = list(value_blocks(code, name))
        places = [i for i, token in enumerate(code) if token.kind == "variable" and token.text == f"${name}"]
        if blocks:
            replaced.update((i, " ".join(map(serialise, terms)) or "UNDEF") for i in blocks)
            continue
        if not places:
            raise QueryError(
                f"Parameter {name} is declared, but the query has no ${name} and no VALUES ?{name} {{ UNDEF }}"
            )
        if len(terms) != 1:
            raise QueryError(f"Parameter {name} stands as ${name} and needs one value, not {len(terms)}")
        replaced.update((i, serialise(terms[0])) for i in places)
    return "".join(replaced.get(i, token.text) for i, token in enumerate(code))


def value_blocks(code: Sequence[Token], name: str) -> Iterator[int]:
    """Places of the ``UNDEF`` in each ``VALUES ?name { UNDEF }`` of a token list."""
    telling = [i for i, token in enumerate(code) if token.kind not in ("space", "comment")]
    for at in range(len(telling) - 4):
        values, variable, opening, undef, closing = (code[i] for i in telling[at : at + 5])
        if (
            values.is_word("VALUES")
            and variable.kind == "variable"
            and variable.text[1:] == name
            and (opening.text, closing.text) == ("{", "}")
            and undef.is_word("UNDEF")
        ):
            yield telling[at + 3]


def serialise(term: Value) -> str:
    r"""A term as SPARQL that every engine reads alike.

    rdflib expands ``\uXXXX`` (and, against the grammar, eight digits after a small u) before it parses, so
    the characters ``\u0022`` in a value would close their own string. Where a backslash comes before a u,
    the u and the digits after it are themselves written as escapes, which comes to the same on engines
    that expand first and on engines that do not.

    >>> print(serialise(Literal('a "b"')))
    "a \"b\""
    >>> print(serialise(Literal(r"\u0022")))
    "\\\u0075\u0030\u0030\u0032\u0032"
    """
    return _BACKSLASH_U.sub(
        lambda match: match["slashes"] + "".join(f"\\u{ord(char):04X}" for char in match["rest"]), str(term)
    )


def check_variables(text: str, params: Mapping[str, Parameter]) -> Iterator[str]:
    """What is wrong with how a query's text writes its parameters."""
    code = [token for token in tokens(text) if token.kind not in ("space", "comment")]
    for token in code:
        if token.kind == "variable" and token.text[0] == "$" and token.text[1:] not in params:
            yield f"{line_of(text, token.start)}: {token.text} is not among the header's parameters"
        if token.kind == "iri" and any(f"{sign}{name}" in token.text for name in params for sign in "?$"):
            yield f"{line_of(text, token.start)}: write a blank after '<' before a parameter"
    for name, parameter in params.items():
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
    """``$name`` where only a variable may stand: projected, grouped by, after AS, in BOUND, in VALUES."""
    clause = ""
    depth = 0
    for before, token in zip((None, *code), code, strict=False):
        if token.kind == "word":
            word = token.text.upper()
            if word in ("SELECT", "GROUP", "VALUES"):
                clause, depth = word, 0
            elif clause == "SELECT" and word in ("WHERE", "FROM"):
                clause = ""
            elif clause == "GROUP" and word in ("HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES"):
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
            yield f"{place}: ${name} is {what}; bind it to another name first (BIND(${name} AS ?{name}_shown))"
        elif clause == "VALUES":
            yield f"{place}: ${name} is the variable of VALUES; write ?{name}"
        elif before is not None and before.is_word("AS"):
            yield f"{place}: ${name} stands after AS, where only a variable may"
        elif _in_bound(code, token):
            yield f"{place}: BOUND(${name}) has no meaning once it is bound"


def _in_bound(code: Sequence[Token], token: Token) -> bool:
    at = code.index(token)
    return at >= 2 and code[at - 1].text == "(" and code[at - 2].is_word("BOUND")
