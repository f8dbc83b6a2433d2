"""Corrections of errors that single documents print about themselves: data, keyed by the file's hash."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from kg.errors import RecordError
from kg.yaml_core import load_file

_DATA = Path(__file__).resolve().parent / "corrections.yaml"
_FIELDS = {"reason", "authority_printed", "fieldwork", "published", "lead_inspectors", "judgements"}


def correction(sha256: str) -> Mapping[str, Any]:
    """The corrections of one file; empty for most."""
    return _all().get(sha256, {})


@cache
def _all() -> Mapping[str, Mapping[str, Any]]:
    raw: dict[str, dict[str, Any]] = load_file(_DATA) or {}
    for sha256, entry in raw.items():
        unknown = set(entry) - _FIELDS
        if unknown or not entry.get("reason") or len(sha256) != 64:
            raise RecordError(
                f"corrections.yaml, {sha256[:12]}: an entry needs a full SHA-256, a reason and of the fields "
                f"{', '.join(sorted(_FIELDS))}; unknown here: {', '.join(sorted(unknown)) or 'none'}."
            )
    return raw
