"""How a page was asked: the SPARQL, the command and the line of Python that give the same answer."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from dataclasses import dataclass

from kg.queries.header import StoredQuery
from kg.queries.names import Names
from kg.queries.ready import ready


@dataclass(frozen=True, slots=True)
class Asked:
    """Three ways to ask the same."""

    sparql: str
    command: str
    python: str


def asked(query: StoredQuery, given: Mapping[str, list[str]], names: Names) -> Asked:
    """How to ask a stored query with these values elsewhere.

    Raises:
        KgError: a value does not fit.
    """
    words = ["kg", "query", query.name]
    for name, values in given.items():
        for value in values:
            words += [query.header.params[name].option, value]
    arguments = "".join(
        f", {name}={(values[0] if len(values) == 1 else values)!r}" for name, values in given.items()
    )
    return Asked(
        sparql=ready(query, given, names).text,
        command=shlex.join(words),
        python=f'kg.query("{query.name}"{arguments})',
    )
