"""Finds invisible text: without ink, in the paper's colour, cut away, covered, or on a layer.

Most pages have none, so the text objects of each page are checked quickly first, and only pages that hold
something odd are checked character by character. Whether odd text shows is determined by drawing the page:
white text on a dark cell is seen, white text on paper is not.
"""

from __future__ import annotations

import ctypes
import re
import zlib
from collections.abc import Callable, Iterator

from kg.documents.addresses import pdfium_c, places
from kg.documents.clips import Clips
from kg.documents.covers import Covers

_NO_INK = (pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium_c.FPDF_TEXTRENDERMODE_CLIP)
_OUTLINES = (pdfium_c.FPDF_TEXTRENDERMODE_STROKE, pdfium_c.FPDF_TEXTRENDERMODE_STROKE_CLIP)
_FAINT = 40
"""Opacity, of 255, below which text may not show."""
_PALE = 235
"""Least value of all three colours from which text may not show on paper."""
_CONTRAST = 24
"""Difference of brightness, of 255, below which a character does not show."""
_SCALE = 2.0
"""Pixels a point in which a page is drawn."""
_LAYERS = b"/OCProperties"
_BLANK = 0x20


def has_layers(data: bytes) -> bool:
    """Whether a file may have layers that can be switched off; true if that cannot be determined."""
    if _LAYERS in data or b"/Encrypt" in data:
        return True
    view = memoryview(data)
    for match in re.finditer(rb"/ObjStm\b", data):
        begin = data.find(b"stream", match.end())
        if begin < 0:
            continue
        start = begin + 6
        start += 2 if data[start : start + 2] == b"\r\n" else 1
        try:
            # a stream may be followed by anything, which a decompressor ignores
            if _LAYERS in zlib.decompressobj().decompress(view[start:]):
                return True
        except zlib.error:
            return True
    return False


class Unseen:
    """The text objects of a page that may be invisible.

    Attributes:
        without_ink: addresses of those that are drawn without ink.
        doubtful: addresses of those that are pale, reach beyond their clip, or are on some layer.
        count: how many text objects the page has.
        drawn: its objects other than text, except those within a form.
        objects: how many objects it has, except those within a form.

    Args:
        page: address of a loaded page.
        layers: whether the file may have layers.
        counted: called with the number of objects of the page, and of each form in it, before they are
            checked.
    """

    def __init__(self, page: int, *, layers: bool, counted: Callable[[int], None]) -> None:
        self._page = page
        self._layers = layers
        self._counted = counted
        self._colour = (ctypes.c_uint * 4)()
        self._clips = Clips()
        self.without_ink: set[int] = set()
        self.doubtful: set[int] = set()
        self.count = 0
        self.objects = max(0, pdfium_c.FPDFPage_CountObjects(page))
        self.drawn = self._look(page, self.objects, pdfium_c.FPDFPage_GetObject)

    def __bool__(self) -> bool:
        return bool(self.without_ink or self.doubtful)

    def _look(self, inside: int, objects: int, get: Callable[..., int], cut: bool = False) -> list[int]:
        """Record the text objects of a page or form, and return its other objects."""
        mode_of, fill_of = pdfium_c.FPDFTextObj_GetTextRenderMode, pdfium_c.FPDFPageObj_GetFillColor
        stroke_of = pdfium_c.FPDFPageObj_GetStrokeColor
        colour, parts = self._colour, places(self._colour)
        self._counted(objects)
        others: list[int] = []
        covers = Covers()
        written = covers.texts.append
        for number in range(objects):
            thing = get(inside, number)
            mode = mode_of(thing)
            if mode < 0:
                others.append(thing)
                if not covers.add(thing) and (
                    pdfium_c.FPDFPageObj_GetType(thing) == pdfium_c.FPDF_PAGEOBJ_FORM
                ):
                    # objects within a form have coordinates of their own
                    self._look(
                        thing,
                        max(0, pdfium_c.FPDFFormObj_CountObjects(thing)),
                        pdfium_c.FPDFFormObj_GetObject,
                        cut or self._clips.may_cut(thing),
                    )
                continue
            self.count += 1
            written(thing)
            if mode in _NO_INK:
                self.without_ink.add(thing)
            elif (
                self._layers
                or cut
                or (
                    (stroke_of if mode in _OUTLINES else fill_of)(thing, *parts)
                    and (colour[3] < _FAINT or (colour[0] >= _PALE and min(colour[:3]) >= _PALE))
                )
                or self._clips.may_cut(thing)
            ):
                self.doubtful.add(thing)
        self.doubtful.update(covers.over())
        return others

    def characters(self, content: int, count: int) -> Iterator[int]:
        """Indices of the characters that are not seen.

        Args:
            content: address of PDFium's text page.
            count: number of its characters.
        """
        shown = _Drawing(self._page) if self.doubtful else None
        for index in range(count):
            thing = pdfium_c.FPDFText_GetTextObject(content, index)
            if not thing:
                continue
            pale = shown is not None and thing in self.doubtful and not shown.shows(content, index)
            if pale or thing in self.without_ink:
                yield index


class _Drawing:
    """A page as drawn, in shades of grey."""

    def __init__(self, page: int) -> None:
        self._page = page
        self._width = max(1, round(pdfium_c.FPDF_GetPageWidthF(page) * _SCALE))
        self._height = max(1, round(pdfium_c.FPDF_GetPageHeightF(page) * _SCALE))
        bitmap = pdfium_c.FPDFBitmap_CreateEx(
            self._width, self._height, pdfium_c.FPDFBitmap_Gray, None, self._width
        )
        try:
            pdfium_c.FPDFBitmap_FillRect(bitmap, 0, 0, self._width, self._height, 0xFFFFFFFF)
            pdfium_c.FPDF_RenderPageBitmap(bitmap, page, 0, 0, self._width, self._height, 0, 0)
            buffer = pdfium_c.FPDFBitmap_GetBuffer(bitmap)
            self._grey = ctypes.string_at(buffer, self._width * self._height)
        finally:
            pdfium_c.FPDFBitmap_Destroy(bitmap)
        self._edges = (ctypes.c_double * 4)()
        self._places = places(self._edges)
        self._pixel = (ctypes.c_int * 2)()

    def shows(self, content: int, index: int) -> bool:
        """Whether there is ink of another shade within a character's box; true of a blank."""
        if pdfium_c.FPDFText_GetUnicode(content, index) <= _BLANK:
            return True
        pdfium_c.FPDFText_GetCharBox(content, index, *self._places)
        left, right, bottom, top = self._edges
        x1, y1 = self._at(left, top)
        x2, y2 = self._at(right, bottom)
        x1, x2, y1, y2 = min(x1, x2), max(x1, x2), min(y1, y2), max(y1, y2)
        x1, y1 = max(0, x1 - 1), max(0, y1 - 1)
        x2, y2 = min(self._width, x2 + 2), min(self._height, y2 + 2)
        rows = [self._grey[y * self._width + x1 : y * self._width + x2] for y in range(y1, y2)]
        inside = b"".join(rows)
        return bool(inside) and max(inside) - min(inside) > _CONTRAST

    def _at(self, x: float, y: float) -> tuple[int, int]:
        pixel = places(self._pixel)
        pdfium_c.FPDF_PageToDevice(self._page, 0, 0, self._width, self._height, 0, x, y, *pixel)
        across, down = self._pixel
        return across, down
