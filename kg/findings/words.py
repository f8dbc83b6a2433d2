"""Similarity of two sentences in their words: cosine of TF-IDF vectors of stemmed content words."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

Vector = Mapping[str, float]
"""Weight of each stemmed word; the squares of the weights sum to one."""

_WORD: Final = re.compile(r"[a-z]+(?:['’][a-z]+)?|[0-9]+")
_STOP_WORDS: Final = """
a about after all also although an and any are as at be because been before being both but by can could do
does for from had has have however how if in into is it its more most not of often on only or other others
out over own so some such than that the their them then there these they this those to too under up very was
well were what when where which while who whose will with within would
"""
_STOP: Final = frozenset(_STOP_WORDS.split())
_ENDINGS: Final = ("ingly", "edly", "ment", "ing", "ed", "ly", "ies", "es", "s")


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """A word without its inflection, crudely: enough to bring "plans" and "planning" together.

    >>> stem("plans"), stem("planning"), stem("assessments"), stem("assess")
    ('plan', 'plan', 'assess', 'assess')
    """
    stem = word.partition("'")[0].partition("’")[0]
    for _ in range(2):
        for ending in _ENDINGS:
            if stem.endswith(ending) and len(stem) - len(ending) >= 4 and not stem.endswith("ss"):
                stem = stem[: -len(ending)]
                break
    if len(stem) > 4 and stem[-1] == stem[-2] != "s":
        stem = stem[:-1]
    return stem


def content_words(text: str) -> list[str]:
    """Stemmed words of a text that carry meaning, in order."""
    return [stem(word) for word in _WORD.findall(text.lower()) if word not in _STOP]


@lru_cache(maxsize=1 << 13)
def _counted(text: str) -> tuple[tuple[str, int], ...]:
    """Count of each content word in a text, by word; cached, since a document's are needed more than once."""
    return tuple(sorted(Counter(content_words(text)).items()))


class Weighed:
    """The sentences of one document, weighed against one another; each has a TF-IDF vector.

    Args:
        texts: the sentences.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self._counts = [_counted(text) for text in texts]
        spread = Counter([word for count in self._counts for word, _ in count])
        self._rarity = {word: 1 + math.log(len(texts) / times) for word, times in spread.items()}
        self._made: dict[int, Vector] = {}

    def vector(self, at: int) -> Vector:
        """The vector of a sentence, by its place; it is made when it is first asked for."""
        found = self._made.get(at)
        if found is None:
            count, rarity = self._counts[at], self._rarity
            # most words stand once, and the logarithm of one is nothing
            weights = [
                (1 + math.log(times)) * rarity[word] if times > 1 else rarity[word] for word, times in count
            ]
            length = math.sqrt(sum([weight * weight for weight in weights]))  # 0 only if no words
            found = {word: weight / length for (word, _), weight in zip(count, weights, strict=True)}
            self._made[at] = found
        return found


def vectors(texts: Sequence[str]) -> list[Vector]:
    """TF-IDF vectors of the sentences of one document, weighed against one another."""
    return list(map(Weighed(texts).vector, range(len(texts))))


def cosine(first: Vector, second: Vector) -> float:
    """Cosine of two vectors, 0 to 1."""
    shared = first.keys() & second.keys()
    # in a fixed order, since a sum of floating-point numbers depends on it
    return sum((first[word] * second[word] for word in sorted(shared)), 0.0) if shared else 0.0
