"""A few open graphs that many readers share, which move to a new generation of the store by themselves."""

from __future__ import annotations

import gzip
import queue
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from time import monotonic
from typing import Final

from kg.api import KnowledgeGraph
from kg.errors import EnvironmentFault
from kg.queries.dates import today

_KEPT: Final = 16_000_000
_LARGEST: Final = 1_000_000
"""Bytes of all answers that are remembered, and of the largest of them, compressed."""
_LEVEL: Final = 6


_IDLE: Final = 60.0
"""Seconds after which an engine that nobody needed is ended while others are in use."""


def page_key(path: str, query: str = "") -> str:
    """What distinguishes the answer at an address from others that are remembered."""
    return f"{path}?{query}"


class Busy(EnvironmentFault):
    """All engines are at work, and none became free in time."""


class NotKept(Exception):
    """A page for one reader that is not remembered: a query failed, or a value does not fit.

    Attributes:
        content: the page, which says what is wrong.
        status: HTTP status to answer with.
    """

    def __init__(self, content: bytes, status: int = 200) -> None:
        super().__init__()
        self.content = content
        self.status = status


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer as it is remembered: a page is a tenth as large so, and most readers take it so.

    Attributes:
        packed: gzip.
    """

    packed: bytes

    @property
    def content(self) -> bytes:
        """The answer itself."""
        return gzip.decompress(self.packed)


@dataclass(frozen=True, slots=True)
class _Slot:
    """An open graph, the generation that it reads, and when it was last lent (monotonic seconds)."""

    generation: str
    graph: KnowledgeGraph
    used: float


class Pool:
    """Graphs of one store, each with an engine of its own, lent to one reader at a time.

    Args:
        opened: opens a graph; called once for each engine, and again after each load.
        size: number of engines.
        seconds: how long a reader waits for an engine.
        whole: take the whole edition into the store before the first question, as pages need; otherwise each
            question takes in what it needs.

    Raises:
        KgError: the graph cannot be opened.
    """

    def __init__(
        self,
        opened: Callable[[], KnowledgeGraph],
        *,
        size: int = 2,
        seconds: float = 30.0,
        whole: bool = True,
    ) -> None:
        self._opened = opened
        self._whole = whole
        self.seconds = seconds
        first = self._open()
        self._place = first.place
        self._slots: queue.LifoQueue[_Slot | None] = queue.LifoQueue()
        for _ in range(size - 1):
            self._slots.put(None)
        self._slots.put(_Slot(self.generation(), first, monotonic()))
        self._answers: OrderedDict[tuple[str, str], Kept] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def _open(self) -> KnowledgeGraph:
        graph = self._opened()
        if self._whole:
            graph.make_ready()
        return graph

    def generation(self) -> str:
        """What names the state of the data; it changes with each load. Empty for an endpoint."""
        return self._place.state() if self._place is not None else ""

    @contextmanager
    def graph(self) -> Iterator[KnowledgeGraph]:
        """Lend a graph that reads the newest generation.

        Raises:
            Busy: none became free in time.
        """
        try:
            slot = self._slots.get(timeout=self.seconds)
        except queue.Empty:
            raise Busy("All engines are busy. Try again in a moment.") from None
        try:
            now = self.generation()
            if slot is None or slot.generation != now:
                slot = _Slot(now, self._open(), monotonic())
            yield slot.graph
        finally:
            self._slots.put(replace(slot, used=monotonic()) if slot else None)
            self._end_idle()

    def _end_idle(self) -> None:
        """Let go of graphs that nobody needed for a while, and with them of their engines' processes."""
        before = monotonic() - _IDLE
        with self._slots.mutex:
            waiting = self._slots.queue
            waiting[:] = [None if slot is None or slot.used < before else slot for slot in waiting]

    def remembered(self, key: str, make: Callable[[], bytes]) -> Kept:
        """An answer that depends on the data and the day alone, made once for each.

        Args:
            key: what distinguishes it from other answers.
            make: makes it.

        Raises:
            NotKept: by ``make``, which gives an answer that is not remembered.
        """
        whole = self._whole_key(key)
        with self._lock:
            if whole in self._answers:
                self._answers.move_to_end(whole)
                return self._answers[whole]
        made = Kept(gzip.compress(make(), _LEVEL, mtime=0))
        if whole[0] and len(made.packed) <= _LARGEST:
            with self._lock:
                before = self._answers.pop(whole, None)
                self._bytes += len(made.packed) - (len(before.packed) if before else 0)
                self._answers[whole] = made
                while self._bytes > _KEPT:
                    self._bytes -= len(self._answers.popitem(last=False)[1].packed)
        return made

    def remembers(self, key: str) -> bool:
        """Whether an answer is there, without making it."""
        with self._lock:
            return self._whole_key(key) in self._answers

    def kept(self) -> tuple[int, int]:
        """How many answers are remembered, and their bytes."""
        with self._lock:
            return len(self._answers), self._bytes

    def free(self) -> int:
        """How many engines wait for a question; some of them have not been started."""
        return self._slots.qsize()

    def _whole_key(self, key: str) -> tuple[str, str]:
        return self.generation(), f"{today()} {key}"
