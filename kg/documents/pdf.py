"""Lines of a PDF with their place and type face, read through PDFium's C interface.

PDFium gives the text of a page in one call. The rest of what a reader of the page sees (where a line begins
and ends, how large, bold or slanted it is) is read for the first and last character of each line only:
per-character calls would double the time of reading.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pypdfium2 as pdfium

from kg.documents.addresses import pdfium_c
from kg.documents.bullets import AMBIGUOUS, SIGNS
from kg.documents.characters import plain
from kg.documents.enumerated import NUMBER
from kg.documents.hidden import Unseen, has_layers
from kg.documents.limits import DocumentLimits, Tally
from kg.documents.lines import HYPHEN_AT_LINE_END, Line, Page
from kg.documents.ruled import Area, areas, cell_at
from kg.documents.text_page import FAR, TextPage
from kg.errors import UnreadableFile

_LINE = re.compile(r"[^\r\n\ufffe]*(?:\ufffe|\r?\n|$)")
_MARK = re.compile(r"(?<=[^\s\d])\d{1,2}(?=[\s.,;:)]|$)")
_DIGIT = re.compile(r"\d")
_BLANK = re.compile(r"\s+")
_DASH_OF_SYMBOLS = re.compile(r"(?<=\w)\uf02d(?=\w)")
"""A dash set in a symbol font, between two years or words; before a blank it is the sign of a list item."""
_SIGN_INSIDE = re.compile(rf"\S\s+[{SIGNS}]\s")
_DASH = re.compile(rf"\s(?:[{re.escape(AMBIGUOUS)}]|\(?(?:\d{{1,2}}|[a-z])[.)])\s")
"""Part of every match of the next pattern, found in a tenth of the time."""
_DASH_INSIDE = re.compile(rf"\S(?P<gap>\s+)(?:[{re.escape(AMBIGUOUS)}]|\(?(?:\d{{1,2}}|[a-z])[.)])\s+\S")
"""Signs that may begin an item of a second column or occur in running text."""
_WORD = re.compile(r"\S+")
_ENUMERATION = re.compile(r"\S{0,2}|\d{1,3}(?:\.\d)?\.?")
_FRONT_PAGES = 2
"""Pages whose lines are always searched for columns."""
_NUMBERED = re.compile(r"\d{1,3}[.)]?\s")
_COLUMN = 60.0
"""Minimum distance of two columns, in points."""
_NEAR = 1.5
"""Points by which a word may reach over the edge of its cell."""
_COLUMN_GAP = 0.9
"""Gap between columns, as a multiple of the type's box; a blank is a quarter of the box."""


def open_pages(data: bytes, name: str, limits: DocumentLimits) -> tuple[list[Page], str | None]:
    """Read a PDF's pages, and the title in its metadata.

    Args:
        data: the file's bytes.
        name: the file's name, for messages.
        limits: of the document.

    Raises:
        UnreadableFile: PDFium cannot open the file or one of its pages, or needs a password, or the file
            exceeds the limits.
    """
    layers = has_layers(data)
    tally = Tally(name, limits)
    with _opened(data, name) as document:
        tally.pages(len(document))
        pages = []
        for number in range(1, len(document) + 1):
            page = pdfium_c.FPDF_LoadPage(document, number - 1)
            if not page:
                raise UnreadableFile(
                    f"{name}: page {number} is damaged and cannot be opened; "
                    "get the file again from its publisher."
                )
            try:
                pages.append(_page(page, number, layers, tally))
            finally:
                pdfium_c.FPDF_ClosePage(page)
        title: str = document.get_metadata_value("Title")
        return pages, title.strip() or None


@contextmanager
def _opened(data: bytes, name: str) -> Iterator[Any]:
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise UnreadableFile(
                f"{name}: this PDF is encrypted and asks for a password; save it without one and try again."
            ) from None
        raise UnreadableFile(
            f"{name}: this PDF is damaged or cut short and cannot be opened; get it again from its publisher."
        ) from None
    try:
        yield document
    finally:
        document.close()


