"""What is known of a process that has ended."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SMALL = """
import os
if (pid := os.fork()):
    os._exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
"""
"""Begin of a script in whose own peak that of the tests does not count: a fork begins with what it has."""
_SCRIPT = (
    SMALL
    + """
import subprocess, sys
from kg.sandbox.ended import wait_for
held = bytearray({held})
child = subprocess.Popen([sys.executable, "-S", "-c", "import os; held = bytearray({taken}); os.abort()"])
print(*wait_for(child), child.returncode, flush=True)
"""
)


def ended(*, held: int, taken: int) -> tuple[int, int, int]:
    """Exit code and peak of a process that takes bytes and aborts, started by one that holds others."""
    script = _SCRIPT.format(held=held, taken=taken)
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True
    )
    code, peak, known = map(int, done.stdout.split())
    return code, peak, known


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells the peak of a process")
def test_the_peak_of_a_process_is_its_own() -> None:
    code, peak, known = ended(held=0, taken=100_000_000)
    assert (code, known) == (-6, -6) and 100_000_000 < peak < 150_000_000


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_the_memory_of_the_starter_is_not_taken_for_that_of_the_process() -> None:
    assert ended(held=200_000_000, taken=0) == (-6, 0, -6)


@pytest.mark.skipif(sys.platform != "linux", reason="only there the peak is asked for")
def test_a_process_that_was_waited_for_already_has_its_exit_code() -> None:
    script = (
        "import subprocess, sys; from kg.sandbox.ended import wait_for; "
        "child = subprocess.Popen([sys.executable, '-S', '-c', 'raise SystemExit(3)']); child.wait(); "
        "assert wait_for(child) == (3, 0)"
    )
    subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True)
