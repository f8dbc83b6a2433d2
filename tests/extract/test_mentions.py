"""Sentences of rows that the end of a page cuts."""

from __future__ import annotations

import pytest

from tests.extract.builder import PAGE, Piece, heading, paragraph, ruled
from tests.extract.test_rows import send

AREAS = heading("Areas for improvement")
BEGUN = "Leaders should count the boats that come"


def said(*rows: Piece) -> list[str]:
    """The sentences of items."""
    facts = send(AREAS, *rows, heading("Local area partnership details"), paragraph("Surrey."))
    return [mention.text for mention in facts.mentions if mention.recommendation is not None]


def test_a_sentence_that_the_end_of_a_page_cuts_is_one() -> None:
    assert said(ruled(BEGUN, 1), PAGE, ruled("home at night.", 1)) == [f"{BEGUN} home at night."]


@pytest.mark.parametrize(
    "rows",
    [
        (ruled(BEGUN, 1), ruled("home at night.", 1)),
        (ruled(BEGUN, 1), PAGE, ruled("home at night.", 1, kind="list-item")),
        (ruled(f"{BEGUN}.", 1), PAGE, ruled("They should ring the bell.", 1)),
    ],
    ids=["on one page", "a bullet overleaf", "behind a full stop"],
)
def test_other_blocks_of_a_row_are_sentences_of_their_own(rows: tuple[Piece, ...]) -> None:
    assert len(said(*rows)) == 2
