"""Fetching reports from a server on loopback that behaves as badly as servers do."""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from kg.errors import EnvironmentFault
from kg.fetch import Fetched, fetch
from kg.known import KnownReport

_REPORT = b"%PDF-1.4 a report of a council that does not exist\n" * 200
_SHA256 = hashlib.sha256(_REPORT).hexdigest()

Serve = Callable[[BaseHTTPRequestHandler], object]


@contextmanager
def _server(serve: Serve) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            serve(self)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/file/1"
    finally:
        server.shutdown()
        server.server_close()


def _send(handler: BaseHTTPRequestHandler, body: bytes, status: int = 200, **headers: str) -> None:
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    if "Content_Length" not in headers:
        handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def _breaks_off(handler: BaseHTTPRequestHandler) -> str | None:
    """Sends a first part and breaks off, and the rest when asked for it; returns what was asked for."""
    start = handler.headers.get("Range")
    if start is None:
        _send(handler, _REPORT[:4000], Content_Length=str(len(_REPORT)))
    else:
        _send(handler, _REPORT[4000:], 206, Content_Range=f"bytes 4000-{len(_REPORT) - 1}/{len(_REPORT)}")
    return start


def _get(url: str, folder: Path, *, wait: float = 5, longest: float = 20) -> Fetched:
    report = KnownReport(_SHA256, "999", "1", "a report.pdf", "2025-08-01", "1", "read", "", url)
    (one,) = fetch([report], folder, wait=wait, longest=longest)
    return one


def test_a_report_is_fetched_once(tmp_path: Path) -> None:
    asked: list[str] = []

    def serve(handler: BaseHTTPRequestHandler) -> None:
        asked.append(handler.path)
        _send(handler, _REPORT)

    with _server(serve) as url:
        assert _get(url, tmp_path).outcome == "fetched"
        assert _get(url, tmp_path).outcome == "here"
    assert (tmp_path / "999" / "a report.pdf").read_bytes() == _REPORT
    assert len(asked) == 1


def test_a_report_that_drips_arrives(tmp_path: Path) -> None:
    def serve(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(_REPORT)))
        handler.end_headers()
        for at in range(0, len(_REPORT), 999):
            handler.wfile.write(_REPORT[at : at + 999])
            handler.wfile.flush()

    with _server(serve) as url:
        assert _get(url, tmp_path).outcome == "fetched"


def test_a_transfer_that_broke_off_goes_on_where_it_stopped(tmp_path: Path) -> None:
    asked: list[str | None] = []

    with _server(lambda handler: asked.append(_breaks_off(handler))) as url:
        first = _get(url, tmp_path)
        assert (first.outcome, first.path.name) == ("failed", "a report.pdf.part")
        assert "broke off after 4,000" in first.message
        assert _get(url, tmp_path).outcome == "fetched"
    assert asked == [None, "bytes=4000-"]


def test_a_server_that_cannot_go_on_sends_all_again(tmp_path: Path) -> None:
    calls: list[int] = []

    def serve(handler: BaseHTTPRequestHandler) -> None:
        calls.append(1)
        body = _REPORT[:4000] if len(calls) == 1 else _REPORT
        _send(handler, body, Content_Length=str(len(_REPORT)))

    with _server(serve) as url:
        assert _get(url, tmp_path).outcome == "failed"
        assert _get(url, tmp_path).outcome == "fetched"


def test_a_redirect_is_followed_on_the_web_only(tmp_path: Path) -> None:
    def serve(handler: BaseHTTPRequestHandler) -> None:
        if handler.path == "/file/1":
            _send(handler, b"", 302, Location="/there")
        elif handler.path == "/away":
            _send(handler, b"", 302, Location="ftp://127.0.0.1/file")
        else:
            _send(handler, _REPORT)

    with _server(serve) as url:
        assert _get(url, tmp_path / "followed").outcome == "fetched"
        away = _get(url.replace("/file/1", "/away"), tmp_path / "refused")
    assert (away.outcome, away.message.endswith("redirected away from the web")) == ("failed", True)


def test_a_web_page_in_place_of_a_report_is_kept_apart(tmp_path: Path) -> None:
    with _server(lambda handler: _send(handler, b"<html>", Content_Type="text/html")) as url:
        one = _get(url, tmp_path)
    assert (one.outcome, one.path.name) == ("differs", "a report.pdf.differs")
    assert "a web page" in one.message
    assert not (tmp_path / "999" / "a report.pdf").exists()


def test_other_bytes_are_kept_apart_and_a_file_that_was_there_stays(tmp_path: Path) -> None:
    (tmp_path / "999").mkdir()
    (tmp_path / "999" / "a report.pdf").write_bytes(b"own")
    with _server(lambda handler: _send(handler, b"%PDF-1.7", Content_Type="application/pdf")) as url:
        one = _get(url, tmp_path)
    assert (one.outcome, one.path.read_bytes()) == ("differs", b"%PDF-1.7")
    assert (tmp_path / "999" / "a report.pdf").read_bytes() == b"own"


