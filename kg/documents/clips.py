"""Text that may be cut away: the page draws it, and a clip path keeps its ink off the paper.

Word processors clip most of their text to the text area, which cuts nothing away; so text counts as doubtful
only if it reaches beyond its clip. Whether it shows is determined by drawing the page.
"""

from __future__ import annotations

import ctypes

from kg.documents.addresses import pdfium_c, places

_SLACK = 2.0
"""Points by which text may reach beyond its clip: less than any letter is wide or high."""
_BOX = (4, 5)
"""Numbers of points of a path that is a box; it may repeat its first corner."""

Bounds = tuple[float, float, float, float]
"""Left, bottom, right, top."""


class Clips:
    """Reads the clip paths of a page's objects."""

    def __init__(self) -> None:
        self._edges = (ctypes.c_float * 4)()
        self._places = places(self._edges)
        self._point = (ctypes.c_float * 2)()
        self._coordinates = places(self._point)
        # text objects share their clips; PDFium keeps the first point of a shared one at one address
        self._known: dict[int | None, Bounds | None] = {}

    def may_cut(self, thing: int) -> bool:
        """Whether a text object or form reaches beyond a clip path, or has one that is not an upright box."""
        clip = pdfium_c.FPDFPageObj_GetClipPath(thing)
        paths = pdfium_c.FPDFClipPath_CountPaths(clip)
        if paths <= 0:
            return False
        pdfium_c.FPDFPageObj_GetBounds(thing, *self._places)
        left, bottom, right, top = self._edges[:]
        for path in range(paths):
            box = self._box(clip, path)
            if box is None or left < box[0] or bottom < box[1] or right > box[2] or top > box[3]:
                return True
        return False

    def _box(self, clip: int, path: int) -> Bounds | None:
        """The box of a clip path, with some slack; ``None`` if the path has another shape."""
        first = pdfium_c.FPDFClipPath_GetPathSegment(clip, path, 0)
        if first not in self._known:
            self._known[first] = self._measured(clip, path)
        return self._known[first]

    def _measured(self, clip: int, path: int) -> Bounds | None:
        if pdfium_c.FPDFClipPath_CountPathSegments(clip, path) not in _BOX:
            return None
        (x, y), (beside, above), (across, up) = [self._corner(clip, path, number) for number in range(3)]
        if x != beside and y != above:
            return None
        return min(x, across) - _SLACK, min(y, up) - _SLACK, max(x, across) + _SLACK, max(y, up) + _SLACK

    def _corner(self, clip: int, path: int, number: int) -> list[float]:
        segment = pdfium_c.FPDFClipPath_GetPathSegment(clip, path, number)
        pdfium_c.FPDFPathSegment_GetPoint(segment, *self._coordinates)
        return self._point[:]
