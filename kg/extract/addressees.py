"""Addressee of an item, if the item, its row, its heading or the line above it names a body."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from kg.extract.layouts import values
from kg.extract.patterns import compile_pattern, single_spaced
from kg.extract.sentences import sentences

_DUTY = re.compile(
    r"^(?P<who>.{2,200}?)\s+(?:should|must|needs?\s+to|will\s+need\s+to|ha(?:s|ve)\s+to|(?:are|is)\s+required\s+to)\b",
    re.DOTALL,
)
_LEADERS = re.compile(
    r"^(?:(?:senior|strategic|area)\s+)?(?:leaders|managers|commissioners)\s+(?:at|in|from|of|within)\s+(?:the\s+)?",
    re.IGNORECASE,
)
_FOR = re.compile(r"^(?:for|to)\s+", re.IGNORECASE)
_THE = re.compile(r"^(?:both\s+)?the\s+", re.IGNORECASE)
_NAME_WORD = re.compile(r"[A-Z(&][\w’'&.()-]*,?|[&/]")
_POSSESSIVE = re.compile(r"[’']s?$")
_BETWEEN = re.compile(r"\s*(?:[,;/]|\s&(?=\s)|\band\b|\bwith\b)\s*", re.IGNORECASE)
_PARTNERSHIP = "partnership"
_COUNCIL = "la"


def addressee(text: str, above: str | None, row: str | None, default: str) -> tuple[str, str | None]:
    """Role and printed name of an item's addressee.

    Args:
        text: the item.
        above: the line that introduces it, or the sub-heading above it.
        row: what its row names as responsible, if it is in a table.
        default: the role if nothing is named.

    Returns:
        A role of the scheme, and the bodies as printed; ``None`` if nothing names them.

    >>> addressee("Exampleshire Police must train its officers.", None, None, "partnership")
    ('other', 'Exampleshire Police')
    """
    if row:
        return _role(row, default), single_spaced(row)
    for said in (text, above):
        who = _subject(said) if said else None
        if who:
            return _role(who, default), who
    named = _FOR.sub("", single_spaced(above).rstrip(" :")) if above else ""
    if named and _names(named):
        return _role(named, default), named
    return default, _own(text, default)


def _own(text: str, default: str) -> str | None:
    """Leaders of the inspected body, as printed in the first sentence that says who must act.

    Such words name no body, so they give no role; a sentence after the first counts only if it is about the
    whole partnership, since another body named there may answer for a part.

    >>> _own("Letters wait. Area leaders must read them.", "partnership")
    'Area leaders'
    """
    own = compile_pattern(_known()["own"][default]) if default in _known()["own"] else None
    for span in sentences(text) if own else ():
        match = _DUTY.match(text[span.start : span.end])
        who = _THE.sub("", single_spaced(match.group("who"))) if match else None
        if who and own and own.fullmatch(who):
            return who
    return None


def _subject(said: str) -> str | None:
    match = _DUTY.match(said)
    if match is None:
        return None
    who = single_spaced(match.group("who"))
    led = _LEADERS.sub("", who)
    if not _names(led, of_people=led != who):
        return None
    # leaders are omitted only before the names of bodies, and not before a field of work
    bodies = all(any(_last(words, part) for words in _known()["roles"].values()) for part in _parts(led))
    return _THE.sub("", led if bodies else who).rstrip(" ,")


def _names(said: str, *, of_people: bool = False) -> bool:
    """Whether words are only names of bodies, not a sentence about them."""
    small = set(_known()["words"])
    whole = all(
        _NAME_WORD.fullmatch(word) or {bare := word.strip(",:").lower(), _POSSESSIVE.sub("", bare)} & small
        for word in said.split()
    )
    if not whole:
        return False
    if any(_last(words, said) for words in _known()["roles"].values()):
        return True
    led = of_people or _last(_known()["people"], said)
    return bool(led) and any(_last(words, said) for words in _known()["with_people"].values())


def _role(said: str, default: str) -> str:
    """The role of a body; several bodies are a partnership, whatever their roles."""
    parts = _parts(said)
    found = [role for role in map(_role_of_one, parts) if role]
    if not found:
        return default
    if len(found) > 1 and (set(found) != {_COUNCIL} or _councils(parts) > 1):
        return _PARTNERSHIP
    return found[0]


def _parts(said: str) -> list[str]:
    """The bodies of a list; an "and" or comma inside a name does not separate bodies."""
    whole = [name.span() for name in compile_pattern(_known()["one_name"]).finditer(said)]
    cuts = [m.span() for m in _BETWEEN.finditer(said) if not any(a < m.start() < b for a, b in whole)]
    starts, ends = [0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(said)]
    return [said[start:end] for start, end in zip(starts, ends, strict=True) if end > start]


def _role_of_one(said: str) -> str | None:
    """The role of one body, by the last word that decides: a partnership trust is a trust."""
    ends = {
        role: max(_last(words, said), _last(_known()["with_people"].get(role, ""), said))
        for role, words in _known()["roles"].items()
    }
    role = max(ends, key=lambda role: ends[role])
    return role if ends[role] else None


def _councils(parts: Iterable[str]) -> int:
    return sum(bool(_last("council|local authority|LA", part)) for part in parts)


def _last(words: str, said: str) -> int:
    """End of the last of some words; 0 if none occurs."""
    if not words:
        return 0
    return max((match.end() for match in compile_pattern(rf"\b(?:{words})\b").finditer(said)), default=0)


def _known() -> Mapping[str, Any]:
    known: Mapping[str, Any] = values()["addressees"]
    return known
