"""PDFium's functions by plain addresses."""

from __future__ import annotations

import ctypes

import pypdfium2
import pypdfium2.raw
import pytest

from kg.documents.addresses import pdfium_c, places


def test_a_function_gives_an_address_that_others_take() -> None:
    document = pypdfium2.PdfDocument.new()
    document.new_page(200, 100)
    page = pdfium_c.FPDF_LoadPage(document, 0)
    assert isinstance(page, int)
    assert pdfium_c.FPDF_GetPageWidthF(page) == 200
    edges = (ctypes.c_float * 4)()
    left, bottom, right, top = places(edges)
    assert pdfium_c.FPDF_GetPageBoundingBox(page, left)  # a structure of four numbers
    assert list(edges) == [0, 100, 200, 0]
    assert [n - left for n in (bottom, right, top)] == [4, 8, 12]
    pdfium_c.FPDF_ClosePage(page)
    document.close()


def test_no_object_is_none() -> None:
    document = pypdfium2.PdfDocument.new()
    assert pdfium_c.FPDF_LoadPage(document, 7) is None
    document.close()


def test_what_is_no_pointer_is_refused() -> None:
    with pytest.raises(ctypes.ArgumentError):
        pdfium_c.FPDF_GetPageWidthF(2.5)


def test_constants_are_those_of_the_bindings() -> None:
    assert pdfium_c.FPDF_PAGEOBJ_PATH == pypdfium2.raw.FPDF_PAGEOBJ_PATH
