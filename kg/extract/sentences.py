"""Cuts running text into sentences.

Reports are written in plain sentences, so few rules do: a sentence ends at a full stop, question or
exclamation mark, with any closing quotation marks or brackets after it, before a capital letter, digit
or opening quotation mark. Abbreviations, initials and numbers do not end one, nor does a stop inside a
quotation or bracket that goes on in lower case.
"""

from __future__ import annotations

import re

from kg.documents.model import Span

_END = re.compile(r"[.?!]+[”’\"')\]]*(?=\s+[“‘\"'(\[]*[A-Z0-9À-Þ])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|cf|vs|viz|no|nos|para|paras|pp|p|s|ss|fig|approx|dr|mr|mrs|ms|prof|st|inc|ltd|dept|govt|art|sec|vol|ch)"
    r"|\b[A-Z])\.$",
    re.IGNORECASE,
)
_INITIAL = re.compile(r"\b[A-Z]\.$")
_ALWAYS_GOES_ON = re.compile(
    r"\b(?:e\.g|i\.e|cf|vs|viz|nos?|paras?|pp|p|dr|mr|mrs|ms|prof|st)\.$", re.IGNORECASE
)


def sentences(text: str) -> list[Span]:
    """The sentences of a paragraph, in order, without the blanks between them.

    >>> [("It is good. Is it? Yes.")[s.start:s.end] for s in sentences("It is good. Is it? Yes.")]
    ['It is good.', 'Is it?', 'Yes.']
    """
    spans = []
    start = 0
    for match in _END.finditer(text):
        stop = match.start() + 1
        head = text[start:stop]
        if text[match.start()] == "." and _goes_on(head, text[match.end() :]):
            continue
        spans.append(_trimmed(text, start, match.end()))
        start = match.end()
    spans.append(_trimmed(text, start, len(text)))
    return [span for span in spans if span.end > span.start]


def _goes_on(head: str, rest: str) -> bool:
    if _ALWAYS_GOES_ON.search(head):
        # "no." ends a sentence unless a number follows
        word = head.rsplit(None, 1)[-1].lower()
        return not (
            word in {"no.", "nos.", "p.", "st."} and not rest.lstrip()[:1].isdigit() and word != "st."
        )
    return bool(_INITIAL.search(head)) and len(head.split()[-1].strip("(“‘\"'")) == 2


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
