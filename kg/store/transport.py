"""One request to an endpoint: time and size bounded, tried again when it is busy, errors in its own words."""

from __future__ import annotations

import email.utils
import re
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPException, HTTPMessage, HTTPResponse
from typing import IO, Final

from kg.errors import EndpointError, TimeLimit
from kg.store.endpoints import Endpoint

_BUSY: Final = (429, 503)
_FIRST_WAIT: Final = 0.5
_MEGABYTE: Final = 1024 * 1024
_CHUNK: Final = 64 * 1024
_SHOWN: Final = 200
_MEANINGS: Final = {
    401: "wants credentials; see docs/engines.md for the variables that hold them",
    403: "does not allow this",
    404: "has no such service at this address",
    405: "does not take this kind of request",
}


@dataclass(frozen=True, slots=True)
class Reply:
    """What an endpoint answered: the whole body, and its media type as sent."""

    body: bytes
    media_type: str


Open = Callable[[float], HTTPResponse]
"""Sends the request, given the seconds to wait for each step."""


def fetch(
    endpoint: Endpoint,
    send: Open,
    *,
    sleep: Callable[[float], None] = time.sleep,
    clock: Callable[[], float] = time.monotonic,
) -> Reply:
    """Send a request and read its answer to the end.

    A busy endpoint (429, 503) is asked again after the time it names, else after half a second, one, two ...,
    as long as the endpoint's ``seconds`` for one answer last.

    Raises:
        EndpointError: it refused, failed, hung, stayed busy or broke off.
        TimeLimit: the answer is too large.
    """
    deadline = clock() + endpoint.seconds
    wait = _FIRST_WAIT
    while True:
        try:
            with send(max(deadline - clock(), 0.1)) as response:
                return _read(endpoint, response, deadline, clock)
        except urllib.error.HTTPError as problem:
            with problem:
                said = first_line(problem.read(_CHUNK))
            if problem.code not in _BUSY:
                raise EndpointError(_refusal(endpoint, problem, said)) from None
            asked = _retry_after(problem.headers)
            pause = wait if asked is None else asked
            if clock() + pause >= deadline:
                named = "" if asked is None else f", wants {asked:.0f} seconds before the next request"
                raise EndpointError(
                    f"Endpoint {endpoint.name} is busy (HTTP {problem.code}{named}){_told(said)}. "
                    "Ask again later."
                ) from None
            sleep(pause)
            wait *= 2
        except (OSError, HTTPException) as problem:
            raise EndpointError(_failure(endpoint, problem)) from problem


def _read(endpoint: Endpoint, response: HTTPResponse, deadline: float, clock: Callable[[], float]) -> Reply:
    parts: list[bytes] = []
    size = 0
    while chunk := response.read1(_CHUNK):
        parts.append(chunk)
        size += len(chunk)
        if size > endpoint.answer_mb * _MEGABYTE:
            raise TimeLimit(
                f"The answer of endpoint {endpoint.name} is larger than {endpoint.answer_mb} MB; "
                "ask for less."
            )
        if clock() > deadline:
            raise TimeoutError
    if response.length:
        raise HTTPException("the connection ended before the answer did")
    return Reply(b"".join(parts), response.headers.get("Content-Type", ""))


def first_line(body: bytes) -> str:
    """The first line that a person can read of what an endpoint said, cut short.

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


def _refusal(endpoint: Endpoint, problem: urllib.error.HTTPError, said: str) -> str:
    if problem.code in range(300, 400):
        meaning = f"has moved to {problem.headers.get('Location', 'an address it does not name')}; ask there"
    else:
        meaning = _MEANINGS.get(problem.code, "refused" if problem.code < 500 else "failed")
    return f"Endpoint {endpoint.name} {meaning} (HTTP {problem.code}){_told(said)}."


def _failure(endpoint: Endpoint, problem: OSError | HTTPException) -> str:
    cause = problem.reason if isinstance(problem, urllib.error.URLError) else problem
    if isinstance(cause, TimeoutError):
        return (
            f"Endpoint {endpoint.name} did not answer within {endpoint.seconds:g} seconds; ask for less, or "
            "give it more (seconds = ... in kg.toml)."
        )
    if isinstance(problem, urllib.error.URLError):
        return f"Endpoint {endpoint.name} cannot be reached: {cause}."
    return f"Endpoint {endpoint.name} broke off: {cause or type(cause).__name__}."


def _told(said: str) -> str:
    return f": {said.rstrip('.')}" if said else ""


def _retry_after(headers: Message) -> float | None:
    """Seconds that a busy endpoint names, as a number or as a date."""
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
    """Follows no redirect: credentials would go along to a host that nobody named."""

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: HTTPMessage,
        newurl: str,
    ) -> None:
        """Leave the redirect an error."""


OPENER: Final = urllib.request.build_opener(_StayHere)
"""What sends every request."""
