"""Groups lines into headings, paragraphs, list items and tables, within a page and across page ends."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.documents.bullets import AMBIGUOUS, bullet
from kg.documents.drafts import ENDS, Draft, is_large
from kg.documents.enumerated import BRACKETED, NUMBER, follows, opens
from kg.documents.furniture import Parted
from kg.documents.lines import Line
from kg.documents.nesting import SHIFT, Nesting
from kg.documents.ruled import Cell
from kg.documents.tables import tables

_NUMBER_GLUED = re.compile(r"(\d{1,3})\.(?=\d{1,2}\D)")
_NUMBER_BARE = re.compile(r"(\d{1,3})\s+(?=[A-Z])")
_LONE_NUMBER = re.compile(r"(\d{1,3})\.")
_OPEN = re.compile(
    r"(?:,|\b(?:a|an|and|as|at|by|for|from|in|of|on|or|the|to|with|within|across|that|which))$", re.IGNORECASE
)
"""Words after which a sentence continues."""

_GAP = 1.5
"""Line distance, as a multiple of the type's box, from which a new block begins."""

_DASH = 0.7
_DASHES = {"\u2014": 1.1, "-": 0.55}
"""Width of a dash, or of one of these, and of the blank before it, as a multiple of the type's box."""

_APART = 1.2
"""Line distance, as a multiple of that within a block, from which two lines belong to different blocks."""


