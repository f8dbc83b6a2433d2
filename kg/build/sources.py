"""Which files a path stands for."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from kg.errors import CallError

REPORT_SUFFIXES = frozenset({".pdf"})


def find(paths: Iterable[Path]) -> list[Path]:
    """Files named, and reports in the folders named, without repeats, in a stable order.

    A file that is named is taken whatever it is called; of a folder, all PDF files in it and below. Links
    that lead nowhere, devices and pipes are taken too, so that reading refuses them by name.

    Raises:
        CallError: a path does not exist, or a folder holds no report.
    """
    found: dict[Path, Path] = {}
    for path in paths:
        if path.is_dir():
            inside = [p for p in path.rglob("*") if p.suffix.lower() in REPORT_SUFFIXES and not p.is_dir()]
            if not inside:
                raise CallError(f"{path} holds no PDF file.")
            found.update((p.resolve(), p) for p in sorted(inside))
        elif os.path.lexists(path):
            found.setdefault(path.resolve(), path)
        else:
            raise CallError(f"{path} does not exist.")
    return list(found.values())
