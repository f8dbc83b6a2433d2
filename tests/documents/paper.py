"""Prints small PDFs for tests, in the manner of the reports: wrapped lines, bullets, footers, footnotes."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

LEFT, HANGING, TOP, BOTTOM = 71.0, 99.0, 735.0, 90.0
LINE, GAP = 14.5, 12.0


class Paper:
    """A document under the pen: lines at places, or text that flows down the pages."""

    def __init__(self, footer: Sequence[str] = (), *, numbered: bool = True) -> None:
        self._buffer = BytesIO()
        self._canvas = Canvas(self._buffer, pagesize=(595, 842), invariant=True)
        self._footer, self._numbered = footer, numbered
        self.page = 1
        self.y = TOP

    def at(self, x: float, y: float, text: str, *, size: float = 12, bold: bool = False) -> None:
        """One line at a place."""
        self._canvas.setFont("Helvetica-Bold" if bold else "Helvetica", size)
        self._canvas.drawString(x, y, text)

    def turn(self) -> None:
        """Finish the page with its footer and begin the next."""
        for number, line in enumerate(self._footer):
            self.at(LEFT, 40 - 10 * number, line, size=8)
        if self._numbered:
            self.at(515, 30, str(self.page), size=10)
        self._canvas.showPage()
        self.page += 1
        self.y = TOP

    def line(self, x: float, text: str, *, size: float = 12, bold: bool = False) -> None:
        """The next line of the flow."""
        if self.y < BOTTOM:
            self.turn()
        self.at(x, self.y, text, size=size, bold=bold)
        self.y -= LINE * size / 12

    def heading(self, text: str, *, size: float = 14, width: int = 60) -> None:
        """A bold heading, wrapped."""
        for line in textwrap.wrap(text, width):
            self.line(LEFT, line, size=size, bold=True)
        self.y -= GAP

    def paragraph(self, text: str, number: str = "", width: int = 70) -> None:
        """A paragraph, with a number and a hanging indent if one is given."""
        for count, line in enumerate(
            textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=True)
        ):
            if number and not count:
                self.line(LEFT, number + line)
            else:
                self.line(HANGING if number else LEFT, line)
        self.y -= GAP

    def bullet(self, text: str, level: int = 1, width: int = 70) -> None:
        """A list item."""
        x = LEFT + 28 * (level - 1)
        for count, line in enumerate(textwrap.wrap(text, width, break_on_hyphens=False)):
            if count:
                self.line(x + 18, line)
            else:
                if self.y < BOTTOM:
                    self.turn()
                self.at(x, self.y, "•")
                self.line(x + 18, line)
        self.y -= 6

    def rows(self, rows: Sequence[tuple[str, str]], *, column: float = 310, width: int = 34) -> None:
        """A table of two columns, written cell by cell."""
        for label, grade in rows:
            top = self.y
            for line in textwrap.wrap(label, width):
                self.line(LEFT + 6, line)
            bottom = self.y
            self.y = top
            for line in textwrap.wrap(grade, 22):
                self.line(column, line)
            self.y = min(bottom, self.y) - GAP

    def bytes(self) -> bytes:
        """The finished PDF."""
        self.turn()
        self._canvas.save()
        return self._buffer.getvalue()

    def save(self, path: Path) -> Path:
        """Write the finished PDF."""
        path.write_bytes(self.bytes())
        return path


Printer = Callable[[Paper], None]
