"""The clock that ``make dates`` puts ahead."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

AHEAD = Path(__file__).resolve().parents[1] / "ahead"


def test_a_process_believes_that_it_is_another_day() -> None:
    # ahead of the true clock, or of one that make dates has put ahead already
    already = int(os.environ.get("KG_DAYS_AHEAD", "0"))
    environment = os.environ | {"PYTHONPATH": str(AHEAD), "KG_DAYS_AHEAD": str(already + 1095)}
    ask = [sys.executable, "-c", "import datetime; print(datetime.date.today())"]
    before = date.today()
    told = subprocess.run(ask, env=environment, capture_output=True, text=True, check=True).stdout.strip()
    assert date.fromisoformat(told) - before >= timedelta(days=1000)
