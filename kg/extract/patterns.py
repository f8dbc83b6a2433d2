"""Patterns as the data files write them: blanks match any white space, ``'`` any apostrophe."""

from __future__ import annotations

import re
from functools import cache

_PLAIN_BLANK = re.compile(r" (?![?*+{])")


@cache
def compile_pattern(text: str, *, grade: str = "") -> re.Pattern[str]:
    """Compile a pattern of a data file.

    Args:
        text: a regular expression in the notation of ``frameworks/shared.yaml``.
        grade: replacement for ``GRADE``.

    >>> bool(compile_pattern("the council's plan").search("The  council’s plan"))
    True
    """
    text = text.replace("GRADE", f"(?:{grade})" if grade else "GRADE")
    text = _PLAIN_BLANK.sub(r"\\s+", text).replace(" ?", r"\s*").replace("'", "['’‘`´ʼ]")
    return re.compile(text, re.IGNORECASE | re.DOTALL)


def single_spaced(text: str) -> str:
    """White space collapsed to single blanks.

    >>> single_spaced(" a   b ")
    'a b'
    """
    return " ".join(text.split())
