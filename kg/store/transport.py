"""One request to an endpoint: limited in time and size, retried if busy, with the endpoint's own errors."""

from __future__ import annotations

import email.utils
import queue
import re
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from email.message import Message
from functools import partial
from http.client import HTTPException, HTTPMessage, HTTPResponse
from typing import IO, Final, TypeVar

from kg.errors import EndpointError, TimeLimit
from kg.store.endpoints import Endpoint

_BUSY: Final = (429, 503)
_FIRST_WAIT: Final = 0.5
_MEGABYTE: Final = 1024 * 1024
_CHUNK: Final = 64 * 1024
_SHOWN: Final = 200
_Done = TypeVar("_Done")
_MEANINGS: Final = {
    401: "requires credentials; see docs/engines.md for the variables that hold them",
    403: "does not allow this",
    404: "has no service at this address",
    405: "does not accept this kind of request",
}


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer of an endpoint.

    Attributes:
        body: the complete body.
        media_type: as sent.
        delimited: whether the protocol marked its end.
    """

    body: bytes
    media_type: str
    delimited: bool


Open = Callable[[float], HTTPResponse]
"""Function that sends the request, given the seconds to wait for each step."""


def fetch(
    endpoint: Endpoint,
    send: Open,
    *,
    sleep: Callable[[float], None] = time.sleep,
    clock: Callable[[], float] = time.monotonic,
) -> Reply:
    """Send a request and read its answer to the end.

    A request to a busy endpoint (429, 503) is repeated after the time it names, else after half a second,
    one, two ..., within the endpoint's ``seconds`` for one answer.

    Raises:
        EndpointError: it refused, failed, hung, stayed busy or broke off.
        TimeLimit: the answer is too large.
    """
    deadline = clock() + endpoint.seconds
    wait = _FIRST_WAIT
    while True:
        left = max(deadline - clock(), 0.1)
        try:
            reply = _within(left, partial(_attempt, endpoint, send, left))
        except (OSError, HTTPException) as problem:
            raise EndpointError(_failure(endpoint, problem)) from problem
        if isinstance(reply, Reply):
            return reply
        if reply.code not in _BUSY:
            raise EndpointError(_refusal(endpoint, reply))
        asked = _retry_after(reply.headers)
        pause = wait if asked is None else asked
        if clock() + pause >= deadline:
            named = "" if asked is None else f", wants {asked:.0f} seconds before the next request"
            raise EndpointError(
                f"Endpoint {endpoint.name} is busy (HTTP {reply.code}{named}){_told(reply.said)}. "
                "Ask again later."
            )
        sleep(pause)
        wait *= 2


@dataclass(frozen=True, slots=True)
class _Refused:
    code: int
    headers: Message
    said: str


def _attempt(endpoint: Endpoint, send: Open, seconds: float) -> Reply | _Refused:
    try:
        with send(seconds) as response:
            return _read(endpoint, response)
    except urllib.error.HTTPError as problem:
        with problem:
            return _Refused(problem.code, problem.headers, first_line(problem.read(_CHUNK)))


def _within(seconds: float, attempt: Callable[[], _Done]) -> _Done:
    """The result of an attempt, or TimeoutError.

    A socket's limit is for each step: a server that sends a byte now and then would never reach it. The
    thread that is left running ends at its socket's next limit.
    """
    done: queue.SimpleQueue[_Done | Exception] = queue.SimpleQueue()

    def run() -> None:
        try:
            done.put(attempt())
        except Exception as problem:
            done.put(problem)

    threading.Thread(target=run, daemon=True).start()
    try:
        found = done.get(timeout=seconds)
    except queue.Empty:
        raise TimeoutError from None
    if isinstance(found, Exception):
        raise found
    return found


def _read(endpoint: Endpoint, response: HTTPResponse) -> Reply:
    parts: list[bytes] = []
    size = 0
    # a server that sends no length ends its answer by closing the connection, and so does one that crashes
    delimited = response.length is not None or response.chunked
    while chunk := response.read1(_CHUNK):
        parts.append(chunk)
        size += len(chunk)
        if size > endpoint.answer_mb * _MEGABYTE:
            raise TimeLimit(
                f"The answer of endpoint {endpoint.name} is larger than {endpoint.answer_mb} MB; "
                "ask for less."
            )
    if response.length:
        raise HTTPException("the connection ended before the answer did")
    return Reply(b"".join(parts), response.headers.get("Content-Type", ""), delimited)


def first_line(body: bytes) -> str:
    """The first readable line of an endpoint's answer, shortened.

    >>> first_line(b"<html><head><title>502 Bad Gateway</title></head>")
    '502 Bad Gateway'
    >>> first_line(b"")
    ''
    """
    text = body.decode("utf-8", errors="replace")
    if text.lstrip().startswith("<"):
        text = re.sub(r"<[^>]*>", "\n", text)
    for line in text.splitlines():
        shown = "".join(char for char in line if char.isprintable()).strip()
        if shown:
            return shown if len(shown) <= _SHOWN else shown[: _SHOWN - 1] + "…"
    return ""


def _refusal(endpoint: Endpoint, reply: _Refused) -> str:
    if reply.code in range(300, 400):
        meaning = f"has moved to {reply.headers.get('Location', 'an address it does not name')}; ask there"
    else:
        meaning = _MEANINGS.get(reply.code, "refused" if reply.code < 500 else "failed")
    return f"Endpoint {endpoint.name} {meaning} (HTTP {reply.code}){_told(reply.said)}."


def _failure(endpoint: Endpoint, problem: OSError | HTTPException) -> str:
    cause = problem.reason if isinstance(problem, urllib.error.URLError) else problem
    if isinstance(cause, TimeoutError):
        return (
            f"Endpoint {endpoint.name} did not answer within {endpoint.seconds:g} seconds; ask for less, or "
            "give it more (seconds = ... in kg.toml)."
        )
    if isinstance(problem, urllib.error.URLError):
        return f"Endpoint {endpoint.name} cannot be reached: {cause}."
    said = first_line(str(cause).encode()) or type(cause).__name__
    return f"Endpoint {endpoint.name} broke off: {said.rstrip('.')}."


def _told(said: str) -> str:
    return f": {said.rstrip('.')}" if said else ""


def _retry_after(headers: Message) -> float | None:
    """Seconds to wait that a busy endpoint names, as a number or as a date."""
    value = (headers.get("Retry-After") or "").strip()
    if re.fullmatch(r"\d{1,9}", value):
        return float(value)
    if not value:
        return None
    try:
        return max(email.utils.parsedate_to_datetime(value).timestamp() - time.time(), 0.0)
    except ValueError:
        return None


class _StayHere(urllib.request.HTTPRedirectHandler):
    """Follows no redirect: credentials would be sent to a host that the user did not name."""

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: HTTPMessage,
        newurl: str,
    ) -> None:
        """Treat the redirect as an error."""


OPENER: Final = urllib.request.build_opener(_StayHere)
"""The opener that sends every request."""
