"""Reads National Framework tags at the end of a recommendation and removes them from its text."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from kg.extract.patterns import compile_pattern
from kg.yaml_core import load_file

_DATA = Path(__file__).resolve().parent / "tags.yaml"
_BRACKETED = re.compile(r"\s*[(\[](?P<inside>[^()\[\]]*)[)\]][\s.;]*$")
_SENTENCE = re.compile(r"(?<=[.;:)])\s+(?P<inside>[^.;:()]{5,120})[\s.]*$")
_SENTENCE_WITH_COLON = re.compile(r"(?<=[.;)])\s+(?P<inside>[^.;()]{5,120})[\s.]*$")
_LOOSE = re.compile(
    r"\s+(?P<inside>national framework[\s,:–-]*(?:outcome|enabler|principle)\s+\w+"
    r"|(?:outcome|enabler|principle)\s+\w+[\s,:–-]*national framework)[\s.]*$",
    re.IGNORECASE,
)
_NOISE = re.compile(r"(?:children's social care:?\s*)?national framework|\band\b|[\s,:;&.–-]+", re.IGNORECASE)
_PROSE = re.compile(r"\b(?:as|by|in|see|under|with|required|line)\b", re.IGNORECASE)
_FRAMEWORK = "national framework"


def split_tags(text: str) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """Remove the tags from an item.

    Args:
        text: the item as printed, white space collapsed.

    Returns:
        the text without its tags, their ids in printed order, and unknown printed tags.

    >>> split_tags("The quality of plans. (Outcome 3, National Framework)")
    ('The quality of plans.', ('outcome-3',), ())
    """
    found: list[str] = []
    unknown: list[str] = []
    while (match := _tag(text)) is not None:
        ids, rest = _read(match.group("inside"))
        if rest or not ids:
            unknown.insert(0, match.group("inside"))
        found[:0] = ids
        before = text[: match.start()].rstrip()
        # a full stop printed after the tag belongs to the sentence
        stop = "." if match.group().rstrip().endswith(".") and not before.endswith(".") else ""
        text = before + stop
    # a tag may give the number of an enabler and its name
    return text, tuple(dict.fromkeys(found)), tuple(unknown)


def _tag(text: str) -> re.Match[str] | None:
    """The last tag of a text; a closing sentence or bracket about the framework is not a tag."""
    match = _BRACKETED.search(text)
    if match:
        inside = match.group("inside")
        ids, rest = _read(inside)
        named = _FRAMEWORK in inside.lower()
        if (ids and (named or not rest)) or (named and not _PROSE.search(inside)):
            return match
        return None
    for form in (_SENTENCE_WITH_COLON, _SENTENCE, _LOOSE):
        match = form.search(text)
        if match:
            ids, rest = _read(match.group("inside"))
            if ids and not rest:
                return match
    return None


def _read(inside: str) -> tuple[list[str], str]:
    """Ids in a printed tag in their order, and the words that are not ids."""
    rest = inside.replace("’", "'")
    found: list[tuple[int, str]] = []
    for name in _data()["names"]:
        match = compile_pattern(str(name["printed"])).search(rest)
        if match:
            found.append((match.start(), str(name["id"])))
            rest = _blanked(rest, match)
    kinds: dict[str, int] = _data()["kinds"]
    numbers: dict[str, int] = _data()["numbers"]
    word = "|".join(numbers)
    for kind, highest in kinds.items():
        numbered = re.compile(
            rf"{kind}s?\s+(?:\d|{word})\b(?:(?:\s*,\s*|\s+and\s+|\s*&\s*)(?:\d|{word})\b)*", re.IGNORECASE
        )
        while (match := numbered.search(rest)) is not None:
            for number in re.findall(rf"\d|{word}", match.group().lower().removeprefix(kind)):
                value = numbers.get(number) or int(number)
                found.append((match.start(), f"{kind}-{value}" if 1 <= value <= highest else ""))
            rest = _blanked(rest, match)
        if any(id_.startswith(kind) for _, id_ in found):
            rest = re.sub(rf"\b{kind}s?\b", " ", rest, flags=re.IGNORECASE)
    if any(not id_ for _, id_ in found):
        return [], inside
    return [id_ for _, id_ in sorted(found)], _NOISE.sub("", rest).strip("' ")


def _blanked(text: str, match: re.Match[str]) -> str:
    return text[: match.start()] + " " * (match.end() - match.start()) + text[match.end() :]


@cache
def _data() -> Any:
    return load_file(_DATA)
