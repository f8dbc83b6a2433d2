"""Boxes and pictures drawn over text, or under text of their own colour, which may hide it.

A page has few of either, so the position of a text object is read only once a box or picture is large
enough to hide a word. Whether the text found shows is determined by drawing the page.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass

from kg.documents.addresses import pdfium_c, places

_LEAST = 5.0
"""Minimum width and height, in points, of a box or picture that hides a word."""
_OPAQUE = 128
_ALIKE = 24
"""Difference of each colour, of 255, within which text does not show on a box."""

Bounds = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class _Cover:
    bounds: Bounds
    colour: tuple[int, int, int] | None
    """``None`` for a picture."""
    after: int
    """How many text objects are drawn before it."""


class Covers:
    """The text objects of a page or form in drawing order, and the boxes and pictures that may hide them.

    Attributes:
        texts: the text objects so far; the caller that walks the objects adds each.
    """

    def __init__(self) -> None:
        self.texts: list[int] = []
        self._covers: list[_Cover] = []
        self._edges = (ctypes.c_float * 4)()
        self._places = places(self._edges)

    def add(self, thing: int) -> bool:
        """Note a filled box or a picture; false for anything else."""
        kind = pdfium_c.FPDFPageObj_GetType(thing)
        if kind not in (pdfium_c.FPDF_PAGEOBJ_PATH, pdfium_c.FPDF_PAGEOBJ_IMAGE):
            return False
        bounds = self._bounds(thing)
        if min(bounds[2] - bounds[0], bounds[3] - bounds[1]) < _LEAST:
            return True
        if kind == pdfium_c.FPDF_PAGEOBJ_IMAGE:
            self._covers.append(_Cover(bounds, None, len(self.texts)))
            return True
        colour = _fill(thing)
        if colour is not None:
            self._covers.append(_Cover(bounds, colour, len(self.texts)))
        return True

    def over(self) -> Iterator[int]:
        """Text objects that lie under a later box or picture, or on an earlier box of their own colour."""
        if not self._covers:
            return
        for place, text in enumerate(self.texts):
            bounds: Bounds | None = None
            for cover in self._covers:
                above = place < cover.after
                if not above and cover.colour is None:
                    continue
                bounds = bounds or self._bounds(text)
                if _meet(bounds, cover.bounds) and (
                    above or (cover.colour is not None and _alike(text, cover.colour))
                ):
                    yield text
                    break

    def _bounds(self, thing: int) -> Bounds:
        pdfium_c.FPDFPageObj_GetBounds(thing, *self._places)
        left, bottom, right, top = self._edges
        return left, bottom, right, top


def _meet(one: Bounds, other: Bounds) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _alike(text: int, colour: tuple[int, int, int]) -> bool:
    own = _colour(text)
    return own is not None and all(abs(a - b) < _ALIKE for a, b in zip(own[:3], colour, strict=True))


def _fill(path: int) -> tuple[int, int, int] | None:
    """Fill colour of a path; ``None`` if it is not filled, or if the background shows through."""
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    drawn = pdfium_c.FPDFPath_GetDrawMode(path, ctypes.byref(mode), ctypes.byref(stroke))
    if not drawn or not mode.value:
        return None
    own = _colour(path)
    return own[:3] if own is not None and own[3] >= _OPAQUE else None


def _colour(thing: int) -> tuple[int, int, int, int] | None:
    colour = (ctypes.c_uint * 4)()
    if not pdfium_c.FPDFPageObj_GetFillColor(thing, *places(colour)):
        return None
    red, green, blue, alpha = colour
    return red, green, blue, alpha