def test_a_server_that_refuses_is_reported(tmp_path: Path) -> None:
    with _server(lambda handler: _send(handler, b"", 404)) as url:
        one = _get(url, tmp_path)
    assert (one.outcome, "Not Found" in one.message) == ("failed", True)


def _drip(handler: BaseHTTPRequestHandler, begin: bytes) -> None:
    """Send something, and then a byte now and then for as long as anybody listens."""
    handler.close_connection = True
    with suppress(OSError):
        handler.wfile.write(begin)
        while True:
            handler.wfile.write(b"a")
            handler.wfile.flush()
            time.sleep(0.02)


@pytest.mark.parametrize(
    "begin",
    [
        b"HTTP/1.1 200 ",
        b"HTTP/1.1 200 OK\r\nServer: ",
        b"HTTP/1.1 200 OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;",
    ],
    ids=["status", "headers", "body", "chunk"],
)
def test_a_slow_download_is_stopped_when_the_time_is_over(tmp_path: Path, begin: bytes) -> None:
    with _server(lambda handler: _drip(handler, begin)) as url:
        started = time.monotonic()
        one = _get(url, tmp_path, longest=0.5)
        assert time.monotonic() - started < 10
    assert (one.outcome, "not complete after 0.5 seconds" in one.message) == ("failed", True)


def test_a_server_that_says_nothing_is_left(tmp_path: Path) -> None:
    silent = threading.Event()

    def serve(handler: BaseHTTPRequestHandler) -> None:
        silent.wait(30)

    with _server(serve) as url:
        one = _get(url, tmp_path, wait=0.2)
        silent.set()
    assert (one.outcome, "timed out" in one.message) == ("failed", True)


def test_a_chunk_that_breaks_off_is_no_whole_report(tmp_path: Path) -> None:
    def serve(handler: BaseHTTPRequestHandler) -> None:
        handler.close_connection = True
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1000\r\n" + _REPORT[:99])

    with _server(serve) as url:
        one = _get(url, tmp_path)
    assert (one.outcome, one.path.name) == ("failed", "a report.pdf.part")
    assert "the server stopped sending" in one.message and "continue from there" in one.message


def test_redirects_without_end_are_reported(tmp_path: Path) -> None:
    asked: list[str] = []

    def serve(handler: BaseHTTPRequestHandler) -> None:
        asked.append(handler.path)
        _send(handler, b"", 302, Location=f"/again/{len(asked)}")

    with _server(serve) as url:
        one = _get(url, tmp_path)
    assert (one.outcome, "redirect" in one.message) == ("failed", True)
    assert len(asked) < 20


def test_a_download_without_end_is_stopped_at_a_size_and_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.fetch._LARGEST", 100_000)

    def serve(handler: BaseHTTPRequestHandler) -> None:
        handler.close_connection = True
        with suppress(OSError):
            handler.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
            while True:
                handler.wfile.write(b"a" * 10_000)

    with _server(serve) as url:
        one = _get(url, tmp_path)
    assert (one.outcome, one.message) == ("failed", f"{url}: more than 100,000 bytes")
    assert list((tmp_path / "999").iterdir()) == []


def test_the_size_counts_what_an_earlier_try_has_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.fetch._LARGEST", len(_REPORT) - 1)

    with _server(_breaks_off) as url:
        assert "broke off after 4,000" in _get(url, tmp_path).message
        assert "more than 10,199 bytes" in _get(url, tmp_path).message
        monkeypatch.setattr("kg.fetch._LARGEST", len(_REPORT))
        assert "broke off after 4,000" in _get(url, tmp_path).message
        assert _get(url, tmp_path).outcome == "fetched"


def test_a_part_that_the_server_knows_nothing_of_is_fetched_again(tmp_path: Path) -> None:
    (tmp_path / "999").mkdir()
    (tmp_path / "999" / "a report.pdf.part").write_bytes(b"x" * 99_999)

    def serve(handler: BaseHTTPRequestHandler) -> None:
        _send(handler, *((b"", 416) if handler.headers.get("Range") else (_REPORT, 200)))

    with _server(serve) as url:
        assert _get(url, tmp_path).outcome == "fetched"


def test_a_disk_that_refuses_is_no_fault_of_the_server(tmp_path: Path) -> None:
    (tmp_path / "999").write_text("a file where the folder of the council should be")
    with (
        _server(lambda handler: _send(handler, _REPORT)) as url,
        pytest.raises(EnvironmentFault, match=r"a report\.pdf: cannot be written"),
    ):
        _get(url, tmp_path)
