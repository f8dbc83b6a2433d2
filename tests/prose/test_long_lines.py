"""A text of one very long line is read in one pass: nothing is read anew for each thing that it holds."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.documents.model import Block, Span
from kg.extract import sentences as cutting
from kg.prose import claims as claiming
from kg.prose import cues
from kg.prose.read import read_prose
from kg.prose.subject import Subject, subject
from kg.prose.text import _like_a_heading


class Measured:
    """A pattern that notes how many characters it was given to look through."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self._pattern = pattern
        self.characters = 0

    def search(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        end = len(text) if end is None else end
        self.characters += max(0, end - start)
        return self._pattern.search(text, start, end)


@pytest.mark.parametrize("name", ["_ABBREVIATION", "_BEFORE_NUMBER", "_INITIAL"])
def test_abbreviations_are_looked_for_near_the_stop(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    measured = Measured(getattr(cutting, name))
    monkeypatch.setattr(cutting, name, measured)
    text = "Mr. J. " * 500
    assert len(cutting.sentences(text)) == 1
    assert measured.characters < 5 * len(text)


@pytest.mark.parametrize("repeats", [1, 40])
def test_a_line_is_asked_once_what_it_is_about(
    repeats: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = {"of": 0, "holds": 0}
    of, holds = Subject.of, cues.holds

    def counted_of(subject: Subject, sentence: str) -> object:
        asked["of"] += 1
        return of(subject, sentence)

    def counted_holds(name: str, text: str) -> bool:
        asked["holds"] += name == "expects"
        return holds(name, text)

    monkeypatch.setattr(Subject, "of", counted_of)
    monkeypatch.setattr(claiming, "holds", counted_holds)
    path = tmp_path / "long.txt"
    path.write_text("Leaders of Surrey met" + " on 16 April 2024 and" * repeats + " then rested.\n")
    read = read_prose(path, authority="936")
    assert sum(claim.sort == "Event" for claim in read.claims) == repeats
    assert asked["of"] <= 4
    assert asked["holds"] <= 3


spans = st.tuples(st.integers(0, 20), st.integers(1, 8), st.sampled_from("abc")).map(
    lambda s: (s[0], s[0] + s[1], s[2])
)


@given(st.lists(spans, unique=True))
def test_what_lies_within_a_longer_cue_is_left_out(found: list[tuple[int, int, str]]) -> None:
    def within(span: tuple[int, int, str], other: tuple[int, int, str]) -> bool:
        longer = other[1] - other[0] > span[1] - span[0]
        return longer and other[0] <= span[0] and span[1] <= other[1]

    kept = [(s[0], s[2]) for s in found if not any(within(s, other) for other in found)]
    assert sorted(cues._outermost(found)) == sorted(kept)


def test_a_date_that_stands_twice_is_told_by_its_own_place() -> None:
    sentence = "The report of May 2024 tells of the ILACS inspection in May 2024."
    about = subject("", [sentence], "notice.txt", "936")
    assert [named.date for named in about.inspections] == ["2024-05"]


def test_a_run_of_stops_is_looked_at_from_its_first_sign_alone() -> None:
    text = "It goes on...)  And it ends."
    (end,) = cutting._END.finditer(text)
    assert end.span() == (10, 14)
    assert [at for at in range(len(text)) if cutting._END.match(text, at)] == [10]


@given(st.text('ab_ .?!:;,"”)é', max_size=30))
def test_a_heading_ends_with_no_stop(line: str) -> None:
    stop = r"[.?!;,\"”]\W*$" if len(line.split()) <= 4 else r"[.?!:;,\"”]\W*$"
    assert _like_a_heading(line) == (len(line.split()) <= 12 and not re.search(stop, line))


def test_marks_that_are_never_closed_are_not_looked_through(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []

    def counted(pattern: str, by: str, text: str) -> str:
        seen.append(len(text))
        return re.sub(pattern, by, text)

    monkeypatch.setattr(claiming, "re", SimpleNamespace(sub=counted))
    text = 'Mary Brown said: "This is so." ' + "and “ said " * 200
    span = Span(0, len(text))
    line = claiming._Line(text, span, Block("paragraph", 1, span), quoted=True)
    assert claiming._speaker(line, None) == "Mary Brown"
    assert seen == [len('Mary Brown said: "This is so."')]
