"""The tools that an assistant has, through the protocol's own client."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from mcp import Client

from kg.api import open as open_store
from kg.serve.assistants import server
from kg.serve.pool import Pool


@pytest.fixture(scope="module")
def pool(sample_store: Path) -> Pool:
    return Pool(lambda: open_store(sample_store, seconds=60), size=1)


def call(pool: Pool, tool: str, **arguments: Any) -> Any:
    """What a tool answers: its JSON, or the text of an error."""

    async def asked() -> Any:
        async with Client(server(pool)) as client:
            return await client.call_tool(tool, arguments)

    found = asyncio.run(asked())
    text = found.content[0].text
    return text if found.is_error else json.loads(text)


def test_an_answer_carries_its_evidence_and_what_it_covers(pool: Pool) -> None:
    answer = call(pool, "ask_query", name="judgements", values={"authority": "Exampleshire"})
    assert answer["covers"]
    assert len(answer["rows"]) > 5
    assert all("page" in row["evidence"] for row in answer["rows"])
    short = call(pool, "ask_query", name="judgements", values={"authority": "Exampleshire"}, most_rows=2)
    assert short["rows"] == answer["rows"][:2]
    assert short["more_rows"]


def test_a_wrong_name_is_told_with_those_that_are_close(pool: Pool) -> None:
    assert "Exampleshire" in call(pool, "ask_query", name="judgements", values={"authority": "Exampelshire"})
    assert "judgements" in call(pool, "ask_query", name="judgments")


def test_queries_search_and_show(pool: Pool) -> None:
    listed = {query["name"]: query for query in call(pool, "list_queries")}
    assert "needed" in listed["standing"]["parameters"]["authority"]
    found = call(pool, "search_text", words="assessment*")
    assert found["rows"] and "words are in the store" in found["covers"] and "remark" in found
    assert call(pool, "show_thing", thing="theme/plans")["iri"].endswith("scheme/theme/plans")
