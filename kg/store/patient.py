"""A store that its caller can stop waiting for.

The embedded engine cannot be cancelled, and while it computes no signal reaches Python. But it gives other
threads their turn, so queries run in a thread of their own: who waits for it sees Ctrl-C at once and can
be given a time limit. The engine goes on in its thread until it is done or the process ends.
"""

from __future__ import annotations

import queue
import threading
import time
import traceback
import weakref
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final, Generic, TypeVar

from pyoxigraph import Triple

from kg.errors import KgError, TimeLimit
from kg.store.base import Solutions, Store, Term

T = TypeVar("T")

_CHUNK: Final = 256
_WAITING: Final = 4
_GLANCE: Final = 0.1
"""Seconds between two looks at whether anybody still waits; Windows sees Ctrl-C only between two waits."""

_THREAD: Final = "kg-engine"


class PatientStore:
    """The same answers as another store, from a thread that can be left behind.

    Args:
        store: what answers.
        seconds: how long to wait for one answer, the time between its rows not counted; none for no limit.
    """

    def __init__(self, store: Store, seconds: float | None = None) -> None:
        self._store = store
        self.seconds = seconds

    def select(self, query: str) -> Solutions:
        """Answer a SELECT.

        Raises:
            TimeLimit: it took longer than the limit.
        """
        variables: list[tuple[str, ...]] = []

        def rows() -> Iterator[tuple[Term | None, ...]]:
            found = self._store.select(query)
            variables.append(found.variables)
            return found.rows

        answers = self._left(rows)
        return Solutions(variables[0], answers)

    def ask(self, query: str) -> bool:
        """Answer an ASK.

        Raises:
            TimeLimit: it took longer than the limit.
        """
        (answer,) = self._left(lambda: [self._store.ask(query)])
        return answer

    def construct(self, query: str) -> Iterator[Triple]:
        """Answer a CONSTRUCT or DESCRIBE.

        Raises:
            TimeLimit: it took longer than the limit.
        """
        return self._left(lambda: self._store.construct(query))

    def _left(self, ask: Callable[[], Iterable[T]]) -> Iterator[T]:
        """What a question gives; the engine has begun to answer, and its faults were told, on return."""
        answers = _Answers(ask, self.seconds)
        answers.part()
        return iter(answers)


def engine_at_work() -> bool:
    """Whether an engine that nobody waits for is still computing."""
    return any(thread.name == _THREAD for thread in threading.enumerate())


@dataclass(slots=True)
class _Fault:
    error: BaseException


class _Answers(Generic[T]):
    """The parts of an answer as they come from the engine's thread, which stops once nobody holds this."""

    def __init__(self, ask: Callable[[], Iterable[T]], seconds: float | None) -> None:
        self._limit = seconds
        self._waited = 0.0
        self._parts: queue.Queue[list[T] | _Fault] = queue.Queue(_WAITING)
        self._left = threading.Event()
        weakref.finalize(self, self._left.set)
        threading.Thread(target=_work, args=(ask, self._parts, self._left), name=_THREAD, daemon=True).start()

    def __iter__(self) -> Iterator[T]:
        while part := self.part():
            yield from part

    def part(self) -> list[T]:
        """Wait for the next part: nothing when the engine has begun, then rows, then nothing.

        Raises:
            TimeLimit: all waiting together took longer than the limit.
        """
        begun = time.monotonic()
        while True:
            try:
                part = self._parts.get(timeout=_GLANCE)
                break
            except queue.Empty:
                if self._limit is not None and self._waited + time.monotonic() - begun > self._limit:
                    self._left.set()
                    raise TimeLimit(
                        f"The query was stopped after {self._limit:g} seconds; ask for less."
                    ) from None
        self._waited += time.monotonic() - begun
        if isinstance(part, _Fault):
            raise part.error
        return part


def _work(
    ask: Callable[[], Iterable[T]], parts: queue.Queue[list[T] | _Fault], left: threading.Event
) -> None:
    """What the engine's thread does: the engine's iterators may not be touched by another."""

    def hand(part: list[T] | _Fault) -> bool:
        while not left.is_set():
            try:
                parts.put(part, timeout=_GLANCE)
            except queue.Full:
                continue
            return True
        return False

    try:
        rows = iter(ask())
        more = hand([])
        while more and (part := list(islice(rows, _CHUNK))):
            more = hand(part)
        hand([])
    except BaseException as error:  # every fault is raised again where the caller waits
        hand(_Fault(_without_frames(error)))


def _without_frames(error: BaseException) -> BaseException:
    """The fault without the frames of its traceback: they hold the engine's iterators."""
    if not isinstance(error, KgError):
        error.add_note("".join(traceback.format_exception(error)))
    one: BaseException | None = error
    while one is not None:
        one.__traceback__ = None
        one = one.__cause__ or one.__context__
    return error
