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
        ("a.html", '<meta charset="klingon"><p>café</p>'.encode("latin-1"), "its text is not klingon"),
        ("a.html", b'<meta charset="hex"><p>\xe9</p>', "its text is not hex"),
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


SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OLDER = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def word(folder: Path, body: str) -> Path:
    """A Word file with this body."""
    path = folder / "a.docx"
    with zipfile.ZipFile(path, "w") as packed:
        xml = f'<w:document xmlns:w="{SPACE}" xmlns:mc="{OLDER}"><w:body>{body}</w:body></w:document>'
        packed.writestr("word/document.xml", xml)
    return path


def words(path: Path) -> list[tuple[str, str]]:
    document = read_text(path)
    return [(block.kind, document.quote(block.span)) for block in document.blocks]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_word_file_with_entities_is_refused(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "bomb.docx"
    with zipfile.ZipFile(path, "w") as packed:
        xml = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
        packed.writestr("word/document.xml", xml.encode(encoding))
    with pytest.raises(UnreadableFile, match="defines entities"):
        read_text(path)


def test_encrypted_and_damaged_word_files_are_refused(tmp_path: Path) -> None:
    path = word(tmp_path, "<w:p><w:r><w:t>One. " + "Two. " * 50 + "</w:t></w:r></w:p>")
    sound = path.read_bytes()
    locked = bytearray(sound)
    locked[sound.index(b"PK\x03\x04") + 6] |= 1
    locked[sound.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(bytes(locked))
    with pytest.raises(UnreadableFile, match="it is encrypted"):
        read_text(path)
    path.write_bytes(sound.replace(b"Two. Two.", b"Two! Two!", 1))
    with pytest.raises(UnreadableFile, match="a damaged one"):
        read_text(path)


def test_word_file_as_it_is_printed(tmp_path: Path) -> None:
    run = "<w:r><w:t>{}</w:t></w:r>"
    box = f"<w:txbxContent><w:p>{run.format('In a box.')}</w:p></w:txbxContent>"
    either = f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    choice = f"<mc:AlternateContent>{either}</mc:AlternateContent>"
    path = word(
        tmp_path,
        f"<w:p>{run.format('Around it.')}<w:r>{choice}</w:r></w:p>"
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>Hidden.</w:t></w:r></w:p>"
        f"<w:p><w:del><w:r><w:delText>Was poor.</w:delText></w:r></w:del>{run.format('Was good.')}</w:p>"
        f"<w:tbl><w:tr><w:tc><w:p>{run.format('12 visits')}</w:p></w:tc></w:tr></w:tbl>",
    )
    assert words(path) == [
        ("paragraph", "Around it."),
        ("paragraph", "In a box."),
        ("paragraph", "Was good."),
        ("table", "12 visits"),
    ]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", "Café.\nNext.\n".encode("utf-16")),
        ("a.txt", b"\xef\xbb\xbfCaf\xc3\xa9.\rNext.\r"),
        ("a.txt", "Café.\u2028Next.".encode()),
        ("a.html", '<meta charset="iso-8859-1"><p>Café.</p><p>Next.</p>'.encode("latin-1")),
        ("a.html", '<?xml version="1.0" encoding="windows-1252"?><p>Café.<br/>Next.</p>'.encode("cp1252")),
        ("a.html", "<p>Café.<p>Next.".encode("utf-16")),
    ],
)
def test_encodings_and_ends_of_lines(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    assert [said for _, said in words(tmp_path / name)] == ["Café.", "Next."]


def test_what_steers_a_terminal_is_no_word(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("Well\x1b[31m \u202edone\x00.".encode())
    assert [said for _, said in words(tmp_path / "a.txt")] == ["Well [31m  done ."]


def test_what_a_page_does_not_show_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(
        "<head><title>A title</title><style>p {}</style><p>A head may stay open.</p>"
        "<div hidden><div>Hidden</div><p>Hidden too</div>"
        '<p style="color: red; display: none">Not displayed</p><dl><dt>Date</dt><dd>June</dd></dl>'
        "<select><option>Choice</option></select><!-- A remark --><script>let a;</script><p>Shown.</p>",
        encoding="utf-8",
    )
    assert [said for _, said in words(tmp_path / "a.html")] == [
        "A head may stay open.",
        "Date",
        "June",
        "Shown.",
    ]
