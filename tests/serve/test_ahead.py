"""Pages are made before anybody asks, once for each state of the data."""

from __future__ import annotations

import gzip
import threading
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from kg.api import open as open_store
from kg.errors import EnvironmentFault
from kg.pipeline.remove import remove
from kg.serve import ahead
from kg.serve.app import application
from kg.serve.pool import Pool

FEW = ("/", "/names.json", "/council/999", "/theme/nothing")


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ahead, "addresses", lambda _pool: iter(FEW))


def test_pages_are_made_ahead_once_for_each_state_of_the_data(few: None, own_store: Path) -> None:
    pool = Pool(lambda: open_store(own_store), size=1)
    app, stop = application(pool), threading.Event()
    assert ahead.make_all(app, stop) == 4
    assert [pool.remembers(f"{address}?") for address in ("/", "/council/999", "/theme/nothing")] == [
        True,
        True,
        False,  # there is no such page
    ]
    assert ahead.make_all(app, stop) == 1
    remove(["children's services inspection - 01 august 2025.pdf"], own_store)
    assert ahead.make_all(app, stop) == 4


def test_pages_that_are_made_ahead_are_no_requests(few: None, sample_store: Path) -> None:
    app = application(Pool(lambda: open_store(sample_store), size=1))
    ahead.make_all(app, threading.Event())
    site = TestClient(app)
    assert "kind=" not in site.get("/metrics").text
    site.get("/council/999")
    assert 'kind="council"' in site.get("/metrics").text


def test_it_stops_when_the_server_does(few: None, sample_store: Path) -> None:
    pool = Pool(lambda: open_store(sample_store), size=1)
    stop = threading.Event()
    stop.set()
    assert ahead.make_all(application(pool), stop) == 0


def test_a_server_makes_pages_while_it_runs(
    few: None, sample_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ahead, "_GLANCE", 0.01)
    whole, calls, second = ahead.make_all, list[int](), threading.Event()

    def fails_once(app: object, stop: threading.Event) -> int:
        calls.append(1)
        if len(calls) == 1:
            raise EnvironmentFault("All engines are busy.")
        made = whole(app, stop)  # type: ignore[arg-type]
        second.set()
        return made

    monkeypatch.setattr(ahead, "make_all", fails_once)
    pool = Pool(lambda: open_store(sample_store), size=1)
    with TestClient(application(pool, ahead=True)):
        assert second.wait(60)
    assert pool.remembers("/council/999?")


def test_all_councils_themes_and_groups_are_among_them(sample_store: Path) -> None:
    pool = Pool(lambda: open_store(sample_store), size=1)
    found = list(ahead.addresses(pool))
    assert {"/council/999", "/theme/plans", "/cohort/care-leavers"} <= {*found}
    assert len(found) == len({*found})


def test_a_page_goes_out_compressed_to_those_who_take_it(sample_store: Path) -> None:
    site = TestClient(application(Pool(lambda: open_store(sample_store), size=1)))
    plain = site.get("/names.json", headers={"accept-encoding": "identity"})
    assert "content-encoding" not in plain.headers
    with site.stream("GET", "/names.json", headers={"accept-encoding": "gzip"}) as packed:
        assert packed.headers["content-encoding"] == "gzip"
        raw = b"".join(packed.iter_raw())
    assert gzip.decompress(raw) == plain.content
    assert plain.headers["vary"] == packed.headers["vary"] == "Accept-Encoding"
