"""Sheets of rows for a second reading: YAML that people read and fill in."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from kg import yaml_core
from kg.errors import RecordError

FILLED_IN: Final = ("decision", "right_state", "proof", "by", "why")
"""Fields that people fill in."""

_FIELDS: Final = (
    "row", "about", "inspections", "state", "row_confidence", "before", *FILLED_IN, "reading"
)  # fmt: skip
_WIDTH: Final = 100
_HEAD: Final = """\
# Rows to read a second time. Read what each inspection says, best in the report itself, and fill in:
#   decision     confirmed: the state is right; thin: it can be defended, but hangs on side remarks or few
#                children; refused: there is no such weakness; other-state: another state is right;
#                withdrawn: an earlier decision goes. Empty: not decided.
#   right_state  for other-state: long-running, persistent, recurrent, deteriorated, new, first-recorded,
#                resolved, easing or not-re-raised.
#   proof        for right_state resolved: the sentence of the last inspection that proves it (mention/...).
#   by, why      a role or initials, and the reason.
# Double square brackets hold what the row rests on; the list above the text says what each was taken for.
# Give the sheet back: kg review --rows --take SHEET. Rows without a decision may stay in it.
"""


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, or what of it is known, with the sentences marked that a row rests on.

    Attributes:
        place: file, page and paragraph.
        marked: for each mark its sentence or recommendation, and what it was taken for.
        text: the words, with marks such as ``[[1 ...]]``.
    """

    place: str
    marked: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What one inspection says of a row; ``more``: how much else it rests on."""

    inspection: str
    level: str
    passages: tuple[Passage, ...] = ()
    more: int = 0


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row of a sheet.

    Attributes:
        body: key of the authority or board.
        theme: theme id.
        cohort: cohort id.
        inspections: as in :class:`kg.curation.rows.RowDecision`.
        state: the state that the store gives now.
        decision: filled in by a person, as are ``right_state``, ``proof``, ``by`` and ``why``; empty if not.
        about: council, theme and cohort in words.
        confidence: row confidence.
        before: a decision that does not count any more, in words.
        readings: what the inspections say.
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
    by: str = ""
    why: str = ""
    about: str = ""
    confidence: str = ""
    before: str = ""
    readings: tuple[Reading, ...] = ()
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


def read_sheet(path: Path) -> list[SheetRow]:
    """The rows of a sheet that carry a decision.

    Raises:
        RecordError: the sheet is not YAML, a field is unknown, something is filled in and no decision given,
            or two rows of one body, theme and cohort are decided; the message names all rows and lines.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as problem:
        raise RecordError(f"{path.name}: cannot be read as text: {problem}") from problem
    content = yaml_core.load(text, path.name, RecordError)
    rows = content.get("rows") if isinstance(content, dict) else None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise RecordError(
            f"{path.name}: a sheet is a list of rows under 'rows:'; kg review --rows writes one"
        )
    found: dict[tuple[str, str, str], SheetRow] = {}
    problems: list[str] = []
    for fields, lines in zip(rows, yaml_core.lines_of_items(text, "rows"), strict=True):
        place = f"{path.name}, line {lines.get('decision', lines[''])}, row {fields.get('row')}"
        wrong = list(_wrong(fields, path.name, lines, place))
        problems += wrong
        if wrong or not _told(fields, "decision"):
            continue
        row = _read(fields, place)
        if row.key in found:
            problems.append(f"{place}: decided already in {found[row.key].where}; keep one")
        found[row.key] = row
    if problems:
        raise RecordError("\n".join(problems))
    return list(found.values())


def _wrong(fields: Mapping[str, Any], name: str, lines: Mapping[str, int], place: str) -> Iterator[str]:
    for field_name in fields:
        if field_name not in _FIELDS:
            at = lines.get(str(field_name), lines[""])
            yield f"{name}, line {at}: unknown field {field_name!r}; known are {', '.join(_FIELDS)}"
    filled = [field_name for field_name in FILLED_IN if _told(fields, field_name)]
    if filled and "decision" not in filled:
        yield f"{place}: {', '.join(filled)} filled in, and no decision"
    if filled and len(str(fields.get("row") or "").split()) != len(("body", "theme", "cohort")):
        yield f"{place}: row is a body, a theme and a cohort: authority/936 plans children-in-care"
    if filled and not isinstance(fields.get("inspections"), list):
        yield f"{place}: inspections is a list of keys; write the sheet again"


def _read(fields: Mapping[str, Any], place: str) -> SheetRow:
    body, theme, cohort = str(fields["row"]).split()
    return SheetRow(
        body,
        theme,
        cohort,
        inspections=tuple(str(key) for key in fields["inspections"]),
        state=_told(fields, "state"),
        decision=_told(fields, "decision"),
        right_state=_told(fields, "right_state"),
        proof=_told(fields, "proof"),
        by=_told(fields, "by"),
        why=_told(fields, "why"),
        where=place,
    )


def _told(fields: Mapping[str, Any], name: str) -> str:
    value = fields.get(name)
    return "" if value is None else " ".join(str(value).split())
