"""The running text of Word files: paragraphs with their styles, as printed."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Final, NoReturn
from xml.etree import ElementTree
from xml.parsers import expat

from kg.documents.model import BlockKind
from kg.errors import UnreadableFile
from kg.prose.pieces import Piece

_WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_ELSEWHERE: Final = frozenset({_FALLBACK, f"{_WORD}p", f"{_WORD}txbxContent"})
_TEXT: Final = "word/document.xml"
_DAMAGE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    KeyError,
    NotImplementedError,  # raised by zipfile for an unknown compression method
    ElementTree.ParseError,
    expat.ExpatError,
)


def word_pieces(data: bytes, name: str, most: int) -> list[Piece]:
    """Headings, paragraphs and list items of a Word file, in order.

    Deleted and hidden text is omitted.

    Args:
        data: content of the file.
        name: name of the file, for errors.
        most: size of text in bytes beyond which a file is refused.

    Raises:
        UnreadableFile: it is not a Word file, damaged, encrypted or too large, or its XML defines entities.
    """
    pieces: list[Piece] = []
    for paragraph, in_cell in _paragraphs(_tree(data, name, most)):
        words = "".join(_words(paragraph))
        pieces.append(("table" if in_cell else _kind(paragraph), words))
    return pieces


def _kind(paragraph: ElementTree.Element) -> BlockKind:
    style = paragraph.find(f"{_WORD}pPr/{_WORD}pStyle")
    named = "" if style is None else style.get(f"{_WORD}val", "").lower()
    if "heading" in named:
        return "heading"
    listed = "list" in named or paragraph.find(f"{_WORD}pPr/{_WORD}numPr") is not None
    return "list-item" if listed else "paragraph"


def _tree(data: bytes, name: str, most: int) -> ElementTree.Element:
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            if packed.getinfo(_TEXT).file_size > most:
                raise UnreadableFile(f"{name}: its text is larger than {most // 1_000_000} MB.")
            content = packed.read(_TEXT)
        _refuse_entities(content, name)
        return ElementTree.fromstring(content)  # noqa: S314 - entities are refused above
    except _DAMAGE as problem:
        raise UnreadableFile(f"{name}: not a Word file, or a damaged one: {problem}") from problem
    except RuntimeError as problem:
        raise UnreadableFile(f"{name}: it is encrypted; save it without a password first.") from problem


def _refuse_entities(content: bytes, name: str) -> None:
    """Refuse a document type, whatever the encoding of the XML: only there can entities be defined."""

    def stop(*_: object) -> NoReturn:
        raise UnreadableFile(f"{name}: its XML defines entities, which Word files do not.")

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = stop
    parser.Parse(content, True)


def _paragraphs(tree: ElementTree.Element) -> Iterator[tuple[ElementTree.Element, bool]]:
    """The paragraphs of a document, and whether each is in a cell of a table.

    Paragraphs of a text box come after the one it is anchored to; fallbacks for older programs are omitted.
    """
    waiting = [(tree, False)]
    while waiting:
        node, in_cell = waiting.pop()
        if node.tag == f"{_WORD}p":
            yield node, in_cell
        if node.tag != _FALLBACK:
            in_cell = in_cell or node.tag == f"{_WORD}tc"
            waiting.extend((child, in_cell) for child in reversed(node))


def _words(paragraph: ElementTree.Element) -> Iterator[str]:
    """The words of a paragraph, without those of text boxes in it and without hidden ones."""
    waiting = list(reversed(paragraph))
    while waiting:
        node = waiting.pop()
        if node.tag == f"{_WORD}t":
            yield node.text or ""
        elif node.tag in (f"{_WORD}tab", f"{_WORD}br"):
            yield "\t"
        elif node.tag not in _ELSEWHERE and node.find(f"{_WORD}rPr/{_WORD}vanish") is None:
            waiting.extend(reversed(node))
