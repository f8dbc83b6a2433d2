"""Reads documents one by one in a process with limits; a document that exceeds one is refused, not the load.

Every document is read in such a process, even a single one: the effect of a PDF on a reader shows only when
it is read.
"""

from __future__ import annotations

import io
import pickle
import signal
import threading
from pathlib import Path
from typing import Any, Final

from kg.build.process import Processed, file_hash
from kg.build.rules_hash import made_from
from kg.documents.limits import DocumentLimits, more
from kg.errors import EnvironmentFault, OverLimit, UnreadableFile
from kg.sandbox.child import MB, data_of
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

SLACK: Final = 10
"""Multiple of the time limit after which a reader is ended, since one that waits uses no processor time."""

_NEARLY: Final = 0.9
"""Share of its memory from which a reader that a signal ended counts as out of memory: libraries that cannot
continue without memory end the process."""

_KILLED: Final = -9
"""What no process survives: the system sends it when the machine runs out of memory, and so may people."""

_TIME: Final = more("seconds")
_MEMORY: Final = more("memory")


class CageClosed(Exception):
    """The cage was ended; its results are no longer needed."""


class Cage:
    """Reads documents in a separate process, which is started when needed and restarted after it ended.

    Args:
        limits: limits for each document.
    """

    def __init__(self, limits: DocumentLimits) -> None:
        self.limits = limits
        self._lock = threading.Lock()
        self._process: Process | None = None
        self._told = b""
        self._closed = False

    def read(self, path: Path, how: bytes) -> Processed | Refusal:
        """Read one document.

        Args:
            path: the file.
            how: the reader function and its arguments, pickled as :mod:`kg.build.reader` expects.

        Raises:
            EnvironmentFault: a requirement of the reader is missing.
            CageClosed: the cage was ended before.
        """
        limits = self.limits
        process = self._started()
        told, self._told = (b"" if how == self._told else how), how
        head = {"path": str(path), "memory_mb": limits.memory_mb, "cpu_seconds": limits.cpu_seconds}
        try:
            answer, body = process.ask(head, told, seconds=limits.cpu_seconds * SLACK)
        except TimedOut:
            return refused(
                path,
                f"reading it did not end within {limits.cpu_seconds * SLACK} seconds; {_TIME}",
                OverLimit,
            )
        except Died as death:
            return refused(path, *_why(death, limits))
        if answer["kind"] == "done":
            return opened(body)
        if answer["kind"] == "memory":
            process.end()  # its state is unknown
            return refused(path, _too_large(limits), OverLimit)
        said = str(_Answers(io.BytesIO(body)).load())
        if answer["kind"] == "environment":
            raise EnvironmentFault(said)
        return refused(
            path, f"reading it failed because of a fault in this program; please report it: {said[:300]}"
        )

    def end(self) -> None:
        """End the process, whatever it is doing; no other is started."""
        with self._lock:
            self._closed = True
            if self._process is not None:
                self._process.end()

    def _started(self) -> Process:
        with self._lock:
            if self._closed:
                raise CageClosed
            if self._process is None or not self._process.alive:
                self._process, self._told = Process("kg.build.reader"), b""
            return self._process


def opened(answer: bytes) -> Processed | Refusal:
    """The answer of a reader.

    Raises:
        UnpicklingError: it contains classes that an answer may not contain.
    """
    result: Processed | Refusal = _Answers(io.BytesIO(answer)).load()
    return result


def refused(path: Path, message: str, kind: type[UnreadableFile] = UnreadableFile) -> Refusal:
    """The refusal of a file that could not be read.

    Args:
        path: the file.
        message: what happened, as the rest of a sentence.
        kind: the error.
    """
    try:
        sha256 = file_hash(path)
    except UnreadableFile:  # it was deleted meanwhile
        sha256 = ""
    return Refusal(sha256, name_of(path), kind.__name__, f"{name_of(path)}: {message}.", made_from(sha256))


def _why(death: Died, limits: DocumentLimits) -> tuple[str, type[UnreadableFile]]:
    """The reason why a reader ended, and the error for it."""
    if death.for_time:
        return f"reading it took more than {limits.cpu_seconds} seconds of processor time; {_TIME}", OverLimit
    near = death.code < 0 and death.peak >= _NEARLY * data_of(limits.memory_mb)
    if near or (death.for_memory and death.code != _KILLED):
        return _too_large(limits), OverLimit
    used = f" when it had used {death.peak // MB} MB of memory" if death.peak else ""
    if death.code == _KILLED:
        return (
            f"the process that reads it was killed{used}: somebody stopped it, or the machine had no memory "
            "left; load the file again, with fewer files at once (kg load --workers)"
        ), OverLimit
    try:
        how = signal.Signals(-death.code).name
    except ValueError:
        how = f"exit code {death.code}"
    return (
        f"the process that reads it crashed ({how}){used}: the file is damaged, or its next step needs more "
        f"than {limits.memory_mb} MB ({_MEMORY})"
    ), UnreadableFile


def _too_large(limits: DocumentLimits) -> str:
    return f"reading it needs more than {limits.memory_mb} MB of memory; {_MEMORY}"


class _Answers(pickle.Unpickler):
    """Reads answers that consist of plain values and the allowed classes."""

    def find_class(self, module: str, name: str) -> Any:
        """A class that an answer names.

        Raises:
            UnpicklingError: it is not one that an answer may contain.
        """
        if (module, name) not in _ALLOWED:
            raise pickle.UnpicklingError(f"an answer of a reader holds {module}.{name}")
        return super().find_class(module, name)
