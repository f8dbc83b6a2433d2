"""Characters that nobody sees: what stands inside words and keeps them from being found.

Soft hyphens, zero-width blanks and joiners and marks of direction are taken out; accents that stand behind
their letter are put together with it, and ligatures taken apart, so that what looks alike is alike.
"""

from __future__ import annotations

import re
import unicodedata

_UNSEEN = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_LIGATURES = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}


def plain(text: str) -> str:
    """A text without characters that nobody sees, its accents joined to their letters.

    >>> plain("child\u00adren in Su\u200brrey\u200e")
    'children in Surrey'
    """
    if text.isascii():
        return text
    text = _UNSEEN.sub("", text).translate(_LIGATURES)
    return unicodedata.normalize("NFC", text)