def _page(page: int, number: int, layers: bool, tally: Tally) -> Page:
    # before the text page: creating it takes time for each object
    unseen = Unseen(page, layers=layers, counted=lambda count: tally.add("objects", count, number))
    content = TextPage(page)
    try:
        tally.add("characters", content.count, number)
        text = content.text()
        if "\uf02d" in text:
            text = _DASH_OF_SYMBOLS.sub("\u2212", text)
        scanned = 0 < len(unseen.without_ink) == unseen.count
        hidden = ""
        if unseen and not scanned:
            text, hidden = content.without(text, unseen)
        wide = len(text.encode("utf-16-le")) > 2 * len(text)
        lines: list[Line] = []
        starts: list[int] = []
        for match in _LINE.finditer(text):
            printed = match.group().rstrip()
            stripped = printed.lstrip()
            if not stripped:
                continue
            start = match.start() + len(printed) - len(stripped)
            shift = _surrogates(text, start) if wide else 0
            begin = start + shift
            line = _line(content, number, stripped, begin, begin + len(stripped) - 1)
            if _is_even(content, line, begin + len(stripped) - 1):
                lines.append(line)
                starts.append(begin)
                continue
            for first, last in _even(content, stripped, begin):
                piece = stripped[first : last + 1]
                lines.append(_line(content, number, piece, begin + first, begin + last))
                starts.append(begin + first)
        ruled = areas(unseen.drawn, unseen.objects)
        if not wide:
            columns = number <= _FRONT_PAGES or _has_columns(content, lines, starts)
            across = _across(lines, ruled)
            lines = [
                cell
                for n, (line, start) in enumerate(zip(lines, starts, strict=True))
                for cell in (
                    _cells(content, line, start, across.get(n, ())) if columns or n in across else [line]
                )
            ]
        if ruled:
            lines = [replace(line, cell=cell_at(ruled, line.x, line.y)) for line in lines]
        width, height = pdfium_c.FPDF_GetPageWidthF(page), pdfium_c.FPDF_GetPageHeightF(page)
        return Page(number, width, height, tuple(lines), hidden, scanned, _shown(page))
    finally:
        content.close()


def _shown(page: int) -> tuple[float, float, float, float] | None:
    """Left, bottom, right and top of the part of a page that is shown."""
    box = pdfium_c.FS_RECTF()
    if not pdfium_c.FPDF_GetPageBoundingBox(page, ctypes.byref(box)):
        return None
    return box.left, box.bottom, box.right, box.top


def _is_even(content: TextPage, line: Line, last: int) -> bool:
    """Whether a line ends as it begins: level or turned, in a similar size (a raised mark may begin it)."""
    if line.size > FAR * line.first_size and line.text[0].isalpha():
        return False
    return line.text.endswith(HYPHEN_AT_LINE_END) or content.turned(content.index(last)) == line.turned


def _even(content: TextPage, text: str, start: int) -> list[tuple[int, int]]:
    """First and last characters of the stretches of a line that are set level, or turned, in similar sizes.

    PDFium reads a stamp that is drawn right after a line as the end of the line.
    """
    found: list[tuple[int, int]] = []
    begun, setting = 0, content.setting(start)
    for word in _WORD.finditer(text):
        own = content.setting(start + word.start(), start)
        if own != setting and word.start():
            found.append((begun, len(text[: word.start()].rstrip()) - 1))
            begun, setting = word.start(), own
    return [*found, (begun, len(text) - 1)]


def _has_columns(content: TextPage, lines: Sequence[Line], starts: Sequence[int]) -> bool:
    """Whether a line is higher than the one before it and to its right, or holds the sign of a list item.

    The first is so in cells of a table, the second in lines of two columns that are written row by row. A
    dash or a number counts only after a gap as wide as that between columns.
    """
    higher = any(line.y > before.y + 2 and line.x > before.x + _COLUMN for before, line in pairwise(lines))
    return (
        higher
        or any(not line.text.isascii() and _SIGN_INSIDE.search(line.text) for line in lines)
        or any(_dash_apart(content, line, start) for line, start in zip(lines, starts, strict=True))
    )


def _dash_apart(content: TextPage, line: Line, start: int) -> bool:
    """Whether there is a wide gap before a dash or number inside a line."""
    return _DASH.search(line.text) is not None and any(
        _is_wide(content, start + dash.start("gap"), start + dash.end("gap"))
        for dash in _DASH_INSIDE.finditer(line.text)
    )


