"""Themes of a text in a framework's own scheme, by the wordings in the framework's folder."""

from __future__ import annotations

from kg.extract.patterns import compile_pattern
from kg.frameworks import theme_wordings


def themes_in(text: str, kind: str) -> tuple[str, ...]:
    """Themes of a text in the own scheme of the framework of an inspection kind.

    Args:
        text: a sentence or item as printed.
        kind: id of the inspection kind.

    Returns:
        Scheme and id of each (``send-theme/ehc-plans``), in the order of first mention; none for a framework
        whose reports are labelled with the shared themes only.

    >>> themes_in("Leaders should issue EHC plans in time.", "ilacs-standard")
    ()
    """
    found = []
    for place, wording in enumerate(theme_wordings(kind)):
        match = compile_pattern(wording.printed).search(text)
        if match:
            found.append((match.start(), place, wording.theme))
    return tuple(theme for _, _, theme in sorted(found))
