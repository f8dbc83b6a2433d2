"""Sentences of pages, from ``words.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from kg.errors import RecordError
from kg.yaml_core import load


@cache
def words() -> Mapping[str, Any]:
    """Everything in ``words.yaml``."""
    path = Path(__file__).with_name("words.yaml")
    found: Any = load(path.read_text(encoding="utf-8"), path.name, RecordError)
    return dict(found)


def counted(what: str, number: int) -> str:
    """A number with its noun or verb.

    >>> counted("weakness", 0), counted("weakness", 1), counted("now", 12)
    ('No weaknesses', '1 weakness', '12 councils are')
    """
    one, several = words()["counted"][what]
    return str(one if number == 1 else several).format(n=number or "No")
