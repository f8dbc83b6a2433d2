"""The tone of a sentence: praise and criticism, counted by clause and by the words that reverse them.

N-grams alone do not see that a denial four words away turns a criticism into praise, or that the first
half of "although ..., ..." only concedes. The words are data (``tone.yaml``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

from kg.classify.tokens import STOPS, tokens
from kg.yaml_core import load_file

_DATA: Final = Path(__file__).with_name("tone.yaml")

REACH = 4
"""How many words after a reversing word count as reversed."""

LONGEST = 3
"""Most words of an item in ``tone.yaml``."""

KINDS = (
    "praise", "criticism", "demand", "turn", "concession", "adversative", "small", "large", "past", "future",
    "others", "above", "below",
)  # fmt: skip

_COUNTED = KINDS[KINDS.index("concession") :]

FEATURES = (
    "praise", "criticism", "turned praise", "turned criticism", "demand", "net", "first", "last",
    "net first clause", "net last clause", "net conceding", "net main", "concession", "adversative", "small",
    "large", "past", "future", "others", "above", "below", "numbers", "turn at start", "words",
)  # fmt: skip
"""Names of the features, in order."""

_MOST: Final = 3
_MARKS: Final = [[f"{name}={number}" for number in range(-_MOST, _MOST + 1)] for name in FEATURES[:-1]]
"""The marks of each feature but the last, by its number."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Kinds of each item: one to three words, joined by blanks."""

    kinds: dict[str, tuple[str, ...]]
    openings: frozenset[str]
    """First words of the items of several words."""
    telling: frozenset[str]
    """Words and stops that tell something by themselves or may begin what does; most words do not."""


@cache
def lexicon() -> Lexicon:
    """The words that ship with the package."""
    kinds: dict[str, tuple[str, ...]] = {}
    for kind, items in load_file(_DATA).items():
        for item in _flat(items):
            kinds[item] = (*kinds.get(item, ()), kind)
    openings = frozenset(item.split()[0] for item in kinds if " " in item)
    return Lexicon(kinds, openings, openings.union(kinds, STOPS))


def _flat(items: Sequence[Any]) -> list[str]:
    return [str(x) for item in items for x in (item if isinstance(item, list) else [item])]


def marks(text: str) -> list[str]:
    """The tone of a sentence as marks for a linear model: its beginning, and features that are not zero.

    >>> "net main=-1" in marks("Although visits are timely, plans are weak.")
    True
    """
    values = tone(text)
    words = tokens(text)[:2]
    starts = [f"start={' '.join(words[: n + 1])}" for n in range(len(words))]
    return starts + [
        of_feature[max(-_MOST, min(_MOST, int(value))) + _MOST]
        for of_feature, value in zip(_MARKS, values[:-1], strict=True)
        if value
    ]


@lru_cache(maxsize=4096)
def tone(text: str) -> tuple[float, ...]:
    """Features of one sentence, in the order of :data:`FEATURES`.

    >>> dict(zip(FEATURES, tone("Leaders are not complacent."), strict=True))["net"]
    1.0
    """
    known, openings, telling = lexicon().kinds, lexicon().openings, lexicon().telling
    words = tokens(text)
    counts = dict.fromkeys(KINDS, 0)
    signs: list[tuple[int, int]] = []
    turned = {1: 0, -1: 0}
    no_kind: tuple[str, ...] = ()
    conceding: set[int] = set()
    clause = 0
    reach = 0
    behind = 0  # the first word behind those that were looked at
    for at in [place for place, word in enumerate(words) if word in telling]:
        if at < behind:
            continue
        word = words[at]
        if word not in known and word not in openings:
            clause, reach, behind = clause + 1, 0, at + 1
            continue
        reach = max(reach - (at - behind), 0)
        size, kinds = 1, known.get(word, no_kind)
        longest = min(LONGEST, len(words) - at) if word in openings else 1
        for length in range(longest, 1, -1):
            found = known.get(" ".join(words[at : at + length]))
            if found:
                size, kinds = length, found
                break
        for kind in kinds:
            counts[kind] += 1
        if "concession" in kinds or "adversative" in kinds:
            clause, reach = clause + 1, 0
            if "concession" in kinds:
                conceding.add(clause)
        sign = -1 if "criticism" in kinds or "demand" in kinds else 1 if "praise" in kinds else 0
        if sign:
            if reach > 0 and "demand" not in kinds:
                turned[sign] += 1
                sign = -sign
            signs.append((clause, sign))
        reach = REACH if "turn" in kinds else max(reach - size, 0)
        behind = at + size
    net = sum([s for _, s in signs])
    aside = sum([s for c, s in signs if c in conceding]) if conceding else 0
    first, last = (signs[0][0], signs[-1][0]) if signs else (0, 0)
    return (
        float(counts["praise"]),
        float(counts["criticism"]),
        float(turned[1]),
        float(turned[-1]),
        float(counts["demand"]),
        float(net),
        float(signs[0][1] if signs else 0),
        float(signs[-1][1] if signs else 0),
        float(sum([s for c, s in signs if c == first])),
        float(sum([s for c, s in signs if c == last])),
        float(aside),
        float(net - aside),
        *[float(counts[kind]) for kind in _COUNTED],
        float(sum(map(str.isdigit, words))),
        float(bool(words) and "turn" in known.get(words[0], ())),
        float(len(words)),
    )
