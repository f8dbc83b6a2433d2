"""Names of authorities within running text: in titles, salutations, headings and items."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from kg.extract import authorities

_LONGEST_NAME = 8
"""Words of the longest name of an authority, with the words around it."""
_IN = re.compile(
    r"(?:\b(?:in|for|across|(?:areas?|city|county|borough|district|partnerships?)\s+of)\s+|[:–—]\s*|\s-\s+)"
    r"(?:both\s+)?(?:the\s+)?",
    re.IGNORECASE,
)
"""Text that may precede a name."""
_WORD = re.compile(r"[^\s/]+")
_PARTNERS = (
    r"(?:[’']s)?(?:\s+(?:local|strategic|multi-agency|area|safeguarding|children(?:[’']s)?|partnerships?|partners"
    r"|arrangements|boards?)\b)*"
)
_JOINT = re.compile(
    rf"{_PARTNERS}\s*(?:,\s*(?:and\s+)?|&\s*|/\s*|and\s+)(?:(?:in|across|of)\s+)?(?:the\s+)?"
    r"(?:(?:city|county|borough)\s+of\s+)?",
    re.IGNORECASE,
)
"""Separator of the names of two authorities, or of their partnerships."""
_THEIR_PARTNERS = re.compile(_PARTNERS, re.IGNORECASE)
# text that may follow a name: the end, a mark, or a small word that does not join it to another name
_AFTER_NAME = re.compile(
    r"\s*(?:$|[.,;:()–-]|[’']s\b|(?!and\b|of\b|on\b|upon\b|with\b)[a-z]|(?!NHS\b|ICB\b|CCG\b)[A-Z]{2,}\b)"
)
_COUNCIL_BODY = re.compile(
    r"(?:[’']s)?\s+(?:[A-Z]\w+\s+)*?(?:Councils?|Local Authority"
    r"|(?:Safeguarding|Local|Area) (?:[A-Z]\w+[’']?s? )*?(?:Partnership|Partners|Board))\b"
)
"""Text that may follow a name that means the authority's own area: not a police force or a trust."""
_NAME_GOES_ON = re.compile(r"\s+[A-Z]")
_CAPITAL = re.compile(r"(?<![\w’'-])[A-Z]")


@dataclass(frozen=True, slots=True)
class Named:
    """Authorities that a stretch of text names.

    Attributes:
        codes: their codes, in printed order; ``None`` if the text joins names and one of them is not known.
        start: offset at which the first name begins in the text.
        end: offset at which the last one ends.
    """

    codes: tuple[str, ...] | None
    start: int
    end: int


def one_in(region: str, codes: Mapping[str, str] | None) -> Named | None:
    """The first authority that a stretch of text names, at its start or after "in", a colon and the like."""
    for start in [0, *(match.end() for match in _IN.finditer(region))]:
        for end, code in _names_at(region, start, codes):
            if _AFTER_NAME.match(region, end):
                return Named((code,), start, end)
    return None


def several_in(region: str, codes: Mapping[str, str] | None) -> Named | None:
    """Authorities whose names a stretch of text joins with commas or "and"; ``None`` if it joins none."""
    for start in [0, *(match.end() for match in _IN.finditer(region))]:
        found, end = _joined(region, start, codes)
        if len(set(found)) > 1:
            partners = _THEIR_PARTNERS.match(region, end)
            after = partners.end() if partners else end
            whole = _AFTER_NAME.match(region, after) and not _further(region, after)
            return Named(tuple(dict.fromkeys(found)) if whole else None, start, end)
    return None


def told_of(text: str, codes: Mapping[str, str] | None, known: Collection[str]) -> frozenset[str]:
    """Which of some authorities a text names as places or as councils.

    A police force or a trust with the name of an authority may serve others too, so it does not count.

    Args:
        text: a heading, an item or an addressee.
        codes: codes by name of further authorities.
        known: the codes of the authorities that can be meant.
    """
    told: set[str] = set()
    place = 0
    while begin := _CAPITAL.search(text, place):
        found, end = _joined(text, begin.start(), codes)
        place = max(begin.end(), end)
        if found and (not _NAME_GOES_ON.match(text, end) or _COUNCIL_BODY.match(text, end)):
            told.update(found)
    return frozenset(told.intersection(known))


def _joined(text: str, start: int, codes: Mapping[str, str] | None) -> tuple[list[str], int]:
    """Authorities whose joined names begin at an offset, and the end of the last name."""
    found: list[str] = []
    end = start
    while named := next(_names_at(text, start, codes), None):
        end, code = named
        found.append(code)
        joint = _JOINT.match(text, end)
        if joint is None:
            break
        start = joint.end()
    return found, end


def _further(region: str, end: int) -> bool:
    """Whether another name seems to follow that is not known."""
    return bool(re.match(r"\s*(?:,|&|/|,?\s*and\b)\s*(?:(?:in|the)\s+)*[A-Z]", region[end:]))


def _names_at(region: str, start: int, codes: Mapping[str, str] | None) -> Iterator[tuple[int, str]]:
    """Names of authorities that begin at an offset, the longest first: the end of each, and its code."""
    for last in reversed(list(_WORD.finditer(region, start))[:_LONGEST_NAME]):
        name = region[start : last.end()].rstrip(" .,;:()’'")
        code = authorities.known(re.sub(r"[’']s$", "", name), codes) if name else None
        if code:
            yield start + len(name), code
