"""Themes of a framework's own scheme that a text bears, by the wordings in the framework's folder."""

from __future__ import annotations

from kg.extract.patterns import compile_pattern
from kg.frameworks import theme_wordings


def themes_in(text: str, kind: str) -> tuple[str, ...]:
    """Themes of the scheme that the framework of an inspection kind has of its own.

    Args:
        text: a sentence or item as printed.
        kind: id of the inspection kind.

    Returns:
        Scheme and id of each (``send-theme/ehc-plans``), in the order in which the text first speaks of
        them; none for a framework whose reports are labelled with the shared themes alone.

    >>> themes_in("Leaders should issue EHC plans in time.", "ilacs-standard")
    ()
    """
    found = []
    for place, wording in enumerate(theme_wordings(kind)):
        match = compile_pattern(wording.printed).search(text)
        if match:
            found.append((match.start(), place, wording.theme))
    return tuple(theme for _, _, theme in sorted(found))
