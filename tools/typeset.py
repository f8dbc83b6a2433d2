"""Sets plain text on PDF pages the way a word processor leaves it in inspection reports.

Each printed line is one piece of the text layer and ends with a blank, a word may break after a hyphen of its
own, blocks cross pages wherever the page ends, and bullets are black squares of a symbol font.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportlab.pdfbase import pdfdoc, pdfmetrics
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = 595.32, 841.92
LEFT, RIGHT = 71.0, 523.0
TOP, BOTTOM = 742.0, 66.0
REGULAR, BOLD, SQUARES = "Helvetica", "Helvetica-Bold", "Squares"
BODY, LEADING = 12.0, 14.4

_NOTE_SIZE, _NOTE_LEADING = 10.0, 12.0
_MARK_SHARE, _MARK_RISE = 0.6, 0.4
"""Size of a raised footnote mark and its rise, as shares of the text's size."""

_BLACK_SQUARE = "\u25a0"
"""What ZapfDingbats calls its square; the text layer says U+25FC, as reports do."""

_TO_UNICODE = b"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CMapName /Squares def
/CMapType 2 def
1 begincodespacerange
<00> <FF>
endcodespacerange
1 beginbfchar
<6E> <25FC>
endbfchar
endcmap
end
end
"""


class _Squares(pdfmetrics.Font):
    """ZapfDingbats with a map to Unicode of its own."""

    def __init__(self) -> None:
        super().__init__(SQUARES, "ZapfDingbats", "ZapfDingbatsEncoding")

    def addObjects(self, doc: pdfdoc.PDFDocument) -> None:  # noqa: N802 - the name is reportlab's
        super().addObjects(doc)
        document: Any = doc
        name = document.fontMapping[self.fontName].removeprefix("/")
        stream = document.Reference(pdfdoc.PDFStream(content=_TO_UNICODE))
        document.idToObject["BasicFonts"].dict[name].ToUnicode = stream


@dataclass(frozen=True, slots=True)
class Style:
    """Type and measure of a block.

    Attributes:
        font: name of the face.
        size: points.
        leading: points from base line to base line.
        indent: points from the left margin to the text; a number or bullet stands at the margin.
        after: points left free below.
    """

    font: str = REGULAR
    size: float = BODY
    leading: float = LEADING
    indent: float = 0.0
    after: float = 12.0


def wrapped(text: str, style: Style, width: float) -> list[str]:
    """The lines of a text set in a measure; they may break at blanks and after hyphens.

    >>> wrapped("a well-planned move", Style(), 60)
    ['a well-', 'planned ', 'move']
    """
    lines, line = [], ""
    for piece in re.findall(r"[^\s-]*(?:-(?=\w)|\s+|$|-)", " ".join(text.split())):
        if line and pdfmetrics.stringWidth((line + piece).rstrip(), style.font, style.size) > width:
            lines.append(line)
            line = ""
        line += piece
    return [*lines, line] if line else lines


class Sheet:
    """A document that is written from top to bottom.

    Args:
        path: the PDF to write.
        title: for the file's metadata.
        furniture: draws running headers and footers on the page whose number it is given.
    """

    def __init__(self, path: Path, title: str, furniture: Callable[[Sheet, int], None]) -> None:
        if SQUARES not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(_Squares())
        # invariant: no clock time and no random identifier; uncompressed: zlib's output differs by platform
        self._canvas = Canvas(str(path), pagesize=(WIDTH, HEIGHT), invariant=1, pageCompression=0)
        self._canvas.setTitle(title)
        self._canvas.setAuthor("inspection-kg")
        self._furniture = furniture
        self._notes: list[tuple[str, str]] = []
        self._page = 0
        self._bottom = BOTTOM
        self.y = TOP
        self._begin()

    def save(self) -> None:
        """Finish the last page and write the file."""
        self._finish()
        self._canvas.save()

    def break_page(self) -> None:
        """Go on at the top of a new page."""
        self._finish()
        self._canvas.showPage()
        self._begin()

    def text(self, x: float, y: float, words: str, font: str = REGULAR, size: float = BODY) -> float:
        """Print words at a place; gives the place at which they end."""
        self._canvas.setFont(font, size)
        self._canvas.drawString(x, y, words)
        return x + pdfmetrics.stringWidth(words, font, size)

    def rule(self, x1: float, y1: float, x2: float, y2: float) -> None:
        """Draw a thin line."""
        self._canvas.setLineWidth(0.7)
        self._canvas.line(x1, y1, x2, y2)

    def room(self, height: float) -> None:
        """Go to a new page unless so many points are left on this one."""
        if self.y - height < self._bottom:
            self.break_page()

    def block(self, words: str, style: Style, mark: str = "", note: tuple[str, str] | None = None) -> None:
        """Set a block, over the end of the page where it comes.

        Args:
            words: its text.
            style: its type and measure.
            mark: number before it, or :data:`SQUARES` for a bullet.
            note: mark and text of a footnote that its last word carries.
        """
        lines = wrapped(words, style, RIGHT - LEFT - style.indent)
        for number, line in enumerate(lines):
            if self.y - style.leading < self._bottom:
                self.break_page()
            self.y -= style.leading
            if number == 0 and mark == SQUARES:
                self.text(LEFT, self.y, f"{_BLACK_SQUARE} ", SQUARES)
            elif number == 0 and mark:
                self.text(LEFT, self.y, f"{mark} ", style.font)
            if note is not None and number == len(lines) - 1:
                line = line.rstrip()
            end = self.text(LEFT + style.indent, self.y, line, style.font, style.size)
        if note is not None:
            self._raised(end, note[0], style.font, style.size)
            self._notes.append(note)
            self._bottom += self._notes_height() if len(self._notes) == 1 else 0
        self.y -= style.after

    def boxed(self, rows: Sequence[Sequence[str]], edges: Sequence[float], style: Style) -> None:
        """Set ruled rows as close as lines of one paragraph; a row that does not fit goes on overleaf.

        Args:
            rows: the cells; the first row is set in bold.
            edges: left edge of each column and the right edge of the last, in points from the page's left.
            style: type of the rows.
        """
        for number, row in enumerate(rows):
            face = Style(BOLD, style.size, style.leading) if number == 0 else style
            cells = [
                wrapped(cell, face, right - left - 12)
                for cell, left, right in zip(row, edges, edges[1:], strict=False)
            ]
            while any(cells):
                if self.y - 2 * style.leading < self._bottom:
                    self.break_page()
                fit = int((self.y - self._bottom) // style.leading)
                height = min(max(map(len, cells)), fit) * style.leading + 2
                for lines, left in zip(cells, edges, strict=False):
                    for at, line in enumerate(lines[:fit], start=1):
                        self.text(left + 6, self.y - at * style.leading + 3, line, face.font, face.size)
                self._grid(edges, self.y, self.y - height)
                self.y -= height
                cells = [lines[fit:] for lines in cells]
        self.y -= style.after

    def _grid(self, edges: Sequence[float], top: float, bottom: float) -> None:
        for y in (top, bottom):
            self.rule(edges[0], y, edges[-1], y)
        for x in edges:
            self.rule(x, top, x, bottom)

    def pairs(self, rows: Sequence[tuple[str, str]], divide: float, style: Style, centred: bool) -> None:
        """Set a table of two columns, its first row in bold.

        Args:
            rows: the cells.
            divide: where the second column begins, in points from the left edge of the page.
            style: type of the rows after the first.
            centred: whether the lines of a cell are centred upright, else they hang from its top.
        """
        pad = 8.0
        head = self.y
        self.rule(LEFT, head, RIGHT, head)
        for number, row in enumerate(rows):
            cells = style if number else Style(BOLD, BODY, LEADING)
            label = wrapped(row[0], cells, divide - LEFT - 12)
            grade = wrapped(row[1], cells, RIGHT - divide - 12)
            height = max(len(label), len(grade)) * cells.leading + 2 * pad
            for lines, x in ((label, LEFT + 6), (grade, divide + 6)):
                spare = (height - 2 * pad - len(lines) * cells.leading) / 2 if centred else 0.0
                y = self.y - pad - spare
                for line in lines:
                    y -= cells.leading
                    self.text(x, y + 3, line, cells.font, cells.size)
            self.y -= height
            self.rule(LEFT, self.y, RIGHT, self.y)
        for x in (LEFT, divide, RIGHT):
            self.rule(x, head, x, self.y)
        self.y -= style.after

    def _raised(self, x: float, mark: str, font: str, size: float) -> None:
        self.text(x, self.y + _MARK_RISE * size, mark, font, _MARK_SHARE * size)

    def _notes_height(self) -> float:
        return 16 + sum(_NOTE_LEADING * len(self._note_lines(words)) for _, words in self._notes)

    def _note_lines(self, words: str) -> list[str]:
        return wrapped(words, Style(size=_NOTE_SIZE), RIGHT - LEFT - 5)

    def _begin(self) -> None:
        self._page += 1
        self._bottom = BOTTOM
        self.y = TOP

    def _finish(self) -> None:
        y = BOTTOM + self._notes_height() - 12
        if self._notes:
            self.rule(LEFT, y + 10, LEFT + 144, y + 10)
        for mark, words in self._notes:
            for number, line in enumerate(self._note_lines(words)):
                y -= _NOTE_LEADING
                x = LEFT
                if number == 0:
                    raised = y + _MARK_RISE * _NOTE_SIZE
                    x = self.text(LEFT, raised, mark, REGULAR, _MARK_SHARE * _NOTE_SIZE) + 2
                self.text(x, y, line, REGULAR, _NOTE_SIZE)
        self._notes.clear()
        self._furniture(self, self._page)
