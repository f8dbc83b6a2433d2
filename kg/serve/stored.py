"""Stored queries as pages and as files."""

from __future__ import annotations

import io
from collections.abc import Collection, Mapping
from typing import Final
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kg.errors import BadParameter, CallError, UnknownName
from kg.queries.header import Header
from kg.render import formats
from kg.serve.asked import asked
from kg.serve.forms import fields
from kg.serve.narrowing import ONLY, Narrowing, narrowings, only
from kg.serve.pool import NotKept, Pool
from kg.serve.rows import Laid
from kg.serve.site import kept_page, rendered
from kg.serve.view import PAGE, Wishes

DOWNLOADS: Final = {
    "csv": ("csv", "text/csv; charset=utf-8"),
    "tsv": ("tsv", "text/tab-separated-values; charset=utf-8"),
    "xlsx": ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "json": ("json", "application/sparql-results+json"),
    "jsonl": ("jsonl", "application/x-ndjson"),
    "md": ("markdown", "text/markdown; charset=utf-8"),
    "ttl": ("turtle", "text/turtle; charset=utf-8"),
}
"""Endings of addresses, the format that each means and its media type."""
OFFERED: Final = (("CSV", "csv"), ("Spreadsheet", "xlsx"), ("JSON", "json"), ("Turtle", "ttl"))
_LAYOUT: Final = dict.fromkeys(("_sort", "_down", "_flat", "_first"))
"""Wishes that a file does not follow: it has all rows that a reader wants, in the order of the query."""
OWN: Final = (*_LAYOUT, "_words", ONLY)
"""How a reader wants the rows; no parameter begins so."""

LIMIT: Final = "limit"
"""How many rows a program wants, each with all its lines; the name is reserved, so no parameter has it."""
_DIGITS: Final = 9


def given(request: Request, header: Header, beside: Collection[str] = ()) -> dict[str, list[str]]:
    """The values of a query's parameters in an address; empty fields are left out.

    Args:
        request: for the address.
        header: of the query.
        beside: other names that the address may have.

    Raises:
        UnknownName: the address has a parameter that the query does not.
    """
    found: dict[str, list[str]] = {}
    for name, value in request.query_params.multi_items():
        if name in OWN or name in beside:
            continue
        if name not in header.params:
            raise UnknownName("parameter", name, (), tuple(header.params))
        if value.strip():
            found.setdefault(name, []).append(value)
    return found


def limit_of(request: Request) -> int | None:
    """How many rows an address asks for, by :data:`LIMIT`; none for all.

    Raises:
        BadParameter: it is not a whole number.
    """
    told = request.query_params.get(LIMIT, "").strip()
    if not told:
        return None
    if not told.isdecimal() or len(told) > _DIGITS:
        raise BadParameter(f"{LIMIT}: {told!r} is not a number of rows")
    return int(told)


def listing(request: Request) -> Response:
    """All stored queries."""
    pool: Pool = request.app.state.pool
    return kept_page(request, lambda: _listing(request, pool))


def _listing(request: Request, pool: Pool) -> bytes:
    with pool.graph() as graph:
        queries = [graph.catalogue().get(name) for name in graph.catalogue().names]
    asked_for = [query for query in queries if query.header.question]
    asked_for.sort(key=lambda query: (int((query.header.question or "Q0")[1:]), query.name))
    rest = [query for query in queries if not query.header.question]
    parts = (("What most readers ask", asked_for), ("More questions", rest))
    return rendered("queries.html", here=request.url.path, parts=parts)


def query(request: Request) -> Response:
    """The page of a query, or its answer as a file."""
    name, _, ending = request.path_params["name"].partition(".")
    if ending:
        return _file(request, name, ending)
    if "" in request.query_params.values():  # a form sends its empty fields; the permalink has none
        kept = [(key, value) for key, value in request.query_params.multi_items() if value.strip()]
        return RedirectResponse(f"/query/{name}?{urlencode(kept)}" if kept else f"/query/{name}", 303)
    pool: Pool = request.app.state.pool
    return kept_page(request, lambda: _page(request, pool, name))


