"""Where a cell leads: to the page on what it names, or to its place in a second document."""

from __future__ import annotations

from collections.abc import Mapping

from pyoxigraph import Literal, NamedNode

from kg.namespaces import thing
from kg.rdf.iris import document_key
from kg.serve.links import page_of, web
from kg.store.base import Term


def leads(column: str, known: Mapping[str, Term | None]) -> str | None:
    """Where a cell leads, given the terms of its row by column; nothing if it leads nowhere."""
    term = known[column]
    if isinstance(term, NamedNode):
        return page_of(term.value)
    if column.endswith("document"):
        return page_of_document(known.get(f"{column.removesuffix('document')}sha256"))
    if column == "url" and isinstance(term, Literal):
        return web(term.value)
    return _beside(column, known)


def _beside(column: str, known: Mapping[str, Term | None]) -> str | None:
    """The page on the second document in which a column's words stand, at the page that has them."""
    stem = column.removesuffix("_sentence")
    href, page = page_of_document(known.get(f"{stem}_sha256")), known.get(f"{stem}_page")
    return f"{href}#page-{page.value}" if href and isinstance(page, Literal) else None


def page_of_document(sha256: Term | None) -> str | None:
    """The page on the document with a hash."""
    return page_of(thing("document", document_key(sha256.value))) if isinstance(sha256, Literal) else None
