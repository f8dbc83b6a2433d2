"""The tokens of SPARQL 1.1, by the terminals of its grammar (https://www.w3.org/TR/sparql11-query/#rQName).

This is enough to distinguish text, names and code, and so to change one without touching the others. A
character that begins no token is an error: text that is not understood is never passed on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from kg.errors import QueryError

_ASCII: Final = ("A-Za-z", "")
_UNICODE: Final = (
    r"A-Za-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C-\u200D\u2070-\u218F"
    r"\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD\U00010000-\U000EFFFF",
    r"\u00B7\u0300-\u036F\u203F-\u2040",
)


def _patterns(letters: str, marks: str) -> tuple[tuple[str, str], ...]:
    """Kinds and forms of tokens, for letters and the combining marks that may follow them."""
    first, rest = f"{letters}_", rf"{letters}_\-0-9{marks}"
    prefix = rf"[{letters}](?:[{rest}.]*[{rest}])?"
    escape = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
    local = rf"(?:[{first}:0-9]|{escape})(?:(?:[{rest}.:]|{escape})*(?:[{rest}:]|{escape}))?"
    return (
        ("space", r"[ \t\r\n]+"),
        ("comment", r"#[^\r\n]*"),
        ("string", r'"""(?:"{0,2}(?:[^"\\]|\\.))*"""'),
        ("string", r"'''(?:'{0,2}(?:[^'\\]|\\.))*'''"),
        ("string", r'"(?:[^"\\\r\n]|\\[^\r\n])*"'),
        ("string", r"'(?:[^'\\\r\n]|\\[^\r\n])*'"),
        ("iri", r'<[^<>"{}|^`\\\x00-\x20]*>'),
        ("variable", rf"[?$][{first}0-9][{first}0-9{marks}]*"),
        ("blank", rf"_:[{first}0-9](?:[{rest}.]*[{rest}])?"),
        ("name", rf"(?:{prefix})?:(?:{local})?"),
        ("language", r"@[A-Za-z]+(?:-[A-Za-z0-9]+)*"),
        ("number", r"(?:[0-9]+\.[0-9]*|\.[0-9]+|[0-9]+)[eE][+-]?[0-9]+|[0-9]*\.[0-9]+|[0-9]+"),
        ("word", r"[A-Za-z][A-Za-z0-9_]*"),
        ("mark", r"\^\^|&&|\|\||!=|<=|>=|[{}()\[\].,;=<>!+\-*/|^?]"),
    )


_KINDS: Final = ("", *(kind for kind, _ in _patterns(*_ASCII)))


@cache
def _token(ascii_only: bool) -> re.Pattern[str]:
    # The ranges of Unicode take thirty times as long to compile as ASCII, and few queries need them.
    forms = _patterns(*(_ASCII if ascii_only else _UNICODE))
    return re.compile("|".join(f"({form})" for _, form in forms), re.DOTALL)


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of SPARQL.

    Attributes:
        kind: ``iri``, ``string``, ``comment``, ``variable``, ``blank``, ``name`` (prefixed), ``language``,
            ``number``, ``word`` (keyword or function), ``mark`` or ``space``.
        text: as written.
        start: index of its first character in the query.
    """

    kind: str
    text: str
    start: int

    @property
    def end(self) -> int:
        """Index after its last character."""
        return self.start + len(self.text)

    def is_word(self, *words: str) -> bool:
        """Whether it is one of these keywords, in any case."""
        return self.kind == "word" and self.text.upper() in words


def tokens(text: str, where: str = "query") -> Iterator[Token]:
    """All tokens of a query, including spaces and comments, so that their texts join to the query.

    Raises:
        QueryError: a character that begins no token, for example an unclosed quote.

    >>> [token.text for token in tokens('FILTER(?a = "?b")') if token.kind != "space"]
    ['FILTER', '(', '?a', '=', '"?b"', ')']
    """
    pattern = _token(text.isascii())
    position = 0
    while position < len(text):
        match = pattern.match(text, position)
        if match is None:
            raise QueryError(
                f"{where}, {line_of(text, position)}: not SPARQL at {text[position : position + 20]!r}"
            )
        yield Token(_KINDS[match.lastindex or 0], match.group(), position)
        position = match.end()


def code(text: str, where: str = "query") -> list[Token]:
    """The tokens of a query without spaces and comments."""
    return list(_code(text, where))


@lru_cache(maxsize=128)
def _code(text: str, where: str) -> tuple[Token, ...]:
    return tuple(token for token in tokens(text, where) if token.kind not in ("space", "comment"))


def projected(text: str) -> tuple[str, ...]:
    """The variables that the outermost SELECT names, in order; none for ``SELECT *``.

    >>> projected("SELECT ?a (COUNT(?x) AS ?n) { ?a ?b ?x } GROUP BY ?a")
    ('a', 'n')
    """
    names: list[str] = []
    depth = 0
    words = iter(code(text))
    for token in words:
        if token.is_word("SELECT"):
            break
    expects = False
    for token in words:
        if token.text == "{" or (token.is_word("WHERE") and depth == 0):
            break
        depth += {"(": 1, ")": -1}.get(token.text, 0)
        if token.kind == "variable" and (depth == 0 or expects):
            names.append(token.text[1:])
        expects = token.is_word("AS")
    return tuple(names)


def any_row(text: str) -> str:
    """A SELECT that returns any one row, if the query has rows, without sorting them.

    A query that does not end in its outermost ORDER BY is returned unchanged.

    >>> any_row("SELECT ?a { ?a ?b ?c } ORDER BY ?c DESC(?a)")
    'SELECT ?a { ?a ?b ?c } LIMIT 1'
    >>> any_row("SELECT ?a { ?a ?b ?c } ORDER BY ?c LIMIT 5")
    'SELECT ?a { ?a ?b ?c } ORDER BY ?c LIMIT 5'
    """
    words = code(text)
    closed = max((place for place, token in enumerate(words) if token.text == "}"), default=len(words))
    after = words[closed + 1 :]
    ordered = next((token for token in after if token.is_word("ORDER")), None)
    if ordered is None or any(token.is_word("LIMIT", "OFFSET", "VALUES") for token in after):
        return text
    return text[: ordered.start] + "LIMIT 1"


def line_of(text: str, position: int) -> str:
    r"""The line of a character, for an error message.

    >>> line_of("a\nb", 2)
    'line 2'
    """
    return f"line {text.count(chr(10), 0, position) + 1}"
