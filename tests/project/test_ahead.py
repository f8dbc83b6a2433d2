"""The clock that ``make dates`` puts ahead."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

AHEAD = Path(__file__).resolve().parents[1] / "ahead"


def test_a_process_believes_that_it_is_another_day() -> None:
    environment = os.environ | {"PYTHONPATH": str(AHEAD), "KG_DAYS_AHEAD": "1095"}
    ask = [sys.executable, "-c", "import datetime; print(datetime.date.today())"]
    before = date.today()
    told = subprocess.run(ask, env=environment, capture_output=True, text=True, check=True).stdout.strip()
    # the true clock, or one that make dates has put ahead already
    assert date.fromisoformat(told) - before >= timedelta(days=1000)
