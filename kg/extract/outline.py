"""Finds the plan of a report: its parts, zones and sections, and the place of each block in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.documents.model import Block, Document, Span
from kg.extract import headings
from kg.extract.facts import Evidence, Section
from kg.extract.insets import Inset, Position, begun
from kg.extract.layouts import Layout, Zone, grade_id, grade_pattern, values
from kg.extract.patterns import compile_pattern, single_spaced
from kg.extract.plan import ADDRESSEE, TABLE_ROWS, Outline, Placed
from kg.extract.signed import parted

_GRADED = (
    r"^(?:the graded judge?ments? (?:for|about|of|on) )?(?:\d(?:\.\d)?\.? )?(?:the )?AREA"
    r"(?P<rest>[\s:,–-]*(?:(?:is|are|that|it|they)[\s:]*)*(?P<grade>GRADE)?[\s.]*(?:because:?)?)$"
)


def outline(document: Document, layout: Layout, front_end: int) -> Outline:
    """Place every block of a report.

    Args:
        document: the report.
        layout: its layout.
        front_end: offset at which the front page's table ends; blocks before it are ``front``.
    """
    return _Walk(document, layout, front_end).run()


class _Walk:
    def __init__(self, document: Document, layout: Layout, front_end: int) -> None:
        self._document = document
        self._layout = layout
        self._front_end = front_end
        self._sections: list[Section] = []
        self._placed: list[Placed] = []
        self._warnings: list[str] = []
        self._lists: list[tuple[int, Block]] = []
        self._at = Position(part="lscb" if layout.whole_is_board else "la")
        self._inset: Inset | None = None
        self._stretches = 0
        self._grade_block: Block | None = None
        self._rest_of_heading: Block | None = None

    def run(self) -> Outline:
        blocks = tuple(parted(self._document, self._layout))
        for index, block in enumerate(blocks):
            text = single_spaced(self._document.quote(block.span))
            title = block.span.start < self._front_end
            if self._inset is not None and not self._inset.holds(block):
                self._at = self._inset.interrupted
                self._inset = None
            if block.kind in ("furniture", "footnote") or title:
                spoken = title and headings.is_front_prose(self._layout, block, text)
                self._place(block, "front-summary" if spoken else "front" if title else block.kind)
            elif headings.closes(self._document, self._layout, self._at.zone, block, blocks[index + 1 :]):
                self._begin("closing", block)
                self._place(block, self._at.zone)
            elif block.kind == "table" and self._in_rows():
                self._cells(block)
            elif block.kind == "table":
                self._table(block)
            elif block in (self._grade_block, self._rest_of_heading) or (
                headings.is_candidate(block, text) and self._heading(block, text, blocks[index + 1 :])
            ):
                self._place(block, "heading")
            elif block.kind == "heading" or (
                self._at.zone == "recommendations"
                and headings.is_list_subheading(self._layout, block, text, blocks[index + 1 :])
            ):
                self._subheading(block, text, blocks[index + 1 :])
            else:
                self._item(block, text)
        return Outline(tuple(self._placed), tuple(self._sections), tuple(self._warnings), tuple(self._lists))

    def _place(self, block: Block, zone: str) -> None:
        leaning = self._at.leaning if zone == self._at.zone else None
        self._placed.append(
            Placed(block, zone, self._at.section, self._at.part, self._at.group, self._at.stretch, leaning)
        )

    def _heading(self, block: Block, text: str, following: Sequence[Block]) -> bool:
        bare = text.rstrip(" :.?!")
        # after the board's part, its name heads the notes on what grades mean
        noted = self._at.zone == "closing" and self._at.part == "lscb"
        board = self._layout.board_part
        if board and not noted and compile_pattern(board).fullmatch(bare):
            self._begin("summary", block, part="lscb")
            self._new_section(block, None, None)
            return True
        if self._board_grade(block, text) or self._repeats(text):
            return True
        for zone in self._layout.zones:
            if zone.area_heading:
                # text after the report proper repeats its headings
                if self._at.zone != "closing" and self._area(block, text, following, zone):
                    return True
            elif (
                zone.heading
                and compile_pattern(zone.heading).fullmatch(bare)
                and not headings.is_spoken(self._layout, block, text)
            ):
                self._zone_heading(block, text, zone)
                return True
        return False

    def _repeats(self, text: str) -> bool:
        """Whether a heading of a list only repeats the one right above it, as the head of a box does."""
        last = self._placed[-1] if self._placed else None
        return (
            self._at.zone == "recommendations"
            and last is not None
            and last.zone == "heading"
            and single_spaced(self._document.quote(last.block.span)).lower() == text.lower()
        )

    def _table(self, block: Block) -> None:
        """Read a box whose rows name areas and their grades: it replaces headings."""
        for row in block.cells:
            spans = [span for span in row if span.end > span.start]
            if spans:
                text = single_spaced(" ".join(self._document.quote(span) for span in spans))
                span = Span(spans[0].start, spans[-1].end)
                self._heading(Block("heading", self._document.page_of(span.start), span), text, ())
        self._place(block, "heading")

    def _in_rows(self) -> bool:
        """Whether rows of a table are items here."""
        listed = self._layout.row_headers is not None and self._at.zone == "recommendations"
        return self._layout.items == "rows" or listed

    def _cells(self, block: Block) -> None:
        """Place each cell of a table as a block of its own, with its row and column."""
        for number, row in enumerate(block.cells, start=TABLE_ROWS):
            for column, span in enumerate(row, start=1):
                if span.end > span.start:
                    page = self._document.page_of(span.start)
                    ruled = (number, column, len(row))
                    text = single_spaced(self._document.quote(span))
                    self._item(Block("paragraph", page, span, ruled=ruled), text)

    def _item(self, block: Block, text: str) -> None:
        """Place running text; in a row of several columns, all but the last name the responsible bodies."""
        if self._at.zone == "front-summary" and (
            headings.is_scope(self._layout, text) or self._adds_to_scope(block, text)
        ):
            self._place(block, "front")
            return
        beside = block.ruled is not None and block.ruled[1] < block.ruled[2]
        responsible = beside and self._in_rows() and self._at.zone == "recommendations"
        quoted = headings.is_quoted(self._layout, self._at.zone, block, text)
        self._place(block, "information" if quoted else ADDRESSEE if responsible else self._at.zone)

    def _adds_to_scope(self, block: Block, text: str) -> bool:
        """Whether a paragraph continues, on the next page, the scope of a letter to several bodies."""
        over = (place for place in reversed(self._placed) if place.zone not in ("furniture", "footnote"))
        last = next(over, None)
        scope = self._layout.addressee is not None and last is not None and last.zone == "front"
        return scope and last is not None and headings.adds_to(last.block, block, text)

    def _zone_heading(self, block: Block, text: str, zone: Zone) -> None:
        if zone.sub:
            if self._at.zone != "recommendations":
                self._begin(zone.zone, block)
                self._at.leaning = zone.leaning
                self._new_section(block, None, None)
                self._lists.append((self._at.stretch, block))
            self._at.group = self._at.kind = text
            self._at.kind_level = block.level
            return
        current = self._sections[self._at.section - 1] if self._at.section else None
        self._inset = begun(block, zone.aside, self._at, self._inset)
        self._begin(zone.zone, block, zone.part)
        self._at.leaning = zone.leaning
        if zone.zone == "recommendations":
            self._lists.append((self._at.stretch, block))
        if zone.grouped:
            self._at.group = self._at.kind = text
            self._at.kind_level = block.level
        inside_area = zone.zone == "findings" and current is not None and current.area is not None
        if (
            not (inside_area and current is not None and current.part == self._at.part)
            and zone.zone != "front"
        ):
            self._new_section(block, None, None)

    def _area(self, block: Block, text: str, following: Sequence[Block], zone: Zone) -> bool:
        if self._area_of(block, text, following, zone):
            return True
        if not following or (block.kind, block.level) != (following[0].kind, following[0].level):
            return False
        # a heading whose second line is set apart
        both = replace(block, span=Span(block.span.start, following[0].span.end))
        if block.page != following[0].page or block.kind != "heading":
            return False
        if self._area_of(both, single_spaced(self._document.quote(both.span)), following[1:], zone):
            self._rest_of_heading = following[0]
            return True
        return False

    def _area_of(self, block: Block, text: str, following: Sequence[Block], zone: Zone) -> bool:
        for area in values()["areas"][self._layout.areas]:
            pattern = compile_pattern(
                _GRADED.replace("AREA", f"(?:{area['printed']})"), grade=grade_pattern()
            )
            match = pattern.match(text)
            if match is None:
                continue
            printed = match.group("grade")
            graded = block.span
            if printed is None:
                printed = headings.grade_below(self._document, self._layout, following)
                self._grade_block = following[0] if printed else None
                if printed and following[0].page == block.page:
                    graded = Span(block.span.start, following[0].span.end)
                # without a grade it may name the topic of items, or be a line about an earlier inspection
                topic = self._at.zone == "recommendations" and not 0 < block.level <= self._at.level
                if printed is None and (topic or (block.kind != "heading" and self._at.zone != "findings")):
                    return False
            if self._at.zone == "information" and block.kind != "heading":
                return False
            self._begin(zone.zone, block)
            grade = grade_id(printed, self._place_name(block)) if printed else None
            self._new_section(block, str(area["id"]), grade, printed, graded)
            return True
        return False

    def _board_grade(self, block: Block, text: str) -> bool:
        """Whether a heading grades the board; it begins the board's part if no other heading did.

        Under the board's name, the grade may be a plain line of its own.
        """
        inside = self._at.part == "lscb"
        if self._at.zone == "front-summary" or (inside and self._at.zone == "closing"):
            return False
        if block.kind != "heading" and not (inside and self._at.zone == "summary"):
            return False
        for pattern in self._layout.board_overall:
            match = compile_pattern(pattern + r"[\s.:]*(?:because[\s.:]*)?", grade=grade_pattern()).fullmatch(
                text
            )
            if match:
                if not inside:
                    self._begin("summary", block, part="lscb")
                grade = grade_id(match.group("grade"), self._place_name(block))
                self._new_section(
                    block, (self._layout.board or {}).get("area"), grade, match.group("grade"), block.span
                )
                return True
        return False

    def _subheading(self, block: Block, text: str, following: Sequence[Block]) -> None:
        # items right below it continue the list, however large it is set
        large = block.level <= max(self._at.level, self._at.kind_level)
        ends = large and not headings.items_follow(self._document, self._layout, following)
        if self._at.zone == "recommendations" and block.kind == "heading" and ends:
            # a heading as large as those of the list ends the list
            self._begin("findings", block)
            self._new_section(block, None, None)
        elif self._at.zone == "recommendations":
            self._at.group = f"{self._at.kind} / {text}" if self._at.kind else text
        self._place(block, "heading")

    def _begin(self, zone: str, block: Block, part: str | None = None) -> None:
        self._stretches += 1
        self._at = Position(
            zone=zone,
            level=block.level or 3,
            part=part or self._at.part,
            section=self._at.section,
            stretch=self._stretches,
        )

    def _new_section(
        self,
        block: Block,
        area: str | None,
        grade: str | None,
        printed: str | None = None,
        graded: Span | None = None,
    ) -> None:
        heading = single_spaced(self._document.quote(block.span))
        place = Evidence(block.page, graded) if printed and graded else None
        words = single_spaced(printed) if printed else None
        self._at.section = len(self._sections) + 1
        here = Evidence(block.page, block.span)
        self._sections.append(
            Section(self._at.section, heading, here, area, grade, self._at.part, words, place)
        )

    def _place_name(self, block: Block) -> str:
        return f"{self._document.name}, page {block.page}"
