"""Writes sheets of rows for a second reading; :mod:`kg.curation.sheet_in` reads them."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

FILLED_IN: Final = ("decision", "right_state", "proof", "declared", "by", "why")
"""Fields of a row that people fill in."""

FILLED_IN_READING: Final = ("right_level", "best")
"""Fields of a reading that people fill in."""

UNREAD: Final = ("unread", "claimed")
"""Levels of an inspection whose report is not loaded."""

_WIDTH: Final = 100
_HEAD: Final = """\
# Rows to read a second time. Read what each inspection says, best in the report itself, and fill in:
#   decision     confirmed: the state is right; thin: it can be defended, but hangs on side remarks or few
#                children; refused: there is no such weakness; other-state: another state is right;
#                withdrawn: an earlier decision goes. Empty: not decided.
#   right_state  for other-state: long-running, persistent, recurrent, deteriorated, new, first-recorded,
#                resolved, easing or not-re-raised.
#   proof        for right_state resolved: the sentence of the last inspection that proves it (mention/...);
#                for a resolved row that is confirmed: a better sentence than the one chosen, if there is.
#   declared     no: no inspector says that this weakness persists, though the row is marked so.
#   by, why      a role or initials, and the reason.
# For an inspection whose level is wrong here, fill in below it, in its reading:
#   right_level  priority-action, recommendation, text, remark, strong or silent. The levels have to lead to
#                the state; without any, those of the rule stay beside the state.
#   best         what shows the level best by itself, and is quoted first: the number of a mark, or its key.
# Double square brackets hold what the row rests on, numbered through a reading; the list above the text says
# what each was taken for.
# Give the sheet back: kg review --rows --take SHEET. Rows without a decision may stay in it.
"""


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, or the known part of it, in which the sentences that a row rests on are marked.

    Attributes:
        place: file, page and paragraph.
        marked: for each mark its sentence or recommendation, and how that was labelled.
        text: the words, with marks such as ``[[1 ...]]``.
    """

    place: str
    marked: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class RowReading:
    """The evidence of one inspection for a row.

    Attributes:
        inspection: its key.
        level: level by the rule.
        passages: paragraphs that it rests on.
        more: how many further passages it rests on.
        right_level: the level that a person gives it; empty to keep the rule's.
        best: key of the sentence or recommendation that a person chose to quote first, or empty.
    """

    inspection: str
    level: str
    passages: tuple[Passage, ...] = ()
    more: int = 0
    right_level: str = ""
    best: str = ""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row of a sheet.

    Attributes:
        body: key of the authority or board.
        theme: theme id.
        cohort: cohort id.
        inspections: as in :class:`kg.curation.rows.RowDecision`.
        state: the current state in the store.
        decision: filled in by a person, as are ``right_state``, ``proof``, ``declared``, ``by`` and ``why``;
            else empty.
        about: council, theme and cohort in words.
        confidence: row confidence.
        before: a decision that no longer counts, in words.
        readings: the evidence of the inspections.
        where: file, line and row, for errors.
    """

    body: str
    theme: str
    cohort: str
    inspections: tuple[str, ...]
    state: str
    decision: str = ""
    right_state: str = ""
    proof: str = ""
    declared: str = ""
    by: str = ""
    why: str = ""
    about: str = ""
    confidence: str = ""
    before: str = ""
    readings: tuple[RowReading, ...] = ()
    where: str = field(default="", compare=False)

    @property
    def key(self) -> tuple[str, str, str]:
        """Body, theme and cohort."""
        return self.body, self.theme, self.cohort


def to_sheet(rows: Iterable[SheetRow]) -> str:
    """Rows as a sheet."""
    lines = [*_HEAD.splitlines(), "rows:"]
    for row in rows:
        lines += ["", *_row(row)]
    return "\n".join(lines) + "\n"


def _row(row: SheetRow) -> Iterator[str]:
    yield f"- row: {row.body} {row.theme} {row.cohort}"
    yield f"  about: {_quoted(row.about)}"
    yield f"  inspections: [{', '.join(row.inspections)}]"
    yield f"  state: {row.state}"
    yield f"  row_confidence: {row.confidence}"
    if row.before:
        yield f"  before: {_quoted(row.before)}"
    for name in FILLED_IN:
        value = getattr(row, name)
        yield f"  {name}: {_quoted(value) if name in ('by', 'why') and value else value}".rstrip()
    yield "  reading:" if row.readings else "  reading: []"
    for reading in row.readings:
        yield f"  - inspection: {reading.inspection}"
        yield f"    level: {reading.level}"
        if reading.level not in UNREAD:
            yield f"    right_level: {reading.right_level}".rstrip()
            yield f"    best: {reading.best}".rstrip()
        if reading.more:
            yield f"    more: {reading.more}"
        if reading.passages:
            yield "    passages:"
        for passage in reading.passages:
            yield f"    - place: {_quoted(passage.place)}"
            yield "      marked:"
            yield from (f"      - {_quoted(mark)}" for mark in passage.marked)
            yield "      text: >-"
            yield from (f"        {line}" for line in textwrap.wrap(_clean(passage.text), _WIDTH))


def _quoted(value: str) -> str:
    return json.dumps(_clean(value), ensure_ascii=False)


def _clean(text: str) -> str:
    """Text on one line, without characters that YAML does not allow."""
    return "".join(
        char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in " ".join(text.split())
    )
