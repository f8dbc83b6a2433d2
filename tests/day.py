"""The one day on which tests and generated pages are made, whatever the calendar says."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime

DAY = date(2026, 11, 26)


def fix_day() -> None:
    """Let ``today`` stand for :data:`DAY` here and in every process started from here."""
    noon = datetime(DAY.year, DAY.month, DAY.day, 12, tzinfo=UTC)
    os.environ["SOURCE_DATE_EPOCH"] = str(int(noon.timestamp()))
