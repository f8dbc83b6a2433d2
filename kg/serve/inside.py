"""The application asked from within this process, without a network."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from starlette.applications import Starlette


def get(app: Starlette, address: str) -> tuple[int, bytes]:
    """Ask for an address.

    Args:
        app: the application.
        address: path and query.

    Returns:
        HTTP status and body.
    """
    return asyncio.run(_got(app, address))


async def _got(app: Starlette, address: str) -> tuple[int, bytes]:
    path, _, query = address.partition("?")
    status, parts = 500, list[bytes]()

    asked = asyncio.Event()

    async def receive() -> dict[str, object]:
        if asked.is_set():
            await asyncio.Event().wait()  # the client never leaves
        asked.set()
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, object]) -> None:
        nonlocal status
        if message["type"] == "http.response.start":
            status = int(str(message["status"]))
        else:
            parts.append(bytes(message.get("body") or b""))  # type: ignore[call-overload]

    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": unquote(path),
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(b"host", b"localhost"), (b"accept", b"text/html")],
        "server": ("localhost", 80),
        "client": None,
    }
    await app(scope, receive, send)  # type: ignore[arg-type]
    return status, b"".join(parts)
