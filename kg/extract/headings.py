"""Role that a block may have by its own words and the blocks right after it: heading, sub-heading, grade."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.documents.enumerated import BRACKETED
from kg.documents.model import Block, Document
from kg.extract.layouts import Layout, grade_pattern
from kg.extract.patterns import compile_pattern, single_spaced

_LONGEST_HEADING = 160
_PLAIN_HEADING = 110
_SHORTEST_PROSE = 6
_TOPIC_WORDS = 12
"""Most words of a plain line that names the topic of items below it, if several bodies answer."""
_SENTENCE_END = re.compile(r"[.;,]$")
_ADDING = re.compile(r"(?:in addition|additionally|furthermore|moreover)\b", re.IGNORECASE)
_SENTENCE_INSIDE = re.compile(r"[a-z)][.?!]\s+[A-Z]")


def is_front_prose(layout: Layout, block: Block, text: str) -> bool:
    """Whether a block is a sentence about the authority among the rows of a front page, not a title."""
    noted = layout.boilerplate
    if layout.addressee and layout.title and compile_pattern(layout.title).match(text):
        return False
    return (
        noted is not None
        and block.kind == "paragraph"
        and block.number is None
        and text.endswith(".")
        and len(text.split()) > _SHORTEST_PROSE
        and not compile_pattern(noted).match(text)
    )


def is_scope(layout: Layout, text: str) -> bool:
    """Whether a sentence of a letter's introduction says what the letter is, not what was found."""
    noted = layout.boilerplate
    return layout.title is not None and noted is not None and bool(compile_pattern(noted).match(text))


def adds_to(last: Block, block: Block, text: str) -> bool:
    """Whether a paragraph only adds to the last one, with a page end between them."""
    return last.page < block.page and _ADDING.match(text) is not None


def is_spoken(layout: Layout, block: Block, text: str) -> bool:
    """Whether a plain line that begins like a heading is a sentence, if several bodies answer."""
    sentence = block.kind == "paragraph" and text.endswith(".") and len(text.split()) > _SHORTEST_PROSE
    return layout.addressee is not None and sentence


def closes(document: Document, layout: Layout, zone: str, block: Block, following: Sequence[Block]) -> bool:
    """Whether a block begins the end of a letter: words before signatures, or a line after the last list.

    Such a line is not an item. If more items follow it, the list has not ended.
    """
    text = single_spaced(document.quote(block.span))
    if layout.sign_off and compile_pattern(layout.sign_off).match(text):
        return True
    return (
        layout.end_lines is not None
        and zone == "recommendations"
        and block.kind == "paragraph"
        and compile_pattern(layout.end_lines).match(text) is not None
        and not items_follow(document, layout, following)
    )


def is_quoted(layout: Layout, zone: str, block: Block, text: str) -> bool:
    """Whether a box in the part on earlier items repeats such an item, or says who answers for it."""
    quotes = layout.quotes if zone == "progress" and block.ruled is not None else None
    return quotes is not None and bool(compile_pattern(quotes).fullmatch(text))


def is_candidate(block: Block, text: str) -> bool:
    """Whether a block is short enough, and plain enough, to be a heading."""
    if block.kind == "heading":
        return len(text) <= _LONGEST_HEADING
    return block.kind == "paragraph" and block.number is None and len(text) <= _LONGEST_HEADING


def is_list_subheading(layout: Layout, block: Block, text: str, following: Sequence[Block]) -> bool:
    """Whether a block is a short plain line above the items of a list of recommendations.

    If several bodies answer, one with a colon may be at the foot of a page.
    """
    leads = layout.addressee is not None and text.endswith(":")
    over = (one for one in following if not (leads and one.kind in ("furniture", "footnote")))
    below = next(over, None)
    return (
        layout.items != "rows"
        and block.kind == "paragraph"
        and block.number is None
        and len(text) <= _PLAIN_HEADING
        and not (layout.addressee is not None and not leads and len(text.split()) > _TOPIC_WORDS)
        and text[:1].isupper()
        and not _SENTENCE_END.search(text)
        and not (layout.no_items and compile_pattern(layout.no_items).match(text))
        and not (leads and _SENTENCE_INSIDE.search(text))
        and below is not None
        and (below.number is not None or below.kind in ("list-item", "heading"))
    )


def grade_below(document: Document, layout: Layout, following: Sequence[Block]) -> str | None:
    """A grade by itself under a heading, in a box or after "Grade n"."""
    for block in following[:1]:
        text = single_spaced(document.quote(block.span)).rstrip(".")
        if compile_pattern("(?:GRADE)", grade=grade_pattern()).fullmatch(text):
            return text
        if layout.grades_under_headings:
            match = compile_pattern(layout.grades_under_headings, grade=grade_pattern()).fullmatch(text)
            if match:
                return str(match.group("grade"))
    return None


def items_follow(document: Document, layout: Layout, following: Sequence[Block]) -> bool:
    """Whether items follow, before any running text except a line that introduces them.

    In a letter they may follow anywhere before the next heading.
    """
    for block in following:
        if block.kind in ("furniture", "footnote"):
            continue
        numbered = layout.items == "numbers" or layout.priority_paragraphs
        text = single_spaced(document.quote(block.span))
        if block.kind == "list-item" or ((block.number is not None or BRACKETED.match(text)) and numbered):
            return True
        if layout.letter and block.kind == "paragraph":
            continue
        if not text.endswith(":"):
            return False
    return False
