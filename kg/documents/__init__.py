"""Source files as repaired text with structure: the first stage."""

from __future__ import annotations

from pathlib import Path

from kg.documents.limits import DocumentLimits
from kg.documents.model import Block, Document, Span

__all__ = ["Block", "Document", "DocumentLimits", "Span", "read"]


def read(path: Path, limits: DocumentLimits | None = None) -> Document:
    """Read a source file with its structure; see :func:`kg.documents.reader.read`."""
    # PDFium is loaded only when a file is read
    from kg.documents.reader import read as read_pdf

    return read_pdf(path, limits or DocumentLimits())
