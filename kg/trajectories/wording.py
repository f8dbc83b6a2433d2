"""Whether a strength's wording proves anything; the words are in ``wording.yaml``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.findings.wordings import wordings


def tells_aim(text: str) -> bool:
    """Whether a sentence is about a document, an intention or awareness, and not about an effect.

    >>> tells_aim("A comprehensive sufficiency strategy is being implemented.")
    True
    >>> tells_aim("Plans are clear and regularly reviewed.")
    False
    """
    words = _words()
    return bool(words.paper.search(text) or words.under_way.search(text)) and not words.effect.search(text)


@dataclass(frozen=True, slots=True)
class _Words:
    paper: re.Pattern[str]
    under_way: re.Pattern[str]
    effect: re.Pattern[str]


@cache
def _words() -> _Words:

    part = wordings(Path(__file__).with_name("wording.yaml"))
    paper = rf"^(?:\W*\w+\W+){{0,7}}?(?:{part['papers']})\b(?:\W+\w+){{0,4}}?\W+(?:{part['verbs']})\b"
    return _Words(
        paper=re.compile(paper, re.IGNORECASE),
        under_way=re.compile(rf"\b(?:{part['under_way']})\b", re.IGNORECASE),
        effect=re.compile(rf"\b(?:{part['effect']})\b", re.IGNORECASE),
    )