class Grouper:
    """Turns the lines of a document, page by page, into drafts of blocks in reading order."""

    def __init__(self, size: float) -> None:
        self._size = size
        self._hanging: dict[int, float] = {}
        self._number = 0
        self._nesting = Nesting()
        self._flush: set[int] = set()
        self._hung: set[int] = set()
        self._leading = 0.0
        self._rights: dict[tuple[int, int, Cell | None], float] = {}

    @property
    def doubts(self) -> list[str]:
        """Doubts about the levels of list items."""
        return self._nesting.doubts

    def drafts(self, pages: Sequence[Parted]) -> list[Draft]:
        """All blocks; a page's footnotes come before a block that continues on the next page."""
        out: list[Draft] = []
        pending: list[Draft] = []
        for page in pages:
            found = self._page(page.body, out[-1] if out else None)
            notes = [_footnote(lines) for lines in page.footnotes]
            if out and pending:
                # footnotes of the page before: in front of the block that crosses over to this page
                crossed = bool(out[-1].lines) and out[-1].lines[-1].page == page.page.number
                position = len(out) - 1 if crossed else len(out)
                out[position:position] = pending
            pending = notes
            out.extend(found)
        out.extend(pending)
        return out

    def _page(self, lines: Sequence[Line], last: Draft | None) -> list[Draft]:
        found: list[Draft] = []
        position = 0
        for line in lines:
            self._rights[_measure(line)] = max(line.right, self._rights.get(_measure(line), 0.0))
        for table in tables(lines):
            found += self._stretch(lines[position : table.start], found[-1] if found else last)
            inside = lines[table.start : table.end]
            found.append(Draft("table", list(inside), texts=[line.text for line in inside], rows=table.rows))
            position = table.end
        return found + self._stretch(lines[position:], found[-1] if found else last)

    def _stretch(self, lines: Sequence[Line], last: Draft | None) -> list[Draft]:
        found: list[Draft] = []
        current, previous = last, None
        for line in lines:
            if previous is not None and _next_column(previous, line):
                previous = None  # a column continues as a page does
            if current is not None and self._goes_on(current, previous, line):
                self._add(current, line)
            else:
                current = self._start(line, current)
                found.append(current)
            previous = line
        return found

    def _goes_on(self, draft: Draft, previous: Line | None, line: Line) -> bool:
        if previous is None:
            return self._continues(draft, line)
        return not self._begins(draft, previous, line)

    def _add(self, draft: Draft, line: Line) -> None:
        drop = draft.lines[-1].y - line.y
        if drop > 0 and line.page == draft.lines[-1].page:
            self._leading = drop / line.size
        draft.lines.append(line)
        draft.texts.append(line.text)
        if draft.body_x is None:
            draft.body_x = line.x
            if draft.number is not None:
                self._hanging[round(draft.x)] = line.x
            elif draft.kind == "list-item":
                flush = abs(line.x - draft.x) < SHIFT
                (self._flush if flush else self._hung).add(round(draft.x))

    def _start(self, line: Line, before: Draft | None) -> Draft:
        sign = bullet(line)
        if sign:
            led = before.texts[-1] if before is not None and before.kind == "list-item" else None
            return Draft(
                "list-item",
                [line],
                level=self._nesting.level(line, led),
                mark=sign,
                texts=[line.text[len(sign) :].lstrip()],
            )
        number = self._number_of(line)
        if number:
            self._number = int(number[0])
            return Draft(
                "paragraph",
                [line],
                number=number[0],
                mark=line.text[: number[1]],
                texts=[line.text[number[1] :]],
            )
        return Draft("paragraph", [line], texts=[line.text])

    def _number_of(self, line: Line) -> tuple[str, int] | None:
        match = NUMBER.match(line.text) or _LONE_NUMBER.fullmatch(line.text)
        if not match:
            match = _NUMBER_GLUED.match(line.text)
            if self._hanging.get(round(line.x), line.x) > line.x + SHIFT / 2:
                # if numbers precede hanging text, one may lack its full stop
                match = match or _NUMBER_BARE.match(line.text)
            if match and int(match.group(1)) != self._number + 1:
                match = None
        return (match.group(1), match.end()) if match else None

    def _begins(self, draft: Draft, previous: Line, line: Line) -> bool:
        if previous.cell != line.cell:
            return True
        drop = previous.y - line.y
        if drop < -2 or drop > _GAP * max(previous.size, line.size):
            # a lone bullet or number is set a little lower than its text
            return not (abs(drop) < 4 and len(draft.lines) == 1 and not draft.texts[0])
        other_type = abs(line.size - previous.size) > 1 or (
            line.bold != previous.bold and all(one.bold for one in draft.lines) != line.bold
        )
        if sign := bullet(line):
            goes_on = not other_type and self._dashed(draft, line)
            if goes_on and draft.mark.strip() == sign.strip() and abs(line.x - draft.x) < SHIFT / 2:
                self._nesting.dashed(line)
            return not goes_on
        number = self._number_of(line)
        if number and not self._wrapped(draft, line, int(number[0])):
            return True
        if other_type or follows(draft.texts[0], line.text) or opens(draft.texts[-1], line.text):
            return True
        if draft.kind == "paragraph" and not draft.mark and is_large(draft.lines, self._size):
            return False
        if draft.body_x is None:
            if draft.mark:
                return self._left_behind(draft, line, drop)
            return abs(line.x - draft.x) > SHIFT and not self._hangs(draft, line)
        return abs(line.x - draft.body_x) > SHIFT

    def _left_behind(self, draft: Draft, line: Line, drop: float) -> bool:
        """Whether a line at the edge of bullets is not the second line of an item, if second lines hang.

        They do if others do at this edge, if the item has ended, or if the line is farther below.
        """
        edge = round(draft.x)
        if draft.kind != "list-item" or edge in self._flush or line.x >= draft.x + SHIFT:
            return False
        if edge in self._hung:
            return True
        apart = drop > _APART * self._leading * line.size > 0
        return line.text[0].isupper() and (apart or bool(ENDS.search(draft.texts[-1])))

    def _hangs(self, draft: Draft, line: Line) -> bool:
        """Whether a line is the second of a paragraph that begins with a number or letter in brackets."""
        return line.x > draft.x and bool(BRACKETED.match(draft.texts[0]))

    def _wrapped(self, draft: Draft, line: Line, number: int) -> bool:
        """Whether a line that looks numbered is the running text of the block before."""
        hanging = draft.body_x
        if hanging is None and draft.number is not None:
            hanging = self._hanging.get(round(draft.x))
        if hanging is not None and hanging > draft.x + SHIFT / 2:
            return abs(line.x - hanging) < SHIFT / 2
        return number != self._number + 1 and not ENDS.search(draft.texts[-1])

    def _dashed(self, draft: Draft, line: Line) -> bool:
        """Whether a line that begins like an item is running text with a dash, or the letter o."""
        edge = draft.body_x if draft.body_x is not None else self._edge(draft)
        if line.text[0] not in AMBIGUOUS:
            return False
        if ENDS.search(draft.texts[-1]):
            return False
        if draft.mark.strip() in ("", line.text[0]) and self._had_room(draft.lines[-1], line.text[0]):
            return False
        return line.x > draft.x + SHIFT if edge is None else abs(line.x - edge) < SHIFT / 2

    def _had_room(self, line: Line, dash: str) -> bool:
        """Whether a line ends so far short of its right edge that a dash of running text would fit on it."""
        return line.right + _DASHES.get(dash, _DASH) * line.size < self._rights.get(_measure(line), 0.0)

    def _edge(self, draft: Draft) -> float | None:
        """Left edge at which the second line of a block will begin, if known."""
        if not draft.mark:
            return draft.x
        if draft.number is not None:
            return self._hanging.get(round(draft.x))
        return draft.x if round(draft.x) in self._flush else None

    def _continues(self, last: Draft, line: Line) -> bool:
        """Whether the first line of a page continues the last block of the page before."""
        if (bullet(line) and not self._dashed(last, line)) or last.kind == "table":
            return False
        tail = last.lines[-1]
        if (tail.cell is None) != (line.cell is None):
            return False
        if tail.bold or tail.slanted or tail.size > self._size + 1:
            return False
        if tail.page != line.page - 1 and not _next_column(tail, line):
            return False
        if abs(line.size - tail.size) > 1 or line.bold != tail.bold:
            return False
        number = self._number_of(line)
        if (number and not self._wrapped(last, line, int(number[0]))) or follows(last.texts[0], line.text):
            return False
        if opens(last.texts[-1], line.text):
            return False
        if last.mark:
            edge = last.body_x
            if edge is None and last.number is not None:
                edge = self._hanging.get(round(last.x))
            if edge is not None:
                return abs(line.x - edge) < SHIFT
            hangs = last.kind == "list-item" and round(last.x) in self._hung
            goes_on = line.x > last.x + SHIFT or not (hangs or ENDS.search(last.texts[-1]))
            if goes_on and line.x <= last.x + SHIFT and last.kind == "list-item" and line.text[0].isupper():
                self._nesting.overleaf(line)
            return goes_on
        edge = last.body_x if last.body_x is not None else last.x
        if abs(line.x - edge) > SHIFT and not (last.body_x is None and self._hangs(last, line)):
            return False
        goes_on = not ENDS.search(last.texts[-1])
        ended = not _OPEN.search(last.texts[-1])
        if goes_on and ended and line.cell is not None and line.text[0].isupper():
            self._nesting.overleaf(line, "row")
        return goes_on


def _measure(line: Line) -> tuple[int, int, Cell | None]:
    """Key shared by lines with one right edge: those of a column or a cell."""
    return line.page, line.column, line.cell


def _next_column(before: Line, line: Line) -> bool:
    return line.column > before.column > 0


def _footnote(lines: Sequence[Line]) -> Draft:
    first = lines[0]
    number, _, text = first.text.partition(" ")
    return Draft(
        "footnote", list(lines), number=number, mark=number, texts=[text, *(line.text for line in lines[1:])]
    )
