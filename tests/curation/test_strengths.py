"""Files of what people read about strengths: each mistake is an error that names the line."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from kg.curation.strengths import read_strengths
from kg.errors import RecordError
from tests.curation.lines import written

LINE = {
    "body": "authority/999",
    "theme": "plans",
    "cohort": "children-in-care",
    "inspection": "999-ilacs-2022-01-17",
    "level": "strong",
    "shown": "mention/fedcba9876543210/0123456789",
    "by": "JS",
    "why": "plans clear and kept",
}


def test_a_line_is_a_reading_of_one_unit_in_one_report(tmp_path: Path) -> None:
    thin = {**LINE, "inspection": "999-ilacs-2025-01-20", "thin": "yes"}
    other = {**LINE, "inspection": "999-sif-2015-03-02", "level": "remark", "shown": ""}
    found = read_strengths([written(tmp_path / "a.jsonl", LINE, thin, other)])
    assert [key[-1] for key in found] == [LINE["inspection"], thin["inspection"], other["inspection"]]
    assert [(one.code, one.level, one.firm) for one in found.values()] == [
        ("999", "strong", True),
        ("999", "strong", False),
        ("999", "remark", False),
    ]


def test_a_board_has_the_code_of_its_authority(tmp_path: Path) -> None:
    (one,) = read_strengths([written(tmp_path / "a.jsonl", {**LINE, "body": "board/999-lscb"})]).values()
    assert one.code == "999"


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("body", "Exampleshire", "expected authority/936"),
        ("theme", "planning", "the id of a theme"),
        ("cohort", "everybody", "the id of a cohort"),
        ("inspection", "ILACS 2022", "expected the key of an inspection"),
        ("level", "good", "expected one of priority-action, recommendation, text, remark, strong, silent"),
        ("thin", "rather", "expected yes for a thin strength, or nothing"),
        ("shown", "", "expected mention/DOCUMENT/SENTENCE"),
        ("shown", "recommendation/fedcba9876543210/la-1", "expected mention/DOCUMENT/SENTENCE"),
        ("by", "js@example.org", "no address"),
        ("why", " ", "in words of your own"),
        ("state", "strong", "unknown field 'state'"),
    ],
)
def test_a_mistake_is_named(field: str, value: str, told: str, tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", {**LINE, field: value})
    with pytest.raises(RecordError) as caught:
        read_strengths([path])
    assert told in str(caught.value)
    assert str(caught.value).startswith("a.jsonl, line 1: ")


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"level": "remark"}, "expected nothing, since the report does not praise the unit"),
        ({"level": "text", "shown": "", "thin": "yes"}, "expected yes for a thin strength, or nothing"),
    ],
)
def test_where_the_unit_is_not_praised_nothing_shows_praise(
    fields: Mapping[str, str], told: str, tmp_path: Path
) -> None:
    with pytest.raises(RecordError, match=told):
        read_strengths([written(tmp_path / "a.jsonl", {**LINE, **fields})])
