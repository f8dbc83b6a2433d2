"""The engine's process gives memory back between questions, never within one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import NamedNode, Triple

from kg.sandbox import child
from kg.store import engine
from kg.store.embedded import in_memory
from kg.store.folder import StoreFolder
from tests.queries.graphs import store_on_disk


@pytest.fixture
def replies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What the engine replies when it is asked twice, here and without limits."""
    graph = StoreFolder(store_on_disk(tmp_path)).generation() / "graph"
    asked = {"graph": str(graph), "form": "ask", "query": "ASK {}", "number": 1, "dropped": []}
    request = {**asked, "cpu": None, "memory_mb": 1}
    heads: list[dict[str, Any]] = []
    monkeypatch.setattr(child, "messages", lambda: ([(request, b"")] * 2, lambda head, _: heads.append(head)))
    for name in ("no_core_dumps", "limit_growth", "limit_cpu"):
        monkeypatch.setattr(child, name, lambda *_: None)
    return heads


def test_a_fault_while_memory_is_given_back_is_no_second_reply(
    replies: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes = iter(range(0, 10**12, 10**9))
    monkeypatch.setattr(child, "resident", lambda: next(sizes))
    refused: list[bool] = []

    def trim() -> None:
        refused.append(True)
        raise MemoryError

    monkeypatch.setattr(child, "trim_memory", trim)
    engine.main()
    assert refused and replies == [{"answer": True}] * 2


def test_a_process_that_has_not_grown_gives_nothing_back(
    replies: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(child, "resident", lambda: 10**9)
    trimmed: list[bool] = []
    monkeypatch.setattr(child, "trim_memory", lambda: trimmed.append(True))
    engine.main()
    assert len(replies) == 2 and not trimmed


@pytest.mark.parametrize(("more", "trimmed"), [(0, []), (1, [True])])
def test_memory_is_given_back_once_a_process_has_grown_by_more_than_32_megabytes(
    replies: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch, more: int, trimmed: list[bool]
) -> None:
    grown = 10**9 + 32 * 1024 * 1024 + more
    sizes = iter([10**9, grown, *[grown] * 2])
    monkeypatch.setattr(child, "resident", lambda: next(sizes))
    calls: list[bool] = []
    monkeypatch.setattr(child, "trim_memory", lambda: calls.append(True))
    engine.main()
    assert calls == trimmed and len(replies) == 2


def test_a_short_part_of_an_answer_comes_first_and_longer_ones_on_demand() -> None:
    """So the first rows are there at once. A part that is full may be the last: the next one is empty."""
    node = NamedNode("urn:says")
    asked = engine.Engine(in_memory(Triple(NamedNode(f"urn:{n}"), node, node) for n in range(4200)))
    first = {"form": "select", "query": "SELECT ?s { ?s ?p ?o }", "number": 1, "dropped": []}
    heads = [asked.answer(first)[0], *(asked.answer({**first, "form": "next"})[0] for _ in range(3))]
    assert [(head["rows"], head["more"]) for head in heads] == [
        (200, True),
        (2000, True),
        (2000, True),
        (0, False),
    ]


def test_each_question_has_a_limit_of_processor_time_of_its_own(
    replies: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who asks next may wait longer, or without end."""
    ((request, body), _), reply = child.messages()
    limits: list[float | None] = []
    asked = [({**request, "cpu": seconds}, body) for seconds in (5.0, 60.0, None)]
    monkeypatch.setattr(child, "messages", lambda: (asked, reply))
    monkeypatch.setattr(child, "limit_cpu", limits.append)
    engine.main()
    assert limits == [5.0, 60.0, None] and len(replies) == 3
