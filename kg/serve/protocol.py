"""The SPARQL 1.1 Protocol for queries, read-only (https://www.w3.org/TR/sparql11-protocol/)."""

from __future__ import annotations

from typing import Final
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from kg.errors import CallError, KgError
from kg.queries.catalogue import Catalogue
from kg.queries.own_sparql import Limits, run_unchecked
from kg.queries.prologue import with_prefixes
from kg.queries.read_only import read_only
from kg.queries.ready import ready
from kg.serve import results
from kg.serve.negotiate import preferred
from kg.serve.pool import Pool
from kg.serve.rows import Laid
from kg.serve.site import page
from kg.serve.view import View, Wishes

_LARGEST: Final = 1_000_000
"""Bytes of a request."""
_ROWS: Final = 100_000
_SHOWN: Final = 500
_DATASET: Final = ("default-graph-uri", "named-graph-uri")
_HTML: Final = "text/html"
DESCRIPTION: Final = """@prefix sd: <http://www.w3.org/ns/sparql-service-description#> .
@prefix format: <http://www.w3.org/ns/formats/> .

<{address}> a sd:Service ;
    sd:endpoint <{address}> ;
    sd:supportedLanguage sd:SPARQL11Query ;
    sd:resultFormat format:SPARQL_Results_JSON , format:SPARQL_Results_XML , format:SPARQL_Results_CSV ,
        format:SPARQL_Results_TSV , format:Turtle , format:N-Triples , format:RDF_XML , format:JSON-LD ;
    sd:defaultDataset <{address}#dataset> .

<{address}#dataset> a sd:Dataset ;
    sd:defaultGraph <{address}#graph> .

<{address}#graph> a sd:Graph .
"""
"""The service description (https://www.w3.org/TR/sparql11-service-description/)."""


class Malformed(CallError):
    """The request is not one of the protocol's.

    Attributes:
        status: HTTP status to answer with.
    """

    def __init__(self, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.status = status


async def sparql(request: Request) -> Response:
    """Answer a query, show the form, or describe the service."""
    try:
        text = await _query(request)
    except Malformed as problem:
        return _told(str(problem), problem.status)
    if text is None:
        return await run_in_threadpool(_without, request)
    return await run_in_threadpool(_answer, request, text)


async def _query(request: Request) -> str | None:
    """The query of a request, by whichever of the protocol's three ways; none if a GET has none."""
    if request.method in ("GET", "HEAD"):
        return _one(parse_qs(request.url.query, keep_blank_values=True), required=False)
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    body = b""
    try:
        async for part in request.stream():
            body += part
            if len(body) > _LARGEST:
                raise Malformed(f"A request has at most {_LARGEST} bytes.", 413)
    except ClientDisconnect:
        raise Malformed("The request ended before it was whole.") from None
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        raise Malformed("The request is not UTF-8.") from None
    if media == "application/x-www-form-urlencoded":
        return _one(parse_qs(text, keep_blank_values=True), required=True)
    if media == "application/sparql-query":
        _no_dataset(parse_qs(request.url.query))
        return text
    if media == "application/sparql-update":
        raise Malformed("This endpoint only reads; it takes no updates.", 403)
    raise Malformed("Send application/sparql-query, or application/x-www-form-urlencoded with query=...", 415)


def _one(fields: dict[str, list[str]], *, required: bool) -> str | None:
    if "update" in fields:
        raise Malformed("This endpoint only reads; it takes no updates.", 403)
    _no_dataset(fields)
    found = fields.get("query", [])
    if len(found) > 1 or (required and not found):
        raise Malformed(f"A request has one query, not {len(found)}.")
    return found[0] if found else None


def _no_dataset(fields: dict[str, list[str]]) -> None:
    if any(name in fields for name in _DATASET):
        raise Malformed("There is one graph, the default graph; no other dataset can be chosen.")


def _without(request: Request) -> Response:
    media = preferred(request.headers.get("accept", ""), ["text/turtle", _HTML])
    if media == _HTML:
        return _editor(request, _example(request) or _EXAMPLE)
    address = str(request.url.replace(query="", fragment=""))
    return Response(DESCRIPTION.format(address=address), media_type="text/turtle; charset=utf-8")


_EXAMPLE: Final = """SELECT ?council ?theme ?state WHERE {
  ?row a kg:Trajectory ; kg:authority ?council ; kg:theme ?theme ; kg:state ?state .
} LIMIT 20"""


def _editor(
    request: Request, text: str, *, answer: View | None = None, problem: str = "", status: int = 200
) -> Response:
    catalogue = Catalogue()
    examples = [(name, catalogue.get(name).header.summary) for name in catalogue.names]
    return page(
        request,
        "sparql.html",
        status=status,
        query=text,
        answer=answer,
        problem=problem,
        examples=sorted(examples, key=lambda pair: pair[1]),
        example=request.query_params.get("example", ""),
    )


def _example(request: Request) -> str:
    """The SPARQL of the stored query that is asked for, with the values of its example."""
    name = request.query_params.get("example", "")
    if not name:
        return ""
    pool: Pool = request.app.state.pool
    with pool.graph() as graph:
        stored = graph.catalogue().get(name)
        try:
            return ready(stored, stored.header.example, graph.names).text
        except KgError:  # the council of the example is not in this store
            return stored.text


def _answer(request: Request, text: str) -> Response:
    pool: Pool = request.app.state.pool
    accept = request.headers.get("accept", "")
    # A browser that sends our own form wants a page; everything else asks by Accept, and gets results.
    wants_page = preferred(accept, [*results.RESULTS, *results.GRAPHS, _HTML]) == _HTML
    try:
        kind = read_only(with_prefixes(text))
        offered = results.RESULTS if kind in ("SELECT", "ASK") else results.GRAPHS
        media = preferred(accept, [*offered])
        if media is None and not wants_page:
            return _told(f"There is {', '.join(offered)}.", 406)
        with pool.graph() as graph:
            place = graph.place.root if graph.place else None
            limits = Limits(seconds=pool.seconds, rows=_ROWS)
            answer = run_unchecked(
                graph.store, place, text, limits=limits, name="ASK" if kind == "ASK" else "query"
            )
            if wants_page:
                shown = Laid(answer, graph.names.label).view(Wishes(flat=True, most=_SHOWN))
                return _editor(request, text, answer=shown)
            assert media is not None  # noqa: S101 - the case without one has left
            if kind in ("SELECT", "ASK"):
                return Response(results.RESULTS[media](answer), media_type=f"{media}; charset=utf-8")
            return Response(results.graph_results(answer, media), media_type=f"{media}; charset=utf-8")
    except KgError as problem:
        status = 400 if isinstance(problem, CallError) else 503
        if wants_page:
            return _editor(request, text, status=status, problem=str(problem))
        return _told(str(problem), status)


def _told(message: str, status: int) -> Response:
    return Response(message + "\n", status_code=status, media_type="text/plain; charset=utf-8")
