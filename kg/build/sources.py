"""Finds the files of a path."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.errors import CallError

REPORT_SUFFIXES = frozenset({".pdf"})


def find(paths: Iterable[Path]) -> list[Path]:
    """The given files, and the reports in the given folders, without repeats, in a stable order.

    A file that is named is taken whatever it is called; of a folder, all PDF files in it and below. Links
    that lead nowhere or in a circle, devices, pipes and folders that cannot be read are taken too, so that
    reading refuses them by name.

    Raises:
        CallError: a path does not exist, or a folder contains no report.
    """
    found: dict[str, Path] = {}
    for path in paths:
        if path.is_dir():
            inside = sorted(_inside(path))
            if not inside:
                raise CallError(f"{path} holds no PDF file.")
            found.update((os.path.realpath(p), p) for p in inside)
        elif os.path.lexists(path):
            found.setdefault(os.path.realpath(path), path)
        else:
            raise CallError(f"{path} does not exist.")
    return list(found.values())


def _inside(folder: Path) -> Iterator[Path]:
    """PDF files in a folder and below, and the folders there that cannot be read."""
    closed: list[Path] = []
    for within, _, names in os.walk(folder, onerror=lambda problem: closed.append(Path(problem.filename))):
        paths = (Path(within) / name for name in names)
        yield from (path for path in paths if path.suffix.lower() in REPORT_SUFFIXES)
    yield from closed
