"""A small record on a fictional council, its source text, and ways to spoil it."""

from __future__ import annotations

from pathlib import Path

from kg.records import RecordGraph, load_records
from kg.resources import folder

RECORD = Path(__file__).parent / "notice-2024-10.yaml"
REGISTER = folder("documents") / "samples" / "register.ttl"

SOURCE = """\
Feedback after our October visit
Inspectors visited us on 8 and 9 October 2024 and looked at how we support care leavers.
- Personal advisers know the young people they work with.
- Too many pathway plans are out of date.
We have set up a pathway planning group, which meets every month.
Cllr Ann Example said the letter was fair.
"""


def spoilt(folder: Path, old: str, new: str) -> Path:
    """A copy of the record in which one piece of text, which must be there, is replaced."""
    text = RECORD.read_text(encoding="utf-8")
    assert old in text
    path = folder / RECORD.name
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def load(path: Path = RECORD) -> RecordGraph:
    """The graph of one record."""
    (graph,) = load_records([path], [REGISTER])
    return graph
