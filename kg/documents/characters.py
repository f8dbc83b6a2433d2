"""Invisible characters, which occur inside words and keep them from being found.

Soft hyphens, zero-width blanks, joiners and direction marks are removed; accents that follow their letter are
combined with it, and ligatures are split, so that text that looks the same is the same.
"""

from __future__ import annotations

import re
import unicodedata

_UNSEEN_RANGES = (
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff"
)
"""Controls but white space, and what Unicode calls ignorable by default."""
_UNSEEN = re.compile(f"[{_UNSEEN_RANGES}]")
_LIGATURES = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
_TO_CHANGE = re.compile(f"[{_UNSEEN_RANGES}\ufb00-\ufb06]")
"""Any of both; looking for them takes a third of the time of replacing them."""


def plain(text: str) -> str:
    """A text without invisible characters, its accents combined with their letters.

    >>> plain("child\u00adren in Su\u200brrey\u200e")
    'children in Surrey'
    """
    if text.isascii():
        return text
    if _TO_CHANGE.search(text):  # few texts
        text = _UNSEEN.sub("", text).translate(_LIGATURES)
    return unicodedata.normalize("NFC", text)
