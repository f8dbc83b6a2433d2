"""Many files at once, each in a :class:`kg.build.cage.Cage` of this machine."""

from __future__ import annotations

import pickle
import queue
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from kg.build.cage import Cage
from kg.build.process import Processed, process
from kg.build.prose import UNTOLD, Prose
from kg.curation import Correction
from kg.documents.limits import DocumentLimits
from kg.store.manifest import Refusal

Reader = Callable[..., Processed | Refusal]


def process_all(
    paths: Sequence[Path],
    *,
    workers: int = 1,
    authority_codes: Mapping[str, str] | None = None,
    prose: Prose = UNTOLD,
    corrections: Sequence[Correction] = (),
    limits: DocumentLimits | None = None,
    reader: Reader = process,
) -> Iterator[tuple[Path, Processed | Refusal]]:
    """Process files as they come to be done, in no particular order.

    Args:
        paths: the files.
        workers: number of processes.
        authority_codes: codes by name of further authorities.
        prose: how to read files that are not reports.
        corrections: those that count.
        limits: what each file may use.
        reader: what processes one file, by default :func:`kg.build.process.process`.

    Raises:
        EnvironmentFault: something that a reader needs is missing.
    """
    limits = limits or DocumentLimits()
    pool = _Pool(paths, pickle.dumps((reader, (authority_codes, prose, corrections, limits))), limits)
    yield from pool.run(max(1, min(workers, len(paths))))


class _Pool:
    """One thread for each cage, which waits for it."""

    def __init__(self, paths: Sequence[Path], how: bytes, limits: DocumentLimits) -> None:
        self._waiting: queue.SimpleQueue[Path] = queue.SimpleQueue()
        for path in paths:
            self._waiting.put(path)
        self._count = len(paths)
        self._how = how
        self._limits = limits
        self._done: queue.SimpleQueue[tuple[Path, Processed | Refusal] | BaseException] = queue.SimpleQueue()

    def run(self, workers: int) -> Iterator[tuple[Path, Processed | Refusal]]:
        cages = [Cage(self._limits) for _ in range(workers if self._count else 0)]
        try:
            for cage in cages:
                threading.Thread(target=self._work, args=(cage,), daemon=True).start()
            for _ in range(self._count):
                result = self._done.get()
                if isinstance(result, BaseException):
                    raise result
                yield result
        finally:
            for cage in cages:
                cage.end()

    def _work(self, cage: Cage) -> None:
        try:
            while True:
                try:
                    path = self._waiting.get_nowait()
                except queue.Empty:
                    return
                self._done.put((path, cage.read(path, self._how)))
        except BaseException as error:
            self._done.put(error)
        finally:
            cage.end()
