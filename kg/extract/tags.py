"""National Framework tags at the end of a recommendation: read, and taken off its text."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from kg.extract.patterns import compile_pattern

_DATA = Path(__file__).resolve().parent / "tags.yaml"
_BRACKETED = re.compile(r"\s*[(\[](?P<inside>[^()\[\]]*)[)\]][\s.;]*$")
_SENTENCE = re.compile(r"(?<=[.;:)])\s+(?P<inside>[^.;:()]{5,120})[\s.]*$")
_LOOSE = re.compile(
    r"\s+(?P<inside>(?:national framework[\s,:–-]*)?(?:outcome|enabler|principle)\s+\w+(?:[\s,:–-]*national framework)?)[\s.]*$",
    re.IGNORECASE,
)
_NOISE = re.compile(r"(?:children's social care:?\s*)?national framework|and|[\s,:;&.–-]+", re.IGNORECASE)


def split_tags(text: str) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """Take the tags off an item.

    Args:
        text: the item as printed, white space folded.

    Returns:
        the text without its tags, their ids in printed order, and printed tags that are not known.

    >>> split_tags("The quality of plans. (Outcome 3, National Framework)")
    ('The quality of plans.', ('outcome-3',), ())
    """
    found: list[str] = []
    unknown: list[str] = []
    while True:
        match = _BRACKETED.search(text) or _SENTENCE.search(text) or _LOOSE.search(text)
        if match is None:
            break
        inside = match.group("inside")
        ids, rest = _read(inside)
        named = "national framework" in inside.lower()
        if not named and (not ids or rest):
            break
        if rest or not ids:
            unknown.insert(0, inside)
        found[:0] = ids
        # a full stop printed behind the tag is the sentence's own
        stop = (
            "."
            if match.group().rstrip().endswith(".") and not text[: match.start()].rstrip().endswith(".")
            else ""
        )
        text = text[: match.start()].rstrip() + stop
    return text, tuple(found), tuple(unknown)


def _read(inside: str) -> tuple[list[str], str]:
    """Ids in a printed tag, and the words that are none."""
    rest = inside.replace("’", "'")
    found: list[tuple[int, str]] = []
    for name in _data()["names"]:
        match = compile_pattern(str(name["printed"])).search(rest)
        if match:
            found.append((match.start(), str(name["id"])))
            rest = rest[: match.start()] + " " * (match.end() - match.start()) + rest[match.end() :]
    kinds: dict[str, int] = _data()["kinds"]
    numbers: dict[str, int] = _data()["numbers"]
    for kind, highest in kinds.items():
        words = "|".join(numbers)
        pattern = re.compile(
            rf"{kind}s?\s+((?:\d|{words})\b(?:(?:\s*,\s*|\s+and\s+|\s*&\s*)(?:\d|{words})\b)*)", re.IGNORECASE
        )
        for match in pattern.finditer(rest):
            for number in re.findall(rf"\d|{words}", match.group(1).lower()):
                value = numbers.get(number) or int(number)
                if 1 <= value <= highest:
                    found.append((match.start(), f"{kind}-{value}"))
        rest = pattern.sub(lambda match: " " * len(match.group()), rest)
        if any(id_.startswith(kind) for _, id_ in found):
            rest = re.sub(rf"\b{kind}s?\b", " ", rest, flags=re.IGNORECASE)
    left = _NOISE.sub("", rest.replace("'", ""))
    return [id_ for _, id_ in sorted(found)], left.strip()


@cache
def _data() -> Any:
    from ruamel.yaml import YAML

    return YAML(typ="safe", pure=True).load(_DATA.read_text(encoding="utf-8"))
