"""Reads a PDF into a :class:`~kg.documents.model.Document`."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from kg.documents import pdf
from kg.documents.blocks import Grouper
from kg.documents.columns import by_column, side_by_side
from kg.documents.compose import Composer
from kg.documents.contents import mark_furniture
from kg.documents.drafts import name_headings
from kg.documents.fragments import joined
from kg.documents.furniture import Parted, body_size, part
from kg.documents.layers import without_overlays
from kg.documents.limits import DocumentLimits
from kg.documents.lines import Line, Page
from kg.documents.model import Document
from kg.documents.order import reading_order
from kg.errors import UnreadableFile
from kg.text import name_of

READER = "pdf-5"
"""Name and version of the reader; raise its number whenever the text or the blocks of a file may change."""

MAX_BYTES = 50_000_000
"""Files larger than this are refused; the largest report is below 5 MB."""

_LEAST_CHARACTERS = 200
_QUOTED = 60


def read(path: Path, limits: DocumentLimits) -> Document:
    """Read a PDF with its structure.

    The same bytes give the same document, whatever the name of the file.

    Args:
        path: a PDF file.
        limits: of the document.

    Raises:
        UnreadableFile: the file is missing, empty, too large, not a PDF, damaged or encrypted, holds no text,
            or exceeds the limits.
    """
    data = load(path)
    name = name_of(path)
    pages, title = pdf.open_pages(data, name, limits)
    if sum(len(line.text) for page in pages for line in page.lines) < _LEAST_CHARACTERS:
        raise UnreadableFile(
            f"{name}: this PDF holds no text, only pictures of pages; run it through text recognition first."
        )
    doubts = [doubt for page in pages for doubt in _unseen(page)]
    pages, laid_over = without_overlays(pages)
    parted = [replace(page, body=tuple(_ordered(page.body))) for page in part(pages)]
    doubts += [doubt for page in parted for doubt in _beside(page)]
    size = body_size(pages)
    grouper = Grouper(size)
    drafts = grouper.drafts(parted)
    name_headings(drafts, size)
    mark_furniture(drafts)
    composer = Composer(len(pages))
    for draft in drafts:
        composer.add(draft)
    return Document(
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type="application/pdf",
        text=composer.text,
        page_starts=composer.page_starts(),
        blocks=tuple(composer.blocks),
        reader=READER,
        title=title,
        warnings=(*doubts, *laid_over, *grouper.doubts),
        running=tuple(dict.fromkeys(line for page in parted for line in page.running)),
    )


def _unseen(page: Page) -> Iterator[str]:
    # an invisible bullet or list number hides no words
    if any(map(str.isalpha, page.unseen)):
        words = page.unseen[:_QUOTED]
        yield f"page {page.number}: text that nobody can see is left out: {words!r}."
    if page.scanned:
        yield f"page {page.number}: all its text lies unseen under a picture; compare it with the picture."


def _ordered(lines: Sequence[Line]) -> list[Line]:
    return joined(by_column(reading_order(lines)))


def _beside(page: Parted) -> Iterator[str]:
    item = side_by_side(page.body)
    if item is not None:
        words = item.text[:_QUOTED]
        yield (
            f"page {page.page.number}: list items stand side by side and may be read in a wrong order, "
            f"from {words!r} on."
        )


def load(path: Path) -> bytes:
    """The bytes of a file that looks like a PDF.

    Raises:
        UnreadableFile: the file is missing, empty, too large, or not a PDF.
    """
    try:
        length = path.stat().st_size
        if length > MAX_BYTES:
            raise UnreadableFile(
                f"{name_of(path)}: {length:,} bytes are more than the limit of {MAX_BYTES:,}; "
                "is this a report?"
            )
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFile(f"{name_of(path)}: cannot be read: {error.strerror or error}.") from None
    if not data:
        raise UnreadableFile(f"{name_of(path)}: the file is empty; get it again from its publisher.")
    # the header may be anywhere in the first kilobyte
    if b"%PDF-" not in data[:1024]:
        start = data[:1024].lstrip().lower()
        what = "a web page" if start.startswith((b"<!doctype html", b"<html")) else "not a PDF"
        raise UnreadableFile(f"{name_of(path)}: this is {what}, whatever its name says; get the PDF itself.")
    return data
