"""The words of ``cues.yaml``, ready to be searched for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, Final

from kg import frameworks, yaml_core
from kg.errors import RecordError

_FILE: Final = Path(__file__).with_name("cues.yaml")


@cache
def cues() -> Mapping[str, Any]:
    """All cues, read once a process: those of this package, and the names of each framework in prose."""
    content = yaml_core.load(_FILE.read_text(encoding="utf-8"), _FILE.name, RecordError)
    if not isinstance(content, dict):
        raise RecordError(f"{_FILE.name}: a mapping of cues is expected.")
    opens = [words for framework in frameworks.frameworks() for words in framework.opens]
    return {**content, "kinds": {**frameworks.told(), **content["kinds"]}, "reports": opens}


def listed(name: str) -> re.Pattern[str]:
    """A pattern of one list of cues."""
    return _pattern(tuple(cues()[name]))


def occurrences(name: str, text: str) -> list[tuple[str, int]]:
    """Ids of a mapping of cues that a text holds, with the first offset of each, in the order of the text.

    A cue that lies within a longer one found for another id does not count.
    """
    spans: list[tuple[int, int, str]] = []
    for identifier, words in cues()[name].items():
        spans += [(m.start(), m.end(), identifier) for m in _pattern(tuple(words)).finditer(text)]
    first: dict[str, int] = {}
    for start, identifier in sorted(_outermost(spans)):
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


def _outermost(spans: Iterable[tuple[int, int, str]]) -> Iterator[tuple[int, str]]:
    """Starts and ids of the spans that are not within a longer one."""
    reached = 0
    for start, group in groupby(sorted(spans), itemgetter(0)):
        together = list(group)
        longest = together[-1][1]
        if longest > reached:
            yield from ((start, identifier) for _, end, identifier in together if end == longest)
            reached = longest
