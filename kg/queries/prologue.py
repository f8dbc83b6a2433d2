"""Prefixes that a query uses without declaring them: the project's are added, others raise an error."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Final

from kg.errors import QueryError
from kg.frameworks import scheme_files
from kg.namespaces import PREFIXES, SCHEME
from kg.queries.tokens import Token, code, line_of

_DECLARED: Final = re.compile(r"^scheme:([\w-]+) a skos:ConceptScheme\b", re.MULTILINE)
"""A scheme in a file of schemes; a file may have several."""
_CLASSES: Final = re.compile(r"\['?_'?\]|\[[^\]]*\.\.=[^\]]*\]")
"""Sets of characters in an engine's list of expected tokens, which do not help people."""
_POSITION: Final = re.compile(r"error at 1:(\d+)")


@cache
def default_prefixes() -> dict[str, str]:
    """Prefixes that users' own SPARQL may use undeclared: the project's, and one for each scheme."""
    texts = (path.read_text(encoding="utf-8") for path in scheme_files())
    schemes = [name for text in texts for name in _DECLARED.findall(text)]
    return {name: f"{SCHEME}{name}/" for name in schemes} | PREFIXES


def with_prefixes(text: str, where: str = "query") -> str:
    """A query that declares every prefix it uses; declarations are added before its first line.

    Raises:
        QueryError: it uses a prefix that it does not declare and that is not the project's.

    >>> with_prefixes("SELECT ?s { ?s kg:code ?c }")
    'PREFIX kg: <https://w3id.org/inspection-kg/def/> SELECT ?s { ?s kg:code ?c }'
    """
    known = default_prefixes()
    added: dict[str, str] = {}
    for label, token in undeclared(code(text, where)):
        if label not in known:
            raise _unknown(text, where, label, token)
        added[label] = known[label]
    return "".join(f"PREFIX {label}: <{added[label]}> " for label in sorted(added)) + text


def check_declared(text: str, where: str = "query") -> None:
    """Check that a stored query declares every prefix it uses, so that it is valid on any endpoint.

    Raises:
        QueryError: it does not.
    """
    for label, token in undeclared(code(text, where)):
        raise _unknown(text, where, label, token)


def _unknown(text: str, where: str, label: str, token: Token) -> QueryError:
    known = default_prefixes().get(label, "...")
    return QueryError(
        f"{where}, {line_of(text, token.start)}: the prefix {label}: of {token.text} is not declared; "
        f"begin the query with PREFIX {label}: <{known}>"
    )


def undeclared(words: list[Token]) -> Iterator[tuple[str, Token]]:
    """Prefixes that are used but not declared, with the first token that uses each."""
    declared = {name.text[:-1] for word, name in pairwise(words) if word.is_word("PREFIX")}
    for token in words:
        label = token.text.partition(":")[0]
        if token.kind == "name" and label not in declared:
            declared.add(label)
            yield label, token


def as_written(message: str, added: int) -> str:
    r"""An engine's message with the column in the query as written, without the text added before it.

    Sets of characters that the engine would have accepted are omitted.

    >>> as_written("The query does not parse: error at 1:60: expected X", 49)
    'The query does not parse: error at 1:11: expected X'
    >>> print(as_written("error at 1:9: expected one of \";\", ['0' ..= '9' | '_'], ['_'], \"}\", [_]", 0))
    error at 1:9: expected one of ";", "}"
    """
    message = re.sub(r"(,\s*)+(,|$)", r"\2", _CLASSES.sub("", message))
    return _POSITION.sub(lambda found: f"error at 1:{max(1, int(found[1]) - added)}", message, count=1)
