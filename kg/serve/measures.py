"""Cells by their size: how rows are sorted, and which cells a chart measures."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from kg.queries.values import PythonValue


def weight(value: PythonValue) -> tuple[int, float, str]:
    """Nothing last, numbers by size, all else by its text."""
    if value is None:
        return (2, 0.0, "")
    try:
        return (0, float(value), "")  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return (1, 0.0, str(value).casefold())


def is_measure(value: PythonValue) -> bool:
    """Whether a value has a size that an axis can show."""
    return isinstance(value, int | float | Decimal | date) and not isinstance(value, bool)
