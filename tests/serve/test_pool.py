"""A pool lends its engines, and reads a new generation by itself."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from kg.api import KnowledgeGraph
from kg.api import open as open_store
from kg.brief.chart import OVERALL
from kg.pipeline.remove import remove
from kg.serve.app import application
from kg.serve.pool import Busy, Pool
from kg.store.folder import StoreFolder


def test_a_change_of_the_store_is_shown_without_a_restart(own_store: Path) -> None:
    site = TestClient(application(Pool(lambda: open_store(own_store), size=1)))
    before = site.get("/query/judgements?authority=999").text
    assert "2025-06-09" in before
    remove(["children's services inspection - 01 august 2025.pdf"], own_store)
    after = site.get("/query/judgements?authority=999").text
    assert "2025-06-09" not in after
    assert "2021-05-17" in after


def test_a_generation_that_is_deleted_leaves_readers_what_they_have_and_the_next_ones_another(
    own_store: Path,
) -> None:
    graph = open_store(own_store)
    site = TestClient(application(Pool(lambda: open_store(own_store), size=1)))
    address = "/query/judgements?authority=999"
    before = StoreFolder(own_store).generation()
    assert "2025-06-09" in site.get(address).text and graph.store.ask("ASK { ?s ?p ?o }")
    remove(["children's services inspection - 01 august 2025.pdf"], own_store)
    shutil.rmtree(before)
    assert graph.store.ask("ASK { ?s ?p ?o }"), "the engine has the files of the deleted one open"
    after = site.get(address)
    assert after.status_code == 200 and "2025-06-09" not in after.text and "2021-05-17" in after.text


def test_a_store_that_goes_away_is_named_and_readers_are_answered_when_it_is_back(own_store: Path) -> None:
    site = TestClient(application(Pool(lambda: open_store(own_store), size=1)), raise_server_exceptions=False)
    address = "/query/judgements?authority=999"
    assert site.get(address).status_code == 200
    away = own_store.with_name("away")
    own_store.rename(away)
    gone = site.get("/query/judgements?authority=999&judgement=overall-effectiveness")
    assert gone.status_code == 503 and "There is no store at" in gone.text
    away.rename(own_store)
    assert "2025-06-09" in site.get(address).text


def test_a_reader_who_waits_too_long_is_told(sample_store: Path) -> None:
    pool = Pool(lambda: open_store(sample_store), size=1, seconds=0.01)
    with pool.graph(), pytest.raises(Busy), pool.graph():
        pass
    with pool.graph() as graph:
        assert graph.store.ask("ASK { ?s ?p ?o }")


def test_the_edition_is_taken_in_before_the_first_reader(
    sample_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[KnowledgeGraph] = []
    monkeypatch.setattr(KnowledgeGraph, "make_ready", lambda graph: asked.append(graph))
    Pool(lambda: open_store(sample_store), size=1)
    assert len(asked) == 1
    Pool(lambda: open_store(sample_store), size=1, whole=False)
    assert len(asked) == 1


def test_an_engine_that_nobody_needs_is_ended(sample_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []

    def opens() -> KnowledgeGraph:
        opened.append("engine")
        return open_store(sample_store)

    pool = Pool(opens, size=2)
    for idle, engines in ((60.0, 2), (60.0, 2), (0.2, 3)):
        monkeypatch.setattr("kg.serve.pool._IDLE", idle)
        time.sleep(0.3)
        with pool.graph():  # the newest is lent first, and the other one may have waited too long
            pass
        with pool.graph(), pool.graph() as second:
            assert second.store.ask("ASK { ?s ?p ?o }")
        assert len(opened) == engines


def test_answers_are_kept_up_to_a_number_of_bytes(
    sample_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.serve.pool._KEPT", 60)  # two of them, compressed
    pool = Pool(lambda: open_store(sample_store), size=1)
    made: list[str] = []

    def ask(key: str) -> None:
        def make() -> bytes:
            made.append(key)
            return b"x" * 40

        assert pool.remembered(key, make).content == b"x" * 40

    for key in "abacab":
        ask(key)
    assert made == ["a", "b", "c", "b"]
    assert pool.remembers("b")
    assert not pool.remembers("c")


def test_an_answer_is_made_once_for_each_generation(sample_store: Path) -> None:
    pool = Pool(lambda: open_store(sample_store), size=1)
    made: list[bytes] = []

    def make() -> bytes:
        made.append(b"page")
        return made[-1]

    assert [pool.remembered(key, make).content for key in "aab"] == [b"page"] * 3
    assert len(made) == 2


def test_a_remembered_history_needs_no_engine(sample_store: Path) -> None:
    pool = Pool(lambda: open_store(sample_store), size=1, seconds=0.01)
    site = TestClient(application(pool))
    first = site.get(f"/england/{OVERALL}.json")
    assert first.status_code == 200
    with pool.graph():
        assert site.get(f"/england/{OVERALL}.json").content == first.content


def test_a_history_is_not_kept_for_a_generation_that_came_later(
    sample_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pool = Pool(lambda: open_store(sample_store), size=1)
    now = pool.generation()
    monkeypatch.setattr(pool, "generation", lambda: now)
    lend = pool.graph

    @contextmanager
    def changed_meanwhile() -> Iterator[KnowledgeGraph]:
        nonlocal now
        with lend() as graph:
            now = "later"
            yield graph

    monkeypatch.setattr(pool, "graph", changed_meanwhile)
    TestClient(application(pool)).get(f"/england/{OVERALL}.json")
    assert {generation for generation, _ in pool._answers}.isdisjoint({"later"})
    assert pool._answers
