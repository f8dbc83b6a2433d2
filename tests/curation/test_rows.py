"""Files of decisions about rows: what is read, what is refused, and which of two wins."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from kg.curation.rows import RowDecision, read_rows, row_decision, rows_fingerprint, to_lines, together
from kg.errors import RecordError

ONE = RowDecision(
    "authority/999",
    "plans",
    "children-in-care",
    ("999-sif-2015-03-02",),
    "confirmed",
    "new",
    "JS",
    "read again",
)
OTHER = replace(ONE, theme="health", decision="refused")


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_what_is_written_is_read_again_and_sorted(tmp_path: Path) -> None:
    text = to_lines([ONE, OTHER])
    assert text == to_lines([OTHER, ONE])
    found = read_rows([written(tmp_path / "rows.jsonl", text)])
    assert list(found.values()) == [OTHER, ONE]
    assert found[ONE.key].where == "rows.jsonl, line 2"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"decision": "maybe"}, "decision 'maybe': expected one of confirmed"),
        ({"state": "gone"}, "state 'gone': expected one of"),
        ({"theme": "harms"}, "theme 'harms'"),
        ({"cohort": "grown-ups"}, "cohort 'grown-ups'"),
        ({"body": "999"}, "body '999': expected authority/936"),
        ({"by": "js@example.org"}, "by 'js@example.org': expected a role or initials"),
        ({"why": " "}, "why '': expected the reason"),
        ({"inspections": []}, "inspections: expected a list"),
        ({"proof": "the third sentence"}, "proof 'the third sentence'"),
        ({"declared": "yes"}, "declared 'yes': expected no, or nothing"),
        ({"verdict": "right"}, "unknown field 'verdict'"),
        ({"levels": ["text"]}, r"levels \['text'\]: expected an object"),
        ({"levels": {"999-sif-2015-03-02": "loud"}}, "levels of 999-sif-2015-03-02 'loud': expected one of"),
        ({"levels": {"999-sif-2015-03-02": 3}}, "levels of 999-sif-2015-03-02 3: expected one of"),
        (
            {"levels": {"999-sif-2015-03-02": "unread"}},
            "levels of 999-sif-2015-03-02 'unread': expected one",
        ),
        (
            {"levels": {"999-focused-visit-2017-01-09": "text"}},
            "levels '999-focused-visit-2017-01-09': expected an inspection that was read",
        ),
        ({"shown": "mention/1"}, "shown 'mention/1': expected an object"),
        (
            {"shown": {"999-sif-2015-03-02": "finding/0123456789abcdef/0123456789"}},
            "shown of 999-sif-2015-03-02 'finding/.*: expected mention/DOCUMENT/SENTENCE or recommendation/",
        ),
        (
            {"shown": {"999-sif-2015-03-02 unread": "mention/0123456789abcdef/0123456789"}},
            "shown '999-sif-2015-03-02 unread': expected an inspection that was read",
        ),
    ],
)
def test_a_wrong_field_is_named_with_its_line(
    change: dict[str, object], message: str, tmp_path: Path
) -> None:
    line = json.dumps(json.loads(to_lines([ONE])) | change)
    with pytest.raises(RecordError, match=f"rows.jsonl, line 2: {message}"):
        read_rows([written(tmp_path / "rows.jsonl", f"\n{line}\n")])


def test_a_decision_begins_at_the_first_inspection_that_was_read() -> None:
    """Those written before unread ones in front were left out still hold."""
    keys = [
        "999-slac-2010-09 unread",
        "999-sif-2015-03-02",
        "999-ilacs-2017-03-06 unread",
        "999-ilacs-2019-03-04",
    ]
    fields = {**json.loads(to_lines([ONE])), "inspections": keys}
    assert row_decision(fields, "rows.jsonl:1").inspections == tuple(keys[1:])
    fields["inspections"] = keys[:1]
    assert row_decision(fields, "rows.jsonl:1").inspections == ("999-slac-2010-09 unread",)


def test_levels_and_what_shows_them_are_read_and_written_in_the_order_of_the_inspections(
    tmp_path: Path,
) -> None:
    keys = ("999-sif-2015-03-02", "999-ilacs-2017-03-06 unread", "999-ilacs-2019-03-04")
    shown = {keys[2]: "recommendation/0123456789abcdef/la-3", keys[0]: "mention/0123456789abcdef/0123456789"}
    told = json.loads(to_lines([replace(ONE, inspections=keys)]))
    told |= {"levels": {keys[2]: "strong", keys[0]: "remark"}, "shown": shown}
    (found,) = read_rows([written(tmp_path / "rows.jsonl", json.dumps(told))]).values()
    assert found.levels == ((keys[0], "remark"), (keys[2], "strong"))
    assert found.shown == ((keys[0], shown[keys[0]]), (keys[2], shown[keys[2]]))
    (again,) = read_rows([written(tmp_path / "again.jsonl", to_lines([found]))]).values()
    assert again == found
    assert rows_fingerprint([found]) != rows_fingerprint([replace(found, levels=())])


def test_a_level_of_an_inspection_that_was_not_read_is_refused(tmp_path: Path) -> None:
    for key in ("999-ilacs-2017-03-06", "999-ilacs-2017-03-06 unread"):
        told = json.loads(
            to_lines([replace(ONE, inspections=(*ONE.inspections, "999-ilacs-2017-03-06 unread"))])
        )
        line = json.dumps(told | {"levels": {key: "text"}})
        with pytest.raises(RecordError, match=f"levels '{key}': expected .* read .999-sif-2015-03-02.$"):
            read_rows([written(tmp_path / "rows.jsonl", line)])


def test_what_is_given_twice_is_refused(tmp_path: Path) -> None:
    line = to_lines([ONE]).replace(
        '"by"', '"levels": {"999-sif-2015-03-02": "text", "999-sif-2015-03-02": "remark"}, "by"'
    )
    with pytest.raises(RecordError, match=r"line 1: '999-sif-2015-03-02' is given twice; keep one"):
        read_rows([written(tmp_path / "rows.jsonl", line)])


def test_a_decision_without_levels_has_no_such_fields() -> None:
    assert list(json.loads(to_lines([ONE]))) == [
        "body", "theme", "cohort", "inspections", "decision", "state", "by", "why"
    ]  # fmt: skip


def test_what_is_no_object_of_json_is_refused(tmp_path: Path) -> None:
    for text in ("{", "[]"):
        with pytest.raises(RecordError, match=r"rows\.jsonl, line 1: "):
            read_rows([written(tmp_path / "rows.jsonl", text)])


def test_two_lines_about_one_row_are_refused(tmp_path: Path) -> None:
    path = written(tmp_path / "rows.jsonl", to_lines([ONE]) * 2)
    with pytest.raises(RecordError, match=r"line 2: .* decided already in rows\.jsonl, line 1"):
        read_rows([path])


def test_a_stores_own_decision_wins_over_a_shipped_one_and_may_withdraw_it() -> None:
    own = replace(ONE, decision="refused")
    assert together({ONE.key: ONE, OTHER.key: OTHER}, {own.key: own}) == [OTHER, own]
    assert together({ONE.key: ONE}, {ONE.key: replace(ONE, decision="withdrawn")}) == []


def test_the_fingerprint_changes_with_the_decision_and_not_with_its_place() -> None:
    assert rows_fingerprint([]) == ""
    assert rows_fingerprint([ONE]) == rows_fingerprint([replace(ONE, where="elsewhere, line 9")])
    assert rows_fingerprint([ONE]) != rows_fingerprint([replace(ONE, why="read once more")])


@pytest.mark.parametrize("key", ["", 2015, None])
def test_an_inspection_without_a_key_is_refused(key: object) -> None:
    fields = {**json.loads(to_lines([ONE])), "inspections": [*ONE.inspections, key]}
    with pytest.raises(RecordError, match="inspections: expected a list of keys"):
        row_decision(fields, "rows.jsonl, line 1")


@pytest.mark.parametrize("body", ["authority/999", "board/999-lscb"])
def test_a_decision_is_about_the_council_of_its_body(body: str) -> None:
    assert replace(ONE, body=body).code == "999"
