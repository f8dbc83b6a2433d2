"""What a document may hold: each limit has a message with the file, the count, the limit and the option."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from kg.build.parallel import process_all
from kg.documents import DocumentLimits, read
from kg.errors import UnreadableFile
from kg.prose.text import read_text
from kg.store.manifest import Refusal
from tests.documents.paper import Paper


def three_pages() -> bytes:
    paper = Paper()
    for page in range(3):
        if page:
            paper.turn()
        paper.paragraph("There is enough text here to make a document that can be read. " * 3)
    return paper.bytes()


def refusal(path: Path, limits: DocumentLimits) -> str:
    with pytest.raises(UnreadableFile) as caught:
        read(path, limits)
    return str(caught.value)


@pytest.mark.parametrize(
    ("limits", "message"),
    [
        (
            DocumentLimits(pages=2),
            "three.pdf: 3 pages are more than the limit of 2; kg load --max-pages allows more.",
        ),
        (
            DocumentLimits(characters=300),
            "three.pdf: 386 characters of text up to page 2 are more than the limit of 300; "
            "kg load --max-characters allows more.",
        ),
        (
            DocumentLimits(objects=9),
            "three.pdf: 12 objects drawn on its pages up to page 3 are more than the limit of 9; "
            "kg load --max-objects allows more.",
        ),
    ],
)
def test_a_document_that_holds_too_much(tmp_path: Path, limits: DocumentLimits, message: str) -> None:
    path = tmp_path / "three.pdf"
    path.write_bytes(three_pages())
    assert read(path).page_starts
    assert refusal(path, limits) == message


def test_a_document_at_its_limits_is_read(tmp_path: Path) -> None:
    path = tmp_path / "three.pdf"
    path.write_bytes(three_pages())
    assert read(path, DocumentLimits(pages=3, characters=579, objects=12)) == read(path)


def test_a_form_counts_each_time_it_is_drawn(tmp_path: Path) -> None:
    stream = BytesIO()
    canvas = Canvas(stream, invariant=True)
    canvas.beginForm("mark")
    for line in range(5):
        canvas.drawString(72, 60 + 20 * line, "The same mark, drawn again and again.")
    canvas.endForm()
    for _ in range(4):
        canvas.doForm("mark")
        canvas.translate(0, 120)
    canvas.showPage()
    canvas.save()
    path = tmp_path / "forms.pdf"
    path.write_bytes(stream.getvalue())
    assert "24 objects drawn" in refusal(path, DocumentLimits(objects=23))
    assert read(path, DocumentLimits(objects=24))


@pytest.mark.parametrize("suffix", [".txt", ".html"])
def test_a_text_that_is_too_long(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"notice{suffix}"
    path.write_text("A notice of some length.", encoding="utf-8")
    length = len(read_text(path).text)
    with pytest.raises(
        UnreadableFile, match=f"{length} characters of text are more than the limit of {length - 1}"
    ):
        read_text(path, DocumentLimits(characters=length - 1))
    assert read_text(path, DocumentLimits(characters=length)).text


def test_it_is_refused_by_name_and_the_others_are_read(tmp_path: Path) -> None:
    paths = [tmp_path / "three.pdf", tmp_path / "notice.txt"]
    paths[0].write_bytes(three_pages())
    paths[1].write_text("A notice of some length.", encoding="utf-8")
    found = dict(process_all(paths, limits=DocumentLimits(pages=2, characters=24)))
    refusals = {path.name: result.message for path, result in found.items() if isinstance(result, Refusal)}
    assert "kg load --max-pages allows more" in refusals["three.pdf"]
    assert "limit" not in refusals.get("notice.txt", "")
