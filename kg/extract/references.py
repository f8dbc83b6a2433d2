"""Numbers of the paragraphs that an item names after its words: "(paragraphs 12, 14 and 20–22)"."""

from __future__ import annotations

import re
from collections.abc import Iterator

_PARAGRAPHS = r"para(?:graph)?s?(?![a-z])"
_BETWEEN = r"(?:and|to)(?![a-z])|[\d\s,.;&–—-]"
_PIECES = rf"(?:(?:pages?|pp?)(?![a-z])|{_PARAGRAPHS}|{_BETWEEN})+"
_REFERENCE = re.compile(rf"[(\[](?=[^()\[\]]*para){_PIECES}[)\]]", re.IGNORECASE)
_ALONE = re.compile(rf"\W*(?=[^()]*para[^()]*\d){_PIECES}[)\]]?\W*", re.IGNORECASE)
_NUMBERS = re.compile(rf"{_PARAGRAPHS}((?:{_BETWEEN})+)", re.IGNORECASE)
_STRETCH = re.compile(r"(\d{1,3})\s*(?:[–—-]|to)\s*(\d{1,3})\b|(\d+)", re.IGNORECASE)
_LONGEST = 40
"""Most paragraphs between two numbers that are read as a range."""


def paragraphs_named(text: str) -> tuple[str, ...]:
    """Numbers of the paragraphs that a text names in round or square brackets, with ranges expanded.

    >>> paragraphs_named("Read every plan. (Page 12, paragraphs 30, 32–34. Page 19, para 64)")
    ('30', '32', '33', '34', '64')
    """
    found = (m for reference in _REFERENCE.finditer(text) for m in _NUMBERS.finditer(reference.group()))
    return tuple(number for numbers in found for number in _each(numbers.group(1)))


def is_reference(text: str) -> bool:
    """Whether a text names pages and paragraphs and says nothing else.

    >>> is_reference("(Paras 62 ,63)"), is_reference("Page 22, paragraph 79)."), is_reference("Plans lapse.")
    (True, True, False)
    """
    return _ALONE.fullmatch(text) is not None


def _each(numbers: str) -> Iterator[str]:
    for match in _STRETCH.finditer(numbers):
        if match.group(3):
            yield match.group(3)
            continue
        first, last = int(match.group(1)), int(match.group(2))
        near = first <= last <= first + _LONGEST
        yield from map(str, range(first, last + 1) if near else (first, last))
