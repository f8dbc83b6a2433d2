"""Many files at once, in processes with limits; a file that breaks one is refused, not the load.

Every file is read in such a process, one alone too: what a PDF does to a reader shows only when it is read.
"""

from __future__ import annotations

import io
import pickle
import queue
import signal
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from kg.build.process import Processed, file_hash, process
from kg.build.prose import UNTOLD, Prose
from kg.build.rules_hash import made_from
from kg.curation import Correction
from kg.documents.limits import DocumentLimits, more
from kg.errors import EnvironmentFault, OverLimit, UnreadableFile
from kg.sandbox.process import Died, Process, TimedOut
from kg.store.manifest import Refusal
from kg.text import name_of

_ALLOWED: Final = frozenset(
    {
        ("kg.build.process", "Processed"),
        ("kg.store.manifest", "Entry"),
        ("kg.store.manifest", "Refusal"),
        ("kg.store.writer", "NamedGraph"),
    }
)
"""Classes allowed in a reader's answer: the document it read is untrusted."""

_SLACK: Final = 10
"""A reader that waits uses no processor time: it is ended after so many times its limit."""


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
    pool = _Pool(paths, (reader, (authority_codes, prose, corrections, limits)), limits)
    yield from pool.run(max(1, min(workers, len(paths))))


class _Pool:
    """One thread for each process, which waits for it and starts another one where it has ended."""

    def __init__(self, paths: Sequence[Path], how: tuple[Any, ...], limits: DocumentLimits) -> None:
        self._waiting: queue.SimpleQueue[Path] = queue.SimpleQueue()
        for path in paths:
            self._waiting.put(path)
        self._count = len(paths)
        self._how = how
        self._limits = limits
        self._done: queue.SimpleQueue[tuple[Path, Processed | Refusal] | BaseException] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._processes: set[Process] = set()
        self._stopped = False

    def run(self, workers: int) -> Iterator[tuple[Path, Processed | Refusal]]:
        for _ in range(workers if self._count else 0):
            threading.Thread(target=self._work, daemon=True).start()
        try:
            for _ in range(self._count):
                result = self._done.get()
                if isinstance(result, BaseException):
                    raise result
                yield result
        finally:
            with self._lock:
                self._stopped = True
                for process in self._processes:
                    process.end()

    def _work(self) -> None:
        process: Process | None = None
        try:
            while (path := self._next()) is not None:
                told = b""
                if process is None or not process.alive:
                    process, told = self._started(), pickle.dumps(self._how)
                    if process is None:
                        return
                self._done.put((path, self._read(process, path, told)))
        except BaseException as error:
            self._done.put(error)
        finally:
            if process is not None:
                process.end()

    def _next(self) -> Path | None:
        try:
            return None if self._stopped else self._waiting.get_nowait()
        except queue.Empty:
            return None

    def _started(self) -> Process | None:
        with self._lock:
            if self._stopped:
                return None
            process = Process("kg.build.reader")
            self._processes = {one for one in self._processes if one.alive} | {process}
            return process

    def _read(self, process: Process, path: Path, told: bytes) -> Processed | Refusal:
        limits = self._limits
        head = {"path": str(path), "memory_mb": limits.memory_mb, "cpu_seconds": limits.cpu_seconds}
        try:
            answer, body = process.ask(head, told, seconds=limits.cpu_seconds * _SLACK)
        except TimedOut:
            return _refused(
                path,
                f"reading it did not end within {limits.cpu_seconds * _SLACK} seconds; {_TIME}",
                OverLimit,
            )
        except Died as death:
            over = death.for_time or death.for_memory
            return _refused(path, _why(death, limits), OverLimit if over else UnreadableFile)
        if answer["kind"] == "done":
            result: Processed | Refusal = _Answers(io.BytesIO(body)).load()
            return result
        if answer["kind"] == "memory":
            process.end()  # what it holds is not known any more
            return _refused(
                path, f"reading it needs more than {limits.memory_mb} MB of memory; {_MEMORY}", OverLimit
            )
        said = str(_Answers(io.BytesIO(body)).load())
        if answer["kind"] == "environment":
            raise EnvironmentFault(said)
        return _refused(path, f"reading it failed by a fault of this program, please report it: {said[:300]}")


_TIME: Final = more("seconds")
_MEMORY: Final = more("memory")


def _why(death: Died, limits: DocumentLimits) -> str:
    if death.for_time:
        return f"reading it took more than {limits.cpu_seconds} seconds of processor time; {_TIME}"
    if death.for_memory:
        return f"reading it needs more than {limits.memory_mb} MB of memory; {_MEMORY}"
    try:
        how = signal.Signals(-death.code).name
    except ValueError:
        how = f"exit code {death.code}"
    return (
        f"reading it brought the reader's process down ({how}): the file is damaged, or needs more than "
        f"{limits.memory_mb} MB of memory ({_MEMORY})"
    )


def _refused(path: Path, message: str, kind: type[UnreadableFile] = UnreadableFile) -> Refusal:
    try:
        sha256 = file_hash(path)
    except UnreadableFile:  # it has gone meanwhile
        sha256 = ""
    return Refusal(sha256, name_of(path), kind.__name__, f"{name_of(path)}: {message}.", made_from(sha256))


class _Answers(pickle.Unpickler):
    """Reads answers that consist of plain values and the classes that are allowed."""

    def find_class(self, module: str, name: str) -> Any:
        """A class that an answer names.

        Raises:
            UnpicklingError: it is none of those that an answer may hold.
        """
        if (module, name) not in _ALLOWED:
            raise pickle.UnpicklingError(f"an answer of a reader holds {module}.{name}")
        return super().find_class(module, name)
