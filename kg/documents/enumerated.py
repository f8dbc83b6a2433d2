"""Numbers and letters before paragraphs and items."""

from __future__ import annotations

import re

NUMBER = re.compile(r"(\d{1,3})\.(?!\d)\s*(?=\S)")
"""The number of a paragraph."""
BRACKETED = re.compile(r"\(?(?P<number>\d{1,2}|[a-z]|[ivx]{1,4})\)\s+")
"""A number or letter in brackets before a paragraph, which is an item of a list if one follows the other."""
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")


def follows(before: str, text: str) -> bool:
    """Whether a text begins with the number or letter in brackets that follows the one before another text.

    >>> follows("(a) The bell", "(b) The lift"), follows("ii) The bell", "iii) The lift")
    (True, True)
    >>> follows("(a) The bell", "(d) The lift"), follows("(9) The bell", "10) The lift")
    (False, True)
    """
    first, second = BRACKETED.match(before), BRACKETED.match(text)
    if first is None or second is None:
        return False
    one, other = first[1], second[1]
    if one.isdigit() or other.isdigit():
        return one.isdigit() and other.isdigit() and int(other) == int(one) + 1
    if one in _ROMAN and other in _ROMAN and _ROMAN.index(other) == _ROMAN.index(one) + 1:
        return True
    return len(one) == len(other) == 1 and ord(other) == ord(one) + 1


def opens(before: str, text: str) -> bool:
    """Whether a text begins with the first number or letter in brackets, after words that introduce a list.

    >>> opens("They should improve:", "(a) the bell"), opens("They should improve", "(a) the bell")
    (True, False)
    """
    first = BRACKETED.match(text)
    return first is not None and first["number"] in ("1", "a", "i") and before.rstrip().endswith(":")
