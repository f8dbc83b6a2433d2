"""Mistakes in a record are errors that name the file, the entry and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import RecordError
from kg.records import load_records
from kg.records.line_ranges import write_places
from tests.records.example import RECORD, REGISTER, load, spoilt

DOC = "cf31f1f963e597b6"

MISTAKES = [
    ("polarity: weakness", "polarty: weakness", "unknown key 'polarty'. Did you mean polarity?"),
    ("polarity: weakness", "polarity: weak", "'weak' is not in the scheme polarity"),
    ("theme: pathway-planning\n    cohort", "theme: theme\n    cohort", "'theme' is also a key"),
    ("type: CountStatement", "type: CountStatment", "not a class of records. Did you mean CountStatement?"),
    ("count: 1", 'count: "1"', "'1' is not a whole number"),
    ("count: 1", "count: true", "True is not a whole number"),
    ("kindDerived: false", "kindDerived: no", "'no' is neither true nor false"),
    ("role: councillor", "role: 7", "7 is not text: put it in quotes"),
    ("role: councillor", 'role: ""', "the value is empty: leave the key out"),
    ("earliest: 2024-10-08", "earliest: 2024-13-08", "not a day of the form 2022-03-09"),
    ("earliest: 2024-10-08", "earliest: 2024-10-10", "earliest 2024-10-10 lies after latest 2024-10-09"),
    ("    latest: 2024-10-09\n", "", "earliest stands without latest"),
    ("authority/999\n    about: person", "authority/998\n    about: person", "not in the register"),
    ("answers: statement/notice-2024-10/pathway-plans", "answers: pathway-plans",
     "not an identifier such as"),
    ("answers: statement/notice-2024-10/pathway-plans", "answers: statement/notice-2024-10/pathway-plan",
     "which no record holds. Did you mean statement/notice-2024-10/pathway-plans?"),
    ("person: person/999-ann-example", "person: person/999-anne-example", "does not describe under things"),
    ("statement/notice-2024-10/visit", "statement/notice-2024-11/visit", "the id of a statement here is"),
    ("statement/notice-2024-10/councillor", "statement/notice-2024-10/visit", "the id occurs twice"),
    ("- id: body/999", "- id: board/999", "the id of a Body begins with body/"),
    ("    type: Person", "    type: Inspection", "a thing is a Body"),
    ("startEarliest: 2024-10-08", "startEarliest: 2024-10-07", "in agreement with startEarliest 2024-10-07"),
    (f"id: document/{DOC}", "id: document/cf31f1f963e597b7", "by the first 16 digits of sha256"),
    ('sha256: "cf31', 'sha256: "xx31', "64 hexadecimal digits in quotes"),
    (f"evidence: evidence/{DOC}/L6", f"evidence: evidence/{DOC}/L7", "the source has lines 1 to 6"),
    (f"evidence: evidence/{DOC}/L6", f"evidence: evidence/{DOC}/L1", "missing from places"),
    (f"alsoAt: evidence/{DOC}/L1-2", f"alsoAt: evidence/{DOC}/L2", "no statement refers to this place"),
    (f"evidence: evidence/{DOC}/L6", "evidence: evidence/1111111111111111/L6", "the id of a place is"),
    ("lineStart: 6", "lineStart: 5", "the place must read"),
    ("statements:\n", "statments:\n", "unknown key 'statments'. Did you mean statements?"),
    ("../ontology/record-context.jsonld", "context.jsonld", 'begin with "@context"'),
    ("count: 1", "count: 1\n    count: 2", "is not YAML"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "message"), MISTAKES, ids=[m[2][:40] for m in MISTAKES])
def test_mistake_is_named(old: str, new: str, message: str, tmp_path: Path) -> None:
    path = spoilt(tmp_path, old, new)
    with pytest.raises(RecordError) as caught:
        load(path)
    assert message in str(caught.value)
    assert str(caught.value).startswith("notice-2024-10.yaml")


def test_all_mistakes_of_a_record_are_told_at_once(tmp_path: Path) -> None:
    path = spoilt(tmp_path, "polarity: weakness", "polarity: weak")
    path.write_text(path.read_text(encoding="utf-8").replace("count: 1", "count: one"), encoding="utf-8")
    with pytest.raises(RecordError) as caught:
        load(path)
    assert "'weak'" in str(caught.value)
    assert "'one'" in str(caught.value)


def test_two_records_of_one_document(tmp_path: Path) -> None:
    other = tmp_path / "notice-2024-11.yaml"
    text = RECORD.read_text(encoding="utf-8").replace("notice-2024-10/", "notice-2024-11/")
    other.write_text(text, encoding="utf-8")
    with pytest.raises(RecordError, match="another record is of the same document"):
        load_records([RECORD, other], [REGISTER])


def test_places_are_written_from_what_statements_name(tmp_path: Path) -> None:
    path = spoilt(tmp_path, f"alsoAt: evidence/{DOC}/L1-2", f"alsoAt: evidence/{DOC}/L1")
    write_places(path)
    assert load(path).document == DOC
    assert "L1-2" not in path.read_text(encoding="utf-8")


def test_writing_places_of_a_sound_record_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / RECORD.name
    path.write_text(RECORD.read_text(encoding="utf-8"), encoding="utf-8")
    write_places(path)
    assert path.read_text(encoding="utf-8") == RECORD.read_text(encoding="utf-8")
