"""The graph for assistants, by the Model Context Protocol: stored queries, search and show.

Every row carries its evidence, and every answer what it covers; the tools only read.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from kg import __version__
from kg.errors import KgError, UnknownName
from kg.queries.answer import Answer
from kg.queries.header import Parameter
from kg.queries.parameter_types import parameter_type
from kg.queries.search import PARAMS
from kg.render.cells import lines
from kg.render.delimited import labelled
from kg.render.words import Labels
from kg.serve.pool import Pool

if TYPE_CHECKING:
    from mcp.server.mcpserver import MCPServer

MOST: Final = 200
"""Rows of one answer, as readers count them."""
_INSTRUCTIONS: Final = """\
Answers on inspections of children's services of English councils, from the reports that are loaded.
List the queries first, then ask one by name. Quote the sentence, document and page of each row, and say
what the answer covers. A weakness that a later report does not mention is not thereby resolved."""

_SEARCHED: Final = "Sentences, recommendations and statements whose words are in the store; see remark."


def queries(pool: Pool) -> list[dict[str, Any]]:
    """The stored queries, each with its parameters."""
    with pool.graph() as graph:
        return [
            {
                "name": query.name,
                "summary": query.header.summary,
                "parameters": {name: _told(one) for name, one in query.header.params.items()},
            }
            for query in graph.catalogue()
        ]


def ask(pool: Pool, name: str, values: dict[str, Any], most: int = MOST) -> dict[str, Any]:
    """The rows of a stored query with their evidence, and what they cover.

    Raises:
        KgError: a name or value is not known, or the query took too long; the message says what helps.
    """
    with pool.graph() as graph:
        answer = graph.answer(graph.catalogue().get(name), values).answer
        return _answer(answer, graph.names.label, most)


def search(pool: Pool, words: str, filters: dict[str, Any], most: int = 20) -> dict[str, Any]:
    """Sentences, recommendations and statements by their words, best first.

    Raises:
        KgError: the words make no search, or a filter is not known.
    """
    with pool.graph() as graph:
        for name in ("words", "limit"):
            if name in filters:
                raise UnknownName("filter of a search", name, (), tuple(PARAMS))
        answer = graph.search(words, limit=max(1, min(most, MOST)), **filters).answer
        told = _answer(answer, graph.names.label, MOST)
        return told | {"covers": " ".join(part for part in (_SEARCHED, told["covers"]) if part)}


def shown(pool: Pool, thing: str) -> dict[str, Any]:
    """Everything that the graph says of one thing, with the places that say it.

    Raises:
        KgError: nothing has this id.
    """
    with pool.graph() as graph:
        found = graph.show(thing)
        evidence = _answer(found.evidence, graph.names.label, MOST)["rows"] if found.evidence.columns else []
        return {"iri": found.iri, "facts": [list(fact) for fact in found.facts], "evidence": evidence}


def server(pool: Pool) -> MCPServer[Any]:
    """The server of these tools."""
    from mcp.server.mcpserver import MCPServer
    from mcp.server.mcpserver.exceptions import ToolError

    made: MCPServer[Any] = MCPServer("inspection-kg", version=__version__, instructions=_INSTRUCTIONS)

    def answered(call: Any, *arguments: Any) -> str:
        try:
            return json.dumps(call(pool, *arguments), ensure_ascii=False)
        except KgError as problem:
            raise ToolError(str(problem)) from None

    @made.tool(name="list_queries")
    def list_queries() -> str:
        """List the stored queries with their parameters."""
        return answered(queries)

    @made.tool(name="ask_query")
    def ask_query(name: str, values: dict[str, Any] | None = None, most_rows: int = MOST) -> str:
        """Answer a stored query by its name; values as people write them: {"authority": "Surrey"}."""
        return answered(ask, name, values or {}, most_rows)

    @made.tool(name="search_text")
    def search_text(words: str, filters: dict[str, Any] | None = None, most_rows: int = 20) -> str:
        """Find sentences and recommendations by their words; filters: authority, theme, cohort, polarity."""
        return answered(search, words, filters or {}, most_rows)

    @made.tool(name="show_thing")
    def show_thing(thing: str) -> str:
        """Show everything the graph says of one thing: an IRI, theme/plans, or the name of a council."""
        return answered(shown, thing)

    return made


def _answer(answer: Answer, labels: Labels, most: int) -> dict[str, Any]:
    kept = answer.head(max(1, min(most, MOST)))
    columns, found = labelled(kept, labels)
    rows = [{c: _plain(v) for c, v in zip(columns, row, strict=True) if v is not None} for row in found]
    for row, line in zip(rows, lines(kept, labels), strict=True):
        if line.citation:
            row["evidence"] = line.citation
    return {
        "query": answer.name,
        "covers": answer.header.covers,
        "remark": answer.remark,
        "rows": rows,
        "more_rows": kept.more,
        "why_none": [] if rows else list(answer.why),
    }


def _plain(value: object) -> object:
    return value if isinstance(value, str | int | float | bool) else str(value)


def _told(parameter: Parameter) -> str:
    hint = ", ".join(parameter.choices) or parameter_type(parameter).hint
    needed = "needed; " if parameter.required else ""
    several = "; several" if parameter.many else ""
    about = f": {parameter.description}" if parameter.description else ""
    return f"{needed}{hint}{several}{about}"
