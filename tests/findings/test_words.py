"""How alike two sentences are."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import RecordError
from kg.findings.wordings import wordings
from kg.findings.words import cosine, stem, vectors


def test_inflections_fold_together() -> None:
    assert stem("plans") == stem("planning") == "plan"
    assert stem("assessments") == stem("assess")


def test_two_endings_are_taken_off_at_most() -> None:
    assert stem("proceedings") == "proceed"


def test_a_consonant_doubled_before_an_ending_is_written_once_save_in_short_words() -> None:
    assert stem("planned") == "plan"
    assert stem("calls") == stem("calling") == stem("call") == "call"


def test_the_same_words_are_alike_and_others_are_not() -> None:
    one, same, other = vectors(["Plans lack dates.", "Dates are what plans lack.", "Carers feel valued."])
    assert cosine(one, same) > 0.99
    assert cosine(one, other) == 0


def test_words_weigh_by_how_often_they_stand_and_by_how_few_sentences_have_them() -> None:
    (often,) = vectors(["Plans without plans drift."])
    assert often["plan"] / often["drift"] == pytest.approx(1 + math.log(2))
    first, _ = vectors(["Plans drift.", "Plans help."])
    assert first["drift"] / first["plan"] == pytest.approx(1 + math.log(2))


@given(st.lists(st.text(max_size=40), min_size=2, max_size=6))
def test_cosine_lies_between_nought_and_one_and_is_symmetric(texts: list[str]) -> None:
    first, second = vectors(texts)[:2]
    assert 0 <= cosine(first, second) <= 1.0000001
    assert abs(cosine(first, second) - cosine(second, first)) < 1e-12


def test_wordings_are_text_by_name(tmp_path: Path) -> None:
    path = tmp_path / "words.yaml"
    path.write_text("turns: but|\n  however\n", encoding="utf-8")
    assert wordings(path) == {"turns": "but|however"}
    for wrong in ("- but\n", "turns: [but]\n"):
        path.write_text(wrong, encoding="utf-8")
        with pytest.raises(RecordError, match=r"^words\.yaml: names with lists of wording"):
            wordings(path)
