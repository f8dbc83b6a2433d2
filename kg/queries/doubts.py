"""Finds SPARQL that Oxigraph answers wrongly without an error, for people who write their own queries.

Each case was seen on pyoxigraph 0.5.13, and tests/queries/test_doubts.py shows it on the installed version.
An expression that fails is unbound in SPARQL, and a FILTER on it drops the row without a message.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from kg.namespaces import PREFIXES
from kg.queries.prologue import default_prefixes
from kg.queries.tokens import Token, code, line_of
from kg.rdf.comparable import fault


class DoubtfulQuery(UserWarning):
    """The warning issued in Python for each doubt."""


_COMPARES: Final = ("<", ">", "<=", ">=", "=", "!=")
_AGGREGATES: Final = ("SUM", "AVG", "MIN", "MAX", "GROUP_CONCAT")
_DURATIONS: Final = ("duration", "dayTimeDuration", "yearMonthDuration")
_GROUP: Final = re.compile(r"\$([0-9]+)([A-Za-z_]\w*)?")
_ESCAPE: Final = re.compile(r"\\(.)", re.DOTALL)
_NO_BRACKET: Final = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]", re.DOTALL)
_OPENS_GROUP: Final = re.compile(r"\((?!\?)|\(\?P?<\w")
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_XSD: Final = PREFIXES["xsd"]


def doubts(text: str) -> list[str]:
    """The parts of a query that give no rows, or no value, without an error; one line each.

    Args:
        text: a query that parses.

    >>> doubts("SELECT ?s { ?s ?p ?d FILTER(?d < NOW()) }")
    ['line 1: NOW() is a date-time, which cannot be compared with a date; write xsd:date(NOW())']
    """
    words = code(text)
    bases = _bases(words)
    found = [
        *_literals(words, bases),
        *_patterns(words),
        *_groups(words),
        *_sums(words, bases),
        *_days(words, bases),
        *_optional(words),
    ]
    return [
        f"{line_of(text, at.start)}: {what}" for at, what in sorted(found, key=lambda pair: pair[0].start)
    ]


def _bases(words: Sequence[Token]) -> dict[str, str]:
    declared = {
        name.text[:-1]: iri.text[1:-1]
        for word, name, iri in zip(words, words[1:], words[2:], strict=False)
        if word.is_word("PREFIX")
    }
    return default_prefixes() | declared


def _typed(words: Sequence[Token], bases: dict[str, str]) -> Iterator[tuple[int, str, str]]:
    """Literals with a datatype of XSD: index of the text, the text, the datatype's name."""
    for at in range(len(words) - 2):
        value, mark, datatype = words[at : at + 3]
        if value.kind != "string" or mark.text != "^^":
            continue
        if datatype.kind == "iri":
            iri = datatype.text[1:-1]
        else:
            label, _, local = datatype.text.partition(":")
            iri = bases.get(label, "") + local
        if iri.startswith(_XSD):
            yield at, _content(value), iri.removeprefix(_XSD)


def _content(token: Token) -> str:
    quotes = 3 if token.text[:3] in ('"""', "'''") else 1
    return token.text[quotes:-quotes]


def _literals(words: Sequence[Token], bases: dict[str, str]) -> Iterator[tuple[Token, str]]:
    """Literals whose values the engine cannot compare."""
    for at, text, datatype in _typed(words, bases):
        wrong = fault(text, _XSD + datatype)
        if wrong is not None:
            yield words[at], f'"{text}"^^xsd:{datatype} cannot be compared: {wrong}'


def _patterns(words: Sequence[Token]) -> Iterator[tuple[Token, str]]:
    """REGEX and REPLACE with a pattern or flags that the engine does not know: the result is unbound."""
    for at, word in enumerate(words):
        if not word.is_word("REGEX", "REPLACE"):
            continue
        arguments = list(_arguments(words, at + 1))
        flags = 2 if word.is_word("REGEX") else 3
        given = [arguments[n] for n in (1, flags) if n < len(arguments)]
        if len(arguments) > 1 and all(len(one) == 1 and one[0].kind == "string" for one in given):
            texts = [one[0].text for one in given]
            if not _knows(texts):
                yield (
                    given[0][0],
                    (
                        f"the engine does not know the pattern {' with the flags '.join(texts)}, so the "
                        "expression has no value; it has no look-ahead, look-behind or back-references"
                    ),
                )


def _groups(words: Sequence[Token]) -> Iterator[tuple[Token, str]]:
    """REPLACE by a group that the pattern lacks, or with a letter or _ after it: it becomes empty text."""
    for at, word in enumerate(words):
        arguments = list(_arguments(words, at + 1)) if word.is_word("REPLACE") else []
        if len(arguments) < 3 or len(arguments[2]) != 1 or arguments[2][0].kind != "string":
            continue
        (by,), pattern = arguments[2], arguments[1]
        known = len(pattern) == 1 and pattern[0].kind == "string"
        for found in _GROUP.finditer(by.text):
            if found[2]:
                yield (
                    by,
                    (
                        f"in REPLACE the engine takes {found[0]} for a group of that name and writes nothing "
                        "for it; let no letter and no _ follow the digits, or add what follows with CONCAT"
                    ),
                )
            elif known and int(found[1]) > (count := _count_groups(_content(pattern[0]))):
                groups = "1 group" if count == 1 else f"{count or 'no'} groups"
                yield (
                    by,
                    (
                        f"in REPLACE the engine writes nothing for {found[0]}: the pattern has {groups}; "
                        "if the last digit is text, add it with CONCAT"
                    ),
                )


