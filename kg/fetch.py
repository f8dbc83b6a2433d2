"""Fetches known reports from their publisher: only on request, one at a time, each checked by its hash.

No other part of the project accesses the network without being asked.
"""

from __future__ import annotations

import hashlib
import http.client
import socket
import threading
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

from kg import __version__
from kg.errors import EnvironmentFault
from kg.known import KnownReport

_LARGEST: Final = 50_000_000
"""Size in bytes of the largest answer that is kept; the largest report is below 5 MB."""
_PIECE: Final = 65_536


@dataclass(frozen=True, slots=True)
class Fetched:
    """The outcome for one report.

    Attributes:
        report: the report.
        outcome: ``here`` if it existed already, ``fetched``, ``differs`` if other bytes came, ``failed``.
        path: the file; for other bytes, the separate file in which they are kept.
        message: why it failed, or how the bytes differ.
    """

    report: KnownReport
    outcome: str
    path: Path
    message: str = ""


class _Broken(Exception):
    """The transfer ended early; the received bytes are kept, and the next attempt continues from there."""


class _TooLarge(ValueError):
    """The answer is larger than any report; nothing of it is kept."""


class _Clock:
    """Ends the connections of one report when its time is over, even while the server is sending.

    The time limit of a socket restarts with each byte, so a server that sends single bytes could block a
    reader indefinitely.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.over = False
        self._sockets: list[socket.socket] = []
        self._lock = threading.Lock()
        self._timer = threading.Timer(seconds, self._end)
        self._timer.daemon = True

    def __enter__(self) -> _Clock:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()

    def watch(self, one: socket.socket) -> None:
        """Also end this connection when the time is over."""
        with self._lock:
            self._sockets.append(one)
        if self.over:
            self._end()

    def _end(self) -> None:
        self.over = True
        with self._lock:
            for one in self._sockets:
                with suppress(OSError):  # it has already ended
                    # not the method of an encrypted socket, which another thread reads
                    socket.socket.shutdown(one, socket.SHUT_RDWR)


class _Plain(http.client.HTTPConnection):
    def __init__(self, *given: Any, clock: _Clock, **named: Any) -> None:
        super().__init__(*given, **named)
        self._clock = clock

    def connect(self) -> None:
        super().connect()
        self._clock.watch(self.sock)


class _Encrypted(_Plain, http.client.HTTPSConnection):
    """The same connection over TLS."""


class _Web(urllib.request.HTTPHandler, urllib.request.HTTPSHandler):
    """Opens connections that a clock ends."""

    def __init__(self, clock: _Clock) -> None:
        super().__init__()
        self._clock = clock

    def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        """Connect."""
        return self.do_open(partial(_Plain, clock=self._clock), req)

    def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        """Connect."""
        return self.do_open(partial(_Encrypted, clock=self._clock), req)


class _WebOnly(urllib.request.HTTPRedirectHandler):
    """Follows redirects to http and https only."""

    def redirect_request(self, req: Any, fp: Any, code: int, msg: str, headers: Any, newurl: str) -> Any:
        """The request to continue with.

        Raises:
            HTTPError: the redirect leaves the web.
        """
        if urllib.parse.urlsplit(newurl).scheme not in ("http", "https"):
            raise urllib.error.HTTPError(newurl, code, "redirected away from the web", headers, fp)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def fetch(
    reports: Iterable[KnownReport], folder: Path, *, wait: float = 30.0, longest: float = 300.0
) -> Iterator[Fetched]:
    """Fetch reports into a folder, one after the other; existing ones are not fetched again.

    Args:
        reports: from :func:`kg.known.known_reports`.
        folder: target folder; it has a subfolder for each council.
        wait: seconds to wait for the next bytes.
        longest: seconds that one report may take.

    Yields:
        The outcome for each report.

    Raises:
        EnvironmentFault: the disk refuses.
    """
    for report in reports:
        place = folder / (report.authority or report.urn) / Path(report.file_name).name
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            if place.is_file() and _hash(place) == report.sha256:
                yield Fetched(report, "here", place)
            else:
                yield _fetch(report, place, wait, longest)
        except OSError as problem:
            raise EnvironmentFault(f"{place}: cannot be written: {problem}") from problem


def _fetch(report: KnownReport, place: Path, wait: float, longest: float) -> Fetched:
    part = place.with_name(place.name + ".part")
    kind = ""
    try:
        with _Clock(longest) as clock:
            kind = _download(clock, report.url, part, wait)
    except _Broken as problem:
        return Fetched(report, "failed", part, f"{problem}; fetch again to continue from there")
    except _TooLarge as problem:
        part.unlink()
        return Fetched(report, "failed", place, f"{report.url}: {problem}")
    except (urllib.error.URLError, http.client.HTTPException, ValueError) as problem:
        return Fetched(report, "failed", place, f"{report.url}: {getattr(problem, 'reason', problem)}")
    if _hash(part) == report.sha256:
        part.replace(place)
        return Fetched(report, "fetched", place)
    apart = place.with_name(place.name + ".differs")
    part.replace(apart)
    what = (
        "a web page"
        if kind.startswith("text/html")
        else "a file that differs from the one that the edition was made of"
    )
    return Fetched(report, "differs", apart, f"{report.url} gave {what}")


def _download(clock: _Clock, url: str, part: Path, wait: float) -> str:
    """Download an address to a file, appending to its content if the server can continue from there.

    Returns:
        The media type.
    """
    if urllib.parse.urlsplit(url).scheme not in ("http", "https"):
        raise ValueError("not an address on the web")
    held = part.stat().st_size if part.is_file() else 0
    request = urllib.request.Request(url, headers={"User-Agent": f"inspection-kg/{__version__}"})  # noqa: S310
    if held:
        request.add_header("Range", f"bytes={held}-")
    try:
        answer = urllib.request.build_opener(_WebOnly, _Web(clock)).open(request, timeout=wait)
    except urllib.error.HTTPError as problem:
        if problem.code == http.HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE and held:
            part.unlink()
            return _download(clock, url, part, wait)
        raise
    except urllib.error.URLError:
        raise
    except (OSError, http.client.HTTPException) as problem:
        if clock.over:
            raise _late(url, clock) from problem
        raise urllib.error.URLError(str(problem)) from problem  # the connection's fault, not the disk's
    with answer:
        goes_on = (answer.headers.get("Content-Range") or "").startswith(f"bytes {held}-")
        added = bool(held) and answer.status == http.HTTPStatus.PARTIAL_CONTENT and goes_on
        promised = answer.headers.get("Content-Length")
        size = 0
        with part.open("ab" if added else "wb") as stream:
            while piece := _piece(answer, url, clock):
                stream.write(piece)
                size += len(piece)
                if size + (held if added else 0) > _LARGEST:
                    raise _TooLarge(f"more than {_LARGEST:,} bytes")
        if clock.over:
            raise _late(url, clock)
        if promised is not None and promised.isdigit() and size < int(promised):
            raise _Broken(f"{url}: broke off after {size:,} of {int(promised):,} bytes")
        return str(answer.headers.get("Content-Type") or "")


def _piece(answer: Any, url: str, clock: _Clock) -> bytes:
    """The next bytes; a slow server sends few at a time."""
    try:
        return bytes(answer.read1(_PIECE))
    except (OSError, http.client.HTTPException) as problem:
        if clock.over:
            raise _late(url, clock) from problem
        raise _Broken(f"{url}: the server stopped sending ({problem})") from problem


def _late(url: str, clock: _Clock) -> _Broken:
    return _Broken(f"{url}: not complete after {clock.seconds:g} seconds")


def _hash(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
