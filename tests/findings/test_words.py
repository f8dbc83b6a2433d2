"""How alike two sentences are."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import RecordError
from kg.findings.wordings import wordings
from kg.findings.words import cosine, fold, vectors


def test_inflections_fold_together() -> None:
    assert fold("plans") == fold("planning") == "plan"
    assert fold("assessments") == fold("assess")


def test_the_same_words_are_alike_and_others_are_not() -> None:
    one, same, other = vectors(["Plans lack dates.", "Dates are what plans lack.", "Carers feel valued."])
    assert cosine(one, same) > 0.99
    assert cosine(one, other) == 0


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
