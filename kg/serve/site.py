"""Pages from templates, and the headers that every response has."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from kg.brief.front import course, shown
from kg.brief.words import counted, words
from kg.render.templates import templates
from kg.serve.links import web
from kg.serve.negotiate import takes_gzip
from kg.serve.pool import Kept, NotKept, Pool, page_key
from kg.text import visible

if TYPE_CHECKING:
    from jinja2 import Environment

_FOLDER: Final = Path(__file__).resolve().parent

_DAY: Final = re.compile(r"\b(\d{4}-\d\d(?:-\d\d)?)\b")
HEADERS: Final = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "access-control-allow-origin": "*",
    "access-control-allow-methods": "GET, HEAD, POST, OPTIONS",
    "access-control-allow-headers": "accept, content-type",
    "access-control-expose-headers": "link, location",
}
"""Headers of every response: own scripts alone, no other host, data for any site."""


@cache
def environment() -> Environment:
    """The templates; what they print is escaped."""
    made = templates(_FOLDER / "templates")
    made.globals.update(
        course=course, shown=shown, counted=counted, levels=words().levels, plain=words().page
    )
    made.filters.update(visible=visible, web=web, days=days)
    return made


def days(text: str) -> Markup:
    """A text whose days are not broken at their hyphens.

    >>> days("from 2014-10-21 <to> 2014-11")
    Markup('from <span class="day">2014-10-21</span> &lt;to&gt; <span class="day">2014-11</span>')
    """
    parts = _DAY.split(text)
    return Markup("").join(
        Markup('<span class="day">{}</span>').format(part) if place % 2 else escape(part)
        for place, part in enumerate(parts)
    )


def rendered(template: str, **values: Any) -> bytes:
    """A page as bytes. Marks of direction and control characters in it are shown as escapes."""
    return visible(environment().get_template(template).render(**values)).encode()


def kept_page(request: Request, make: Callable[[], bytes]) -> Response:
    """A page that depends on the data and its address alone; it is made once for each state of the data.

    Args:
        request: for the page.
        make: makes the page; raises :class:`kg.serve.pool.NotKept` if it must not be remembered.
    """
    pool: Pool = request.app.state.pool
    try:
        kept = pool.remembered(page_key(request.url.path, request.url.query), make)
    except NotKept as once:
        return HTMLResponse(once.content, once.status)
    return sent(request, kept, "text/html; charset=utf-8")


def sent(request: Request, kept: Kept, media: str) -> Response:
    """What was kept as a response, compressed if the client takes that."""
    headers = {"vary": "Accept-Encoding"}
    if takes_gzip(request.headers.get("accept-encoding", "")):
        return Response(kept.packed, 200, {**headers, "content-encoding": "gzip"}, media)
    return Response(kept.content, 200, headers, media)


def page(request: Request, template: str, *, status: int = 200, **values: Any) -> Response:
    """A page as a response."""
    return HTMLResponse(rendered(template, here=request.url.path, **values), status_code=status)
