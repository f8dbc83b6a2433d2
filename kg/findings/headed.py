"""What a heading says of the phrases under it, where the classifier sees the phrase alone.

Under "Strengths" a letter lists things in noun form ("the involvement of children in ..."), which read by
themselves like something to be improved. The words are in ``headed.yaml``.
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
"""Share of such sentences whose heading says what they say, by reading letters."""

STRENGTH: Final = "strength"

_STRENGTH: Final = Label(STRENGTH, CONFIDENCE)
_NEUTRAL: Final = Label("neutral", CONFIDENCE)

SURE: Final = {"strength": 0.5, "neutral": 0.5, "mixed": 0.5}
"""Least confidence at which the classifier is believed that a sentence of an item says no weakness."""


def headed(text: str, leaning: str | None, said: Labels) -> Labels:
    """Labels with the polarity of the heading, where the sentence itself says nothing against it.

    A noun phrase takes the polarity of its heading. Under strengths, a sentence with no turn and no shortfall
    in it is no weakness, and one that tells of a gain is praise; what it grants in front counts for nothing.
    A plain shortfall is none, and neither is a result that cannot be told yet. Under what must improve,
    inspectors also say what is well, so a full sentence keeps the classifier's polarity.

    Args:
        text: the sentence as printed.
        leaning: polarity that the heading gives, or ``None``.
        said: what the classifier says.
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
    """Whether an item tells how things are, mostly in full sentences, and does not name what to improve.

    >>> told_in_prose(["Visits are seldom noted.", "Nurses do write them down."])
    True
    >>> told_in_prose(["The noting of visits.", "Nurses do write them down."])
    False
    """
    return sum(map(_is_told, sentences)) > max(1, len(sentences) / 2)


def within_item(text: str, heard: Label) -> Label | None:
    """What a sentence of an item says that is told in prose, where it asks for nothing.

    Such items, of some hundred words, also grant what is well and say how things are. A sentence that asks,
    or tells of a shortfall, says what must improve, whatever the classifier hears; one that only tells how a
    shortfall is answered does not.

    Args:
        text: the sentence as printed.
        heard: the polarity that the classifier gives the sentence outside of an item.

    Returns:
        The polarity, or ``None`` where the sentence says what must improve.
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
    """The polarity of a sentence whose own words are not praise; ``None`` if they do not say."""
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
