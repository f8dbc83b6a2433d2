"""Where the explorer shows what an IRI names."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote

from kg.namespaces import BASE, ID, SCHEME

_PAGES: Final = (
    (ID + "authority/", "/council/"),
    (ID + "inspection/", "/inspection/"),
    (ID + "document/", "/document/"),
    (SCHEME + "theme/", "/theme/"),
    (SCHEME + "cohort/", "/cohort/"),
)
"""Things with a page of their own kind; all others have the plain page of a thing."""
_SHOWN: Final = re.compile(re.escape(BASE) + "(id|def|scheme)/.+")


def page_of(iri: str) -> str | None:
    """The address of the page on a thing of the graph; none for what is not ours.

    >>> page_of("https://w3id.org/inspection-kg/scheme/theme/plans")
    '/theme/plans'
    >>> page_of("https://w3id.org/inspection-kg/id/run/936/plans/all/1")
    '/page/id/run/936/plans/all/1'
    >>> page_of("https://example.org/") is None
    True
    """
    for start, address in _PAGES:
        if iri.startswith(start) and "/" not in iri.removeprefix(start):
            return address + quote(iri.removeprefix(start), safe="")
    return f"/page/{quote(iri.removeprefix(BASE), safe='/')}" if _SHOWN.fullmatch(iri) else None


def web(url: str) -> str | None:
    """An address outside that may be followed, or nothing: other schemes could run a script.

    >>> web("javascript:alert(1)") is None
    True
    """
    return url if url.startswith(("https://", "http://")) else None
