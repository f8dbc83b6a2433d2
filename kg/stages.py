"""Progress of a long command: stages that begin, continue and end, as records of the standard ``logging``.

The logger ``kg.stages`` gets one record at level ``INFO`` for each event, with the event as ``record.stage``.
Without a handler nothing is written. Times are those of a monotonic clock; none of this enters a graph.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

LOG: Final = logging.getLogger("kg.stages")

Step = Callable[[int, str], None]
"""Called with the number of finished parts, and the name of the last one."""


@dataclass(frozen=True, slots=True)
class Event:
    """An event in a stage.

    Attributes:
        stage: its name.
        event: ``begin``, ``step`` or ``end``.
        done: number of finished parts.
        total: number of all its parts; 0 if they are not counted.
        name: name of the part that finished last.
        seconds: time since the stage began.
    """

    stage: str
    event: str
    done: int
    total: int
    name: str
    seconds: float

    @property
    def rate(self) -> float | None:
        """Parts a second; ``None`` before the first one."""
        return self.done / self.seconds if self.done and self.seconds else None

    @property
    def left(self) -> float | None:
        """Seconds to the end at this rate; ``None`` if unknown."""
        rate = self.rate
        return (self.total - self.done) / rate if rate and self.total else None


@contextmanager
def stage(name: str, total: int = 0) -> Iterator[Step]:
    """Report a stage while the block runs.

    Args:
        name: the activity, as a participle: ``reading``.
        total: number of its parts, if they are counted.

    Yields:
        A function that reports that a part has finished.
    """
    begun = time.monotonic()
    done = 0
    last = ""

    def tell(event: str) -> None:
        if LOG.isEnabledFor(logging.INFO):
            told = Event(name, event, done, total, last, time.monotonic() - begun)
            LOG.info("%s: %s", name, event, extra={"stage": told})

    def step(number: int, part: str) -> None:
        nonlocal done, last
        done, last = number, part
        tell("step")

    tell("begin")
    try:
        yield step
    finally:
        tell("end")


class Timings(logging.Handler):
    """Collects the durations of stages.

    Attributes:
        seconds: duration by stage, in the order in which they first ended.
        parts: number of parts by stage.
    """

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.seconds: dict[str, float] = {}
        self.parts: dict[str, int] = {}

    def emit(self, record: logging.LogRecord) -> None:
        """Add up a stage that ended."""
        event = getattr(record, "stage", None)
        if isinstance(event, Event) and event.event == "end":
            self.seconds[event.stage] = self.seconds.get(event.stage, 0.0) + event.seconds
            self.parts[event.stage] = self.parts.get(event.stage, 0) + event.done


@contextmanager
def heard_by(handler: logging.Handler) -> Iterator[None]:
    """Send the events to a handler while the block runs; other handlers get them too."""
    level = LOG.level
    LOG.setLevel(logging.INFO)
    LOG.addHandler(handler)
    try:
        yield
    finally:
        LOG.removeHandler(handler)
        LOG.setLevel(level)
