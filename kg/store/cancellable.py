"""A store on disk whose queries end at their limits and release their memory.

The embedded engine cannot be cancelled: it ignores signals until a query is finished. So it runs in a
separate process (:mod:`kg.store.engine`), which is ended at the time limit or by Ctrl-C, and ends by itself
at the memory limit or with the calling process. It stays warm between queries; after it has ended, the next
query starts another one.
"""

from __future__ import annotations

import threading
import weakref
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from time import monotonic
from typing import Any, Final

from pyoxigraph import QueryResultsFormat, QuerySolutions, RdfFormat, Triple, parse, parse_query_results

from kg.errors import EnvironmentFault, KgError, StoreDamaged, TimeLimit
from kg.sandbox import faults
from kg.sandbox.frames import Frame
from kg.sandbox.process import Died, Process, TimedOut
from kg.store.base import Solutions, Term
from kg.store.folder import StoreFolder, unusable

_MEGABYTE: Final = 1024 * 1024
_SPARE_CPU: Final = 60.0
_GONE: Final = "The rest of this answer is lost, because the engine was stopped. Repeat the query."


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits on one query.

    Attributes:
        seconds: time to wait for its answer, without the time between its rows; ``None`` for no limit.
        rows: rows of the answer, if the caller counts them.
        answer_mb: size of the answer, in megabytes; ``None`` for no limit.
        memory_mb: memory of the engine's process beyond its initial memory, in megabytes; Linux only.
    """

    seconds: float | None = 30.0
    rows: int = 100_000
    answer_mb: int | None = 200
    memory_mb: int = 2048


class _Engine:
    """The process of one store, shared by all callers."""

    def __init__(self, place: StoreFolder, memory_mb: int) -> None:
        self.place = place
        self.memory_mb = memory_mb
        self.lock = threading.RLock()
        self.dropped: list[int] = []
        self.process: Process | None = None
        self.folder: Path | None = None
        self.numbers = 0

    def ready(self) -> tuple[Process, Path]:
        """The process, started if necessary, and the generation that it reads."""
        if self.process is None or self.folder is None or not self.process.alive:
            self.folder = self.place.generation()
            self.process = _take_spare() or Process("kg.store.engine")
            self.dropped.clear()
        return self.process, self.folder


class CancellableStore:
    """Answers SPARQL from a store on disk in a process that can be ended.

    Args:
        root: folder of the store.
        limits: limits on one query.

    Raises:
        StoreMissing: nothing was loaded there yet.
        StoreDamaged: no generation of it is undamaged.
    """

    def __init__(self, root: Path, limits: Limits | None = None) -> None:
        self.limits = limits or Limits(seconds=None, answer_mb=None)
        self._engine = _Engine(StoreFolder(root), self.limits.memory_mb)
        self._engine.place.generation()

    def within(self, limits: Limits) -> CancellableStore:
        """The same store with other limits; its process is shared if the limit of memory is the same."""
        other = CancellableStore.__new__(CancellableStore)
        other.limits = limits
        same = limits.memory_mb == self._engine.memory_mb
        other._engine = self._engine if same else _Engine(self._engine.place, limits.memory_mb)
        return other

    def __len__(self) -> int:
        return int(_Answer(self._engine, self.limits, "size", "").head["answer"])

    def select(self, query: str) -> Solutions:
        """Answer a SELECT.

        Raises:
            TimeLimit: it needed more time or memory than the limits allow, or its answer is too large.
        """
        answer = _Answer(self._engine, self.limits, "select", query)
        return Solutions(tuple(answer.head["variables"]), answer.rows())

    def ask(self, query: str) -> bool:
        """Answer an ASK.

        Raises:
            TimeLimit: it needed more time or memory than the limits allow.
        """
        return bool(_Answer(self._engine, self.limits, "ask", query).head["answer"])

    def construct(self, query: str) -> Iterator[Triple]:
        """Answer a CONSTRUCT or DESCRIBE.

        Raises:
            TimeLimit: it needed more time or memory than the limits allow, or its answer is too large.
        """
        return _Answer(self._engine, self.limits, "construct", query).triples()


class _Answer:
    """One answer whose first part has arrived."""

    def __init__(self, engine: _Engine, limits: Limits, form: str, query: str) -> None:
        self._engine = engine
        self._limits = limits
        self._waited = 0.0
        self._size = 0
        with engine.lock:
            engine.numbers += 1
            self._number = engine.numbers
            self.head, self._body = self._first(form, query)
            self._process = engine.process
        if self.head.get("more"):
            weakref.finalize(self, engine.dropped.append, self._number)

    def rows(self) -> Iterator[tuple[Term | None, ...]]:
        """The rows, part by part."""
        for body in self._parts():
            found = parse_query_results(body, QueryResultsFormat.TSV)
            if isinstance(found, QuerySolutions):
                yield from (tuple(row) for row in found)

    def triples(self) -> Iterator[Triple]:
        """The triples, part by part."""
        for body in self._parts():
            yield from (quad.triple for quad in parse(body, format=RdfFormat.N_TRIPLES))

    def _parts(self) -> Iterator[bytes]:
        more = bool(self.head["more"])
        body, self._body = self._body, b""
        yield body
        while more:
            with self._engine.lock:
                process = self._process
                if process is None or process is not self._engine.process or not process.alive:
                    raise EnvironmentFault(_GONE)
                head, body = self._ask(process, {"form": "next", "query": ""})
            more = bool(head["more"])
            yield body

    def _first(self, form: str, query: str) -> Frame:
        """Send the query; if the engine cannot open the database, query an older generation."""
        first: StoreDamaged | None = None
        while True:
            try:
                process, folder = self._engine.ready()
            except StoreDamaged as problem:
                raise first or problem from None
            try:
                return self._ask(process, {"form": form, "query": query, "graph": str(folder / "graph")})
            except StoreDamaged as problem:
                process.end()
                if "cannot be opened" not in str(problem):
                    raise
                first = first or problem
                unusable(folder)

    def _ask(self, process: Process, request: dict[str, Any]) -> Frame:
        limits = self._limits
        rest = None if limits.seconds is None else max(0.0, limits.seconds - self._waited)
        dropped, self._engine.dropped[:] = list(self._engine.dropped), []
        request |= {
            "number": self._number,
            "dropped": dropped,
            "memory_mb": self._engine.memory_mb,
            # a backstop in case the caller is stopped before it can end the process
            "cpu": None if rest is None else rest + _SPARE_CPU,
        }
        begun = monotonic()
        try:
            head, body = process.ask(request, seconds=rest)
        except TimedOut:
            raise self._late() from None
        except Died as death:
            raise self._death(death) from death
        self._waited += monotonic() - begun
        self._size += len(body)
        if limits.answer_mb is not None and self._size > limits.answer_mb * _MEGABYTE:
            process.end()
            raise TimeLimit(f"The answer is larger than {limits.answer_mb} MB; ask for fewer rows.")
        if head.get("error") == "memory":
            process.end()
            raise self._memory()
        faults.raised(head)
        return head, body

    def _death(self, death: Died) -> KgError:
        if death.for_memory:
            return self._memory()
        if death.for_time and self._limits.seconds is not None:
            return self._late()
        return StoreDamaged(
            f"The engine ended (exit code {death.code}) while it read {self._engine.place.root}: "
            f"{death.said[-300:] or 'it gave no reason'}. Check the files of the store: kg check --deep"
        )

    def _late(self) -> TimeLimit:
        return TimeLimit(f"The query was stopped after {self._limits.seconds:g} seconds; ask for less.")

    def _memory(self) -> TimeLimit:
        return TimeLimit(f"The query needed more than {self._engine.memory_mb} MB of memory; ask for less.")


_spare: list[Process] = []


def start_early() -> None:
    """Start the process for the first store while its caller is still starting up."""
    _spare.append(Process("kg.store.engine"))


def _take_spare() -> Process | None:
    return _spare.pop() if _spare else None


def limits_of_stored(seconds: float | None) -> Limits:
    """Limits of stored queries, whose answers may have any size."""
    return replace(Limits(), seconds=seconds, answer_mb=None)
