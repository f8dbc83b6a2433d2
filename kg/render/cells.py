"""What a cell shows to people: labels in place of IRIs, and evidence as one citation."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from kg.namespaces import ID, thing
from kg.queries.answer import Answer
from kg.queries.values import python_value, short, text
from kg.rdf.mint import document_key
from kg.store.base import Term

Labels = Callable[[str], str | None]
"""Gives the label of a thing by its IRI, or ``None``."""

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

_IN_CITATION: Final = ("sentence", "document", "page", "paragraph")
"""Columns that stand in a citation as they would in a column of their own, and are not printed twice."""

_LONGEST_KEY: Final = 12


@dataclass(frozen=True, slots=True)
class Line:
    """A row for people.

    Attributes:
        cells: text by column.
        citation: where it is said, if the row has evidence columns.
        link: address of the page that says it, if known.
    """

    cells: Mapping[str, str]
    citation: str = ""
    link: str | None = None


def no_labels(_iri: str) -> str | None:
    """For stores that give no labels."""
    return None


def main_columns(answer: Answer) -> tuple[str, ...]:
    """The columns for people: those that the header shows, else all, without what the citation tells."""
    cited = has_citation(answer.columns)
    if answer.header.show:
        return tuple(column for column in answer.header.show if not cited or column not in _IN_CITATION)
    hidden = EVIDENCE if cited else ("sha256",) if "document" in answer.columns else ()
    return tuple(column for column in answer.columns if column not in hidden)


def has_citation(columns: Sequence[str]) -> bool:
    """Whether the rows cite pages or sentences."""
    return "sentence" in columns or "page" in columns


def lines(answer: Answer, labels: Labels = no_labels) -> Iterator[Line]:
    """The rows of an answer for people."""
    cited = has_citation(answer.columns)
    sources = source_columns(answer.columns)
    for terms in answer.terms():
        cells = {
            column: shown(term, labels, column) for column, term in zip(answer.columns, terms, strict=True)
        }
        for column, place in sources.items():
            cells[column] = title_of(terms[place], labels) or cells[column]
        yield Line(cells, citation(cells), link(cells)) if cited else Line(cells)


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
    """A term as people read it: labels for things, white space folded."""
    if isinstance(term, NamedNode):
        return labels(term.value) or short(term.value).removeprefix(ID)
    cell = " ".join(text(python_value(term)).split())
    return cell[:_LONGEST_KEY] if column == "sha256" else cell


def citation(cells: Mapping[str, str]) -> str:
    """Evidence columns as one text.

    >>> citation({"sentence": "Plans drift.", "document": "a.pdf", "page": "4", "paragraph": "12"})
    '“Plans drift.” a.pdf, page 4, paragraph 12'
    >>> citation({"sentence": "Plans drift.", "wording": "own", "document": "a.txt", "line_start": "3"})
    'Plans drift. a.txt, line 3'
    """
    said = cells.get("sentence", "")
    quoted = f"“{said}”" if cells.get("wording", "") != "own" else said
    known = {column: cells[column] for column in EVIDENCE if cells.get(column)}
    source = known.get("document") or known.get("sha256")
    parts = (
        source,
        known.get("published"),
        *places(known),
        known.get("tier"),
        known.get("method"),
        "confidence" in known and f"confidence {known['confidence']}",
    )
    where = ", ".join(part for part in parts if part)
    return " ".join(part for part in (quoted if said else "", where) if part)


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


def link(cells: Mapping[str, str]) -> str | None:
    """Address of the page that is cited."""
    url = cells.get("url", "")
    if not url.startswith(("https://", "http://")):
        return None
    return f"{url}#page={cells['page']}" if cells.get("page") else url
