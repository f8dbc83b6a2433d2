"""Files of what people read about recommendations: each mistake is an error that names the line."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.curation.follow_ups import read_follow_ups
from kg.errors import RecordError
from tests.curation.lines import written

LINE = {
    "recommendation": "recommendation/0123456789abcdef/la-3",
    "inspection": "999-ilacs-2022-01-17",
    "level": "strong",
    "answer": "mention/fedcba9876543210/0123456789",
    "by": "JS",
    "why": "2022 visits are kept",
}


def test_a_line_is_a_reading_of_one_recommendation(tmp_path: Path) -> None:
    silent = {
        **LINE,
        "recommendation": "recommendation/0123456789abcdef/la-4",
        "level": "silent",
        "answer": "",
    }
    found = read_follow_ups([written(tmp_path / "a.jsonl", LINE, silent)])
    assert [key for key, _ in found] == [LINE["recommendation"], silent["recommendation"]]
    one = found["recommendation/0123456789abcdef/la-3", "999-ilacs-2022-01-17"]
    assert (one.code, one.level, one.answer) == ("999", "strong", LINE["answer"])


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("recommendation", "la-3", "expected recommendation/DOCUMENT/la-1"),
        ("inspection", "ILACS 2022", "expected the key of an inspection"),
        ("inspection", "ilacs-2022-01-17", "expected the key of an inspection"),
        ("level", "better", "expected one of priority-action, recommendation, text, remark, strong, silent"),
        ("level", "unread", "expected one of"),
        ("answer", "", "expected mention/DOCUMENT/SENTENCE"),
        ("by", "js@example.org", "no address"),
        ("why", "", "in words of your own"),
        ("page", "4", "unknown field 'page'"),
    ],
)
def test_a_mistake_is_named(field: str, value: str, told: str, tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", {**LINE, field: value})
    with pytest.raises(RecordError) as caught:
        read_follow_ups([path])
    assert told in str(caught.value)
    assert str(caught.value).startswith("a.jsonl, line 1: ")


def test_a_silent_report_has_no_sentence_to_quote(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="expected nothing, since the report is silent"):
        read_follow_ups([written(tmp_path / "a.jsonl", {**LINE, "level": "silent"})])


def test_a_recommendation_that_two_successors_answer_has_a_line_for_each(tmp_path: Path) -> None:
    other = {**LINE, "inspection": "998-ilacs-2022-01-17"}
    found = read_follow_ups([written(tmp_path / "a.jsonl", LINE, other)])
    assert [one.code for one in found.values()] == ["999", "998"]
