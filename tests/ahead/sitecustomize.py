"""Puts a process's clock ahead by KG_DAYS_AHEAD days; Python imports this first if PYTHONPATH has its folder.

``date.today()`` asks ``time.time()``, so both move. The monotonic clock, which waits and limits use, stays.
It needs no program beside Python, so the tests run on other days wherever they run today.
"""

from __future__ import annotations

import os
import time

_now = time.time
_AHEAD = 86400.0 * float(os.environ.get("KG_DAYS_AHEAD", "0"))


def _later() -> float:
    return _now() + _AHEAD


time.time = _later
