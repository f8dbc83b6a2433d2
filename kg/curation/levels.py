"""The single inspections in a decision about a row: their levels, and the sentence that shows each best."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from kg.errors import RecordError

LEVELS: Final = ("priority-action", "recommendation", "text", "remark", "strong", "silent")
"""Levels that a person may give to an inspection that was read."""

UNREAD: Final = " unread"
"""Suffix to the key of an inspection that is known but was not read."""

Pairs = tuple[tuple[str, str], ...]
"""Keys of inspections, oldest first, each with its value."""

RECOMMENDATION: Final = r"recommendation/[0-9a-f]{16}/(?:la|lscb|partnership|committee|other)-[1-9][0-9]*"
"""Form of the key of a recommendation."""

_MENTION: Final = r"mention/[0-9a-f]{16}/[0-9a-f]{10}(?:-[0-9]+)?"

SENTENCE: Final = re.compile(rf"{_MENTION}\Z")
"""Form of the key of a sentence."""

QUOTABLE: Final = re.compile(rf"(?:{_MENTION}|{RECOMMENDATION})\Z")
"""Form of the key of a sentence or a recommendation, which can be quoted."""

BODY: Final = re.compile(r"(?:authority|board)/[0-9]{3}[a-z0-9-]*\Z")
"""Form of the key of an inspected body."""

INSPECTION: Final = re.compile(r"[0-9]{3}-[a-z0-9-]+\Z")
"""Form of the key of an inspection."""

QUOTABLE_FORM: Final = "mention/DOCUMENT/SENTENCE or recommendation/DOCUMENT/la-1"


def from_first_read(inspections: Sequence[str]) -> tuple[str, ...]:
    """The inspections from the first that was read on, or all if none was.

    Earlier inspections that are known but were not read do not affect the state.

    >>> from_first_read(["a unread", "b", "c unread", "d"])
    ('b', 'c unread', 'd')
    """
    read = (at for at, key in enumerate(inspections) if not key.endswith(UNREAD))
    return tuple(inspections[next(read, 0) :])


def levels_of(value: object, inspections: Sequence[str], where: str) -> Pairs:
    """The levels that a decision gives, by inspection.

    Args:
        value: an object of keys and level ids, or ``None`` for none.
        inspections: the inspections of the decision.
        where: file and line, for errors.

    Raises:
        RecordError: it is not such an object, an inspection is not one that was read, or a level is unknown.
    """
    return _pairs("levels", value, inspections, where, LEVELS.__contains__, f"one of {', '.join(LEVELS)}")


def shown_of(value: object, inspections: Sequence[str], where: str) -> Pairs:
    """The sentence or recommendation that shows the level of an inspection best, by inspection.

    Args:
        value: an object of keys of inspections and of sentences or recommendations, or ``None`` for none.
        inspections: the inspections of the decision.
        where: file and line, for errors.

    Raises:
        RecordError: it is not such an object, an inspection is not one that was read, or a key is malformed.
    """
    return _pairs("shown", value, inspections, where, QUOTABLE.match, QUOTABLE_FORM)


def _pairs(
    name: str,
    value: object,
    inspections: Sequence[str],
    where: str,
    fits: Callable[[str], object],
    wanted: str,
) -> Pairs:
    if value is None:
        return ()
    if not isinstance(value, dict):
        raise RecordError(f"{where}: {name} {value!r}: expected an object, for each inspection its value")
    read = [key for key in inspections if not key.endswith(UNREAD)]
    problems = list(_problems(name, value, read, fits, wanted))
    if problems:
        raise RecordError(f"{where}: {problems[0]}")
    return tuple((key, value[key]) for key in read if key in value)


def _problems(
    name: str,
    value: dict[object, object],
    read: Sequence[str],
    fits: Callable[[str], object],
    wanted: str,
) -> Iterator[str]:
    for key, one in value.items():
        if key not in read:
            yield f"{name} {key!r}: expected an inspection that was read ({', '.join(read)})"
        elif not isinstance(one, str) or not fits(one):
            yield f"{name} of {key} {one!r}: expected {wanted}"
