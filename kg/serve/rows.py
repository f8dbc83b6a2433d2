"""An answer as a page shows it: cells with links, in groups or flat, sorted and filtered."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from itertools import groupby

from pyoxigraph import NamedNode

from kg.brief.colours import colour_key
from kg.errors import UnknownName
from kg.queries.answer import Answer
from kg.queries.header import Counted
from kg.queries.values import python_value
from kg.render.beside import details, place_columns, with_place
from kg.render.cells import Line, lines
from kg.render.columns import EVIDENCE, has_citation, main_columns
from kg.render.groups import grouped
from kg.render.joined import joined_line, parts
from kg.render.spans import spans
from kg.render.words import Labels, code_words, heading
from kg.serve.charts import Drawn, drawn
from kg.serve.facets import Facet, facet, fits, holding
from kg.serve.leads import leads, page_of_document
from kg.serve.links import web
from kg.serve.measures import is_measure, weight
from kg.serve.sources import source_in_words
from kg.serve.view import WHOLE, Cell, Group, Proof, Row, View, Wishes
from kg.store.base import Term
from kg.text import visible


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
        kept = answer.with_rows(self._terms)
        # A line makes its texts when they are asked for: a page looks up names for the rows it shows.
        every = list(lines(kept, labels, places=False))
        self._parts = list(parts(kept, every))
        self._lines = [joined_line(kept, [every[place] for place in part]) for part in self._parts]
        self._terms = [self._terms[part[0]] for part in self._parts]
        self._made: dict[int, Row] = {}
        self._known: dict[str, Sequence[str]] = {}

    def _row(self, place: int) -> Row:
        """The row at a place of the answer, made once."""
        if place not in self._made:
            self._made[place] = _row(
                self._lines[place], self._terms[place], self._columns, self._told, self._cited
            )
        return self._made[place]

    def _holding(self, words: str) -> list[int]:
        """Places of the rows that hold a text in what a page shows of them."""
        return [place for place in range(len(self._terms)) if not words or self._row(place).holds(words)]

    def _found(self, wishes: Wishes) -> list[int]:
        """Places of the rows that hold the text and have the values that a reader wants."""
        for column, _ in wishes.only:
            if column not in self._columns:
                raise UnknownName("column", column, (), self._columns)
        texts = {column: self._texts(column) for column, _ in wishes.only}
        return list(holding(texts, self._holding(wishes.words), wishes.only))

    def _texts(self, column: str) -> Sequence[str]:
        """The cells of a column as texts; each term is put into words once."""
        if column not in self._known:
            at, told = self._columns.index(column), dict[Term | None, str]()
            for line, terms in zip(self._lines, self._terms, strict=True):
                if terms[at] not in told:
                    told[terms[at]] = visible(line.cells[column])
            self._known[column] = [told[terms[at]] for terms in self._terms]
        return self._known[column]

    def _differs(self, column: str) -> bool:
        return len(set(self._texts(column))) > 1

    def places(self, wishes: Wishes) -> set[int]:
        """Places in the answer of the lines that a reader wants."""
        return {line for place in self._found(wishes) for line in self._parts[place]}

    def facets(self, wishes: Wishes = WHOLE) -> tuple[Facet, ...]:
        """The columns whose values a reader can choose, with the number of rows that have each."""
        heads = [head for head in self._header.group if head in self._columns]
        apart = {
            *self._header.row.joined,
            *spans(self._header.show),
            *place_columns(self._columns, self._main),
        }
        chosen = {column for column, _ in wishes.only}
        keys = [self._lines[place].row or place for place in range(len(self._lines))]
        columns = []
        for column in dict.fromkeys((*heads, *self._main)):
            if column in apart or (self._cited and column in EVIDENCE):
                continue
            at = self._columns.index(column)
            values = map(python_value, {terms[at] for terms in self._terms})
            if column in chosen or fits(values, self._texts(column), len(set(keys))):
                columns.append(column)
        found, texts = self._holding(wishes.words), {column: self._texts(column) for column in columns}
        return tuple(
            facet(column, heading(column, self._header.columns), texts, found, wishes.only, keys.__getitem__)
            for column in columns
        )

    def view(self, wishes: Wishes = WHOLE) -> View:
        """The rows as a page shows them."""
        columns = [column for column in self._main if column not in wishes.known or self._differs(column)]
        found = self._found(wishes)
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
            size=self._size(keys, split=split),
            split=split,
        )

    def _size(self, keys: Sequence[Hashable], *, split: bool) -> str:
        """How many rows there are as readers count them, by the keys of their lines."""
        if split:
            return self._header.row.told(sum(1 for _ in groupby(keys)))
        counted = Counted() if self._header.row.by else self._header.row
        return counted.told(len(keys))

    def chart(self, wishes: Wishes = WHOLE) -> Drawn | None:
        """The rows as the query's header declares; none where it declares no chart.

        Args:
            wishes: leave out rows, as in the table.
        """
        declared = self._header.chart
        if declared is None:
            return None
        measured = {declared.x} if declared.mark in ("bar", "point") else {declared.color}
        rows: list[Mapping[str, object]] = []
        for place in self._found(wishes):
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
    beside = place_columns(columns, told)
    cells = {
        column: _cell(visible(_text(line, column, known, beside.get(column, ()))), column, known)
        for column in told
    }
    if not cited or not line.citation:
        return Row(cells, None)
    page = line.cells.get("page", "")
    href = page_of_document(known.get("sha256"))
    proof = Proof(
        quote=visible(line.quote),
        place=visible(", ".join(part for part in (source_in_words(line.cells), line.place) if part)),
        href=f"{href}#page-{page}" if href and page else href,
        url=web(line.link or ""),
        page=page,
    )
    return Row(cells, proof)


def _text(line: Line, column: str, known: Mapping[str, Term | None], places: Sequence[str]) -> str:
    """What a cell says; words of a second document have its source and the place in it after them."""
    if places:
        named = source_in_words({**details(column, line.cells), "document": ""})
        there = {place: line.cells[place] for place in places}
        document = next((place for place in places if place.endswith("document")), None)
        if named and document and there[document]:
            there[document] = named
        return with_place(line.cells[column], there)
    term = known[column]
    if column == "id" and isinstance(term, NamedNode):
        return term.value.rpartition("/")[2]
    return line.cells[column]


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
