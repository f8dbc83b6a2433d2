"""Names that somebody may mean who wrote one that is not known: the one mechanism behind "Did you mean"."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher, get_close_matches
from itertools import islice
from typing import Final

MOST: Final = 3
"""Names that an error offers unless it says otherwise."""

LIKENESS: Final = 0.6
"""Least likeness of two spellings; 1 is the same."""

_APART: Final = 0.1
"""By how much less alike than the best a name may be; others are noise beside it."""

_LONGEST: Final = 5000
"""Names that are compared at most; more would take seconds."""


def closest(name: str, known: Iterable[str], *, most: int = MOST, likeness: float = LIKENESS) -> list[str]:
    """Known names that are spelled much like one, the most alike first; fewer where one is clearly meant.

    Args:
        name: as somebody wrote it.
        known: the names that there are, best in an order that does not change.
        most: number of names at most.
        likeness: least share of letters that both have in the same order, 0 to 1.

    >>> closest("judgments", ["inspections", "judgements", "documents"])
    ['judgements']
    """
    found = get_close_matches(name, list(islice(known, _LONGEST)), n=most, cutoff=likeness)
    shares = [alike(name, one) for one in found]
    return [one for one, share in zip(found, shares, strict=True) if share >= shares[0] - _APART]


def alike(name: str, known: str) -> float:
    """Share of letters that both have in the same order, as :func:`difflib.get_close_matches` counts it."""
    return SequenceMatcher(None, known, name).ratio()
