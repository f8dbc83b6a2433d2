"""Lets Python sleep under a library that fakes the clock; Python imports this first if PYTHONPATH has it.

``FAKETIME_DONT_FAKE_MONOTONIC=1`` keeps libfaketime from the clock by which waits are measured, without which
a wait of a second lasts as long as the clock is ahead. Debian's libfaketime 0.9.10 then refuses
``clock_nanosleep``, by which Python 3.11 sleeps; ``select`` sleeps as well.
"""

from __future__ import annotations

import select
import time
from typing import SupportsIndex


def _sleep(seconds: float | SupportsIndex) -> None:
    length = float(seconds)
    if length < 0:
        raise ValueError("sleep length must be non-negative")
    select.select([], [], [], length)


time.sleep = _sleep
