"""How a process ended, and how much memory it had at most."""

from __future__ import annotations

import subprocess
import sys
from contextlib import suppress

if sys.platform == "linux":
    import os
    import resource


def wait_for(process: subprocess.Popen[bytes]) -> tuple[int, int]:
    """Wait until a process has ended.

    Linux counts into the peak of a process what its starter had when it started it. So only a peak above
    the starter's own is known to be that of the process.

    Returns:
        Its exit code, where a signal's number is negative, and the most bytes of memory that it had, or 0 if
        that is not known.
    """
    peak = 0
    if sys.platform == "linux":
        with suppress(ChildProcessError):  # another thread ended it meanwhile
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            if usage.ru_maxrss > resource.getrusage(resource.RUSAGE_SELF).ru_maxrss:
                peak = usage.ru_maxrss * 1024
    return process.wait(), peak
