"""Where a sentence ends, and where it does not."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.sentences import sentences


def cut(text: str) -> list[str]:
    return [text[span.start : span.end] for span in sentences(text)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Dr. Quill chairs the board with Ms. Finch of St. Giles.",
        "Services, e.g. Early Help and Youth Justice, work together.",
        "The score rose from 2.5 to 3.75 in a year.",
        "One child said, ‘I like it here. My worker listens.’",
        "See para. 14 and no. 3 for more.",
    ],
)
def test_kept_whole(sentence: str) -> None:
    assert cut(sentence) == [sentence]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It is good. It was not.", ["It is good.", "It was not."]),
        ("Is it good? It is!", ["Is it good?", "It is!"]),
        ("They said ‘no’. Nobody asked why.", ["They said ‘no’.", "Nobody asked why."]),
        ("He said, ‘It helps.’ She agreed.", ["He said, ‘It helps.’", "She agreed."]),
        ("It is slow (see below). It will improve.", ["It is slow (see below).", "It will improve."]),
        ("The answer was no. It still is.", ["The answer was no.", "It still is."]),
        ("She said, ‘No. Never.’ Nobody asked.", ["She said, ‘No. Never.’", "Nobody asked."]),
        (
            "The ‘pod model has begun. It works for carers’ needs.",
            ["The ‘pod model has begun.", "It works for carers’ needs."],
        ),
        ("In 2014. 16-year-olds wait.", ["In 2014.", "16-year-olds wait."]),
    ],
)
def test_cut(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


@given(st.text(alphabet="ab .?!’)(‘AB1", max_size=80))
def test_no_character_but_blanks_is_lost(text: str) -> None:
    spans = sentences(text)
    assert "".join(text[span.start : span.end] for span in spans).replace(" ", "") == text.replace(" ", "")
    assert all(before.end <= span.start for before, span in pairwise(spans))
