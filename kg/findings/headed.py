"""What a heading says of the phrases under it, where the classifier sees the phrase alone.

Under "Strengths" a letter lists things in noun form ("the involvement of children in ..."), which read by
themselves like something to be improved. The words are in ``headed.yaml``.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Final

from kg.classify.base import Label, Labels

CONFIDENCE: Final = 0.95
"""Share of such sentences whose heading says what they say, by reading letters."""

STRENGTH: Final = "strength"


def headed(text: str, leaning: str | None, said: Labels) -> Labels:
    """Labels with the polarity of the heading, where the sentence itself says nothing against it.

    A noun phrase takes the polarity of its heading. Under strengths, a sentence with no turn and no shortfall
    in it is no weakness; under what must improve, inspectors also say what is well, so a full sentence keeps
    the classifier's polarity.

    Args:
        text: the sentence as printed.
        leaning: polarity that the heading gives, or ``None``.
        said: what the classifier says.
    """
    if leaning is None or said.polarity.id == leaning or said.decided:
        return said
    words = _patterns()
    sentence = words["verbs"].search(text) is not None
    if sentence and (leaning != STRENGTH or said.polarity.id == "neutral" or words["turns"].search(text)):
        return said
    return replace(said, polarity=Label(leaning, CONFIDENCE))


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    # Imported here: reading a store's findings needs no YAML.
    from kg.findings.wordings import wordings

    lists = wordings(Path(__file__).with_name("headed.yaml"))
    return {name: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for name, words in lists.items()}
