"""A stored query as plain SPARQL, ready to paste into another tool."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from kg.queries.binding import value_blocks
from kg.queries.header import StoredQuery
from kg.queries.names import Names
from kg.queries.run import prepare
from kg.queries.tokens import tokens


@dataclass(frozen=True, slots=True)
class Ready:
    """A query without parameters.

    Attributes:
        text: SPARQL that any endpoint answers without changes.
        borrowed: required parameters that were not given, with the values of the header's example that
            replace them.
    """

    text: str
    borrowed: Mapping[str, tuple[str, ...]]


def ready(query: StoredQuery, given: Mapping[str, object], names: Names) -> Ready:
    """A stored query with its values inserted: the given ones, else its defaults, else those of its example.

    Args:
        query: the query.
        given: values of its parameters as people write them; ``None`` is not given.
        names: the names to look up.

    Raises:
        UnknownName: a parameter, or a name given for one, that does not exist.
        BadParameter: a value that does not fit.
        RefusedQuery: the query does more than read.
        QueryError: its header and its body disagree.
    """
    header = query.header
    borrowed = {
        name: header.example[name]
        for name, parameter in header.params.items()
        if parameter.required and given.get(name) is None and name in header.example
    }
    text = prepare(query, {**given, **borrowed}, names)
    return Ready(body(without_open(text, header.params)) + "\n", borrowed)


def body(text: str) -> str:
    r"""A query without the header's lines.

    >>> body("#+ summary: All\n# Why\nSELECT ?s {}\n")
    '# Why\nSELECT ?s {}'
    """
    return "\n".join(line for line in text.splitlines() if not line.startswith("#+")).strip()


def without_open(text: str, params: Collection[str]) -> str:
    r"""A query without the ``VALUES ?name { UNDEF }`` of parameters that were left open.

    Such a block joins one empty solution, so nothing changes on an engine that follows the standard, and
    Virtuoso 7.2 no longer loses the bindings of the other side of the join.

    >>> without_open("SELECT ?s {\n  VALUES ?a { UNDEF }\n  ?s ?p ?a\n}", ["a"])
    'SELECT ?s {\n  ?s ?p ?a\n}'
    """
    pieces = list(tokens(text))
    dropped: set[int] = set()
    for name in params:
        for undef in value_blocks(pieces, name):
            start = next(i for i in range(undef, -1, -1) if pieces[i].is_word("VALUES"))
            end = next(i for i in range(undef, len(pieces)) if pieces[i].text == "}")
            if start and pieces[start - 1].kind == "space":
                start -= 1
            dropped.update(range(start, end + 1))
    return "".join(piece.text for i, piece in enumerate(pieces) if i not in dropped)
