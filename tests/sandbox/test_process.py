"""Processes with limits: what is asked, what is answered, and how they end."""

from __future__ import annotations

import errno
import io
import mmap
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kg.sandbox import child, frames
from kg.sandbox.process import Died, Process, TimedOut

LINUX = pytest.mark.skipif(
    not Path("/proc/self/statm").exists(), reason="only Linux limits the memory of a process"
)
ROOT = Path(__file__).parents[2]


def main() -> None:
    """What the process of these tests does."""
    messages, reply = child.messages()
    for head, body in messages:
        match head["do"]:
            case "echo":
                print("a library prints")
                reply(head, body)
            case "wait":
                for _ in messages:
                    pass
            case "hoard":
                child.limit_memory(200)
                held = []
                try:
                    while True:
                        held.append(bytearray(1_000_000))
                except MemoryError:
                    reply({"held": len(held)}, b"")
            case "reserve":
                child.limit_memory(200)
                try:
                    mmap.mmap(-1, 250_000_000)  # shared, so no data
                    reply({}, b"")
                except OSError as problem:
                    reply({"refused": problem.strerror}, b"")
            case "fail":
                raise SystemExit("out of memory")


def test_messages_arrive_as_they_were_sent() -> None:
    process = Process("tests.sandbox.test_process")
    for body in (b"", bytes(range(256)) * 1000):
        assert process.ask({"do": "echo", "name": "\udce9 \u202e"}, body) == (
            {"do": "echo", "name": "\udce9 \u202e"},
            body,
        )
    process.end()
    assert not process.alive


def test_waiting_ends_and_the_process_with_it() -> None:
    process = Process("tests.sandbox.test_process")
    with pytest.raises(TimedOut):
        process.ask({"do": "wait"}, seconds=0.1)
    assert not process.alive


def test_a_process_that_ends_by_itself_says_why() -> None:
    process = Process("tests.sandbox.test_process")
    with pytest.raises(Died) as died:
        process.ask({"do": "fail"})
    assert (died.value.code, died.value.said, died.value.for_memory) == (1, "out of memory", True)
    assert not process.alive


@LINUX
def test_memory_is_limited_with_what_the_process_had_before() -> None:
    process = Process("tests.sandbox.test_process")
    held = process.ask({"do": "hoard"})[0]["held"]
    status = Path(f"/proc/{process.pid}/status").read_text()
    peak = next(int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmHWM"))
    process.end()
    assert held > 80 and peak <= 200_000_000


@LINUX
def test_memory_that_is_no_data_is_limited_too() -> None:
    process = Process("tests.sandbox.test_process")
    assert process.ask({"do": "reserve"})[0] == {"refused": os.strerror(errno.ENOMEM)}
    process.end()


def test_a_message_that_is_cut_short_is_none() -> None:
    whole = io.BytesIO()
    frames.write(whole, {"a": 1}, b"body")
    content = whole.getvalue()
    assert frames.read(io.BytesIO(content)) == ({"a": 1}, b"body")
    assert {frames.read(io.BytesIO(content[:size])) is None for size in range(len(content))} == {True}


@pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")
def test_the_limit_of_processor_time_can_be_lifted_again() -> None:
    script = (
        "import resource; from kg.sandbox.child import limit_cpu; "
        "before = resource.getrlimit(resource.RLIMIT_CPU); "
        "limit_cpu(5); assert 5 <= resource.getrlimit(resource.RLIMIT_CPU)[0] <= 8; "
        "limit_cpu(None); assert resource.getrlimit(resource.RLIMIT_CPU) == (before[1], before[1])"
    )
    subprocess.run([sys.executable, "-c", script], check=True, cwd=ROOT)
