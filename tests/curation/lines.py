"""Files of lines, as people write them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path


def written(path: Path, *lines: Mapping[str, object]) -> Path:
    """A file of one JSON object a line, with blank lines between."""
    path.write_text("".join(json.dumps(line) + "\n\n" for line in lines), encoding="utf-8")
    return path
