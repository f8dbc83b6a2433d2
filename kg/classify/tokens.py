"""The words and stops of a sentence, found once for all callers."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_TOKEN: Final = re.compile(r"[a-z]+(?:[-'][a-z]+)*|\d+|[.,;:()]")

BRACKETS: Final = frozenset("()")
STOPS: Final = frozenset(".,;:") | BRACKETS


@lru_cache(maxsize=4096)
def tokens(text: str) -> tuple[str, ...]:
    """Lower-case words, numbers and stops of a text, in order; cached, since they are needed more than once.

    >>> tokens("Children's plans (all 12) are up-to-date.")
    ("children's", 'plans', '(', 'all', '12', ')', 'are', 'up-to-date', '.')
    """
    return tuple(_TOKEN.findall(text.lower().replace("’", "'")))


@lru_cache(maxsize=4096)
def words_of(text: str) -> tuple[str, ...]:
    """Lower-case words and numbers of a text."""
    return tuple([token for token in tokens(text) if token not in STOPS])
