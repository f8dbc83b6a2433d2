"""A limited process from the side of the caller that starts it.

It is a fresh interpreter, not a fork: that works alike on Linux, macOS and Windows, in scripts without a
``__main__`` guard, and while other threads run. It ends when its starter ends, however that happens, since
nobody holds the other end of its input any more.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import subprocess
import sys
import tempfile
import threading
import time
import weakref
from pathlib import Path
from typing import IO, Any, BinaryIO, Final, cast

from kg.sandbox import frames
from kg.sandbox.ended import wait_for
from kg.sandbox.frames import Frame

_GLANCE: Final = 0.2
"""Seconds between two looks at the clock; Windows sees Ctrl-C only between two waits."""
_START: Final = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "import importlib; importlib.import_module(sys.argv[2]).main()"
)
_SAID: Final = 2000
_HOME: Final = str(Path(__file__).resolve().parents[2])
"""Where this package lies, should an import hook have found it and not the path."""


class TimedOut(Exception):
    """The process was ended because an answer took too long."""


class Died(Exception):
    """The process ended by itself.

    Attributes:
        code: its exit code; a signal's number is negative.
        said: the end of what it wrote to stderr.
        peak: bytes of memory that it had at most; 0 if that is not known.
    """

    def __init__(self, code: int, said: str, peak: int = 0) -> None:
        self.code, self.said, self.peak = code, said, peak
        super().__init__(f"exit code {code}: {said}")

    @property
    def for_memory(self) -> bool:
        """Whether it ended because it got no more memory, as far as that can be told."""
        # -9 is what the system's own guard against lack of memory sends
        return self.code == -9 or any(
            sign in self.said for sign in ("memory allocation", "bad_alloc", "MemoryError", "out of memory")
        )

    @property
    def for_time(self) -> bool:
        """Whether the system ended it because it had used its processor time."""
        return self.code == -24


class Process:
    """A process that answers messages one after another.

    Args:
        module: has the function ``main`` that the process runs.
    """

    def __init__(self, module: str) -> None:
        self._said = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the process
        self._process = subprocess.Popen(  # noqa: S603 - this interpreter, and names from this package
            [sys.executable, "-S", "-X", "utf8", "-c", _START, json.dumps([*sys.path, _HOME]), module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._said,
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
        )
        self._answers: queue.SimpleQueue[Frame | None] = queue.SimpleQueue()
        stdout = cast(BinaryIO, self._process.stdout)
        threading.Thread(target=_listen, args=(stdout, self._answers), daemon=True).start()
        self._finalizer = weakref.finalize(self, _end, self._process, self._said)

    @property
    def alive(self) -> bool:
        """Whether it can be asked."""
        return self._finalizer.alive

    @property
    def pid(self) -> int:
        """Its number in the system."""
        return self._process.pid

    def ask(self, head: dict[str, Any], body: bytes = b"", *, seconds: float | None = None) -> Frame:
        """Send a message and wait for the answer. Whatever stops the waiting ends the process too.

        Args:
            head: of the message.
            body: of the message.
            seconds: how long to wait.

        Raises:
            TimedOut: it took longer.
            Died: the process ended.
        """
        try:
            with contextlib.suppress(BrokenPipeError, OSError):  # then the answer is that it has ended
                frames.write(cast(BinaryIO, self._process.stdin), head, body)
            answer = self._wait(seconds)
            if answer is None:
                raise self._died()
        except BaseException:
            self.end()
            raise
        return answer

    def end(self) -> None:
        """End the process at once."""
        self._finalizer()

    def _wait(self, seconds: float | None) -> Frame | None:
        until = None if seconds is None else time.monotonic() + seconds
        while True:
            rest = _GLANCE if until is None else min(_GLANCE, until - time.monotonic())
            if rest <= 0:
                raise TimedOut
            with contextlib.suppress(queue.Empty):
                return self._answers.get(timeout=rest)

    def _died(self) -> Died:
        code, peak = wait_for(self._process)
        self._said.seek(0, os.SEEK_END)
        self._said.seek(max(0, self._said.tell() - _SAID))
        return Died(code, self._said.read().decode(errors="replace").strip(), peak)


def _listen(stream: BinaryIO, answers: queue.SimpleQueue[Frame | None]) -> None:
    frame: Frame | None = None
    with contextlib.suppress(OSError, ValueError):
        while (frame := frames.read(stream)) is not None:
            answers.put(frame)
    answers.put(None)


def _end(process: subprocess.Popen[bytes], said: IO[bytes]) -> None:
    process.kill()
    process.wait()
    for stream in (process.stdin, process.stdout, said):
        with contextlib.suppress(OSError, ValueError):
            if stream is not None:
                stream.close()
