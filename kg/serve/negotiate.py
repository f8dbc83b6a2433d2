"""Content negotiation: the media type that a client prefers of those there are, and gzip (RFC 9110, 12.5)."""

from __future__ import annotations

from collections.abc import Sequence


def preferred(accept: str, offered: Sequence[str]) -> str | None:
    """The media type to answer with; none if the client takes none of those offered.

    Args:
        accept: the header ``Accept``; empty means anything.
        offered: media types, the server's favourite first.

    >>> preferred("text/turtle;q=0.5, application/n-triples", ["text/html", "text/turtle"])
    'text/turtle'
    >>> preferred("text/*, text/turtle;q=0", ["text/turtle", "text/html"]), preferred("", ["text/html"])
    ('text/html', 'text/html')
    >>> preferred("image/png", ["text/html"]) is None
    True
    """
    ranges = [_range(part) for part in accept.split(",") if part.strip()] or [("*/*", 1.0)]
    best: tuple[float, int] | None = None
    for place, media in enumerate(offered):
        fitting = [(_exactness(wanted, media), quality) for wanted, quality in ranges]
        exact = max((found for found in fitting if found[0]), default=(0, 0.0), key=lambda found: found[0])
        if exact[1] > 0 and (best is None or (exact[1], -place) > best):
            best = (exact[1], -place)
    return None if best is None else offered[-best[1]]


def takes_gzip(accept: str) -> bool:
    """Whether a client takes gzip.

    Args:
        accept: the header ``Accept-Encoding``.

    >>> takes_gzip("br, gzip"), takes_gzip("gzip;q=0, *"), takes_gzip("*"), takes_gzip("")
    (True, False, True, False)
    """
    wanted = dict(_range(part) for part in accept.split(",") if part.strip())
    return wanted.get("gzip", wanted.get("*", 0.0)) > 0


def _range(part: str) -> tuple[str, float]:
    media, *parameters = (piece.strip() for piece in part.split(";"))
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "q":
            try:
                return media.lower(), min(max(float(value), 0.0), 1.0)
            except ValueError:
                return media.lower(), 0.0
    return media.lower(), 1.0


def _exactness(wanted: str, media: str) -> int:
    """How closely a range fits a type: 0 for not at all, 3 for the type itself."""
    if wanted == media:
        return 3
    if wanted == f"{media.partition('/')[0]}/*":
        return 2
    return int(wanted == "*/*")
