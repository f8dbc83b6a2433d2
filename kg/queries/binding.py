"""Replaces the parameters of a query with values, giving one text for every engine.

There are two forms, both valid SPARQL before values are bound:

- ``$name`` represents one value that is always present (required, or with a default);
- ``VALUES ?name { UNDEF }``, placed by the author in the scope where it applies, takes none, one or several.

Only tokens are replaced, never text, and terms are serialised by pyoxigraph. Substitution by the engines
(pyoxigraph's ``substitutions``, a VALUES block at the end) is silently wrong in many placements.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from pyoxigraph import Literal, NamedNode

from kg.errors import BadParameter, QueryError
from kg.queries.header import Parameter
from kg.queries.tokens import Token, tokens

Value = NamedNode | Literal
"""A term that a parameter can take."""

_BACKSLASH_U: Final = re.compile(r"(?P<slashes>\\\\)(?P<rest>[uU][0-9A-Fa-f]*)")


def bind(text: str, params: Mapping[str, Parameter], values: Mapping[str, Sequence[Value]]) -> str:
    """The query with its parameters bound.

    Args:
        text: the stored query.
        params: its declared parameters.
        values: the terms of each parameter; an optional parameter without any stays open.

    Raises:
        QueryError: text and header disagree.
        BadParameter: a parameter for one value has none or several.
    """
    code = list(tokens(text))
    replaced: dict[int, str] = {}
    for name, parameter in params.items():
        if parameter.into:
            continue
        terms = values.get(name, ())
        blocks = list(value_blocks(code, name))
        places = [i for i, token in enumerate(code) if token.kind == "variable" and token.text == f"${name}"]
        if blocks:
            replaced.update((i, " ".join(map(serialise, terms)) or "UNDEF") for i in blocks)
            continue
        if not places:
            raise QueryError(
                f"Parameter {name} is declared, but neither ${name} nor VALUES ?{name} {{ UNDEF }} is there"
            )
        if len(terms) != 1:
            found = " and ".join(map(str, terms)) or "none"
            raise BadParameter(f"Parameter {name} needs exactly one value here; found: {found}")
        replaced.update((i, serialise(terms[0])) for i in places)
    return "".join(replaced.get(i, token.text) for i, token in enumerate(code))


def value_blocks(code: Sequence[Token], name: str) -> Iterator[int]:
    """Indexes of the ``UNDEF`` in each ``VALUES ?name { UNDEF }`` of a token list."""
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
    r"""A term as SPARQL that every engine reads the same way.

    rdflib expands ``\uXXXX`` (and, against the grammar, eight digits after a small u) before it parses, so
    the characters ``\u0022`` in a value would close their own string. If a backslash comes before a u, the u
    and the digits after it are themselves written as escapes, which gives the same result on engines that
    expand first and on engines that do not.

    >>> print(serialise(Literal('a "b"')))
    "a \"b\""
    >>> print(serialise(Literal(r"\u0022")))
    "\\\u0075\u0030\u0030\u0032\u0032"
    """
    return _BACKSLASH_U.sub(
        lambda match: match["slashes"] + "".join(f"\\u{ord(char):04X}" for char in match["rest"]), str(term)
    )
