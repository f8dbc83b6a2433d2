"""The sample PDFs are what their sources and the script make of them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pypdfium2 as pdfium
import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
SAMPLES = CHECKOUT / "documents" / "samples"
PDFS = sorted(path.relative_to(SAMPLES) for path in SAMPLES.rglob("*.pdf"))
REPORTS = [path for path in PDFS if len(path.parts) == 1]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("samples")
    command = [sys.executable, "-m", "tools.make_samples", "--out", str(out)]
    done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return out


def test_every_source_has_its_pdf(made: Path) -> None:
    assert sorted(path.relative_to(made) for path in made.rglob("*.pdf")) == PDFS


@pytest.mark.parametrize("path", PDFS, ids=str)
def test_committed_bytes_are_reproduced(made: Path, path: Path) -> None:
    same = (made / path).read_bytes() == (SAMPLES / path).read_bytes()
    assert same, "run make samples and commit what it makes"


@pytest.mark.parametrize("path", PDFS, ids=str)
def test_each_page_says_that_it_is_fictional(path: Path) -> None:
    with pdfium.PdfDocument(SAMPLES / path) as document:
        for page in document:
            assert "Fictional sample" in page.get_textpage().get_text_range()


@pytest.mark.parametrize("path", REPORTS, ids=str)
def test_reports_have_what_makes_real_ones_hard(path: Path) -> None:
    with pdfium.PdfDocument(SAMPLES / path) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    assert 6 <= len(pages) <= 9
    assert "\u25fc" in pages[0], "bullets are squares of a symbol font"
    assert "\u25fc" in pages[1], "bullets go on over the page"
    assert any("\ufffe" in page for page in pages), "a word breaks after its hyphen at the end of a line"
    assert any(page[0].islower() for page in pages[1:]), "a paragraph goes on over the page"
