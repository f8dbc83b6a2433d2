"""A pool lends its engines, and reads a new generation by itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from kg.api import open as open_store
from kg.pipeline.remove import remove
from kg.serve.app import application
from kg.serve.pool import Busy, Pool


def test_a_change_of_the_store_is_shown_without_a_restart(own_store: Path) -> None:
    site = TestClient(application(Pool(lambda: open_store(own_store), size=1)))
    before = site.get("/query/judgements?authority=999").text
    assert "2025-06-09" in before
    remove(["children's services inspection - 01 august 2025.pdf"], own_store)
    after = site.get("/query/judgements?authority=999").text
    assert "2025-06-09" not in after
    assert "2021-05-17" in after


def test_a_reader_who_waits_too_long_is_told(sample_store: Path) -> None:
    pool = Pool(lambda: open_store(sample_store), size=1, seconds=0.01)
    with pool.graph(), pytest.raises(Busy), pool.graph():
        pass
    with pool.graph() as graph:
        assert graph.store.ask("ASK { ?s ?p ?o }")


def test_an_answer_is_made_once_for_each_generation(sample_store: Path) -> None:
    pool = Pool(lambda: open_store(sample_store), size=1)
    made: list[bytes] = []

    def make() -> bytes:
        made.append(b"page")
        return made[-1]

    assert [pool.remembered("a", make), pool.remembered("a", make), pool.remembered("b", make)] == [
        b"page"
    ] * 3
    assert len(made) == 2
