"""The files of the layers of an edition, each with some councils."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from kg.edition.layer import Layer
from tools.edition.files import packed

Graphs = list[tuple[dict[str, Any], list[str]]]

_COUNCILS: Final = {Layer.INSPECTIONS.key: None, Layer.ROWS.key: 12}
"""Councils in a file of each layer; ``None`` for all. Files of some are unpacked beside one another."""


class Layers:
    """Writes the layers while councils come, in the order of their codes.

    Args:
        out: folder of the edition.

    Attributes:
        told: what the description tells of the files, by layer.
    """

    def __init__(self, out: Path) -> None:
        self._out = out
        self._waiting: dict[str, list[tuple[str, Graphs]]] = {name: [] for name in _COUNCILS}
        self.told: dict[str, list[dict[str, Any]]] = {name: [] for name in _COUNCILS}

    @property
    def files(self) -> set[str]:
        """Names of the files that were written."""
        return {one["file"] for files in self.told.values() for one in files}

    def add(self, code: str, council: Mapping[str, Graphs]) -> None:
        """Add the layers of a council."""
        for name, most in _COUNCILS.items():
            self._waiting[name].append((code, list(council[name])))
            if len(self._waiting[name]) == most:
                self._write(name)

    def finish(self) -> None:
        """Write what is waiting."""
        for name, waiting in self._waiting.items():
            if waiting:
                self._write(name)

    def _write(self, name: str) -> None:
        graphs: Sequence[tuple[dict[str, Any], list[str]]] = [
            graph for _, one in self._waiting[name] for graph in one
        ]
        part = packed([head for head, _ in graphs], [lines for _, lines in graphs])
        number = f"-{len(self.told[name]) + 1:02}" if _COUNCILS[name] else ""
        file = f"{name}{number}.xz"
        (self._out / file).write_bytes(part)
        told: dict[str, Any] = {"file": file, "sha256": hashlib.sha256(part).hexdigest()}
        if number:
            told["councils"] = [code for code, _ in self._waiting[name]]
        self.told[name].append(told)
        self._waiting[name] = []
