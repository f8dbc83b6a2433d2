"""Facets of an answer: the values of its columns, each with the number of rows that have it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from kg.queries.values import PythonValue

_MOST: Final = 200
"""Values of a column from which on it is no facet."""
_NUMBERS: Final = 6
_EACH: Final = 4
"""Most values of a column of whole numbers, and the rows that each has at least on average."""
_FEWEST: Final = 8
"""Rows from which on choosing helps; fewer can be read."""
_LONGEST: Final = 60
"""Letters of a value from which on a column is no facet: it has sentences."""

Only = tuple[tuple[str, str], ...]
"""Values that rows must have, by column. Several values of one column mean any of them."""


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a column.

    Attributes:
        text: as a page shows it.
        count: number of rows that have it, of those that the other filters leave.
        chosen: whether only rows with it are shown.
    """

    text: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """A column whose values can be chosen, those that most rows have first."""

    column: str
    name: str
    values: tuple[Value, ...]


def holding(
    texts: Mapping[str, Sequence[str]], places: Sequence[int], only: Only, beside: str = ""
) -> Sequence[int]:
    """The rows that have the chosen values.

    Args:
        texts: cells of all rows as texts, by column.
        places: places of the rows to choose from.
        only: the chosen values.
        beside: a column whose values do not matter.
    """
    for column in dict.fromkeys(column for column, _ in only if column != beside):
        chosen = {text for one, text in only if one == column}
        places = [place for place in places if texts[column][place] in chosen]
    return places


def fits(values: Iterable[PythonValue], texts: Iterable[str], rows: int) -> bool:
    """Whether a column is worth choosing from: some values, short ones, that several rows share.

    Args:
        values: of the column, each once.
        texts: how a page shows them, each once.
        rows: number of rows.
    """
    told = {text for text in texts if text}
    typed = [value for value in values if value is not None]
    if rows < _FEWEST or any(isinstance(value, date | float | Decimal) for value in typed):
        return False
    numbers = any(isinstance(value, int) and not isinstance(value, bool) for value in typed)
    most = min(_NUMBERS, rows // _EACH) if numbers else min(_MOST, rows - 1)
    return 2 <= len(told) <= most and max(map(len, told)) <= _LONGEST


def facet(
    column: str,
    name: str,
    texts: Mapping[str, Sequence[str]],
    found: Sequence[int],
    only: Only,
    row_of: Callable[[int], Hashable],
) -> Facet:
    """The values of a column with their numbers of rows.

    Args:
        column: the column.
        name: what people call it.
        texts: of all rows, by column.
        found: places of the rows that all filters but those of facets leave.
        only: the values that are chosen.
        row_of: what the lines of one row, as readers count rows, share.
    """
    pairs = {(texts[column][place], row_of(place)) for place in holding(texts, found, only, beside=column)}
    counts = Counter(text for text, _ in pairs if text)
    chosen = {text for one, text in only if one == column}
    counts.update(dict.fromkeys(chosen - counts.keys(), 0))
    ordered = sorted(counts, key=lambda text: (text not in chosen, -counts[text], text.casefold()))
    return Facet(column, name, tuple(Value(text, counts[text], text in chosen) for text in ordered))
