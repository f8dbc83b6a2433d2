"""What the server offers, as a DCAT catalogue in the formats of other data."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pyoxigraph import RdfFormat, parse
from starlette.requests import Request
from starlette.responses import Response

from kg import __version__
from kg.serve.negotiate import preferred
from kg.serve.things import DATA, written


def catalogue(request: Request) -> Response:
    """The catalogue, in the format that the client prefers."""
    media = preferred(request.headers.get("accept", ""), [*DATA])
    if media is None:
        return Response(
            f"There is {', '.join(DATA)}.\n", 406, {"vary": "Accept"}, "text/plain; charset=utf-8"
        )
    address = str(request.base_url).rstrip("/")  # a malformed Host header does not get this far
    told = _text().replace("{address}", address).replace("{version}", __version__)
    triples = [quad.triple for quad in parse(told, format=RdfFormat.TURTLE)]
    return Response(written(triples, media), 200, {"vary": "Accept"}, f"{media}; charset=utf-8")


@cache
def _text() -> str:
    return Path(__file__).with_suffix(".ttl").read_text(encoding="utf-8")
