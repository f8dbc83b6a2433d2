"""Applies the polarity of a heading to the phrases under it: the classifier sees only the phrase.

Under "Strengths" a letter lists noun phrases ("the involvement of children in ..."), which by themselves read
like something to be improved. The words are in ``headed.yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Final

from kg.classify.base import Label, Labels
from kg.findings.wordings import wordings

CONFIDENCE: Final = 0.95
"""Share of such sentences whose heading gives the right polarity, measured by reading letters."""

STRENGTH: Final = "strength"

_STRENGTH: Final = Label(STRENGTH, CONFIDENCE)
_NEUTRAL: Final = Label("neutral", CONFIDENCE)

SURE: Final = {"strength": 0.5, "neutral": 0.5, "mixed": 0.5}
"""Least confidence of the classifier at which a sentence of an item counts as not a weakness."""


def headed(text: str, leaning: str | None, said: Labels) -> Labels:
    """Labels with the polarity of the heading, unless the sentence itself contradicts it.

    A noun phrase takes the polarity of its heading. Under strengths, a sentence without a turn or a shortfall
    is not a weakness, and a sentence that reports a gain is praise; a concession at its start is ignored. A
    plain shortfall is not praise, nor is a result that is not known yet. Under headings of what must improve,
    inspectors also say what is good, so a full sentence keeps the classifier's polarity.

    Args:
        text: the sentence as printed.
        leaning: polarity that the heading gives, or ``None``.
        said: the classifier's labels.
    """
    if leaning is None or said.decided:
        return said
    words = _patterns()
    if said.polarity.id == leaning:
        against = _against(text) if leaning == STRENGTH else None
        return replace(said, polarity=Label(against, CONFIDENCE)) if against else said
    if words["verbs"].search(text) is not None:
        if leaning != STRENGTH:
            return said
        if said.polarity.id == "weakness":
            text = words["granted"].sub(" ", text)
        elif said.polarity.id == "neutral" and not words["gains"].search(text):
            return said
        if words["turns"].search(text):
            return said
    return replace(said, polarity=Label(leaning, CONFIDENCE))


def told_in_prose(sentences: Sequence[str]) -> bool:
    """Whether an item describes the situation, mostly in full sentences, and does not name what to improve.

    >>> told_in_prose(["Visits are seldom noted.", "Nurses do write them down."])
    True
    >>> told_in_prose(["The noting of visits.", "Nurses do write them down."])
    False
    """
    return sum(map(_is_told, sentences)) > max(1, len(sentences) / 2)


def within_item(text: str, heard: Label) -> Label | None:
    """Polarity of a sentence in an item written as prose, if the sentence asks for nothing.

    Such items, of some hundred words, also concede what is good and describe the situation. A sentence that
    asks for something or reports a shortfall says what must improve, whatever the classifier says; a sentence
    that only says how a shortfall is addressed does not.

    Args:
        text: the sentence as printed.
        heard: the polarity that the classifier gives the sentence outside an item.

    Returns:
        The polarity, or ``None`` if the sentence says what must improve.
    """
    words = _patterns()
    if words["phrases"].match(text):
        return None
    turned = words["turns"].search(text)
    left = words["answered"].sub(" ", words["planned"].sub(" ", text))
    asked = words["demands"].search(left)
    if heard.id == "neutral" and words["praised"].search(text) and not turned:
        return _STRENGTH
    if heard.confidence < SURE.get(heard.id, 2):
        return _NEUTRAL if words["answered"].search(text) and not turned and not asked else None
    return heard if heard.id == "mixed" or not asked else None


def _is_told(text: str) -> bool:
    words = _patterns()
    whole = text[:1].isupper() and text.endswith((".", ".’", ".”", "?"))
    plain = words["clauses"].sub(" ", text)
    told = words["verbs"].search(plain) or words["tells"].search(plain)
    return whole and told is not None and not words["phrases"].match(text)


def _against(text: str) -> str | None:
    """The polarity of a sentence whose own words are not praise; ``None`` if they do not decide."""
    words = _patterns()
    plain = words["granted"].sub(" ", text)
    if words["shortfalls"].search(plain):
        return "weakness"
    return "neutral" if words["untold"].search(plain) and not words["joins"].search(plain) else None


@cache
def _patterns() -> dict[str, re.Pattern[str]]:

    lists = wordings(Path(__file__).with_name("headed.yaml"))
    whole = r"(?:(?<!\w)|(?=\W))(?:{})(?!\w)"
    return {name: re.compile(whole.format(words), re.IGNORECASE) for name, words in lists.items()}
