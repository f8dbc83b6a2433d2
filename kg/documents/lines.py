"""Lines of a page with their place and type face, as PDFium gives them."""

from __future__ import annotations

from dataclasses import dataclass

from kg.documents.ruled import Cell

HYPHEN_AT_LINE_END = "\ufffe"
"""What PDFium writes in place of a hyphen that ends a line."""


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line; lengths in points, the origin at the page's lower left.

    Attributes:
        page: physical page, from 1.
        text: its characters, without trailing blanks; a hyphen at its end is :data:`HYPHEN_AT_LINE_END`
            if PDFium took it for one.
        x: where its first character begins.
        right: where its last character ends.
        y: base line of its first character.
        size: height of its last character's box, about 1.2 times the font size (of its first character's box
            if that is the larger letter or digit): bullets and raised numbers have sizes of their own.
        first_size: the same of its first character.
        bold: whether its first and its last character are bold.
        slanted: whether both are italic, by font or by a skewed matrix; not determined at sentence ends.
        cell: the ruled cell in which it begins, or ``None``.
        turned: whether it is set at an angle to the page.
        column: 1 or 2 if it is in one of two columns (the right one is moved left); else 0.
    """

    page: int
    text: str
    x: float
    right: float
    y: float
    size: float
    first_size: float
    bold: bool
    slanted: bool
    cell: Cell | None = None
    turned: bool = False
    column: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of a page in the order of the page's content.

    Attributes:
        unseen: its invisible text, in words; it is in no line.
        scanned: whether all its text is without ink, as under the picture of a page.
        box: left, bottom, right and top of the part that is shown, in the coordinates of the lines; ``None``
            if unknown.
    """

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    unseen: str = ""
    scanned: bool = False
    box: tuple[float, float, float, float] | None = None
