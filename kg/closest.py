"""Finds known names similar to an unknown one: the only mechanism behind "Did you mean"."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher, get_close_matches
from itertools import islice
from typing import Final

MOST: Final = 3
"""Default number of names that an error suggests."""

LIKENESS: Final = 0.6
"""Least likeness of two spellings; 1 means equal."""

_APART: Final = 0.1
"""Largest difference in likeness from the best name; less similar names are noise."""

_LONGEST: Final = 5000
"""Most names that are compared; more would take seconds."""


def closest(name: str, known: Iterable[str], *, most: int = MOST, likeness: float = LIKENESS) -> list[str]:
    """Known names with a similar spelling, the most similar first; fewer if one is clearly meant.

    Args:
        name: the name as written.
        known: the existing names, preferably in a stable order.
        most: largest number of names.
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
