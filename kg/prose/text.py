"""Reads plain texts, web pages and Word files as documents of blocks; PDFs go to the reader of reports."""

from __future__ import annotations

import codecs
import hashlib
import re
from collections.abc import Callable, Mapping
from itertools import takewhile
from pathlib import Path
from typing import Final

from kg import documents
from kg.documents import DocumentLimits
from kg.documents.model import Block, BlockKind, Document, Span
from kg.errors import UnreadableFile
from kg.prose.pieces import composed
from kg.prose.web import declared_encoding, web_pieces
from kg.prose.word import word_pieces
from kg.text import name_of

READER: Final = "prose-3"
"""Name and version of the reader; raise its number whenever the text or the claims of a file may change."""

MOST_BYTES: Final = 20_000_000
"""Size in bytes of the largest file, and of the largest text of a file, that is read."""

_BULLET: Final = re.compile(r"[ \t]*(?:[-•*·–]|[a-z]\)|- [a-z]\))\s+")
_NUMBER: Final = re.compile(r"[ \t]*(?P<number>\d{1,3})\.\s+")
_ENDS_OF_LINES: Final = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_CONTROLS: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Characters that control a terminal or the direction of text."""


def read_text(path: Path, limits: DocumentLimits | None = None) -> Document:
    """Read a notice, paper or article with its headings, paragraphs and list items.

    Args:
        path: a file that ends in .txt, .md, .htm, .html, .docx or .pdf.
        limits: limits for the document.

    Raises:
        UnreadableFile: the file is missing, empty, too large, damaged or of another type, or holds more
            text than the limits allow.
    """
    suffix = path.suffix.lower()
    if suffix == ".pdf":
        return documents.read(path, limits)
    if suffix not in _READERS:
        raise UnreadableFile(
            f"{name_of(path)}: prose is read from {', '.join(sorted(SUFFIXES))}, not {suffix or 'this'}."
        )
    try:
        data = path.read_bytes()
    except OSError as problem:
        raise UnreadableFile(f"{name_of(path)}: cannot be read: {problem.strerror or problem}") from problem
    if not data.strip():
        raise UnreadableFile(f"{name_of(path)}: the file is empty.")
    if len(data) > MOST_BYTES:
        raise UnreadableFile(f"{name_of(path)}: larger than {MOST_BYTES // 1_000_000} MB.")
    media_type, reader = _READERS[suffix]
    text, blocks = reader(data, name_of(path))
    (limits or DocumentLimits()).keep("characters", len(text), name_of(path))
    return Document(
        name=name_of(path),
        sha256=hashlib.sha256(data).hexdigest(),
        media_type=media_type,
        text=text,
        page_starts=(0,),
        blocks=tuple(blocks),
        reader=READER,
    )


def _plain(data: bytes, name: str) -> tuple[str, list[Block]]:
    text = _decoded(data, name)
    blocks, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(_block(text, start, start + len(line)))
        start += len(line) + 1
    return text, blocks


def _web(data: bytes, name: str) -> tuple[str, list[Block]]:
    return composed(web_pieces(_decoded(data, name, declared_encoding(data))))


def _word(data: bytes, name: str) -> tuple[str, list[Block]]:
    return composed(word_pieces(data, name, MOST_BYTES))


_READERS: Final[Mapping[str, tuple[str, Callable[[bytes, str], tuple[str, list[Block]]]]]] = {
    ".txt": ("text/plain", _plain),
    ".md": ("text/plain", _plain),
    ".htm": ("text/html", _web),
    ".html": ("text/html", _web),
    ".docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", _word),
}

SUFFIXES: Final = frozenset({*_READERS, ".pdf"})
"""Extensions of the files that can be read."""


def _block(text: str, start: int, end: int) -> Block:
    """The block of one line of a plain text."""
    line = text[start:end]
    bullet, number = _BULLET.match(line), _NUMBER.match(line)
    mark = bullet or number
    kind: BlockKind = "list-item" if bullet else "table" if "\t" in line else "paragraph"
    if mark is None and kind == "paragraph" and _like_a_heading(line):
        kind = "heading"
    first = start + (mark.end() if mark else len(line) - len(line.lstrip()))
    return Block(kind, 1, Span(first, start + len(line.rstrip())), number["number"] if number else None)


def _like_a_heading(line: str) -> bool:
    """Whether a line is short and does not end in a stop; very short ones may end in a colon."""
    words = len(line.split())
    stops = '.?!;,"”' if words <= 4 else '.?!:;,"”'
    signs = takewhile(lambda sign: not (sign.isalnum() or sign == "_"), reversed(line))
    return words <= 12 and not any(sign in stops for sign in signs)


def _decoded(data: bytes, name: str, declared: str | None = None) -> str:
    """The text of a file: by its byte order mark, by its declaration, else UTF-8; no control characters."""
    marked = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = data.decode("utf-16" if marked else "utf-8-sig")
    except UnicodeDecodeError:
        text = _as_declared(data, name, declared)
    return _CONTROLS.sub(" ", _ENDS_OF_LINES.sub("\n", text))


def _as_declared(data: bytes, name: str, declared: str | None) -> str:
    if declared is None:
        raise UnreadableFile(f"{name}: its text is not UTF-8; save it as UTF-8 first.")
    try:
        # as browsers do: pages that declare ISO 8859-1 are read as windows-1252
        known = codecs.lookup(declared).name
        return data.decode("cp1252" if known in ("iso8859-1", "ascii") else known)
    except (LookupError, UnicodeError, ValueError) as problem:
        raise UnreadableFile(
            f"{name}: its text is not {declared}, which it declares; save it as UTF-8 first."
        ) from problem