def _is_wide(content: TextPage, blank: int, end: int) -> bool:
    """Whether the blanks from one place to another are as wide as the gap between columns."""
    _, right, size = content.box(content.index(blank - 1))
    left, _ = content.origin(content.index(end))
    return left - right > _COLUMN_GAP * size


def _across(lines: Sequence[Line], ruled: Sequence[Area]) -> dict[int, Sequence[float]]:
    """Lines that run across edges of a cell, with the edges: each is read whole.

    In such a row the text of a cell continues below, or a separate cell holds the number before it.
    """
    cells = [cell_at(ruled, line.x, line.y) for line in lines]
    wrapped = {cell.row for cell in cells if cell is not None and cell.column > 1}
    across: dict[int, Sequence[float]] = {}
    for number, (line, cell) in enumerate(zip(lines, cells, strict=True)):
        if cell is not None and (cell.row in wrapped or _NUMBERED.match(line.text)):
            lefts = [area.left for area in ruled if area.cell.row == cell.row and area.cell.column > 1]
            if any(line.x < left < line.right for left in lefts):
                across[number] = lefts
    return across


def _cells(content: TextPage, line: Line, start: int, edges: Sequence[float]) -> list[Line]:
    """Cut a line at gaps as wide as those between columns, at edges, and at jumps back to the left."""
    if 0 <= line.right - line.x < _COLUMN:
        return [line]
    cells: list[Line] = []
    first, x, y = 0, line.x, line.y
    for blank in _BLANK.finditer(line.text):
        before = line.text[first : blank.start()]
        _, right, _ = content.box(content.index(start + blank.start() - 1))
        left, height = content.origin(content.index(start + blank.end()))
        ruled = any(right - _NEAR <= edge <= left + _NEAR for edge in edges)
        if not ruled and _ENUMERATION.fullmatch(before):
            # the number or bullet of an item is set apart from its text
            continue
        if left < x or ruled or _is_wide(content, start + blank.start(), start + blank.end()):
            cells.append(replace(line, text=before, x=x, right=right, y=y))
            first, x, y = blank.end(), left, height
    if not cells:
        return [line]
    bold = content.face(content.index(start + len(line.text) - 1)).bold
    return [*cells, replace(line, text=line.text[first:], x=x, y=y, bold=bold)]


def _surrogates(text: str, end: int) -> int:
    return sum(ord(character) > 0xFFFF for character in text[:end])


def _line(content: TextPage, page: int, text: str, start: int, end: int) -> Line:
    first, last = content.index(start), content.index(end)
    if text.endswith(HYPHEN_AT_LINE_END) and len(text) > 1:
        # the replacement of a hyphen has no box
        last = content.index(end - 1)
    x, y = content.origin(first)
    _, _, first_size = content.box(first)
    _, right, size = content.box(last)
    if text[0].isalnum():
        # A raised ordinal or mark may end the line; but a paragraph's number may be set larger than its text.
        number = NUMBER.match(text)
        body_size = content.box(content.index(start + number.end()))[2] if number else first_size
        size = max(size, min(first_size, body_size))
    face = content.face(last)
    bold = face.bold and content.face(first).bold
    # a line that ends in a full stop is not a heading, and slant matters only for headings
    slanted = not text.endswith(".") and (
        (face.slanted and content.face(first).slanted) or (content.skewed(last) and content.skewed(first))
    )
    turned = content.turned(first)
    if _DIGIT.search(text) is not None:  # few lines
        text, size = _without_marks(content, text, size, start)
    return Line(page, plain(text), x, right, y, size, first_size, bold, slanted, turned=turned)


def _without_marks(content: TextPage, text: str, size: float, start: int) -> tuple[str, float]:
    """A text without raised footnote numbers glued to a word, and its size without one at its end."""
    kept = text
    for match in reversed(list(_MARK.finditer(text))):
        before, mark = start + match.start() - 1, start + match.start()
        _, _, word_size = content.box(content.index(before))
        _, _, mark_size = content.box(content.index(mark))
        if mark_size < 0.8 * word_size:
            kept = kept[: match.start()] + kept[match.end() :]
            if match.end() == len(text):
                size = word_size
    return kept, size
