"""Files that are no readable report are refused with a message that says what they are."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from kg.documents import read, reader
from kg.errors import UnreadableFile
from tests.documents.paper import Paper


def long_paper() -> bytes:
    paper = Paper()
    paper.paragraph("There is enough text here to make a document that can be read. " * 8)
    return paper.bytes()


def refusal(path: Path) -> str:
    with pytest.raises(UnreadableFile) as caught:
        read(path)
    message = str(caught.value)
    assert path.name in message
    return message


def test_a_missing_file(tmp_path: Path) -> None:
    assert "cannot be read" in refusal(tmp_path / "nowhere.pdf")


def test_an_empty_file(tmp_path: Path) -> None:
    path = tmp_path / "empty.pdf"
    path.write_bytes(b"")
    assert "empty" in refusal(path)


def test_a_web_page_named_pdf(tmp_path: Path) -> None:
    path = tmp_path / "page.pdf"
    path.write_text("<!DOCTYPE html><html><body>Not found</body></html>", encoding="utf-8")
    assert "web page" in refusal(path)


def test_something_else_named_pdf(tmp_path: Path) -> None:
    path = tmp_path / "notes.pdf"
    path.write_text("just notes", encoding="utf-8")
    assert "not a PDF" in refusal(path)


def test_a_truncated_file(tmp_path: Path) -> None:
    path = tmp_path / "half.pdf"
    path.write_bytes(long_paper()[:400])
    assert "damaged or cut short" in refusal(path)


def test_an_encrypted_file(tmp_path: Path) -> None:
    path = tmp_path / "locked.pdf"
    canvas = Canvas(str(path), encrypt=StandardEncryption("secret", canPrint=0))
    canvas.drawString(72, 700, "Nobody reads this.")
    canvas.save()
    assert "password" in refusal(path)


def test_a_file_without_text(tmp_path: Path) -> None:
    path = tmp_path / "picture.pdf"
    canvas = Canvas(str(path))
    canvas.rect(100, 100, 200, 200)
    canvas.save()
    assert "holds no text" in refusal(path)


def test_a_file_that_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "large.pdf"
    path.write_bytes(long_paper())
    monkeypatch.setattr(reader, "MAX_BYTES", 100)
    assert "limit of 100" in refusal(path)
