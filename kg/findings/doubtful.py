"""What a sentence says by its own words, where the classifier is not sure of its polarity.

Texts of frameworks that the classifier has not learned from tell more of what people do, of single children
and of how a shortfall is answered. There it often takes the words of a shortfall for praise, if praising
sentences stand around, and the other way round. The words are in ``doubtful.yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Final

from kg.classify.base import Label, Labels
from kg.classify.tone import FEATURES, tone
from kg.extract.facts import ReportFacts
from kg.findings.headed import STRENGTH
from kg.findings.wordings import wordings

CONFIDENCE: Final = 0.85
"""Share of the sentences weighed here whose words say what they say, by reading letters and reports."""

DOUBT: Final = {"weakness": 0.8, "neutral": 0.8, "strength": 0.7, "mixed": 0.8}
"""Confidence from which the classifier is believed, by what it says."""

PLAIN: Final = 0.9
"""Confidence from which even a sentence that tells of a child or a place is believed to judge."""

LEAST: Final = 0.7
"""Confidence of a sentence at which the one that goes on with it has its polarity."""

_STARTS: Final = re.compile(r"^(?:however|but|yet|nevertheless),? ", re.IGNORECASE)


def weighed(facts: ReportFacts, said: Sequence[Labels]) -> list[Labels]:
    """Labels of a report's sentences, those of items apart, with the polarity of their own words.

    A sentence that only goes on with the one before it, such as "This includes ...", has the polarity of that
    one where the classifier doubts its own.

    Args:
        facts: the report.
        said: what the classifier says of each sentence.
    """
    out: list[Labels] = []
    for mention, one in zip(facts.mentions, said, strict=True):
        heading = facts.sections[mention.section - 1].heading if mention.section else None
        at = len(out)
        if mention.recommendation is None:
            one = by_words(mention.text, heading, one, mention.leaning)
            if at and facts.mentions[at - 1].block == mention.block:
                one = _going_on(mention.text, out[-1].polarity, one)
        out.append(one)
    return out


def by_words(text: str, heading: str | None, said: Labels, leaning: str | None = None) -> Labels:
    """Labels with the polarity that a sentence's own words give, where the classifier doubts its own.

    Args:
        text: the sentence as printed.
        heading: the heading of its section, or ``None``.
        said: what the classifier says.
        leaning: polarity that the heading gives to phrases; a shortfall found here does not stand against it.
    """
    if said.decided:
        return said
    found = _told(text, heading or "", said.polarity, leaning)
    if found in (None, said.polarity.id) or (found == "weakness" and leaning == STRENGTH):
        return said
    return replace(said, polarity=Label(str(found), CONFIDENCE))


def _going_on(text: str, before: Label, said: Labels) -> Labels:
    words = _patterns()
    sure = said.decided or said.polarity.confidence >= DOUBT["neutral"] or before.confidence < LEAST
    judged = before.id in (STRENGTH, "weakness") and before.id != said.polarity.id
    short = words["falls_short"].search(text) or words["joins"].search(text)
    if sure or not judged or not words["goes_on"].match(text) or (short and before.id == STRENGTH):
        return said
    return replace(said, polarity=Label(before.id, CONFIDENCE))


def _told(text: str, heading: str, heard: Label, leaning: str | None) -> str | None:
    words = _patterns()
    if words["wished"].search(text):
        return "weakness" if heard.id == "strength" else None
    left = words["averted"].sub(" ", text)
    short = words["falls_short"].search(words["apart"].sub(" ", left)) is not None
    if leaning is None and not short and words["background"].search(text):
        return "neutral" if heard.confidence < PLAIN else None
    if heard.confidence >= DOUBT[heard.id] or words["joins"].search(_STARTS.sub("", left)):
        return None
    if heard.id == "mixed":
        return "strength" if left != text and not short else None
    if words["untold"].search(text):
        return "neutral"
    acted = words["acted_on"].search(text) is not None
    gained = words["gains"].search(text) is not None
    if heard.id == "weakness":
        praised = left != text or gained or _praises(words["subjects"].sub(" ", text))
        found = "neutral" if acted else "strength" if praised and not short else None
    elif heard.id == "strength":
        found = "weakness" if short and not acted else None
    else:
        found = None if acted else "weakness" if short else "strength" if gained else None
    against = {"weakness": "praised_story", "strength": "faulted_story"}.get(found or "")
    return "neutral" if against and words[against].match(heading) else found


def _praises(text: str) -> bool:
    values = dict(zip(FEATURES, tone(text), strict=True))
    return values["net main"] > 0 and values["criticism"] <= values["turned criticism"]


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    lists = wordings(Path(__file__).with_name("doubtful.yaml"))
    whole = r"(?:(?<!\w)|(?=\W))(?:{})(?!\w)"
    return {name: re.compile(whole.format(words), re.IGNORECASE) for name, words in lists.items()}
