"""Evidence columns of a row as one citation: words, document and place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from kg.render.columns import EVIDENCE
from kg.render.words import code_words

_OWN: Final = frozenset({"own", code_words("own")})
"""How the column ``wording`` says that words are this project's own."""


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
    parts = (source, known.get("published"), known.get("tier"), *standing(known))
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


def standing(cells: Mapping[str, str]) -> Iterator[str]:
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
