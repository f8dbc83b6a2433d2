"""Colours of grades, from ``colours.yaml``: the same in every chart, map and table."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from kg.errors import RecordError
from kg.yaml_core import load

OTHER: Final = "other"
"""Key of the colour of grades that have none of their own."""


@cache
def grade_colours() -> Mapping[str, str]:
    """Colours by id of the grade, the best first, :data:`OTHER` last."""
    path = Path(__file__).with_name("colours.yaml")
    raw: Any = load(path.read_text(encoding="utf-8"), path.name, RecordError)
    return dict(raw["grades"])


def colour_key(grade: str) -> str:
    """The key of a grade's colour.

    >>> colour_key("good"), colour_key("widespread-failings")
    ('good', 'other')
    """
    return grade if grade in grade_colours() else OTHER
