"""Labels of a sentence: polarity, themes, cohorts, extent, declared change."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.classify.base import Classifier


@cache
def default() -> Classifier:
    """The classifier that ships with the package; its model is read on first use."""
    from kg.classify.linear import LinearClassifier

    return LinearClassifier()
