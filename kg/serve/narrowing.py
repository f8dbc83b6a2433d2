"""Links that narrow the rows of a query to values of its columns, and take that back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from kg.errors import BadParameter
from kg.serve.facets import Facet, Only
from kg.serve.forms import Field

ONLY: Final = "_only"
"""Name in an address of a value that rows must have: ``_only=state:New``."""
_FIRST: Final = "_first"
_AT_ONCE: Final = 8
"""Values that are shown at once; the others open."""

Pairs = Sequence[tuple[str, str]]
"""Names and values of an address, in their order."""


@dataclass(frozen=True, slots=True)
class Link:
    """A value of a column, how many rows have it, and the page that adds or removes it as a choice."""

    text: str
    count: int
    chosen: bool
    href: str


@dataclass(frozen=True, slots=True)
class Narrowing:
    """A column with its values: those shown at once, and the others."""

    name: str
    first: tuple[Link, ...]
    others: tuple[Link, ...]


def only(values: Iterable[str]) -> Only:
    """The values that rows must have, from an address.

    >>> only(["state:New", "grade:Good: with care"])
    (('state', 'New'), ('grade', 'Good: with care'))

    Raises:
        BadParameter: one has no column.
    """
    pairs = [value.partition(":") for value in values]
    for column, colon, text in pairs:
        if not (column and colon and text):
            raise BadParameter(
                f"{ONLY}: {column + colon + text!r} is not a column and its value, as in state:New"
            )
    return tuple((column, text) for column, _, text in pairs)


def narrowings(
    path: str, pairs: Pairs, facets: Iterable[Facet], form: Iterable[Field], given: Collection[str]
) -> tuple[Narrowing, ...]:
    """The links of a page.

    A column that is also a parameter of the query gives the parameter its value, so that the command, the
    SPARQL and the form say the same; for others, the page leaves rows out.

    Args:
        path: of the page.
        pairs: of its address.
        facets: the columns.
        form: the fields of the query's form.
        given: the parameters that have a value.
    """
    pairs = [pair for pair in pairs if pair[0] != _FIRST]
    asks = {
        field.name: {choice.label: choice.value for choice in field.choices}
        for field in form
        if field.name not in given
    }
    found = []
    for facet in facets:
        links = tuple(
            Link(
                value.text,
                value.count,
                value.chosen,
                _address(path, pairs, facet.column, value.text, asks.get(facet.column, {})),
            )
            for value in facet.values
        )
        found.append(Narrowing(facet.name, links[:_AT_ONCE], links[_AT_ONCE:]))
    return tuple(found)


def _address(path: str, pairs: Pairs, column: str, text: str, asks: Mapping[str, str]) -> str:
    pair = (ONLY, f"{column}:{text}")
    if pair in pairs:
        changed = [one for one in pairs if one != pair]
    else:
        changed = [*pairs, (column, asks[text]) if text in asks else pair]
    return f"{path}?{urlencode(changed)}" if changed else path