def _page(request: Request, pool: Pool, name: str) -> bytes:
    with pool.graph() as graph:
        stored = graph.catalogue().get(name)
        values = given(request, stored.header)
        wishes = _wishes(request)
        form = fields(stored.header, values, graph.names)
        lacking = [p.name for p in stored.header.params.values() if p.required and not values.get(p.name)]
        answer = told = picture = None
        narrowed: tuple[Narrowing, ...] = ()
        problem, remark = "", ""
        why: tuple[str, ...] = ()
        if not lacking:
            try:
                found = graph.answer(stored, values).answer
                laid = Laid(found, graph.names.label)
                answer, picture = laid.view(wishes), laid.chart(wishes)
                pairs = request.query_params.multi_items()
                narrowed = narrowings(request.url.path, pairs, laid.facets(wishes), form, values)
                why = found.why if not answer.total else ()
                remark = found.remark
                told = asked(stored, values, graph.names)
            except CallError as error:
                problem = str(error)
        content = rendered(
            "query.html",
            here=request.url.path,
            query=stored,
            fields=form,
            answer=answer,
            facets=narrowed,
            chart=picture,
            asked=told,
            problem=problem,
            why=why,
            remark=remark,
            wishes=wishes,
            downloads=[(label, _address(request, _LAYOUT, f".{end}")) for label, end in OFFERED],
            api=f"/api/query/{name}?{urlencode(values, doseq=True)}",
            example=f"/query/{name}?{urlencode(stored.header.example, doseq=True)}"
            if stored.header.example
            else "",
            address=lambda **changed: _address(request, changed),
            rows_on_page=PAGE,
        )
        if problem:
            raise NotKept(content, 400)
        return content


def _wishes(request: Request) -> Wishes:
    asked_for = request.query_params
    first = asked_for.get("_first", "1")
    if not first.isdecimal() or len(first) > 9:
        raise BadParameter(f"_first: {first!r} is not the number of a row")
    return Wishes(
        flat=asked_for.get("_flat") == "yes",
        sort=asked_for.get("_sort", ""),
        down=asked_for.get("_down") == "yes",
        words=asked_for.get("_words", ""),
        only=only(asked_for.getlist(ONLY)),
        first=int(first),
    )


def _address(request: Request, changed: Mapping[str, object], ending: str = "") -> str:
    """The address of this page with other wishes, ``None`` takes one away; with an ending, of a file."""
    kept = [(key, value) for key, value in request.query_params.multi_items() if key not in changed]
    kept += [(key, str(value)) for key, value in changed.items() if value is not None]
    path = request.url.path + ending
    return f"{path}?{urlencode(kept)}" if kept else path


def _file(request: Request, name: str, ending: str) -> Response:
    if ending not in DOWNLOADS:
        raise UnknownName("format", ending, (), tuple(DOWNLOADS))
    form, media = DOWNLOADS[ending]
    pool: Pool = request.app.state.pool
    with pool.graph() as graph:
        stored = graph.catalogue().get(name)
        values = given(request, stored.header, (LIMIT,))
        answer = graph.answer(stored, values, limit=limit_of(request)).answer
        wishes = _wishes(request)
        if wishes.words or wishes.only:
            rows = list(answer.terms())
            kept = Laid(answer.with_rows(rows), graph.names.label).places(wishes)
            answer = answer.with_rows([row for place, row in enumerate(rows) if place in kept])
        if form == "xlsx":
            from kg.render.xlsx import write_xlsx

            binary = io.BytesIO()
            write_xlsx(answer, binary, labels=graph.names.label)
            content = binary.getvalue()
        else:
            content = formats.to_text(answer, form, labels=graph.names.label).encode("utf-8", "replace")
    shown = "attachment" if form in ("csv", "tsv", "xlsx") else "inline"
    return Response(
        content, media_type=media, headers={"content-disposition": f'{shown}; filename="{name}.{ending}"'}
    )
