"""What a cell shows to people: labels in place of IRIs, and evidence as one citation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from kg.namespaces import ID, PREFIXES, thing
from kg.queries.answer import Answer
from kg.queries.values import python_value, short, text
from kg.rdf.mint import document_key
from kg.render.beside import place_columns, with_place
from kg.render.spans import span, spans
from kg.render.words import LABEL_SUFFIX, Labels, code_words, concept_words, dated, listed, words
from kg.store.base import Term

EVIDENCE: Final = (
    "sentence",
    "document",
    "sha256",
    "url",
    "published",
    "page",
    "paragraph",
    "line_start",
    "line_end",
    "tier",
    "method",
    "confidence",
    "wording",
)
"""Columns that together cite a source."""

_BOOLEAN: Final = PREFIXES["xsd"] + "boolean"
_OWN: Final = frozenset({"own", code_words("own")})
"""How the column ``wording`` says that words are this project's own."""

_IN_CITATION: Final = ("sentence", "document", "page", "paragraph")
"""Columns that stand in a citation as they would in a column of their own, and are not printed twice."""

_SOURCE: Final = ("document", "published", "tier")
"""Columns that say which document is cited."""

_LONGEST_KEY: Final = 12


@dataclass(frozen=True, slots=True)
class Line:
    """A row for people.

    Attributes:
        cells: text by column.
        cited: whether the row has evidence columns.
    """

    cells: Mapping[str, str]
    cited: bool = False

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
        return ", ".join(self.cells[column] for column in _SOURCE if self.cells.get(column))

    @property
    def quote(self) -> str:
        """The words that prove the row, in quotation marks unless they are this project's own."""
        return quoted(self.cells)

    @property
    def place(self) -> str:
        """Where in its document the row is said, and how sure that is."""
        return ", ".join(_standing(self.cells))


def no_labels(_iri: str) -> str | None:
    """For stores that give no labels."""
    return None


def main_columns(answer: Answer) -> tuple[str, ...]:
    """The columns for people: those that the header shows, else all, minus those already in the citation."""
    cited = has_citation(answer.columns)
    if answer.header.show:
        within = {*spans(answer.header.show).values(), *(_IN_CITATION if cited else ())}
        return tuple(column for column in answer.header.show if column not in within)
    hidden = EVIDENCE if cited else ("sha256",) if "document" in answer.columns else ()
    return tuple(column for column in answer.columns if column not in hidden)


def label_columns(answer: Answer) -> Mapping[str, int]:
    """Label columns that data formats add to a stored query's own, each with the place of what it labels.

    They depend on the query alone, so that every call gives the same columns.
    """
    if not answer.stored or not answer.header.labels:
        return {}
    sources = source_columns(answer.columns)
    return {
        column + LABEL_SUFFIX: place
        for place, column in enumerate(answer.columns)
        if (column in words().labelled or column in sources) and column + LABEL_SUFFIX not in answer.columns
    }


def label(answer: Answer, terms: Sequence[Term | None], place: int, labels: Labels) -> str:
    """What a label column says of the cell at a place: its label, or the title of a document."""
    column = answer.columns[place]
    known = source_columns(answer.columns).get(column)
    titled = title_of(terms[known], labels) if known is not None else None
    return titled or shown(terms[place], labels, column)


def has_citation(columns: Sequence[str]) -> bool:
    """Whether the rows cite pages or sentences."""
    return "page" in columns or {"sentence", "sha256"} <= {*columns}


def lines(answer: Answer, labels: Labels = no_labels, *, places: bool = True) -> Iterator[Line]:
    """The rows of an answer for people.

    Args:
        answer: the rows as terms.
        labels: gives labels of things.
        places: whether words of a second document have its name and the place in it after them.
    """
    cited = has_citation(answer.columns)
    read = _Reader(answer, labels, places)
    for terms in answer.terms():
        yield Line(_Cells(read, terms), cited)


class _Reader:
    """Makes the texts of cells; what many rows name is looked up once."""

    def __init__(self, answer: Answer, labels: Labels, places: bool) -> None:
        self.places = {column: place for place, column in enumerate(answer.columns)}
        self._sources = source_columns(answer.columns)
        self._spans = spans(answer.header.show)
        self._beside = place_columns(answer.columns, answer.header.show) if places else {}
        self._labels = labels
        self._named: dict[NamedNode, str] = {}

    def text(self, column: str, terms: Sequence[Term | None]) -> str:
        """The cell of a row in a column."""
        told = self._alone(column, terms)
        if column in self._spans:
            told = span(told, self._alone(self._spans[column], terms))
        if column in self._beside:
            told = with_place(told, {one: self._alone(one, terms) for one in self._beside[column]})
        return told

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


def source_columns(columns: Sequence[str]) -> Mapping[str, int]:
    """The columns that name a document, each with the place of the column that has the document's hash.

    >>> source_columns(["document", "sha256", "later_document", "later_sha256", "lost_document"])
    {'document': 1, 'later_document': 3}
    """
    hashes = {column: f"{column.removesuffix('document')}sha256" for column in columns}
    return {
        column: columns.index(known)
        for column, known in hashes.items()
        if column.endswith("document") and known in columns
    }


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
    if column == "sha256":
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


def quoted(cells: Mapping[str, str]) -> str:
    """The words of a row, in quotation marks unless they are this project's own."""
    said = cells.get("sentence", "")
    return f"“{said}”" if said and cells.get("wording", "") not in _OWN else said


def citation(cells: Mapping[str, str]) -> str:
    """Evidence columns as one text.

    >>> citation({"sentence": "Plans drift.", "document": "a.pdf", "page": "4", "paragraph": "12"})
    '“Plans drift.” a.pdf, page 4, paragraph 12'
    >>> citation({"sentence": "Plans drift.", "wording": "own", "document": "a.txt", "line_start": "3"})
    'Plans drift. a.txt, line 3'
    """
    known = {column: cells[column] for column in EVIDENCE if cells.get(column)}
    source = known.get("document") or known.get("sha256")
    parts = (source, known.get("published"), known.get("tier"), *_standing(known))
    where = ", ".join(part for part in parts if part)
    return " ".join(part for part in (quoted(cells), where) if part)


def places(cells: Mapping[str, object]) -> Iterator[str]:
    """Where in its document a row is said: page and paragraph, or lines.

    >>> list(places({"line_start": "3", "line_end": "5"}))
    ['lines 3-5']
    """
    for column in ("page", "paragraph"):
        if cells.get(column):
            yield f"{column} {cells[column]}"
    if first := cells.get("line_start"):
        last = cells.get("line_end") or first
        yield f"line {first}" if first == last else f"lines {first}-{last}"


def _standing(cells: Mapping[str, str]) -> Iterator[str]:
    """Where a row is said, and how sure the classifier is of it."""
    yield from places(cells)
    if sure := cells.get("confidence"):
        yield f"confidence {sure}"


def link(cells: Mapping[str, str]) -> str | None:
    """Address of the page that is cited."""
    url = cells.get("url", "")
    if not url.startswith(("https://", "http://")):
        return None
    return f"{url}#page={cells['page']}" if cells.get("page") else url
