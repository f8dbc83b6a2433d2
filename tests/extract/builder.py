"""Builds documents block by block, as the reader would give them: a test shows only what it is about."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from kg.documents.model import Block, BlockKind, Document, Span

NAME = "children's services inspection - 12 july 2024.pdf"
HELP = "The experiences and progress of children who need help and protection"
CARE = "The experiences and progress of children in care"
LEAVERS = "The experiences and progress of care leavers"
LEADERS = "The impact of leaders on social work practice with children and families"


@dataclass(frozen=True)
class Piece:
    """A block to be, or the end of a page (``kind`` is ``None``)."""

    kind: BlockKind | None
    text: str = ""
    number: str | None = None
    level: int = 0
    rows: tuple[tuple[str, ...], ...] = ()
    ruled: tuple[int, int, int] | None = None


PAGE = Piece(None)


def heading(text: str, level: int = 3) -> Piece:
    return Piece("heading", text, level=level)


def paragraph(text: str, number: int | None = None) -> Piece:
    return Piece("paragraph", text, number=None if number is None else str(number))


def item(text: str, level: int = 1) -> Piece:
    return Piece("list-item", text, level=level)


def table(*rows: tuple[str, ...]) -> Piece:
    return Piece("table", rows=rows)


def ruled(
    text: str,
    row: int,
    *,
    column: int = 1,
    columns: int = 1,
    kind: BlockKind = "paragraph",
    number: int | None = None,
) -> Piece:
    """A block in a ruled cell."""
    level = 1 if kind == "list-item" else 0
    printed = None if number is None else str(number)
    return Piece(kind, text, number=printed, level=level, ruled=(row, column, columns))


def document(*pieces: Piece, name: str = NAME, running: Sequence[str] = ()) -> Document:
    """A document of these blocks, one page unless :data:`PAGE` stands between them."""
    text, starts, blocks = "", [0], []
    for piece in pieces:
        if piece.kind is None:
            starts.append(len(text))
            continue
        if piece.rows:
            start, cells = len(text), []
            for row in piece.rows:
                spans = []
                for cell in row:
                    spans.append(Span(len(text), len(text) + len(cell)))
                    text += cell + "\t"
                text = text[:-1] + "\n"
                cells.append(tuple(spans))
            blocks.append(Block("table", len(starts), Span(start, len(text) - 1), cells=tuple(cells)))
            continue
        text += f"{piece.number}. " if piece.number else "• " if piece.kind == "list-item" else ""
        span = Span(len(text), len(text) + len(piece.text))
        blocks.append(Block(piece.kind, len(starts), span, piece.number, piece.level, ruled=piece.ruled))
        text += piece.text + "\n"
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    return Document(
        name,
        sha256,
        "application/pdf",
        text,
        tuple(starts),
        tuple(blocks),
        "pdf-test",
        running=tuple(running),
    )


ROWS = (
    ("Judgement", "Grade"),
    (LEADERS, "Good"),
    (HELP, "Requires improvement to be good"),
    (CARE, "Good"),
    (LEAVERS, "Outstanding"),
)
OVERALL = ("Overall effectiveness", "Good")


def current(
    *body: Piece,
    dates: str = "22 April to 3 May 2024",
    lead: str = "Lead inspector: Pia Lindqvist, His Majesty’s Inspector",
    rows: Sequence[tuple[str, str]] = (*ROWS, OVERALL),
    title: str = "Inspection of Surrey local authority children’s services",
    running: Sequence[str] = (),
) -> Document:
    """A report of the current framework: its front page, and what a test puts behind it."""
    return document(
        heading(title, 1),
        paragraph(f"Inspection dates: {dates}"),
        *([paragraph(lead)] if lead else []),
        table(*rows),
        paragraph("Most children are helped well."),
        PAGE,
        *body,
        running=running,
    )


SERVICES = (
    "Inspection of services for children in need of help and protection, "
    "children looked after and care leavers"
)
SIF_ROWS = (
    ("1. Children who need help and protection", "Requires improvement"),
    ("2. Children looked after and achieving permanence", "Good"),
    ("2.1 Adoption performance", "Good"),
    ("2.2 Experiences and progress of care leavers", "Inadequate"),
    ("3. Leadership, management and governance", "Requires improvement"),
)


def older(
    *body: Piece,
    authority: str = "Surrey County Council",
    dates: str = "3 March 2014 – 26 March 2014",
    overall: str = "Children’s services in Surrey require improvement to be good",
    front: Sequence[Piece] = (),
    rows: Sequence[tuple[str, ...]] = SIF_ROWS,
    title: str = SERVICES,
) -> Document:
    """A report of the single inspection framework: its front page, and what a test puts behind it."""
    return document(
        heading(authority, 1),
        heading(title),
        heading(f"Inspection date: {dates}"),
        heading("Report published: 12 May 2014"),
        heading(overall),
        table(*rows),
        *front,
        PAGE,
        *body,
        heading("Information about this inspection", 2),
        paragraph("Lead inspector: Marcus Oyelaran HMI"),
    )
