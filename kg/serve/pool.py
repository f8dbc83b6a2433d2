"""A few open graphs that many readers share, which move to a new generation of the store by themselves."""

from __future__ import annotations

import queue
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from kg.api import KnowledgeGraph
from kg.errors import EnvironmentFault
from kg.queries.dates import today

_KEPT: Final = 512
_LARGEST: Final = 2_000_000
"""Answers that are remembered, and the bytes of the largest of them."""


class Busy(EnvironmentFault):
    """All engines are at work, and none became free in time."""


class Pool:
    """Graphs of one store, each with an engine of its own, lent to one reader at a time.

    Args:
        opened: opens a graph; called once for each engine, and again after each load.
        size: number of engines.
        seconds: how long a reader waits for an engine.

    Raises:
        KgError: the graph cannot be opened.
    """

    def __init__(self, opened: Callable[[], KnowledgeGraph], *, size: int = 2, seconds: float = 30.0) -> None:
        self._open = opened
        self.seconds = seconds
        first = opened()
        self._place = first.place
        self._slots: queue.LifoQueue[tuple[str, KnowledgeGraph] | None] = queue.LifoQueue()
        for _ in range(size - 1):
            self._slots.put(None)
        self._slots.put((self.generation(), first))
        self._answers: OrderedDict[tuple[str, str], bytes] = OrderedDict()
        self._lock = threading.Lock()

    def generation(self) -> str:
        """What names the state of the data; it changes with each load. Empty for an endpoint."""
        return "-".join(self._place.current())[:24] if self._place is not None else ""

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
            if slot is None or slot[0] != now:
                slot = (now, self._open())
            yield slot[1]
        finally:
            self._slots.put(slot)

    def remembered(self, key: str, make: Callable[[], bytes]) -> bytes:
        """An answer that depends on the data and the day alone, made once for each.

        Args:
            key: what distinguishes it from other answers.
            make: makes it.
        """
        whole = (self.generation(), f"{today()} {key}")
        with self._lock:
            if whole in self._answers:
                self._answers.move_to_end(whole)
                return self._answers[whole]
        made = make()
        if whole[0] and len(made) <= _LARGEST:
            with self._lock:
                self._answers[whole] = made
                while len(self._answers) > _KEPT:
                    self._answers.popitem(last=False)
        return made
