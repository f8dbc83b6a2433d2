"""The words of ``cues.yaml``, ready to be looked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from kg import yaml_core
from kg.errors import RecordError

_FILE: Final = Path(__file__).with_name("cues.yaml")


@cache
def cues() -> Mapping[str, Any]:
    """All cues, read once a process."""
    content = yaml_core.load(_FILE.read_text(encoding="utf-8"), _FILE.name, RecordError)
    if not isinstance(content, dict):
        raise RecordError(f"{_FILE.name}: a mapping of cues is expected.")
    return content


def listed(name: str) -> re.Pattern[str]:
    """A pattern of one list of cues."""
    return _pattern(tuple(cues()[name]))


def found(name: str, text: str) -> list[tuple[str, int]]:
    """Ids of a mapping of cues that a text holds, with where each is found first, in the order of the text.

    A cue that lies within a longer one found for another id does not count.
    """
    spans: list[tuple[int, int, str]] = []
    for identifier, words in cues()[name].items():
        spans += [(m.start(), m.end(), identifier) for m in _pattern(tuple(words)).finditer(text)]
    kept = [s for s in spans if not any(_within(s, other) for other in spans)]
    first: dict[str, int] = {}
    for start, _end, identifier in sorted(kept):
        first.setdefault(identifier, start)
    return list(first.items())


def holds(name: str, text: str) -> bool:
    """Whether a text holds one of a list of cues."""
    return listed(name).search(text) is not None


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    return _compiled(words)


def _compiled(words: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    choice = "|".join(re.escape(word).replace("'", "['’]") for word in longest_first)
    return re.compile(rf"(?<![\w-])(?:{choice})(?![\w-])", re.IGNORECASE)


def _within(span: tuple[int, int, str], other: tuple[int, int, str]) -> bool:
    shorter = other[1] - other[0] > span[1] - span[0]
    return shorter and other[0] <= span[0] and span[1] <= other[1]
