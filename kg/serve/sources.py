"""Documents as pages call them: by their kind and day, since most are known by the name of a file alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from kg.render.cells import SOURCE

_FILE: Final = re.compile(r"\.[A-Za-z0-9]{2,5}$")


def source_in_words(cells: Mapping[str, str]) -> str:
    """A document with its kind and its day; the name of its file only if not both are known.

    Args:
        cells: ``document``, ``published`` and ``tier``, as far as the row has them.

    >>> source_in_words({"document": "letter 3.pdf", "published": "2025-05-09", "tier": "Ofsted report"})
    'Ofsted report of 2025-05-09'
    >>> source_in_words({"document": "Minutes", "published": "2025-05-09", "tier": "Council paper"})
    'Minutes, 2025-05-09, Council paper'
    >>> source_in_words({"document": "letter 3.pdf", "published": "", "tier": "Ofsted report"})
    'letter 3.pdf, Ofsted report'
    """
    name, published, tier = (cells.get(column, "") for column in SOURCE)
    if published and tier and (not name or _FILE.search(name)):
        return f"{tier} of {published}"
    return ", ".join(part for part in (name, published, tier) if part)
