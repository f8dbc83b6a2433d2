"""Hundreds of clients that stop half-way: others are answered, and the connections come to an end."""

from __future__ import annotations

import asyncio
import logging
import socket
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest
import uvicorn

from kg.api import KnowledgeGraph
from kg.serve.app import application
from kg.serve.connections import Connection
from kg.serve.pool import Pool
from kg.store.embedded import in_memory
from tests.serve.test_hostile import hostile_triples
from tests.servers import port_of, running

LARGE = 20_000_000
"""Bytes of an answer that no system keeps in its own buffers."""


@contextmanager
def served(app: Any) -> Iterator[uvicorn.Server]:
    with running(app, http=Connection, lifespan="off") as server:
        yield server


def connected(server: uvicorn.Server, sent: bytes) -> socket.socket:
    client = socket.create_connection(("127.0.0.1", port_of(server)), timeout=20)
    client.sendall(sent)
    return client


def ended(client: socket.socket) -> bool:
    """Whether the server ends a connection, whatever it sent before."""
    with suppress(ConnectionError):
        while client.recv(65536):
            pass
    return True


def gone(server: uvicorn.Server, seconds: float = 15) -> bool:
    """Whether all connections end in time."""
    until = time.monotonic() + seconds
    while server.server_state.connections and time.monotonic() < until:
        time.sleep(0.05)
    return not server.server_state.connections


async def large(scope: Any, receive: Any, send: Any) -> None:
    """Answer with many bytes."""
    headers = [(b"content-length", str(LARGE).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": bytes(LARGE)})


def test_others_are_answered_while_hundreds_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Connection, "seconds", 5.0)
    store = in_memory(hostile_triples())
    app = application(Pool(lambda: KnowledgeGraph(store), size=1))
    with served(app) as server:
        clients = [connected(server, b"GET / HTTP/1.1\r\nHost: half") for _ in range(100)]
        clients += [
            connected(server, b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nq")
            for _ in range(50)
        ]
        clients += [connected(server, b"GET /health HTTP/1.1\r\nHost: a\r\n\r\n") for _ in range(50)]
        for client in clients[-25:]:
            client.shutdown(socket.SHUT_WR)
        with urllib.request.urlopen(f"http://127.0.0.1:{port_of(server)}/health", timeout=30) as answer:
            assert b'"ok":true' in answer.read()
        assert gone(server, 30)
        for client in clients:
            client.close()


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"GET / HTTP/1.1\r\nHost: half",
        b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nhalf",
        b"GET / HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nHo",
    ],
    ids=["nothing", "headers", "body", "second request"],
)
def test_a_request_that_does_not_arrive_is_left(sent: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Connection, "seconds", 0.3)
    with served(large) as server, connected(server, sent) as client:
        begun = time.monotonic()
        assert ended(client) and gone(server)
        assert time.monotonic() - begun < 15


@pytest.mark.parametrize("leaves", [True, False], ids=["the client leaves", "the server leaves it"])
def test_a_query_that_does_not_arrive_whole_is_no_fault(
    leaves: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    faults: list[Any] = []
    monkeypatch.setattr(logging.getLogger("uvicorn.error"), "error", lambda *told, **_: faults.append(told))
    monkeypatch.setattr(Connection, "seconds", 60.0 if leaves else 0.3)
    store = in_memory(hostile_triples())
    half = b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n"
    half += b"Content-Type: application/sparql-query\r\n\r\nASK"
    with served(application(Pool(lambda: KnowledgeGraph(store), size=1))) as server:
        client = connected(server, half)
        if leaves:
            time.sleep(0.2)
            client.close()
        assert gone(server)
        until = time.monotonic() + 15
        while server.server_state.tasks and time.monotonic() < until:
            time.sleep(0.05)
        client.close()
    assert not faults


def test_an_answer_that_nobody_reads_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Connection, "seconds", 0.5)
    with served(large) as server:
        clients = [connected(server, b"GET / HTTP/1.1\r\nHost: a\r\n\r\n") for _ in range(10)]
        time.sleep(0.2)
        assert gone(server)
        for client in clients:
            client.close()


def test_an_answer_whose_end_nobody_reads_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Connection, "seconds", 0.5)
    left: list[int] = []

    async def with_an_end(scope: Any, receive: Any, send: Any) -> None:
        """Answer with what the system takes, and a little that waits in the server."""
        await send({"type": "http.response.start", "status": 200, "headers": []})
        (connection,) = server.server_state.connections
        transport = connection.transport
        transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
        while not transport.get_write_buffer_size() and not transport.is_closing():
            await send({"type": "http.response.body", "body": bytes(10_000), "more_body": True})
            await asyncio.sleep(0.05)  # the system may take more
        await send({"type": "http.response.body", "body": b""})
        left.append(transport.get_write_buffer_size())

    with served(with_an_end) as server, socket.socket() as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        client.connect(("127.0.0.1", port_of(server)))
        client.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        until = time.monotonic() + 15
        while not left and time.monotonic() < until:
            time.sleep(0.02)
        assert gone(server)
    assert 0 < left[0] <= 65536  # of more, asyncio tells


def test_an_answer_that_nobody_reads_is_left_whatever_else_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Connection, "seconds", 1.0)
    with served(large) as server, connected(server, b"GET / HTTP/1.1\r\nHost: a\r\n\r\n") as client:
        time.sleep(0.3)
        client.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        assert gone(server)


def test_a_slow_reader_gets_the_whole_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Connection, "seconds", 0.5)
    monkeypatch.setattr("kg.serve.connections._LEAST", 1)
    with served(large) as server:
        with connected(server, b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n") as client:
            begun, size = time.monotonic(), 0
            while part := client.recv(400_000):
                size += len(part)
                time.sleep(0.04)
        assert size > LARGE
        assert time.monotonic() - begun > 2 * Connection.seconds
