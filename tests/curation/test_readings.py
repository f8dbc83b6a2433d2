"""What all sorts of readings share: one line a thing, a hash in any order, and what ships."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from kg.curation.follow_ups import read_follow_ups, shipped_follow_ups
from kg.curation.readings import readings_fingerprint
from kg.curation.strengths import read_strengths, shipped_strengths
from kg.errors import RecordError
from tests.curation import test_follow_ups, test_strengths
from tests.curation.lines import written

SORTS: list[tuple[Callable[..., Mapping[Any, Any]], dict[str, str], dict[str, str]]] = [
    (
        read_follow_ups,
        test_follow_ups.LINE,
        {**test_follow_ups.LINE, "recommendation": "recommendation/0123456789abcdef/la-4"},
    ),
    (read_strengths, test_strengths.LINE, {**test_strengths.LINE, "theme": "health"}),
]
of_each_sort = pytest.mark.parametrize(("read", "line", "other"), SORTS, ids=["follow-ups", "strengths"])


@of_each_sort
def test_one_thing_in_one_report_has_one_line(
    read: Callable[..., Mapping[Any, Any]], line: dict[str, str], other: dict[str, str], tmp_path: Path
) -> None:
    files = [written(tmp_path / "a.jsonl", other, line), written(tmp_path / "b.jsonl", line)]
    with pytest.raises(
        RecordError, match=r"b\.jsonl, line 1: .* is decided already in a\.jsonl, line 3; keep one"
    ):
        read(files)


@of_each_sort
def test_what_people_read_has_a_hash_that_does_not_depend_on_the_order(
    read: Callable[..., Mapping[Any, Any]], line: dict[str, str], other: dict[str, str], tmp_path: Path
) -> None:
    def hash_of(*lines: dict[str, str]) -> str:
        return readings_fingerprint(read([written(tmp_path / "a.jsonl", *lines)]).values())

    assert hash_of(line, other) == hash_of(other, line) != hash_of(line)
    assert hash_of() == ""


@pytest.mark.parametrize("shipped", [shipped_follow_ups, shipped_strengths])
def test_what_ships_can_be_read(shipped: Callable[[], Mapping[Any, Any]]) -> None:
    assert {one.by for one in shipped().values()} == {"project"}
