"""Sheets of rows as they are written for people, and as they come back filled in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from kg.curation.sheet import Passage, RowReading, SheetRow, to_sheet
from kg.curation.sheet_in import read_sheet
from kg.errors import RecordError

MARK = "mention/0123456789abcdef/0123456789"
ITEM = "recommendation/0123456789abcdef/la-3"
PASSAGES = (
    Passage("boats.pdf, page 2", (f"{MARK} weakness",), "Before. [[1 Boats leak.]] After."),
    Passage("boats.pdf, page 4", (f"{ITEM} recommendation",), "[[2 Mend the boats.]]"),
)
ROW = SheetRow(
    "authority/999",
    "plans",
    "children-in-care",
    ("999-sif-2015-03-02", "999-ilacs-2017-03-06 unread", "999-ilacs-2019-03-04"),
    "recurrent",
    about='Exampleshire’s "plans"',
    confidence="0.71",
    readings=(
        RowReading("999-sif-2015-03-02", "text", PASSAGES, more=4),
        RowReading("999-ilacs-2017-03-06", "unread"),
        RowReading("999-ilacs-2019-03-04", "remark"),
    ),
)
WRITTEN = f"""\
rows:

- row: authority/999 plans children-in-care
  about: "Exampleshire’s \\"plans\\""
  inspections: [999-sif-2015-03-02, 999-ilacs-2017-03-06 unread, 999-ilacs-2019-03-04]
  state: recurrent
  row_confidence: 0.71
  decision:
  right_state:
  proof:
  declared:
  by:
  why:
  reading:
  - inspection: 999-sif-2015-03-02
    level: text
    right_level:
    best:
    more: 4
    passages:
    - place: "boats.pdf, page 2"
      marked:
      - "{MARK} weakness"
      text: >-
        Before. [[1 Boats leak.]] After.
    - place: "boats.pdf, page 4"
      marked:
      - "{ITEM} recommendation"
      text: >-
        [[2 Mend the boats.]]
  - inspection: 999-ilacs-2017-03-06
    level: unread
  - inspection: 999-ilacs-2019-03-04
    level: remark
    right_level:
    best:
"""


def filled(*changes: tuple[str, str], text: str = WRITTEN) -> str:
    """The sheet with some of its text replaced, each in its first place."""
    for before, after in changes:
        assert before in text
        text = text.replace(before, after, 1)
    return text


def taken(folder: Path, text: str) -> Sequence[SheetRow]:
    path = folder / "sheet.yaml"
    path.write_text(text, encoding="utf-8")
    return read_sheet(path)


DECIDED = (("decision:", "decision: confirmed"), ("by:", "by: JS"), ("why:", "why: read  again"))


def test_a_sheet_has_a_line_for_each_thing_to_fill_in_and_none_for_a_report_that_was_not_read() -> None:
    head, rows = to_sheet([ROW]).split("\nrows:\n")
    assert f"rows:\n{rows}" == WRITTEN
    assert all(line.startswith("#") for line in head.splitlines())


def test_what_is_filled_in_is_taken_and_what_was_shown_is_not(tmp_path: Path) -> None:
    levels = ("right_level:", "right_level: silent"), ("best:", f"best: {MARK}")
    (row,) = taken(tmp_path, filled(*DECIDED, *levels))
    assert row == SheetRow(
        *ROW.key,
        ROW.inspections,
        "recurrent",
        "confirmed",
        by="JS",
        why="read again",
        readings=(
            RowReading("999-sif-2015-03-02", "text", right_level="silent", best=MARK),
            RowReading("999-ilacs-2017-03-06", "unread"),
            RowReading("999-ilacs-2019-03-04", "remark"),
        ),
    )
    assert row.where == "sheet.yaml, line 8, row authority/999 plans children-in-care"


@pytest.mark.parametrize(("number", "key"), [("1", MARK), ("2", ITEM)])
def test_what_shows_a_level_best_may_be_told_by_the_number_of_its_mark(
    tmp_path: Path, number: str, key: str
) -> None:
    (row,) = taken(tmp_path, filled(*DECIDED, ("best:", f"best: {number}")))
    assert row.readings[0].best == key


def test_a_row_without_a_decision_is_left_out(tmp_path: Path) -> None:
    assert taken(tmp_path, WRITTEN) == []
    other = filled((" plans ", " health ")).removeprefix("rows:\n")
    (row,) = taken(tmp_path, filled(*DECIDED) + other)
    assert row.theme == "plans"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            [("by:", "by: JS")],
            r"line 8, row authority/999 plans children-in-care: by filled in, and no decision",
        ),
        ([("best:", "best: 1")], "best filled in, and no decision"),
        ([("state: r", "mood: bad\n  state: r")], "line 6: unknown field 'mood'; known are row, about"),
        (
            [*DECIDED, ("level: text", "level: text\n    mood: bad")],
            "unknown field 'mood' of 999-sif-2015-03-02; known are inspection, level",
        ),
        ([*DECIDED, (" plans children-in-care", " plans")], "row is a body, a theme and a cohort"),
        ([*DECIDED, ("row: authority/999 plans children-in-care", "row:")], "row is a body, a theme"),
        (
            [*DECIDED, ("[999-sif-2015-03-02, 999-ilacs-2017-03-06 unread, 999-ilacs-2019-03-04]", "none")],
            "inspections is a list of keys",
        ),
        (
            [*DECIDED, ("best:", "best: 0")],
            "best '0' of 999-sif-2015-03-02: expected a mark's number, 1 to 2",
        ),
        (
            [*DECIDED, ("best:", "best: 3")],
            "best '3' of 999-sif-2015-03-02: expected a mark's number, 1 to 2",
        ),
    ],
)
def test_what_cannot_be_taken_is_named_with_its_place(
    tmp_path: Path, changes: Sequence[tuple[str, str]], message: str
) -> None:
    with pytest.raises(RecordError, match=message):
        taken(tmp_path, filled(*changes))


def test_a_number_for_a_reading_without_marks_is_refused(tmp_path: Path) -> None:
    text = filled(*DECIDED)
    start, last = text[: text.rindex("best:")], "best: 1\n"
    with pytest.raises(
        RecordError, match="of 999-ilacs-2019-03-04: expected a sentence's key; it has no marks"
    ):
        taken(tmp_path, start + last)


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    row = filled(*DECIDED).removeprefix("rows:\n")
    unsigned = filled(("by:", "by: JS")).removeprefix("rows:\n")
    with pytest.raises(RecordError) as problem:
        taken(tmp_path, f"rows:\n{row}{row}{unsigned}")
    name, lines = "row authority/999 plans children-in-care", row.count("\n")
    assert str(problem.value).splitlines() == [
        f"sheet.yaml, line {8 + lines}, {name}: decided already in sheet.yaml, line 8, {name}; keep one",
        f"sheet.yaml, line {8 + 2 * lines}, {name}: by filled in, and no decision",
    ]


@pytest.mark.parametrize("text", ["[]", "rows: none", "rows: [plans]"])
def test_a_file_without_rows_is_not_a_sheet(tmp_path: Path, text: str) -> None:
    with pytest.raises(RecordError, match="a sheet is a list of rows under 'rows:'"):
        taken(tmp_path, text)
