"""The signs before list items."""

from __future__ import annotations

import re

from kg.documents.lines import Line

SIGNS = "\ue000-\uf8ff\u25a0-\u25ff\u2022\u2023\u2043\u00b7\u2b1b\u27a2\u2756"
"""Signs that only precede list items; those of symbol fonts are in the private-use area."""

AMBIGUOUS = "o-\u2010\u2011\u2012\u2013\u2014\u2212"
"""Signs that may begin an item or occur in running text."""

_BULLET = re.compile(rf"(?:[{SIGNS}\u2212\u0336\u2010-\u2014-]\s*|o\s+)(?=\S)")
_LONE_BULLET = re.compile(rf"[{SIGNS}]|o")
_DASH = re.compile(r"[\u2212\u2010-\u2014-]\S")


def bullet(line: Line) -> str:
    """The sign at the start of a list item, with the blanks after it; empty for other lines."""
    match = _BULLET.match(line.text)
    if match and not _DASH.match(line.text):
        return match.group()
    return line.text if _LONE_BULLET.fullmatch(line.text) else ""
