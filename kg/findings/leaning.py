"""Whether a sentence leans on the one before it; the words are in ``leaning.yaml``."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path


def opens_leaning(text: str) -> bool:
    """Whether a sentence opens with a word that leans on the one before, so that it cannot be quoted alone.

    >>> opens_leaning("This means that they wait too long."), opens_leaning("Children wait too long.")
    (True, False)
    """
    return bool(_patterns()["opening"].match(text.lstrip()))


def leans(text: str) -> bool:
    """Whether a sentence goes on with what the one before said, by its opening or by a word inside.

    >>> leans("A new form is meant to address this, without effect so far.")
    True
    """
    return bool(_patterns()["back"].match(text.lstrip()) or _patterns()["pointers"].search(text))


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    # Imported here: reading a store's findings needs no YAML.
    from kg.findings.wordings import wordings

    words = wordings(Path(__file__).with_name("leaning.yaml"))
    return {
        "opening": re.compile(rf"(?:{words['back']}|{words['apart']})\b", re.IGNORECASE),
        "back": re.compile(rf"(?:{words['back']})\b", re.IGNORECASE),
        "pointers": re.compile(rf"\b(?:{words['pointers']})\b", re.IGNORECASE),
    }
