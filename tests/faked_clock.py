"""A library that fakes the clock may stop Python's waits, too; the tests would then hang, and say nothing."""

from __future__ import annotations

import os
import select
import subprocess
import sys
from typing import Final

WAITS: Final = "import threading, time; time.sleep(0.05); threading.Event().wait(0.05)"

_HELP: Final = (
    "The library in LD_PRELOAD fakes the clock, and Python's waits {fault} under it: the tests would hang. "
    "Start them with 'make test', which keeps waits on the true clock, or with 'make dates', which needs no "
    "such library."
)


def fault(program: str = WAITS, seconds: float = 10.0) -> str:
    """What keeps the tests from running where a library fakes the clock, and what helps; else nothing.

    Args:
        program: Python that waits in the ways that tests do.
        seconds: after which it counts as hanging.
    """
    if "faketime" not in os.environ.get("LD_PRELOAD", ""):
        return ""
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        # The output ends with the process. A wait for the process with a limit of time could itself hang.
        ended = bool(select.select([process.stdout], [], [], seconds)[0])
        if not ended:
            process.kill()
        failed = process.wait()
    return _HELP.format(fault="fail" if ended else "do not end") if failed else ""
