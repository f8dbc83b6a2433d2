"""What a limited process does on its own side: take messages, keep to limits, end with the parent."""

from __future__ import annotations

import os
import queue
import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, Final

from kg.sandbox import frames
from kg.sandbox.frames import Frame

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

MB: Final = 1_000_000
_CODE: Final = 64 * MB
"""Most bytes of a reader that are resident but not data: the libraries that it loads, and its stack."""
_STATM: Final = Path("/proc/self/statm")

Reply = Callable[[dict[str, Any], bytes], None]


def messages() -> tuple[Iterator[Frame], Reply]:
    """The messages of the process that started this one, and what answers them.

    Once nobody holds the other end, the process ends, whatever it is doing. Ctrl-C is the starter's matter.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not get among the messages
    waiting: queue.SimpleQueue[Frame] = queue.SimpleQueue()
    # Not sys.stdin, which Python would wait for at its end.
    incoming_stream = os.fdopen(os.dup(0), "rb")
    threading.Thread(target=_listen, args=(incoming_stream, waiting), daemon=True).start()

    def reply(head: dict[str, Any], body: bytes = b"") -> None:
        frames.write(out, head, body)

    def incoming() -> Iterator[Frame]:
        while True:
            yield waiting.get()

    return incoming(), reply


def _listen(stream: BinaryIO, waiting: queue.SimpleQueue[Frame]) -> None:
    while (frame := frames.read(stream)) is not None:
        waiting.put(frame)
    os._exit(0)


def limit_memory(megabytes: int) -> None:
    """Limit this process's resident memory, with what it has already, to so many MB, where the system can.

    What counts is data. Address space that is only reserved does not (each thread of a library reserves
    some), but a system that counts no data (gVisor) bounds what joins it.
    """
    if (size := _statm(0)) is not None:
        _limit("RLIMIT_DATA", data_of(megabytes))
        _limit("RLIMIT_AS", size + megabytes * MB)


def data_of(megabytes: int) -> int:
    """Bytes of data that a process may have whose memory is limited to so many MB."""
    return max(0, megabytes * MB - _CODE)


def limit_growth(megabytes: int) -> None:
    """Limit this process's address space to what it has now and so many MiB more, where the system can."""
    if (size := _statm(0)) is not None:
        _limit("RLIMIT_AS", size + megabytes * 1024 * 1024)


def resident() -> int:
    """Resident memory of this process in bytes; 0 if the system does not report it."""
    return _statm(1) or 0


def _statm(field: int) -> int | None:
    """One of the sizes in bytes that Linux reports of this process; none on other systems."""
    if resource is None or not _STATM.exists():
        return None
    return int(_STATM.read_text().split()[field]) * resource.getpagesize()


def trim_memory() -> None:
    """Return freed memory to the system, if the C library can (glibc); otherwise it keeps most."""
    import ctypes  # not needed by a process that answers one small question

    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if os.name == "posix" else None
    if trim is not None:
        trim(0)


def limit_cpu(seconds: float | None) -> None:
    """Let the system end this process after so many more seconds of processor time; none for never."""
    if resource is not None:
        used = time.process_time()
        _limit("RLIMIT_CPU", resource.RLIM_INFINITY if seconds is None else int(used + seconds) + 1)


def no_core_dumps() -> None:
    """Leave no file behind where the process ends by a fault."""
    if resource is not None:
        _limit("RLIMIT_CORE", 0)


def _limit(name: str, value: int) -> None:
    """Set a soft limit, which may be raised again for the next task."""
    kind = getattr(resource, name)
    _, hard = resource.getrlimit(kind)
    if hard != resource.RLIM_INFINITY:
        value = hard if value == resource.RLIM_INFINITY else min(value, hard)
    try:
        resource.setrlimit(kind, (value, hard))
    except (ValueError, OSError):
        return
