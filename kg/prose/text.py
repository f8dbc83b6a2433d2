"""Plain texts, web pages and Word files as documents of blocks; PDF goes to the reader of reports."""

from __future__ import annotations

import hashlib
import re
import zipfile
from collections.abc import Callable, Mapping
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from typing import Final
from xml.etree import ElementTree

from kg import documents
from kg.documents.model import Block, BlockKind, Document, Span
from kg.errors import UnreadableFile

READER: Final = "prose-1"
"""Name and version of the reader; its number rises whenever the text or the claims of a file may change."""

_MOST_BYTES: Final = 20_000_000
_BULLET: Final = re.compile(r"[ \t]*(?:[-•*·–]|[a-z]\)|- [a-z]\))\s+")
_NUMBER: Final = re.compile(r"[ \t]*(?P<number>\d{1,3})\.\s+")
_WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

Piece = tuple[BlockKind, str]


def read_text(path: Path) -> Document:
    """Read a notice, paper or article with its headings, paragraphs and list items.

    Args:
        path: a file that ends in .txt, .md, .htm, .html, .docx or .pdf.

    Raises:
        UnreadableFile: the file is missing, empty, too large, damaged or of another sort.
    """
    suffix = path.suffix.lower()
    if suffix == ".pdf":
        return documents.read(path)
    if suffix not in _READERS:
        raise UnreadableFile(
            f"{path.name}: prose is read from {', '.join(sorted(SUFFIXES))}, not {suffix or 'this'}."
        )
    try:
        data = path.read_bytes()
    except OSError as problem:
        raise UnreadableFile(f"{path.name}: cannot be read: {problem.strerror or problem}") from problem
    if not data.strip():
        raise UnreadableFile(f"{path.name}: the file is empty.")
    if len(data) > _MOST_BYTES:
        raise UnreadableFile(f"{path.name}: larger than {_MOST_BYTES // 1_000_000} MB.")
    media_type, reader = _READERS[suffix]
    text, blocks = reader(data, path.name)
    return Document(
        name=path.name,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type=media_type,
        text=text,
        page_starts=(0,),
        blocks=tuple(blocks),
        reader=READER,
    )


def _plain(data: bytes, name: str) -> tuple[str, list[Block]]:
    text = _decoded(data, name).replace("\r\n", "\n")
    blocks, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(_block(text, start, start + len(line)))
        start += len(line) + 1
    return text, blocks


def _web(data: bytes, name: str) -> tuple[str, list[Block]]:
    parser = _Page()
    parser.feed(_decoded(data, name))
    parser.close()
    return _composed(parser.pieces)


def _word(data: bytes, name: str) -> tuple[str, list[Block]]:
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            if packed.getinfo("word/document.xml").file_size > _MOST_BYTES:
                raise UnreadableFile(f"{name}: its text is larger than {_MOST_BYTES // 1_000_000} MB.")
            content = packed.read("word/document.xml")
        if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
            raise UnreadableFile(f"{name}: its XML defines entities, which Word files do not.")
        tree = ElementTree.fromstring(content)  # noqa: S314 - entities are refused above
    except (zipfile.BadZipFile, KeyError, ElementTree.ParseError) as problem:
        raise UnreadableFile(f"{name}: not a Word file, or a damaged one: {problem}") from problem
    pieces: list[Piece] = []
    for paragraph in tree.iter(f"{_WORD}p"):
        words = "".join(_run(node) for node in paragraph.iter())
        style = paragraph.find(f"{_WORD}pPr/{_WORD}pStyle")
        kind = "" if style is None else style.get(f"{_WORD}val", "").lower()
        listed = "list" in kind or paragraph.find(f"{_WORD}pPr/{_WORD}numPr") is not None
        pieces.append(("heading" if "heading" in kind else "list-item" if listed else "paragraph", words))
    return _composed(pieces)


_READERS: Final[Mapping[str, tuple[str, Callable[[bytes, str], tuple[str, list[Block]]]]]] = {
    ".txt": ("text/plain", _plain),
    ".md": ("text/plain", _plain),
    ".htm": ("text/html", _web),
    ".html": ("text/html", _web),
    ".docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", _word),
}

SUFFIXES: Final = frozenset({*_READERS, ".pdf"})
"""Endings of the files that can be read."""


def _run(node: ElementTree.Element) -> str:
    if node.tag == f"{_WORD}t":
        return node.text or ""
    return "\t" if node.tag in (f"{_WORD}tab", f"{_WORD}br") else ""


def _composed(pieces: list[Piece]) -> tuple[str, list[Block]]:
    """Pieces as lines of one text."""
    text, blocks = "", []
    for kind, words in pieces:
        line = " ".join(words.split())
        if line:
            blocks.append(Block(kind, 1, Span(len(text), len(text) + len(line))))
            text += line + "\n"
    return text, blocks


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
    """Short, and ended by no stop; a colon may end very short ones."""
    words = len(line.split())
    return words <= 12 and not re.search(r"[.?!;,\"”]\W*$" if words <= 4 else r"[.?!:;,\"”]\W*$", line)


def _decoded(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableFile(f"{name}: its text is not UTF-8; save it as UTF-8 first.") from None


class _Page(HTMLParser):
    """The running text of a web page, block by block."""

    _KINDS: Final[Mapping[str, BlockKind]] = {
        **{f"h{level}": "heading" for level in range(1, 7)},
        "li": "list-item",
        "td": "table",
        "th": "table",
    }
    _ENDS = frozenset(
        {"p", "div", "section", "article", "main", "tr", "ul", "ol", "table", "body", "br", *_KINDS}
    )
    _LEFT_OUT = frozenset(
        {"head", "script", "style", "nav", "footer", "aside", "form", "noscript", "template", "figure"}
    )

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[Piece] = []
        self._kind: BlockKind = "paragraph"
        self._words = ""
        self._outside = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag opens: a block may begin."""
        self._outside += tag in self._LEFT_OUT
        if tag in self._ENDS:
            self._end()
            self._kind = self._KINDS.get(tag, "paragraph")

    def handle_endtag(self, tag: str) -> None:
        """A tag closes: a block may end."""
        if tag in self._LEFT_OUT:
            self._outside = max(0, self._outside - 1)
        if tag in self._ENDS:
            self._end()

    def handle_data(self, data: str) -> None:
        """Words."""
        if not self._outside:
            self._words += data

    def close(self) -> None:
        """The page ends."""
        super().close()
        self._end()

    def _end(self) -> None:
        self.pieces.append((self._kind, self._words))
        self._kind, self._words = "paragraph", ""
