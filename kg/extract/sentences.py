"""Cuts running text into sentences.

Reports are written in plain sentences, so few rules do. A sentence ends at a full stop, question or
exclamation mark, with any closing quotation marks or brackets after it, before a capital letter, digit
or opening quotation mark. Abbreviations and initials do not end one, and a quotation of several
sentences stays whole with the sentence that introduces it.
"""

from __future__ import annotations

import re

from kg.documents.model import Span

_END = re.compile(r"[.?!]+[”’\"')\]]*(?=\s+[“‘\"'(\[]*[A-Z0-9À-Þ])")
_ABBREVIATION = re.compile(r"\b(?:e\.g|i\.e|cf|vs|viz|paras?|pp|dr|mr|mrs|ms|prof|st)\.$", re.IGNORECASE)
_BEFORE_NUMBER = re.compile(r"\b(?:nos?|p|s|ss|vol|ch)\.$", re.IGNORECASE)
_INITIAL = re.compile(r"(?:^|\s)[(“‘\"']?[A-Z]\.$")
_QUOTATION = re.compile(r"(?:^|[:,]\s*|\b(?:as|that|said|saying|told \w+)\s+)(?P<mark>[‘“])", re.IGNORECASE)
# an apostrophe behind a plural looks like the end of a quotation: enough to doubt that one is open,
# not enough to believe that it goes on to there
_CLOSED = {"‘": re.compile(r"’(?!\w)"), "“": re.compile("”")}
_CLOSING = {"‘": re.compile(r"[.?!,]’|’(?=[.?!,)])"), "“": re.compile("”")}
_LONGEST_QUOTATION = 500


def sentences(text: str) -> list[Span]:
    """The sentences of a paragraph, in order, without the blanks between them.

    >>> [("It is good. Is it? Yes.")[s.start:s.end] for s in sentences("It is good. Is it? Yes.")]
    ['It is good.', 'Is it?', 'Yes.']
    """
    spans = []
    start = 0
    for match in _END.finditer(text):
        head = text[start : match.start() + 1]
        if match.group() == "." and _abbreviated(head, text[match.end() :].lstrip()):
            continue
        if _quoting(text, start, match.end()):
            continue
        spans.append(_trimmed(text, start, match.end()))
        start = match.end()
    spans.append(_trimmed(text, start, len(text)))
    return [span for span in spans if span.end > span.start]


def _abbreviated(head: str, rest: str) -> bool:
    if _ABBREVIATION.search(head) or _INITIAL.search(head):
        return True
    # "no." ends a sentence unless a number follows
    return bool(_BEFORE_NUMBER.search(head)) and rest[:1].isdigit()


def _quoting(text: str, start: int, end: int) -> bool:
    """Whether a quotation is open at ``end`` and closes soon enough to be believed."""
    openings = list(_QUOTATION.finditer(text, start, end))
    if not openings:
        return False
    opened = openings[-1]
    mark = opened.group("mark")
    if _CLOSED[mark].search(text, opened.end(), end):
        return False
    return _CLOSING[mark].search(text, end, end + _LONGEST_QUOTATION) is not None


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
