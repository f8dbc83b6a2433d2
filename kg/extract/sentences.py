"""Cuts running text into sentences.

Reports are written in plain sentences, so few rules suffice. A sentence ends at a full stop, question or
exclamation mark, with any closing quotation marks or brackets after it, before a capital letter, digit
or opening quotation mark. Abbreviations and initials do not end one, and a quotation of several
sentences stays whole with the sentence that introduces it.
"""

from __future__ import annotations

import re

from kg.documents.model import Span

_END = re.compile(r"(?<![.?!])[.?!]++[”’\"')\]]*+(?=\s+[“‘\"'(\[]*[A-Z0-9À-Þ])")
_ABBREVIATION = re.compile(r"\b(?:e\.g|i\.e|cf|vs|viz|paras?|pp|dr|mr|mrs|ms|prof|st)\.$", re.IGNORECASE)
_BEFORE_NUMBER = re.compile(r"\b(?:nos?|p|s|ss|vol|ch)\.$", re.IGNORECASE)
_INITIAL = re.compile(r"(?:^|\s)[(“‘\"']?[A-Z]\.$")
_QUOTATION = re.compile(r"(?:^|[:,]\s*|\b(?:as|that|said|saying|told \w+)\s+)(?P<mark>[‘“])", re.IGNORECASE)
# an apostrophe after a plural looks like the end of a quotation: enough to doubt that one is open,
# not enough to believe that it extends to there
_CLOSED = {"‘": re.compile(r"’(?!\w)"), "“": re.compile("”")}
_CLOSING = {"‘": re.compile(r"[.?!,]’|’(?=[.?!,)])"), "“": re.compile("”")}
_LONGEST_QUOTATION = 500
_LONGEST_ABBREVIATION = 10
_LONG_WORD = 6
"""Letters that no abbreviation has in a row."""
_NUMBER = re.compile(r"\s*\d")


def sentences(text: str) -> list[Span]:
    """The sentences of a paragraph, in order, without the blanks between them.

    >>> [("It is good. Is it? Yes.")[s.start:s.end] for s in sentences("It is good. Is it? Yes.")]
    ['It is good.', 'Is it?', 'Yes.']
    """
    spans = []
    start = 0
    quotations = _Quotations(text)
    for match in _END.finditer(text):
        if match.group() == "." and _abbreviated(text, start, match.end()):
            continue
        if quotations.open_at(match.end()):
            continue
        spans.append(_trimmed(text, start, match.end()))
        start = match.end()
    spans.append(_trimmed(text, start, len(text)))
    return [span for span in spans if span.end > span.start]


def _abbreviated(text: str, start: int, end: int) -> bool:
    if start < end - _LONG_WORD and text[end - 1 - _LONG_WORD : end - 1].isalpha():  # most sentences
        return False
    near = max(start, end - _LONGEST_ABBREVIATION)
    if _ABBREVIATION.search(text, near, end) or _INITIAL.search(text, near, end):
        return True
    # "no." ends a sentence unless a number follows
    return bool(_BEFORE_NUMBER.search(text, near, end) and _NUMBER.match(text, end))


class _Quotations:
    """The quotations of a text, from sentence to sentence; each character is read once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._mark = ""
        self._seen = self._unclosed = 0
        self._none = not any(mark in text for mark in _CLOSED)

    def open_at(self, end: int) -> bool:
        """Whether a quotation of this sentence is open at its end and closes soon enough to be believed."""
        if self._none:  # most texts
            return False
        for opened in _QUOTATION.finditer(self._text, self._seen, end):
            self._mark, self._unclosed = opened["mark"], opened.end()
        self._seen = end
        if not self._mark:
            return False
        if not _CLOSED[self._mark].search(self._text, self._unclosed, end) and _CLOSING[self._mark].search(
            self._text, end, end + _LONGEST_QUOTATION
        ):
            self._unclosed = end
            return True
        self._mark = ""
        return False


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
