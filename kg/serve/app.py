"""The application: addresses, errors and the headers of every response."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from kg.brief.colours import grade_colours
from kg.errors import CallError, DataError, KgError, UnknownName
from kg.serve import api, handlers, protocol, stored
from kg.serve.ahead import keep_ready
from kg.serve.catalogue import catalogue
from kg.serve.meter import Meter
from kg.serve.pool import Pool
from kg.serve.site import HEADERS, page

_LOG = logging.getLogger("kg.serve")
STATIC: Final = Path(__file__).resolve().parent / "static"
"""Folder of style sheet and scripts."""


def application(pool: Pool, *, ahead: bool = False) -> Starlette:
    """The explorer of a store.

    Args:
        pool: answers what it asks.
        ahead: make the pages of councils, themes and groups in the background while the server runs.
    """
    routes = [
        Route("/", handlers.home),
        Route("/england/{area}.json", handlers.history),
        Route("/council/{code}", handlers.council),
        Route("/council/{code}/timeline", handlers.timeline),
        Route("/compare", handlers.compare),
        Route("/topics", handlers.every_topic),
        Route("/theme/{id}", handlers.topic),
        Route("/cohort/{id}", handlers.topic),
        Route("/inspection/{id}", handlers.thing_of_class),
        Route("/document/{id}", handlers.thing_of_class),
        Route("/search", handlers.search),
        Route("/names.json", handlers.names),
        Route("/terms.json", handlers.terms),
        Route("/coverage", handlers.coverage),
        Route("/queries", stored.listing),
        Route("/query/{name}", stored.query),
        Route("/page/{path:path}", handlers.thing),
        Route("/data/{path:path}", handlers.data),
        *[Route(f"/{part}/{{path:path}}", handlers.address) for part in ("id", "def", "scheme")],
        Route("/sparql", protocol.sparql, methods=["GET", "POST"]),
        Route("/api", api.openapi),
        Route("/api/openapi.json", api.openapi),
        Route("/api/query/{name}", api.query),
        Route("/catalogue", catalogue),
        Route("/health", health),
        Route("/metrics", metrics),
        Route("/static/grades.css", grade_styles),
        Mount("/static", StaticFiles(directory=STATIC)),
    ]
    app = Starlette(
        routes=routes,
        middleware=[Middleware(BaseHTTPMiddleware, dispatch=_with_headers)],
        exception_handlers={KgError: _fault, HTTPException: _missing},
        lifespan=_with_pages_ahead if ahead else None,
    )
    app.state.pool = pool
    app.state.meter = Meter()
    app.state.whole = False  # lists of sections end after some rows, and lead to the page of their query
    return app


@asynccontextmanager
async def _with_pages_ahead(app: Starlette) -> AsyncIterator[None]:
    stop = threading.Event()
    threading.Thread(target=keep_ready, args=(app, stop), daemon=True).start()
    try:
        yield
    finally:
        stop.set()


def health(request: Request) -> Response:
    """Whether the store answers, and its generation."""
    pool: Pool = request.app.state.pool
    with pool.graph() as graph:
        graph.store.ask("ASK { ?s ?p ?o }")
    return JSONResponse({"ok": True, "generation": pool.generation()})


def metrics(request: Request) -> Response:
    """What was done since the start, for Prometheus."""
    text = request.app.state.meter.text(request.app.state.pool)
    return Response(text, headers={"content-type": "text/plain; version=0.0.4; charset=utf-8"})


def grade_styles(request: Request) -> Response:
    """Colours of grades as a style sheet."""
    rules = (f".{grade} {{ fill: {c}; background: {c}; }}\n" for grade, c in grade_colours().items())
    return Response("".join(rules), media_type="text/css; charset=utf-8")


async def _with_headers(request: Request, follow: Callable[[Request], Awaitable[Response]]) -> Response:
    begun = time.monotonic()
    response = Response(status_code=204) if request.method == "OPTIONS" else await follow(request)
    if request.client is not None:  # pages that are made ahead are asked for from inside
        request.app.state.meter.count(request.url.path, response.status_code, time.monotonic() - begun)
    for name, value in HEADERS.items():
        response.headers[name] = value
    return response


def _fault(request: Request, problem: Exception) -> Response:
    """An error of ours: the call's, the data's or the machine's."""
    status = 404 if isinstance(problem, UnknownName) else 400 if isinstance(problem, CallError) else 503
    if isinstance(problem, DataError):
        status = 500
    if status >= 500:
        _LOG.warning("%s: %s", request.url.path, problem)
    return _told(request, str(problem), status)


def _missing(request: Request, problem: Exception) -> Response:
    assert isinstance(problem, HTTPException)  # noqa: S101 - registered for nothing else
    text = "There is no page at this address." if problem.status_code == 404 else problem.detail
    return _told(request, text, problem.status_code)


def _told(request: Request, text: str, status: int) -> Response:
    wanted: dict[str, Any] = {"message": text}
    if request.url.path.startswith("/api"):
        return JSONResponse(wanted, status)
    if request.url.path.startswith("/data"):
        return Response(text + "\n", status, media_type="text/plain; charset=utf-8")
    return page(request, "error.html", status=status, **wanted)
