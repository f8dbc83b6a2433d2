"""Connections of ``kg serve``, with time limits for requests that do not arrive and answers left unread."""

from __future__ import annotations

import asyncio
from typing import ClassVar, Final

from uvicorn.protocols.http.h11_impl import H11Protocol

_LEAST: Final = 1_000
"""Bytes a second below which a reader does not count as reading."""


class Connection(H11Protocol):
    """HTTP/1.1 as uvicorn speaks it, with an end to waiting.

    Uvicorn waits as long as it takes for a request to arrive, and for an answer to be read, so hundreds of
    clients that stop half-way would use up all connections. A connection is ended here if its request has not
    arrived whole in time, or if its answer is read more slowly than a thousand bytes a second.

    Attributes:
        seconds: how long to wait.
    """

    seconds: ClassVar[float] = 30.0
    _clock: asyncio.TimerHandle | None = None
    _unread: int = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Wait for a request."""
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Take a part of a request; wait for the rest, and until earlier answers are read."""
        super().data_received(data)
        if self._at_work():
            self._stop()
        elif self._clock is None:
            self._wait()

    def pause_writing(self) -> None:
        """Wait until the answer is read."""
        super().pause_writing()
        self._wait()

    def resume_writing(self) -> None:
        """Go on; wait until the rest of what was written is read."""
        super().resume_writing()
        if self._at_work():
            self._stop()
        else:
            self._wait()

    def on_response_complete(self) -> None:
        """Limit the time to read the rest: asyncio reports only buffers above its high-water mark."""
        super().on_response_complete()
        if self.transport.get_write_buffer_size():
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer."""
        self._stop()
        super().connection_lost(exc)

    def _wait(self) -> None:
        self._stop()
        self._unread = self.transport.get_write_buffer_size()
        self._clock = self.loop.call_later(self.seconds, self._late)

    def _stop(self) -> None:
        if self._clock is not None:
            self._clock.cancel()
            self._clock = None

    def _at_work(self) -> bool:
        """Whether the application has a whole request to answer, and all that it wrote was read."""
        cycle = self.cycle
        answering = cycle is not None and not cycle.more_body and not cycle.response_complete
        return answering and not self.transport.get_write_buffer_size()

    def _late(self) -> None:
        left = self.transport.get_write_buffer_size()
        if self._at_work():
            self._stop()
        elif self._unread and (not left or self._unread - left >= _LEAST * self.seconds):
            self._wait()
        else:
            self.transport.abort()
