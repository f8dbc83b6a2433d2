"""Text that may be cut away: the page draws it, and a clip path keeps its ink off the paper.

Word processors clip most of what they write to the text area, which cuts nothing away; so text counts as
doubtful only where it reaches beyond its clip. Whether it shows is told by drawing the page.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any

import pypdfium2.raw as pdfium_c

_SLACK = 2.0
"""Points by which text may reach beyond its clip: less than any letter is wide or high."""
_BOX = (4, 5)
"""Points of a path that is a box, which may name its first corner again."""

Bounds = tuple[float, float, float, float]
"""Left, bottom, right, top."""


class Clips:
    """Asks for the clip paths of a page's objects."""

    def __init__(self) -> None:
        # created once: ctypes would create them for each call
        self._edges = tuple(ctypes.c_float() for _ in range(4))
        self._places = tuple(ctypes.byref(edge) for edge in self._edges)
        self._x, self._y = ctypes.c_float(), ctypes.c_float()
        self._point = ctypes.byref(self._x), ctypes.byref(self._y)
        # text objects share their clips; PDFium keeps the first point of a shared one at one address
        self._known: dict[int, Bounds | None] = {}

    def may_cut(self, thing: Any) -> bool:
        """Whether a text object or form reaches beyond one of its clip paths, or one is no upright box."""
        clip = pdfium_c.FPDFPageObj_GetClipPath(thing)
        paths = pdfium_c.FPDFClipPath_CountPaths(clip)
        if paths <= 0:
            return False
        pdfium_c.FPDFPageObj_GetBounds(thing, *self._places)
        left, bottom, right, top = (edge.value for edge in self._edges)
        for path in range(paths):
            box = self._box(clip, path)
            if box is None or left < box[0] or bottom < box[1] or right > box[2] or top > box[3]:
                return True
        return False

    def _box(self, clip: Any, path: int) -> Bounds | None:
        """The box that a clip path is, with some slack; ``None`` for any other form."""
        first = pdfium_c.FPDFClipPath_GetPathSegment(clip, path, 0)
        address = ctypes.c_void_p.from_buffer(first).value or 0
        if address not in self._known:
            self._known[address] = self._measured(clip, path)
        return self._known[address]

    def _measured(self, clip: Any, path: int) -> Bounds | None:
        if pdfium_c.FPDFClipPath_CountPathSegments(clip, path) not in _BOX:
            return None
        one, side, other = self._corners(clip, path)
        if one[0] != side[0] and one[1] != side[1]:
            return None
        return (
            min(one[0], other[0]) - _SLACK,
            min(one[1], other[1]) - _SLACK,
            max(one[0], other[0]) + _SLACK,
            max(one[1], other[1]) + _SLACK,
        )

    def _corners(self, clip: Any, path: int) -> Iterator[tuple[float, float]]:
        for number in range(3):
            segment = pdfium_c.FPDFClipPath_GetPathSegment(clip, path, number)
            pdfium_c.FPDFPathSegment_GetPoint(segment, *self._point)
            yield self._x.value, self._y.value
