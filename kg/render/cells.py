"""What a cell shows to people: labels in place of IRIs, plain words in place of codes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from kg.namespaces import ID, PREFIXES, thing
from kg.queries.answer import Answer
from kg.queries.values import python_value, short, text
from kg.rdf.iris import document_key
from kg.render.beside import place_columns, with_place
from kg.render.citation import citation, link, quoted, standing
from kg.render.columns import has_citation, source_columns
from kg.render.spans import span, spans
from kg.render.words import Labels, code_words, concept_words, dated, listed, words
from kg.store.base import Term

_BOOLEAN: Final = PREFIXES["xsd"] + "boolean"


SOURCE: Final = ("document", "published", "tier")
"""Columns that say which document is cited."""

_LONGEST_KEY: Final = 12


@dataclass(frozen=True, slots=True)
class Line:
    """A row for people.

    Attributes:
        cells: text by column.
        cited: whether the row has evidence columns.
        row: what lines of one row share, as readers count rows; none if each line is a row.
    """

    cells: Mapping[str, str]
    cited: bool = False
    row: tuple[Term | None, ...] = ()

    @property
    def citation(self) -> str:
        """Where it is said, if the row has evidence columns: words, document and place."""
        return citation(self.cells) if self.cited else ""

    @property
    def link(self) -> str | None:
        """Address of the page that says it, if known."""
        return link(self.cells) if self.cited else None

    @property
    def source(self) -> str:
        """The document that the row cites, with its day and standing."""
        return ", ".join(self.cells[column] for column in SOURCE if self.cells.get(column))

    @property
    def quote(self) -> str:
        """The words that prove the row, in quotation marks unless they are this project's own."""
        return quoted(self.cells)

    @property
    def place(self) -> str:
        """Where in its document the row is said, and how sure that is."""
        return ", ".join(standing(self.cells))


def no_labels(_iri: str) -> str | None:
    """For stores that give no labels."""
    return None


def label(answer: Answer, terms: Sequence[Term | None], place: int, labels: Labels) -> str:
    """What a label column says of the cell at a place: its label, or the title of a document."""
    column = answer.columns[place]
    known = source_columns(answer.columns).get(column)
    titled = title_of(terms[known], labels) if known is not None else None
    return titled or shown(terms[place], labels, column)


def lines(answer: Answer, labels: Labels = no_labels, *, places: bool = True) -> Iterator[Line]:
    """The rows of an answer for people.

    Args:
        answer: the rows as terms.
        labels: gives labels of things.
        places: whether words of a second document have its name and the place in it after them.
    """
    cited = has_citation(answer.columns)
    read = _Reader(answer, labels, places)
    by = [answer.columns.index(column) for column in answer.header.row.by if column in answer.columns]
    for terms in answer.terms():
        yield Line(_Cells(read, terms), cited, tuple(terms[place] for place in by))


class _Reader:
    """Makes the texts of cells; what many rows name is looked up once."""

    def __init__(self, answer: Answer, labels: Labels, places: bool) -> None:
        self.places = {column: place for place, column in enumerate(answer.columns)}
        self._sources = source_columns(answer.columns)
        self._spans = spans(answer.header.show)
        self._beside = place_columns(answer.columns, answer.header.show) if places else {}
        self._told_empty = {column: words().empty[column] for column in answer.header.told_empty}
        self._labels = labels
        self._named: dict[NamedNode, str] = {}

    def text(self, column: str, terms: Sequence[Term | None]) -> str:
        """The cell of a row in a column."""
        told = self._alone(column, terms)
        if column in self._spans:
            told = span(told, self._alone(self._spans[column], terms))
        if column in self._beside:
            told = with_place(told, {one: self._alone(one, terms) for one in self._beside[column]})
        return told or self._told_empty.get(column, "")

    def _alone(self, column: str, terms: Sequence[Term | None]) -> str:
        place = self._sources.get(column)
        told = title_of(terms[place], self._labels) if place is not None else None
        return told or self._shown(terms[self.places[column]], column)

    def _shown(self, term: Term | None, column: str) -> str:
        if not isinstance(term, NamedNode):
            return shown(term, self._labels, column)
        if term not in self._named:
            self._named[term] = shown(term, self._labels)
        return self._named[term]


class _Cells(Mapping[str, str]):
    """Text by column, made when it is asked for: most rows have many more columns than are printed."""

    __slots__ = ("_known", "_read", "_terms")

    def __init__(self, read: _Reader, terms: Sequence[Term | None]) -> None:
        self._read = read
        self._terms = terms
        self._known: dict[str, str] = {}

    def __getitem__(self, column: str) -> str:
        if column not in self._known:
            self._known[column] = self._read.text(column, self._terms)
        return self._known[column]

    def __contains__(self, column: object) -> bool:
        return column in self._read.places

    def __iter__(self) -> Iterator[str]:
        return iter(self._read.places)

    def __len__(self) -> int:
        return len(self._read.places)


def title_of(sha256: Term | None, labels: Labels) -> str | None:
    """The title of a document by its hash, where it has one beside the name of its file."""
    return labels(thing("document", document_key(sha256.value))) if isinstance(sha256, Literal) else None


def shown(term: Term | None, labels: Labels, column: str = "") -> str:
    """A term as people read it: plain words for concepts and codes, labels for things, white space folded."""
    if isinstance(term, NamedNode):
        told = concept_words(term.value)
        if told is not None:
            return told
        return labels(term.value) or short(term.value).removeprefix(ID)
    cell = " ".join(text(python_value(term)).split())
    known = words()
    if not cell:
        return ""
    if column.rpartition("_")[2] == "sha256":
        return cell[:_LONGEST_KEY]
    if column in known.lists:
        return listed(column, cell, labels)
    if column in known.dated:
        return dated(cell, labels)
    if isinstance(term, Literal) and term.datatype.value == _BOOLEAN:
        return code_words(cell)
    if column in known.percentages and cell.replace(".", "", 1).isdecimal():
        return f"{float(cell):.0%}"
    return code_words(cell) if column in known.coded else cell
