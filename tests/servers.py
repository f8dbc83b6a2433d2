"""Servers on loopback: the ``oxigraph`` of PyPI, the explorer, and one that misbehaves as it is told."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from kg.serve.app import application
from kg.serve.pool import Pool


def oxigraph_binary() -> str:
    """The server's path; without it, the test is skipped."""
    beside = Path(sys.executable).with_name("oxigraph")
    binary = shutil.which("oxigraph") or (str(beside) if beside.exists() else None)
    if binary is None:
        pytest.skip("the oxigraph server is not installed: pip install oxigraph")
    return binary


@contextmanager
def oxigraph(*options: str, verb: str = "serve") -> Iterator[str]:
    """A server, with an empty store in memory where the options name no other; gives its address."""
    command = [oxigraph_binary(), verb, "--bind"]
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        host = f"127.0.0.1:{free.getsockname()[1]}"
    with subprocess.Popen(
        [*command, host, *options], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        try:
            _wait(f"http://{host}/query?query=ASK%7B%7D", server)
            yield f"http://{host}"
        finally:
            server.kill()


def _wait(address: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(200):
        try:
            urllib.request.urlopen(address, timeout=1).close()  # noqa: S310 - loopback
        except (urllib.error.URLError, OSError):
            if server.poll() is not None:
                pytest.fail("the oxigraph server ended")
            time.sleep(0.05)
        else:
            return
    pytest.fail("the oxigraph server did not answer within ten seconds")


@contextmanager
def running(app: Any, **options: Any) -> Iterator[uvicorn.Server]:
    """An application on a free port, with further options of uvicorn."""
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error", **options))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.02)
    try:
        yield server
    finally:
        server.should_exit = server.force_exit = True
        thread.join(timeout=10)


def port_of(server: uvicorn.Server) -> int:
    """The port that was free."""
    return int(server.servers[0].sockets[0].getsockname()[1])


@contextmanager
def explorer(pool: Pool) -> Iterator[str]:
    """The explorer of a pool; gives its address."""
    with running(application(pool)) as server:
        yield f"http://127.0.0.1:{port_of(server)}"


Handle = Callable[[BaseHTTPRequestHandler, int], None]
"""Answers a request; the number counts requests from 1."""


@contextmanager
def misbehaving(handle: Handle) -> Iterator[tuple[str, list[dict[str, str]]]]:
    """A server that answers every request by a function; gives its address and the headers it saw."""
    seen: list[dict[str, str]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            seen.append(dict(self.headers))
            handle(self, len(seen))

        do_GET = do_POST  # noqa: N815 - the name that http.server looks for

        def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
            """Say nothing."""

    class Server(ThreadingHTTPServer):
        def handle_error(self, request: object, client_address: object) -> None:
            """Clients here hang up on purpose."""

    server = Server(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/sparql", seen
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def reply(
    handler: BaseHTTPRequestHandler,
    status: int,
    body: bytes,
    media_type: str = "text/plain",
    **headers: str,
) -> None:
    """Send one whole answer; ``Retry_After`` stands for ``Retry-After``."""
    handler.send_response(status)
    handler.send_header("Content-Type", media_type)
    handler.send_header("Content-Length", str(len(body)))
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(body)
