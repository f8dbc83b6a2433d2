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
    """A clause with its number.

    Args:
        what: key of the clause under ``counted``.
        number: how many.

    >>> counted("lasted", 0), counted("returned", 1), counted("councils_now", 12)
    ('No weakness lasted to the newest inspection', '1 came back', '12 councils are weak on it now')
    """
    forms = words()["counted"][what]
    form = "none" if number == 0 else "one" if number == 1 else "several"
    return str(forms[form]).format(n=number)