def _count_groups(text: str) -> int:
    r"""Number of groups in a pattern that is written in a query.

    >>> _count_groups(r"(\\d+)-(?:a|b)[(]\\((?P<n>c)")
    2
    """
    pattern = _ESCAPE.sub(r"\1", text)
    return len(_OPENS_GROUP.findall(_NO_BRACKET.sub("", pattern)))


def _knows(texts: Sequence[str]) -> bool:
    from pyoxigraph import QuerySolutions, Store

    found = Store().query(f'SELECT (REGEX("", {", ".join(texts)}) AS ?known) {{}}')
    return isinstance(found, QuerySolutions) and next(iter(found))["known"] is not None


def _arguments(words: Sequence[Token], opening: int) -> Iterator[list[Token]]:
    """The arguments of a call, from its opening bracket."""
    depth, argument = 0, list[Token]()
    for token in words[opening:]:
        if token.text == ")" and depth == 1:
            yield argument
            return
        if token.text == "," and depth == 1:
            yield argument
            argument = []
            continue
        depth += {"(": 1, ")": -1}.get(token.text, 0)
        if depth > 1 or token.text != "(":
            argument.append(token)


def _sums(words: Sequence[Token], bases: dict[str, str]) -> Iterator[tuple[Token, str]]:
    """A duration and a plus sign: only date + duration has a value, and the optimiser swaps the sides."""
    durations = [text for _, text, datatype in _typed(words, bases) if datatype in _DURATIONS]
    if not durations:
        return
    for before, token in pairwise(words):
        if token.text == "+" and _operand_ends(before):
            yield (
                token,
                (
                    "a date + a duration may have no value: the engine may swap the two sides and then lacks "
                    f'duration + date; write ?date - "{_negative(durations[0])}"^^xsd:dayTimeDuration'
                ),
            )


def _operand_ends(token: Token) -> bool:
    """Whether a plus sign after this token adds, and is neither a sign nor part of a path."""
    return token.kind in ("variable", "string", "number") or token.text == ")" or token.kind == "name"


def _negative(duration: str) -> str:
    return duration.removeprefix("-") if duration.startswith("-") else f"-{duration}"


def _days(words: Sequence[Token], bases: dict[str, str]) -> Iterator[tuple[Token, str]]:
    """Comparisons of a date with a value that is not a date: rows are dropped."""
    ends = {at: (text, datatype) for at, text, datatype in _typed(words, bases)}
    for at, token in enumerate(words):
        before, after, closing = (_text(words, at + step) for step in (-1, 1, 3))
        if token.is_word("NOW"):
            if before in _COMPARES or closing in _COMPARES:
                yield (
                    token,
                    "NOW() is a date-time, which cannot be compared with a date; write xsd:date(NOW())",
                )
        elif token.kind == "string" and at not in ends and _DAY.fullmatch(_content(token)):
            other = words[at - 2] if before in _COMPARES else words[at + 2] if after in _COMPARES else None
            if other is not None and other.kind == "variable":
                yield (
                    token,
                    f"{token.text} is a text, which cannot be compared with a date; "
                    f"write {token.text}^^xsd:date",
                )
        elif at in ends and (before in _COMPARES or closing in _COMPARES):
            kind = ends[at][1]
            if kind in ("dateTime", "gYear", "gYearMonth"):
                yield (
                    token,
                    f"an xsd:{kind} cannot be compared with a date, and the days of this graph are xsd:date",
                )


def _text(words: Sequence[Token], at: int) -> str:
    return words[at].text if 0 <= at < len(words) else ""


def _optional(words: Sequence[Token]) -> Iterator[tuple[Token, str]]:
    """Aggregates of variables bound only in OPTIONAL: one unbound value leaves its group without a result."""
    for at, word in enumerate(words[:-2]):
        if not word.is_word(*_AGGREGATES) or words[at + 1].text != "(":
            continue
        arguments = next(_arguments(words, at + 1), [])
        if len(arguments) and arguments[0].is_word("DISTINCT"):
            arguments = arguments[1:]
        one = arguments[0] if arguments else word
        always, maybe = _bound(list(_body(words, at)))
        if one.kind == "variable" and one.text[1:] in maybe - always:
            yield (
                word,
                (
                    f"{word.text} of ?{one.text[1:]}, which only OPTIONAL binds, has no value for a group in "
                    f"which one row lacks it; write COALESCE(?{one.text[1:]}, ...) or leave OPTIONAL out"
                ),
            )


def _body(words: Sequence[Token], at: int) -> Iterator[Token]:
    """The pattern of the SELECT whose clause holds a token; empty for a token in HAVING or ORDER BY."""
    depth = 0
    for token in words[at:]:
        depth += {"{": 1, "}": -1}.get(token.text, 0)
        if depth > 0:
            yield token
        if token.text == "}" and depth <= 0:
            return


def _bound(words: Sequence[Token]) -> tuple[set[str], set[str]]:
    """Variables in a pattern outside OPTIONAL, and those inside it."""
    always: set[str] = set()
    maybe: set[str] = set()
    groups: list[bool] = []
    brackets = 0
    for before, token in pairwise([*words[:1], *words]):
        if token.text == "{":
            groups.append(before.is_word("OPTIONAL") or any(groups))
        elif token.text == "}" and groups:
            groups.pop()
        elif token.text in "()":
            brackets += 1 if token.text == "(" else -1
        elif token.kind == "variable" and groups and (not brackets or before.is_word("AS")):
            (maybe if groups[-1] else always).add(token.text[1:])
    return always, maybe
