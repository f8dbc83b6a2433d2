"""Selects the part of a report's graph that may ship: facts and places, never its words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from kg.errors import DataError
from kg.export.streams import is_words
from kg.namespaces import DEF, ID, PREFIXES

_LEFT_OUT: Final = frozenset(f"<{DEF}{name}>" for name in ("leadInspectors", "rendition"))
"""The property that only points to the words, and the names of persons."""
_THINGS_LEFT_OUT: Final = f"<{ID}rendition/"
NAMED: Final = frozenset(
    (
        *(f"<{DEF}{name}>" for name in ("fileName", "addresseePrinted", "licenceLabel")),
        *(f"<{DEF}inspections{name}>" for name in ("Read", "Unread", "OutOfScope")),
        *(f"<{PREFIXES[p]}{name}>" for p, name in (("skos", "prefLabel"), ("dcterms", "title"))),
    )
)
"""Properties whose values are names or lists of ids, however long."""
OWN: Final = f"<{DEF}reason>"
"""Reasons of decisions and of readings of recommendations and strengths: the project's own words."""
_OF_READERS: Final = (f"<{ID}trajectory/", f"<{ID}follow-up/")
MOST_WORDS: Final = 4
_LITERAL: Final = re.compile(r'"((?:[^"\\]|\\.)*)"')


def without_words(lines: Iterable[str]) -> Iterator[str]:
    """The lines of a graph that ship.

    Raises:
        DataError: a literal that would ship is longer than a name.
    """
    for line in lines:
        subject, predicate, value = line.split(" ", 2)
        if predicate == OWN and subject.startswith(_OF_READERS):
            yield line
            continue
        if (
            is_words(line.encode())
            or predicate in _LEFT_OUT
            or subject.startswith(_THINGS_LEFT_OUT)
            or value.startswith(_THINGS_LEFT_OUT)
        ):
            continue
        found = _LITERAL.match(value)
        named = predicate in NAMED or predicate.endswith("List>")
        if found is not None and not named and len(found.group(1).split()) > MOST_WORDS:
            raise DataError(f"{subject} {predicate}: a text of a report would ship with the edition.")
        yield line
