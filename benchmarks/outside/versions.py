"""Which version of a tool is installed."""

from __future__ import annotations

import importlib.metadata
import json
import os
import re
import shutil
import subprocess
from pathlib import Path


def on_pypi(package: str) -> str | None:
    """Version of a package of Python."""
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return None


def on_npm(package: str) -> str | None:
    """Version of a package of Node."""
    for place in filter(None, os.environ.get("NODE_PATH", "").split(os.pathsep)):
        path = Path(place) / package / "package.json"
        if path.exists() and shutil.which("node"):
            return str(json.loads(path.read_text(encoding="utf-8"))["version"])
    return None


def on_path(program: str) -> str | None:
    """Version that a program prints."""
    if shutil.which(program) is None:
        return None
    told = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)
    found = re.search(r"\d+(?:\.\d+)+", told.stdout)
    return found.group() if found else None
