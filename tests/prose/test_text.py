"""Texts, web pages and Word files give the same blocks."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.errors import UnreadableFile
from kg.prose.text import read_text
from tests.prose.example import PARAGRAPHS, text_file, web_page, word_file


@pytest.mark.parametrize("make", [text_file, web_page, word_file], ids=["txt", "html", "docx"])
def test_blocks(make: Callable[[Path], Path], tmp_path: Path) -> None:
    document = read_text(make(tmp_path))
    found = [(block.kind, document.quote(block.span)) for block in document.blocks]
    assert [words for _, words in found] == [line.removeprefix("- ") for line in PARAGRAPHS]
    assert found[0][0] == "heading"
    assert [words for kind, words in found if kind == "list-item"][:2] == [
        "Social workers know children very well and visit them often.",
        "Too many care plans are out of date and drift.",
    ]


def test_numbered_paragraphs_and_tables_of_plain_text(tmp_path: Path) -> None:
    path = tmp_path / "paper.txt"
    path.write_text("12. It was good.\r\n3 visits\t4 calls\r\n", encoding="utf-8", newline="")
    document = read_text(path)
    assert [(b.kind, b.number, document.quote(b.span)) for b in document.blocks] == [
        ("paragraph", "12", "It was good."),
        ("table", None, "3 visits\t4 calls"),
    ]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.txt", b"  \n", "the file is empty"),
        ("a.txt", "café".encode("latin-1"), "not UTF-8"),
        ("a.docx", b"no zip", "not a Word file"),
        ("a.odt", b"text", "prose is read from .docx, .htm, .html, .md, .pdf, .txt, not .odt"),
    ],
)
def test_files_that_cannot_be_read(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UnreadableFile, match=message):
        read_text(tmp_path / name)


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"none\.txt: cannot be read"):
        read_text(tmp_path / "none.txt")


def test_word_file_with_entities_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.docx"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("word/document.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    with pytest.raises(UnreadableFile, match="defines entities"):
        read_text(path)
