"""Lines over the items of a list."""

from __future__ import annotations

import pytest

from kg.documents.model import Block, Span
from kg.extract.headings import is_list_subheading
from kg.extract.layouts import layouts

(LAYOUT,) = (layout for layout in layouts() if layout.id == "ilacs")


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
