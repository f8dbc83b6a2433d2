"""Groups of frameworks that are scored together, with the targets of the model, from ``targets.yaml``."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from kg.yaml_core import load_file

_RAW: Final[dict[str, dict[str, Any]]] = load_file(Path(__file__).with_name("targets.yaml"))

TARGETS: Final[dict[str, dict[str, float]]] = {name: said["targets"] for name, said in _RAW.items()}
"""Figures by framework, the current one first."""

FRAMEWORK_OF: Final[dict[str, str]] = {kind: name for name, said in _RAW.items() for kind in said["kinds"]}
"""The framework under which reports of a kind are scored."""

TODAY: Final = next(iter(TARGETS))
"""The current framework."""
