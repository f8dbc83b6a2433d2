"""Which pages stand for the front of a document."""

from __future__ import annotations

import pytest

from kg.documents.model import Document
from kg.extract.layouts import front_pages, front_text
from tests.extract.builder import PAGE, document, paragraph

FIRST = "A first page that says more than the name of a publisher."


def pages(*texts: str) -> Document:
    return document(*[piece for text in texts for piece in (PAGE, paragraph(text))][1:])


def test_the_front_is_the_first_page_and_of_letters_the_one_behind_too() -> None:
    told = pages(FIRST, "two", "three", "four")
    assert front_text(told) == f"{FIRST}\n"
    assert front_pages(told) == f"{FIRST}\ntwo\n"


def test_a_first_page_with_next_to_nothing_is_taken_together_with_the_next() -> None:
    told = pages("Ofsted", FIRST, "three", "four")
    assert front_text(told) == f"Ofsted\n{FIRST}\n"
    assert front_pages(told) == f"Ofsted\n{FIRST}\nthree\n"


@pytest.mark.parametrize("texts", [[FIRST], [FIRST, "two"], ["Ofsted", FIRST]])
def test_a_document_of_two_pages_is_front_as_a_whole(texts: list[str]) -> None:
    assert front_pages(pages(*texts)) == "".join(f"{text}\n" for text in texts)
