"""An answer as a page shows it: cells with links, in groups or flat, sorted and filtered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from kg.brief.colours import colour_key
from kg.queries.answer import Answer
from kg.queries.header import Counted
from kg.queries.values import python_value
from kg.render.cells import Line, lines
from kg.render.columns import has_citation, main_columns
from kg.render.groups import grouped
from kg.render.joined import joined_line, parts
from kg.render.words import Labels, code_words, heading
from kg.serve.charts import Drawn, drawn
from kg.serve.leads import leads, page_of_document
from kg.serve.links import web
from kg.serve.measures import is_measure, weight
from kg.store.base import Solutions, Term
from kg.text import visible

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
    """

    quote: str
    place: str
    href: str | None
    url: str | None


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
        first: number of the first row, from 1.
        most: rows on the page.
    """

    flat: bool = False
    sort: str = ""
    down: bool = False
    words: str = ""
    first: int = 1
    most: int = PAGE


class Laid:
    """An answer laid out for a page: its table and its chart show the same rows.

    Args:
        answer: is read to its end once.
        labels: names of things.

    Raises:
        TimeLimit: the answer took too long.
    """

    def __init__(self, answer: Answer, labels: Labels) -> None:
        self._columns = answer.columns
        self._header = answer.header
        self._main = main_columns(answer)
        self._cited = has_citation(answer.columns)
        heads = [head for head in answer.header.group if head in answer.columns]
        drawn_too = answer.header.chart.columns if answer.header.chart else ()
        self._told = tuple(dict.fromkeys((*self._main, *heads, *drawn_too)))
        self._terms = list(answer.terms())
        kept = Answer(
            lambda: Solutions(answer.columns, iter(self._terms)),
            name=answer.name,
            header=answer.header if answer.stored else None,
        )
        # A line makes its texts when they are asked for: a page looks up names for the rows it shows.
        every = list(lines(kept, labels))
        told = list(parts(kept, every))
        self._lines = [joined_line(kept, [every[place] for place in part]) for part in told]
        self._terms = [self._terms[part[0]] for part in told]
        self._made: dict[int, Row] = {}

    def _row(self, place: int) -> Row:
        """The row at a place of the answer, made once."""
        if place not in self._made:
            self._made[place] = _row(
                self._lines[place], self._terms[place], self._columns, self._told, self._cited
            )
        return self._made[place]

    def _found(self, words: str) -> list[int]:
        """Places of the rows that hold a text in what a page shows of them."""
        return [place for place in range(len(self._terms)) if not words or self._row(place).holds(words)]

    def view(self, wishes: Wishes = Wishes()) -> View:
        """The rows as a page shows them."""
        columns = self._main
        found = self._found(wishes.words)
        if wishes.sort in self._columns:
            place = self._columns.index(wishes.sort)
            found.sort(key=lambda row: weight(python_value(self._terms[row][place])), reverse=wishes.down)
        first = max(1, min(wishes.first, len(found)))
        last = first - 1 + wishes.most
        split = not wishes.sort and bool(self._header.row.by)
        keys = [self._lines[place].row for place in found]
        while split and 0 < last < len(found) and keys[last] == keys[last - 1]:  # a row keeps all its lines
            last += 1
        shown = [self._row(row) for row in found[first - 1 : last]]
        names = {column: heading(column, self._header.columns) for column in columns}
        heads = [head for head in self._header.group if head in self._columns]
        filled = [column for column in columns if any(row.cells[column].text for row in shown)]
        if heads and not wishes.flat and not wishes.sort:
            groups, inner = _groups(shown, heads, filled, names)
        else:
            groups, inner = (Group((), (), tuple(shown)),) if shown else (), filled
        return View(
            columns={column: names[column] for column in inner},
            cited=self._cited,
            groups=groups,
            total=len(self._terms),
            found=len(found),
            first=first,
            grouped=bool(heads),
            sortable=names,
            size=self._header.row.told(sum(1 for _ in groupby(keys)))
            if split
            else Counted().told(len(found)),
            split=split,
        )

    def chart(self, words: str = "") -> Drawn | None:
        """The rows as the query's header declares; none where it declares no chart.

        Args:
            words: only rows that hold this text, as in the table.
        """
        declared = self._header.chart
        if declared is None:
            return None
        measured = {declared.x} if declared.mark in ("bar", "point") else {declared.color}
        rows: list[Mapping[str, object]] = []
        for place in self._found(words):
            row, terms = self._row(place), self._terms[place]
            typed = {c: python_value(t) for c, t in zip(self._columns, terms, strict=True)}
            values: dict[str, object] = {
                column: typed[column]
                if column in measured and is_measure(typed[column])
                else row.cells[column].text
                for column in declared.columns
            }
            if declared.color == "grade":
                values["grade_id"] = colour_key(str(typed["grade"]))
                values["grade"] = code_words(str(typed["grade"]))  # its name in full has no room in a cell
            rows.append(values)
        return drawn(declared, rows, {c: heading(c, self._header.columns) for c in declared.columns})


def _row(
    line: Line, terms: Sequence[Term | None], columns: Sequence[str], told: Sequence[str], cited: bool
) -> Row:
    """A row with cells for the columns that a page shows."""
    known = dict(zip(columns, terms, strict=True))
    cells = {column: _cell(visible(line.cells[column]), column, known) for column in told}
    if not cited or not line.citation:
        return Row(cells, None)
    page = line.cells.get("page", "")
    href = page_of_document(known.get("sha256"))
    proof = Proof(
        quote=visible(line.quote),
        place=visible(", ".join(part for part in (line.source, line.place) if part)),
        href=f"{href}#page-{page}" if href and page else href,
        url=web(line.link or ""),
    )
    return Row(cells, proof)


def _cell(text: str, column: str, known: Mapping[str, Term | None]) -> Cell:
    """A cell. An empty cell has no link, because a link needs text."""
    return Cell(text, leads(column, known) if text else None)


def _groups(
    rows: Sequence[Row], heads: Sequence[str], columns: Sequence[str], names: Mapping[str, str]
) -> tuple[tuple[Group, ...], list[str]]:
    """Rows by their heading, and the columns that are left for the rows themselves."""
    inner = [column for column in columns if column not in heads]
    parts, told = grouped(rows, heads, inner, lambda row, column: row.cells[column].text)
    if len(told) == len(inner) and all(len(part) == 1 for part in parts):
        told = []
    groups = tuple(
        Group(
            heading=tuple(part[0].cells[head] for head in heads if part[0].cells[head].text),
            facts=tuple((names[c], part[0].cells[c]) for c in told if part[0].cells[c].text),
            rows=tuple(part),
        )
        for part in parts
    )
    return groups, [column for column in inner if column not in told]
