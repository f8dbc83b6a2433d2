"""From the name that a report prints to the Department's three-digit code of the authority."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from kg.errors import UnknownValue
from kg.yaml_core import load_file

_DATA = Path(__file__).resolve().parent / "authority_names.yaml"


def resolve(printed: str, further: Mapping[str, str] | None = None) -> str:
    """The Department's code of an authority.

    The name is looked up as printed, then without the words around it that say only what kind of
    council it is: "Dorset County Council" and "Dorset" are two bodies.

    Args:
        printed: the name as a report prints it.
        further: codes by name of authorities that no register of the Department holds, such as made-up
            ones for a demonstration.

    Raises:
        UnknownValue: no authority has this name in ``authority_names.yaml``, or the body serves several.

    >>> resolve("London Borough of Hackney")
    '204'
    """
    codes, before, after, shared = _names()
    if _plain(printed) in shared:
        raise UnknownValue(
            f"{printed!r} runs services for several authorities; the name does not say which is meant."
        )
    if further:
        codes = codes | {_plain(name): code for name, code in further.items()}
    name = _plain(printed)
    for candidate in _candidates(name, before, after):
        if candidate in codes:
            return codes[candidate]
    near = difflib.get_close_matches(name, codes, n=3)
    hint = f"; the nearest are {', '.join(near)}" if near else ""
    raise UnknownValue(f"The authority {printed!r} is not in authority_names.yaml{hint}.")


def _candidates(name: str, before: tuple[str, ...], after: tuple[str, ...]) -> list[str]:
    """The name with ever more words stripped, the fullest first."""
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
