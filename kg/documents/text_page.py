"""The text of a page and the positions of its characters, read through PDFium's C interface."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass

from kg.documents.addresses import pdfium_c, places
from kg.documents.hidden import Unseen

_NAME_BYTES = 128
FAR = 1.8
"""Multiple of a character's size from which another character on its line belongs to something else."""


@dataclass(frozen=True, slots=True)
class Face:
    """Weight and slant of a font."""

    bold: bool
    slanted: bool


class TextPage:
    """One page's text and the positions of its characters.

    Args:
        page: address of a loaded page.
    """

    def __init__(self, page: int) -> None:
        self._raw = pdfium_c.FPDFText_LoadPage(page)
        # fonts may be freed with their page, so their addresses identify them within one page only
        self._faces: dict[int | None, Face] = {}
        # arrays in place of structures, of which each field takes as long to read as all of an array
        self._box = (ctypes.c_float * 4)()
        self._point = (ctypes.c_double * 2)()
        self._matrix = (ctypes.c_float * 6)()
        self._to_box, self._to_matrix = ctypes.addressof(self._box), ctypes.addressof(self._matrix)
        self._to_x, self._to_y = places(self._point)
        # whether each character is one unit of the text, so that indices of both agree
        self._plain = False

    def close(self) -> None:
        """Free the page's text in PDFium."""
        pdfium_c.FPDFText_ClosePage(self._raw)

    @property
    def count(self) -> int:
        """Number of characters of the page."""
        return max(0, int(pdfium_c.FPDFText_CountChars(self._raw)))

    def text(self) -> str:
        """All characters of the page; indices of other methods that say "offset" count its UTF-16 units."""
        count = self.count
        if not count:
            return ""
        # one UTF-16 unit a character, twice that for pairs of surrogates, and the closing zero
        buffer = ctypes.create_string_buffer(4 * count + 2)
        pointer = ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort))
        written = pdfium_c.FPDFText_GetText(self._raw, 0, count, pointer)
        self._plain = written - 1 == count
        return buffer.raw[: 2 * (written - 1)].decode("utf-16-le", errors="replace")

    def index(self, offset: int) -> int:
        """PDFium's character index of an offset in UTF-16 units of the text."""
        if self._plain:
            return offset
        return int(pdfium_c.FPDFText_GetCharIndexFromTextIndex(self._raw, offset))

    def box(self, index: int) -> tuple[float, float, float]:
        """Left, right and height of a character's box."""
        pdfium_c.FPDFText_GetLooseCharBox(self._raw, index, self._to_box)
        left, top, right, bottom = self._box[:]
        return left, right, top - bottom

    def origin(self, index: int) -> tuple[float, float]:
        """Point at which a character begins on its base line, in points from the lower left."""
        pdfium_c.FPDFText_GetCharOrigin(self._raw, index, self._to_x, self._to_y)
        x, y = self._point[:]
        return x, y

    def face(self, index: int) -> Face:
        """Weight and slant of a character's font; neither if it has no font."""
        thing = pdfium_c.FPDFText_GetTextObject(self._raw, index)
        if not thing:
            return Face(False, False)
        font = pdfium_c.FPDFTextObj_GetFont(thing)
        if font not in self._faces:
            self._faces[font] = _face(font)
        return self._faces[font]

    def skewed(self, index: int) -> bool:
        """Whether a character is slanted by its matrix."""
        # fonts without an italic are slanted by their matrix
        pdfium_c.FPDFText_GetMatrix(self._raw, index, self._to_matrix)
        a, _, c = self._matrix[:3]
        return abs(c) > 0.1 * abs(a) > 0

    def turned(self, index: int) -> bool:
        """Whether a character is set at an angle to the page, upside down or mirrored."""
        pdfium_c.FPDFText_GetMatrix(self._raw, index, self._to_matrix)
        a, b = self._matrix[:2]
        return abs(b) > 0.02 * (abs(a) + abs(b)) or a < 0

    def setting(self, offset: int, beside: int | None = None) -> tuple[bool, bool]:
        """Whether a character is turned, and whether it is far larger than another one."""
        index = self.index(offset)
        large = beside is not None and self.box(index)[2] > FAR * self.box(self.index(beside))[2] > 0
        return self.turned(index), large

    def without(self, text: str, unseen: Unseen) -> tuple[str, str]:
        """The text with a line end in place of each invisible character, and those characters."""
        hidden = set(unseen.characters(self._raw, self.count))
        if not hidden:  # what was doubtful shows
            return text, ""
        shown, words = [], []
        unit = 0
        for character in text:
            index = self.index(unit)
            unit += 2 if character > "\uffff" else 1
            shown.append("\n" if index in hidden else character)
            words.append(character if index in hidden or character.isspace() else "")
        return "".join(shown), " ".join("".join(words).split())


def _face(font: int | None) -> Face:
    buffer = ctypes.create_string_buffer(_NAME_BYTES)
    pdfium_c.FPDFFont_GetBaseFontName(font, buffer, _NAME_BYTES)
    name = buffer.value.decode("latin-1").lower()
    heavy = "bold" in name or "black" in name or pdfium_c.FPDFFont_GetWeight(font) >= 600
    return Face(heavy, "italic" in name or "oblique" in name)
