"""Resolves the name of an authority in a report to the Department's three-digit code."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from kg.closest import closest
from kg.errors import UnknownValue
from kg.yaml_core import load_file

_DATA = Path(__file__).resolve().parent / "authority_names.yaml"
_JOINT = re.compile(r"(?:\s*[,;/]\s*(?:and\s+)?|\s+(?:and|&)\s+)(?:the\s+)?", re.IGNORECASE)
"""Separator of the names of two authorities."""


def resolve(printed: str, further: Mapping[str, str] | None = None) -> str:
    """The Department's code of an authority.

    The name is looked up as printed, then without the surrounding words that only give the kind of
    council: "Dorset County Council" and "Dorset" are two bodies.

    Args:
        printed: the name as a report prints it.
        further: codes by name of authorities that are in no register of the Department, such as invented
            ones for a demonstration.

    Raises:
        UnknownValue: no authority has this name in ``authority_names.yaml``, or the body serves several.

    >>> resolve("London Borough of Hackney")
    '204'
    """
    found = known(printed, further)
    if found is not None:
        return found
    codes, _, _, shared = _names()
    name = _plain(printed)
    if name in shared:
        raise UnknownValue(
            f"{printed!r} runs services for several authorities; the name does not say which is meant."
        )
    near = closest(name, [*codes, *map(_plain, further or ())])
    hint = f"; the nearest are {', '.join(near)}" if near else ""
    raise UnknownValue(f"The authority {printed!r} is not in authority_names.yaml{hint}.")


def known(printed: str, further: Mapping[str, str] | None = None) -> str | None:
    """Like :func:`resolve`, but ``None`` for words that do not name a single authority."""
    codes, before, after, shared = _names()
    name = _plain(printed)
    if name in shared:
        return None
    own = {_plain(one): code for one, code in (further or {}).items()}
    candidates = _candidates(name, before, after)
    return next((own.get(one) or codes[one] for one in candidates if one in own or one in codes), None)


def members(printed: str, on: date, further: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """The codes of all authorities of an area, which may span several, in printed order.

    An authority that had ended is replaced by those that took over its area.

    Args:
        printed: the name, or names with commas and "and" between them.
        on: the day on which the authorities must exist.
        further: as in :func:`resolve`.

    Raises:
        UnknownValue: the words cannot be read as names of authorities only.

    >>> members("Derby and Derbyshire", date(2024, 5, 1))
    ('831', '830')
    """
    try:
        found: tuple[str, ...] = (resolve(printed, further),)
    except UnknownValue:
        several = _several(printed, further)
        if several is None:
            raise
        found = several
    return tuple(dict.fromkeys(code for one in found for code in successors(one, on)))


def successors(code: str, on: date) -> tuple[str, ...]:
    """The authority itself, or those that took over its area if it had ended by a day."""
    end = _ended().get(code)
    return tuple(end["into"]) if end and on >= date.fromisoformat(end["on"]) else (code,)


def _several(printed: str, further: Mapping[str, str] | None) -> tuple[str, ...] | None:
    """The fewest names into which words joined by commas and "and" can be split; ``None`` if impossible."""
    places = list(_JOINT.finditer(printed))
    best: tuple[str, ...] | None = None
    for place in places:
        try:
            first = resolve(printed[: place.start()], further)
        except UnknownValue:
            continue
        rest_words = printed[place.end() :]
        try:
            rest: tuple[str, ...] | None = (resolve(rest_words, further),)
        except UnknownValue:
            rest = _several(rest_words, further)
        if rest is not None and (best is None or len(rest) + 1 < len(best)):
            best = (first, *rest)
    return best


def _candidates(name: str, before: tuple[str, ...], after: tuple[str, ...]) -> list[str]:
    """The name with more and more words stripped, the fullest first."""
    found = [name]
    for candidate in found:
        for affix in after:
            if candidate.endswith(" " + affix):
                shorter = candidate.removesuffix(" " + affix)
                if shorter not in found:
                    found.append(shorter)
        for affix in before:
            if candidate.startswith(affix + " "):
                shorter = candidate.removeprefix(affix + " ")
                if shorter not in found:
                    found.append(shorter)
    return sorted(found, key=len, reverse=True)


def _plain(name: str) -> str:
    name = name.lower().replace("&", " and ").replace("’", "'")
    return " ".join(re.sub(r"[^a-z0-9']+", " ", name).split())


@cache
def _names() -> tuple[dict[str, str], tuple[str, ...], tuple[str, ...], frozenset[str]]:
    raw = load_file(_DATA)
    codes = {_plain(name): code for code, names in raw["names"].items() for name in names}
    longest = {place: tuple(sorted(words, key=len, reverse=True)) for place, words in raw["affixes"].items()}
    return codes, longest["before"], longest["after"], frozenset(map(_plain, raw["shared"]))


@cache
def _ended() -> Mapping[str, Any]:
    ended: Mapping[str, Any] = load_file(_DATA)["ended"]
    return ended
