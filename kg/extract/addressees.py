"""Whom an item is addressed to, where it, its row, its heading or the line above it names a body."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.extract.layouts import values
from kg.extract.patterns import compile_pattern, fold

_DUTY = re.compile(
    r"^(?P<who>.{2,200}?)\s+(?:should|must|needs?\s+to|will\s+need\s+to|(?:are|is)\s+required\s+to)\b",
    re.DOTALL,
)
_LEADERS = re.compile(
    r"^(?:(?:senior|strategic|area)\s+)?(?:leaders|managers|commissioners)\s+(?:at|in|from|of|within)\s+(?:the\s+)?",
    re.IGNORECASE,
)
_THE = re.compile(r"^the\s+", re.IGNORECASE)
_NAME_WORD = re.compile(r"[A-Z(&][\w’'&.()-]*,?|&")
_PARTNERSHIP = "partnership"


def addressee(text: str, above: str | None, row: str | None, default: str) -> tuple[str, str | None]:
    """Role and printed name of an item's addressee.

    Args:
        text: the item.
        above: the line that leads over to it, or the sub-heading over it.
        row: what its row names as responsible, if it stands in a table.
        default: the role where nothing is named.

    Returns:
        A role of the scheme, and the bodies as printed; ``None`` where nothing names them.

    >>> addressee("Exampleshire Police must train its officers.", None, None, "partnership")
    ('other', 'Exampleshire Police')
    """
    if row:
        return _role(row, default), fold(row)
    for said in (text, above):
        who = _subject(said) if said else None
        if who:
            return _role(who, default), who
    if above and _names(above):
        return _role(above, default), fold(above)
    return default, None


def _subject(said: str) -> str | None:
    match = _DUTY.match(said)
    if match is None:
        return None
    who = fold(match.group("who"))
    if not _names(_LEADERS.sub("", who)):
        return None
    return _THE.sub("", _LEADERS.sub("", who))


def _names(said: str) -> bool:
    """Whether words are names of bodies and nothing else: no sentence about them."""
    known = values()["addressees"]
    small = set(known["words"])
    words = said.split()
    whole = all(_NAME_WORD.fullmatch(word) or word.strip(",:").lower() in small for word in words)
    return whole and any(_found(said, role) for role in known["roles"])


def _found(said: str, role: str) -> bool:
    return bool(compile_pattern(rf"\b(?:{values()['addressees']['roles'][role]})\b").search(said))


def _role(said: str, default: str) -> str:
    found: Iterable[str] = [role for role in values()["addressees"]["roles"] if _found(said, role)]
    found = list(found)
    if not found:
        return default
    # several bodies are a partnership, whatever they are
    return found[0] if len(found) == 1 else _PARTNERSHIP
