"""Cohorts that a sentence names, for frameworks whose reports the classifier was not trained on.

The wordings are data: ``cohorts`` in ``frameworks/shared.yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any, Final

from kg import frameworks
from kg.classify.base import Label, Labels
from kg.classify.labels import AT_MOST, COHORTS
from kg.errors import RecordError
from kg.extract.patterns import compile_pattern

CONFIDENCE: Final = 0.95
"""Share of the cohorts found this way that were confirmed by reading the sentences."""

_OF_A_GROUP: Final = "specific-group"
"""The theme that means nothing without a cohort."""


def by_name(text: str, said: Labels, unnamed: str) -> Labels:
    """Labels with the cohorts that the sentence names, minus a theme that means nothing without a cohort.

    Args:
        text: the sentence as printed.
        said: the classifier's labels.
        unnamed: cohort if none is named.

    >>> from kg.classify.base import Label
    >>> said = Labels(Label("strength", 0.9), cohorts=(Label("children-in-care", 0.6),))
    >>> [c.id for c in by_name("Pupils like the lift.", said, "all-children").cohorts]
    ['all-children']
    """
    named = cohorts_named(text)
    cohorts = tuple(Label(cohort, CONFIDENCE) for cohort in named or (unnamed,))
    themes = said.themes if named else tuple(t for t in said.themes if t.id != _OF_A_GROUP)
    return replace(said, cohorts=cohorts, themes=themes)


def cohorts_named(text: str) -> tuple[str, ...]:
    """Ids of the cohorts that a sentence names, in its order, at most three.

    >>> cohorts_named("Care leavers and disabled children wait.")
    ('care-leavers', 'disabled-children')
    """
    found = []
    for cohort, wording in _wordings().items():
        match = wording.search(text)
        if match:
            found.append((match.start(), cohort))
    return tuple(cohort for _, cohort in sorted(found)[:AT_MOST])


@cache
def _wordings() -> Mapping[str, re.Pattern[str]]:
    records: list[dict[str, Any]] = frameworks.shared()["cohorts"]
    unknown = {str(one["id"]) for one in records} - set(COHORTS)
    if unknown:
        raise RecordError(f"frameworks/shared.yaml: {sorted(unknown)} are no cohorts.")
    return {str(one["id"]): compile_pattern(str(one["printed"])) for one in records}
