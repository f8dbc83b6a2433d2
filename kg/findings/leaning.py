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
    return bool(_patterns()[0].match(text.lstrip()))


def leans(text: str) -> bool:
    """Whether a sentence leans on the one before by its opening or by a word inside.

    >>> leans("A new form is meant to address this, without effect so far.")
    True
    """
    return opens_leaning(text) or bool(_patterns()[1].search(text))


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    # Imported here: reading a store's findings needs no YAML.
    from ruamel.yaml import YAML

    lists = YAML(typ="safe").load(Path(__file__).with_name("leaning.yaml").read_text(encoding="utf-8"))
    openings, pointers = (re.sub(r"\|\s+", "|", lists[name].strip()) for name in ("openings", "pointers"))
    return (
        re.compile(rf"(?:{openings})\b", re.IGNORECASE),
        re.compile(rf"\b(?:{pointers})\b", re.IGNORECASE),
    )
