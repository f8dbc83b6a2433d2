"""Lines over the items of a list."""

from __future__ import annotations

import pytest

from kg.documents.model import Block, Span
from kg.extract.headings import is_candidate, is_front_prose, is_list_subheading, is_spoken
from kg.extract.layouts import layouts

(LAYOUT,) = (layout for layout in layouts() if layout.id == "ilacs")
(JOINT,) = (layout for layout in layouts() if layout.id == "jtai")
(OLDER,) = (layout for layout in layouts() if layout.id == "sif")


def block(kind: str, number: str | None = None) -> Block:
    return Block(kind, 1, Span(0, 1), number)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("following", "over_items"),
    [
        (block("list-item"), True),
        (block("heading"), True),
        (block("paragraph", "1"), True),
        (block("paragraph"), False),
        (None, False),
    ],
)
def test_a_short_line_is_over_items_if_an_item_follows(following: Block | None, over_items: bool) -> None:
    behind = [following] if following else []
    assert is_list_subheading(LAYOUT, block("paragraph"), "Leadership", behind) is over_items


@pytest.mark.parametrize("text", ["leadership", "Leaders meet.", "Leadership " * 20])
def test_a_sentence_is_not_over_items(text: str) -> None:
    assert not is_list_subheading(LAYOUT, block("paragraph"), text, [block("list-item")])


def test_a_numbered_paragraph_is_not_over_items() -> None:
    assert not is_list_subheading(LAYOUT, block("paragraph", "2"), "Leadership", [block("list-item")])


@pytest.mark.parametrize(("length", "over_items"), [(110, True), (111, False)])
def test_a_line_over_items_has_at_most_110_characters(length: int, over_items: bool) -> None:
    text = "Leadership".ljust(length, "s")
    assert is_list_subheading(LAYOUT, block("paragraph"), text, [block("list-item")]) is over_items


@pytest.mark.parametrize(
    ("what", "length", "candidate"),
    [
        (block("heading"), 160, True),
        (block("heading"), 161, False),
        (block("heading", "2"), 160, True),
        (block("paragraph"), 160, True),
        (block("paragraph"), 161, False),
        (block("paragraph", "2"), 10, False),
        (block("list-item"), 10, False),
    ],
)
def test_a_heading_is_short_and_no_item(what: Block, length: int, candidate: bool) -> None:
    assert is_candidate(what, "s" * length) is candidate


@pytest.mark.parametrize(
    ("what", "text", "sentence"),
    [
        (block("paragraph"), "Leaders in the harbour meet each week.", True),
        (block("paragraph"), "Leaders in the harbour meet weekly.", False),
        (block("paragraph"), "Leaders in the harbour meet each week", False),
        (block("heading"), "Leaders in the harbour meet each week.", False),
    ],
)
def test_a_sentence_has_a_full_stop_and_more_than_six_words(what: Block, text: str, sentence: bool) -> None:
    assert is_front_prose(OLDER, what, text) is sentence
    assert is_spoken(JOINT, what, text) is sentence
    assert not is_spoken(OLDER, what, text), "one body answers, so that a line may be a heading"
    assert not is_front_prose(LAYOUT, what, text), "its front page has rows alone"


def test_a_numbered_sentence_or_a_note_of_the_publisher_is_no_prose_of_the_front_page() -> None:
    text = "Leaders in the harbour meet each week."
    assert not is_front_prose(OLDER, block("paragraph", "2"), text)
    note = "Ofsted produces this report under its own powers, as any other."
    assert not is_front_prose(OLDER, block("paragraph"), note)
