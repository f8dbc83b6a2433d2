r"""Refuses SPARQL that would change data, read files or access the network.

The check walks the tokens, not the text: outside strings, comments, IRIs, prefixed names, variables and
language tags, a bare word of SPARQL can only be a keyword or a function, so ``SERVICE`` found there is the
clause. Text that the tokeniser does not understand is an error, and so are ``\uXXXX`` escapes, which some
engines expand before they parse and others after.
"""

from __future__ import annotations

import re
from typing import Final

from kg.errors import QueryError, RefusedQuery
from kg.queries.tokens import Token, code, line_of

_READS: Final = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_REFUSED: Final = {
    "SERVICE": "asks another server",
    "FROM": "chooses its own dataset, which some engines fetch from files or the network",
    "LOAD": "fetches a document",
    "INSERT": "changes data",
    "DELETE": "changes data",
    "CLEAR": "changes data",
    "DROP": "changes data",
    "CREATE": "changes data",
    "COPY": "changes data",
    "MOVE": "changes data",
    "ADD": "changes data",
    "WITH": "changes data",
}
_ESCAPE: Final = re.compile(r"\\[uU]")
_VALUES: Final = frozenset({"iri", "string", "number", "name", "variable", "language"})
_DEEPEST: Final = 100
_LONGEST: Final = 5_000
"""The engine follows brackets and chains of operators by recursion, and its stack is finite. No shipped query
has more than 10 nested brackets or 1,200 words.
"""


def read_only(text: str, where: str = "query") -> str:
    """Check a query and return its form.

    Returns:
        ``SELECT``, ``ASK``, ``CONSTRUCT`` or ``DESCRIBE``.

    Raises:
        RefusedQuery: it holds SERVICE, FROM or an update, or an escape that hides characters.
        QueryError: it is not SPARQL, or is nested too deeply or too long for the engine.

    >>> read_only('SELECT ?s { ?s ?p "SERVICE <http://example.org/>" } # LOAD')
    'SELECT'
    >>> read_only("SELECT ?s { SERVICE <http://example.org/> { ?s ?p ?o } }")
    Traceback (most recent call last):
    kg.errors.RefusedQuery: query, line 1: SERVICE asks another server; queries here only read the store
    """
    escape = _ESCAPE.search(text)
    if escape:
        raise RefusedQuery(
            f"{where}, {line_of(text, escape.start())}: write the character itself in place of \\u escapes"
        )
    words = code(text, where)
    for token in words:
        if token.kind == "word" and token.text.upper() in _REFUSED:
            word = token.text.upper()
            raise RefusedQuery(
                f"{where}, {line_of(text, token.start)}: {word} {_REFUSED[word]}; "
                "queries here only read the store"
            )
    _check_size(words, text, where)
    return _form(words, where)


def _check_size(words: list[Token], text: str, where: str) -> None:
    """Refuse a query that would overflow the stack of an engine. Plain values in lists are not counted."""
    depth = count = 0
    listed: int | None = None
    begins = ""
    for token in words:
        if token.is_word("VALUES", "IN") and listed is None:
            begins = "{" if token.is_word("VALUES") else "("
        if token.text in ("(", "{", "["):
            depth += 1
            if token.text == begins and listed is None:
                listed = depth
        elif token.text in (")", "}", "]"):
            if depth == listed:
                listed, begins = None, ""
            depth -= 1
        in_list = listed is not None and (begins == "{" or (depth == listed and token.kind in _VALUES))
        count += not in_list and token.text != ","
        if depth > _DEEPEST or count > _LONGEST:
            limit = (
                f"brackets are nested more than {_DEEPEST} deep"
                if depth > _DEEPEST
                else f"the query has more than {_LONGEST:,} words and marks, lists of values not counted"
            )
            raise QueryError(f"{where}, {line_of(text, token.start)}: {limit}; ask in parts")


def form(text: str, where: str = "query") -> str:
    """The form of a query whose text is trusted: ``SELECT``, ``ASK``, ``CONSTRUCT`` or ``DESCRIBE``."""
    return _form(code(text, where), where)


def _form(words: list[Token], where: str) -> str:
    for token in words:
        if token.is_word(*_READS):
            return token.text.upper()
        if token.kind == "word" and not token.is_word("PREFIX", "BASE"):
            break
    raise QueryError(f"{where}: a query begins with SELECT, ASK, CONSTRUCT or DESCRIBE")
