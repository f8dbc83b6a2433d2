"""What a page shows of an answer, rows in groups, cells with links and proofs; what a reader wants to see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from kg.serve.facets import Only

PAGE: Final = 100
"""Rows on one page."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell shows, and the page that it leads to if there is one."""

    text: str
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Proof:
    """The words that prove a row and where they stand.

    Attributes:
        quote: the words, in quotation marks if they are the document's.
        place: document, page, paragraph and confidence.
        href: the explorer's page on the document, at the page.
        url: the document itself, opened at the page, if its address is known.
        page: number of the page; empty if it is not known.
    """

    quote: str
    place: str
    href: str | None
    url: str | None
    page: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row: the cells that a page shows by column, and its proof if it cites one."""

    cells: Mapping[str, Cell]
    proof: Proof | None

    def holds(self, words: str) -> bool:
        """Whether it has a text, in any case, in what a page shows of it."""
        texts = [*(cell.text for cell in self.cells.values()), self.proof.quote if self.proof else ""]
        return any(words.casefold() in text.casefold() for text in texts)


@dataclass(frozen=True, slots=True)
class Group:
    """Rows with the same heading; facts are what they all share, with the names of the columns."""

    heading: tuple[Cell, ...]
    facts: tuple[tuple[str, Cell], ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class View:
    """What a page shows of an answer.

    Attributes:
        columns: columns of the rows and what people call them.
        cited: whether the rows have proofs.
        groups: the rows; one group without a heading where they stand flat.
        total: number of rows of the answer.
        found: number of rows that the filter leaves.
        first: number of the first row shown, from 1.
        grouped: whether the answer can be grouped.
        sortable: names of columns that can be sorted by.
        size: how many rows the filter leaves as readers count them, in words.
        split: whether a row may have several lines.
    """

    columns: Mapping[str, str]
    cited: bool
    groups: tuple[Group, ...]
    total: int
    found: int
    first: int
    grouped: bool
    sortable: Mapping[str, str]
    size: str
    split: bool

    @property
    def last(self) -> int:
        """Number of the last row shown."""
        return self.first - 1 + sum(len(group.rows) for group in self.groups)


@dataclass(frozen=True, slots=True)
class Wishes:
    """How a reader wants the rows.

    Attributes:
        flat: without groups.
        sort: column to sort by; the query's own order if it is empty.
        down: from the greatest.
        words: only rows that hold this text, in any case.
        only: only rows that have these values, by column; several values of one column mean any of them.
        first: number of the first row, from 1.
        most: rows on the page.
        known: columns that are left out if they say the same in all rows: what the page is about.
    """

    flat: bool = False
    sort: str = ""
    down: bool = False
    words: str = ""
    only: Only = ()
    first: int = 1
    most: int = PAGE
    known: tuple[str, ...] = ()


WHOLE: Final = Wishes()
"""All rows as they come."""
