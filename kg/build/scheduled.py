"""Processes many files at once on the workers of a Dask scheduler, each in a cage of the worker's machine.

The scheduler receives the bytes of a few files at a time, keeps them until their graphs are here, and gives a
file to another worker if one dies. A file on which as many workers died as the scheduler allows waits until
all others are read; if workers die on it while it is read alone, it is refused by name.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import queue
import time
import uuid
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from kg.build import parallel, worker
from kg.build.cage import opened, refused
from kg.build.cluster import Cluster, first_line
from kg.build.parallel import Reader
from kg.build.process import LARGEST, Processed, process
from kg.build.prose import UNTOLD, Prose
from kg.curation import Correction, of_document
from kg.documents.limits import DocumentLimits
from kg.errors import EnvironmentFault, UnreadableFile
from kg.rdf.iris import document_key
from kg.regular import regular
from kg.store.manifest import Refusal
from kg.text import name_of

ALONE: Final = 60.0
"""Seconds without any worker after which reading stops: workers that died may be starting again."""
_AHEAD: Final = 2
"""Files that the scheduler holds for each thread of its workers: one being read, one waiting."""
_GLANCE: Final = 1.0
_NAMED: Final = 5
_KILLED: Final = (
    "every worker that read it died, even when it read nothing else; load it on this machine, "
    "without --scheduler"
)


def process_all(
    cluster: Cluster,
    paths: Sequence[Path],
    *,
    authority_codes: Mapping[str, str] | None = None,
    prose: Prose = UNTOLD,
    corrections: Sequence[Correction] = (),
    limits: DocumentLimits | None = None,
    reader: Reader = process,
) -> Iterator[tuple[Path, Processed | Refusal]]:
    """Process files as :func:`kg.build.parallel.process_all` does, on the workers of a cluster.

    Args:
        cluster: the scheduler.
        paths: the files.
        authority_codes: codes by name of further authorities.
        prose: how to read files that are not reports.
        corrections: the corrections that count.
        limits: limits for each file.
        reader: function that processes one file.

    Raises:
        EnvironmentFault: the scheduler is lost, no worker is left, or a worker reads by different rules or
            lacks a requirement of the reader.
    """
    limits = limits or DocumentLimits()
    job = _Job(cluster, limits)
    try:
        for found, most in ((paths, None), (job.suspects, 1)):
            waiting = deque(found)
            while waiting or job.running:
                while waiting and len(job.running) < (most or job.room()):
                    path = waiting.popleft()
                    try:
                        data = _content(path)
                    except UnreadableFile:  # this machine reports why, as without a scheduler
                        yield from parallel.process_all([path], prose=prose, limits=limits, reader=reader)
                        continue
                    sha256 = hashlib.sha256(data).hexdigest()
                    theirs = tuple(of_document(corrections, document_key(sha256)))
                    how = pickle.dumps((reader, (authority_codes, prose, theirs, limits)))
                    job.send(path, data, how, prose.made(sha256))
                if job.running:
                    path, result = job.next()
                    if result is not None:
                        yield path, result
                    elif most is None:
                        job.suspects.append(path)
                    else:
                        yield path, refused(path, _KILLED)
    finally:
        job.cancel()


class _Job:
    """Documents that the scheduler holds.

    Attributes:
        running: their paths by the names of their tasks.
        suspects: documents on which workers died, to be read one at a time.
    """

    def __init__(self, cluster: Cluster, limits: DocumentLimits) -> None:
        self._cluster, self._client, self._limits = cluster, cluster.client, limits
        self._id = uuid.uuid4().hex
        self._sent = 0
        self._futures: dict[str, Any] = {}
        self._made: dict[str, Mapping[str, str]] = {}
        self._done: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._killed: type[Exception] = import_module("distributed").KilledWorker
        self.running: dict[str, Path] = {}
        self.suspects: list[Path] = []
        self._seen = time.monotonic()
        self._look()

    def room(self) -> int:
        """Number of documents that the scheduler should hold."""
        if time.monotonic() - self._looked > _GLANCE:
            self._look()
        return _AHEAD * max(1, self._threads)

    def send(self, path: Path, data: bytes, how: bytes, made: Mapping[str, str]) -> None:
        """Give the scheduler a document.

        Args:
            path: its file.
            data: content of the file.
            how: as for :meth:`kg.build.cage.Cage.read`.
            made: the graphs that it may become, each with the hash of its inputs.
        """
        self._sent += 1
        key = f"kg-read-{self._id}-{self._sent}"
        given = (os.fsencode(path.name), data, how, self._limits, dict(self._cluster.here))
        with self._cluster.reaching():
            future = self._client.submit(worker.read, *given, key=key, pure=False, retries=1)
        self.running[key], self._futures[key], self._made[key] = path, future, made
        future.add_done_callback(lambda _: self._done.put(key))

    def next(self) -> tuple[Path, Processed | Refusal | None]:
        """Wait for a document to finish; if there is no result, workers died on it."""
        while True:
            try:
                key = self._done.get(timeout=_GLANCE)
                break
            except queue.Empty:
                self._look()
        path, made = self.running[key], self._made.pop(key)
        answer = self._answer(path, self._futures.pop(key))
        result = None if answer is None else opened(answer)
        if isinstance(result, Processed):
            entry = result.graph.entry
            if made.get(entry.graph, entry.made_from) != entry.made_from:  # updated while the worker ran
                raise EnvironmentFault(
                    f"{name_of(path)}: a worker of the scheduler at {self._cluster.address} (--scheduler) "
                    "read it by rules that differ from those on this machine. Restart the workers."
                )
        del self.running[key]
        return path, result

    def cancel(self) -> None:
        """Have the scheduler forget documents that are no longer needed."""
        if self._futures and self._client.status == "running":
            with suppress(Exception):  # if this fails, it has forgotten them already
                self._client.cancel(list(self._futures.values()))

    def _answer(self, path: Path, future: Any) -> bytes | None:
        while True:
            try:
                answer: bytes = future.result(timeout=_GLANCE)
                return answer
            except self._killed:
                return None
            except EnvironmentFault:
                raise
            except Exception as problem:
                if future.status == "error":
                    raise EnvironmentFault(
                        f"{name_of(path)}: a worker of the scheduler at {self._cluster.address} failed: "
                        f"{type(problem).__name__}: {first_line(problem)}"
                    ) from problem
                if not isinstance(problem, TimeoutError) or future.status == "cancelled":
                    raise self._cluster.lost(problem) from problem
                self._look()  # the worker died with the answer: another worker reads the document again

    def _look(self) -> None:
        """Check the scheduler for workers.

        Raises:
            EnvironmentFault: it is lost, or has had no worker for a while.
        """
        with self._cluster.reaching():
            if self._client.status != "running":  # a new connection would not know these documents
                raise ConnectionError("the other side closed it")
            self._threads = int(self._client.scheduler_info(n_workers=0)["total_threads"])
        self._looked = time.monotonic()
        if self._threads:
            self._seen = self._looked
        elif self._looked - self._seen > ALONE:
            last = [name_of(path) for path in (*self.suspects, *self.running.values())]
            more = f" and {len(last) - _NAMED} more" if len(last) > _NAMED else ""
            raise EnvironmentFault(
                f"The scheduler at {self._cluster.address} (--scheduler) has had no worker for {ALONE:.0f} "
                f"seconds; they were reading {', '.join(last[:_NAMED])}{more}. Nothing was stored."
            )


def _content(path: Path) -> bytes:
    """The content of a file.

    Raises:
        UnreadableFile: it cannot be opened, is too large, or is not a regular file.
    """
    regular(path, UnreadableFile, LARGEST)
    try:
        return path.read_bytes()
    except OSError as problem:
        raise UnreadableFile(f"{name_of(path)}: cannot be opened") from problem
