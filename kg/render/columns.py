"""What the columns of an answer are for: evidence, places and sources, and which of them people see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from kg.queries.answer import Answer
from kg.render.spans import spans
from kg.render.words import LABEL_SUFFIX, words

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


def has_citation(columns: Sequence[str]) -> bool:
    """Whether the rows cite pages or sentences."""
    return "page" in columns or {"sentence", "sha256"} <= {*columns}


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
