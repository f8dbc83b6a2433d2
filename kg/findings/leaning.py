"""Whether a sentence leans on the one before it; the words are in ``leaning.yaml``."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path

from kg.findings.wordings import wordings


def stands_alone(text: str) -> bool:
    """Whether a sentence can be quoted without the one before it.

    >>> stands_alone("Children wait too long."), stands_alone("This means that they wait too long.")
    (True, False)
    >>> stands_alone("A new form is meant to address this, without effect so far.")
    False
    """
    words = _patterns()
    return not (words["opening"].match(text.lstrip()) or words["pointers"].search(text))


@lru_cache(maxsize=1 << 13)
def leans(text: str) -> bool:
    """Whether a sentence continues the one before it, by its opening or by a word inside.

    >>> leans("A new form is meant to address this, without effect so far.")
    True
    """
    return bool(_patterns()["back"].match(text.lstrip()) or _patterns()["pointers"].search(text))


@cache
def _patterns() -> dict[str, re.Pattern[str]]:

    words = wordings(Path(__file__).with_name("leaning.yaml"))
    return {
        "opening": re.compile(rf"(?:{words['back']}|{words['apart']})\b", re.IGNORECASE),
        "back": re.compile(rf"(?:{words['back']})\b", re.IGNORECASE),
        "pointers": re.compile(rf"\b(?:{words['pointers']})\b", re.IGNORECASE),
    }
