"""Stored queries as JSON, and their description by OpenAPI 3.1."""

from __future__ import annotations

import io
import json
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kg import __version__
from kg.queries.header import Parameter, StoredQuery
from kg.render.delimited import write_jsonl
from kg.serve.pool import Pool
from kg.serve.site import sent
from kg.serve.stored import LIMIT, given, limit_of

_TYPES: Final = {"integer": "integer", "decimal": "number"}


def query(request: Request) -> Response:
    """The rows of a stored query as JSON."""
    pool: Pool = request.app.state.pool
    with pool.graph() as graph:
        stored = graph.catalogue().get(request.path_params["name"])
        values = given(request, stored.header, (LIMIT,))
        answer = graph.answer(stored, values, limit=limit_of(request)).answer
        out = io.StringIO()
        write_jsonl(answer, out, labels=graph.names.label)
        rows = [json.loads(line) for line in out.getvalue().splitlines()]
        return JSONResponse(
            {
                "query": stored.name,
                "summary": stored.header.summary,
                "parameters": values,
                "columns": list(answer.columns),
                "covers": stored.header.covers,
                "remark": answer.remark,
                "why": [] if rows else list(answer.why),
                "count": len(rows),
                "more": answer.more,
                "rows": rows,
            }
        )


def openapi(request: Request) -> Response:
    """The description of the API."""
    pool: Pool = request.app.state.pool
    return sent(request, pool.remembered("openapi", lambda: _description(pool)), "application/json")


def _description(pool: Pool) -> bytes:
    with pool.graph() as graph:
        paths = {f"/api/query/{stored.name}": _path(stored) for stored in graph.catalogue()}
    info = {
        "title": "inspection-kg",
        "version": __version__,
        "description": "Stored queries on inspections of children's services, each row with its evidence.",
    }
    return json.dumps({"openapi": "3.1.0", "info": info, "paths": paths}, ensure_ascii=False).encode()


def _path(stored: StoredQuery) -> dict[str, Any]:
    problem = {"description": "A value does not fit; the message says which."}
    return {
        "get": {
            "operationId": stored.name,
            "summary": stored.header.summary,
            "description": stored.header.description,
            "tags": list(stored.header.tags),
            "parameters": [*map(_parameter, stored.header.params.values()), _LIMITED],
            "responses": {
                "200": {
                    "description": stored.header.covers or "The rows.",
                    "content": {"application/json": {"schema": _ANSWER}},
                },
                "400": problem,
                "404": {"description": "A name is not known; the message has names that are close."},
                "503": {"description": "The query took too long, or all engines are busy."},
            },
        }
    }


_ANSWER: Final = {
    "type": "object",
    "properties": {
        "query": {"type": "string"},
        "columns": {"type": "array", "items": {"type": "string"}},
        "covers": {"type": "string"},
        "count": {"type": "integer"},
        "more": {"type": "boolean", "description": "Whether the limit left rows out."},
        "rows": {"type": "array", "items": {"type": "object"}},
    },
    "required": ["query", "columns", "rows"],
}

_LIMITED: Final = {
    "name": LIMIT,
    "in": "query",
    "required": False,
    "description": "Only so many rows, as readers count them: a weakness keeps all its lines.",
    "schema": {"type": "integer", "minimum": 0},
}


def _parameter(parameter: Parameter) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": _TYPES.get(parameter.type, "string")}
    if parameter.choices:
        schema["enum"] = list(parameter.choices)
    if parameter.type == "boolean":
        schema["enum"] = ["yes", "no"]
    if parameter.minimum is not None:
        schema["minimum"] = parameter.minimum
    if parameter.maximum is not None:
        schema["maximum"] = parameter.maximum
    if parameter.many:
        schema = {"type": "array", "items": schema}
    return {
        "name": parameter.name,
        "in": "query",
        "required": parameter.required,
        "description": parameter.description,
        "schema": schema,
    }
