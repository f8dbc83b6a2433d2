"""Lists of wordings kept as data: for each name, one alternation of a regular expression."""

from __future__ import annotations

import re
from pathlib import Path

from kg.errors import RecordError
from kg.yaml_core import load


def wordings(path: Path) -> dict[str, str]:
    """Read the alternations of a YAML file, each joined to one line.

    Raises:
        RecordError: the file is not YAML, or a value is not text.
    """
    lists = load(path.read_text(encoding="utf-8"), path.name, RecordError)
    if not isinstance(lists, dict) or not all(isinstance(value, str) for value in lists.values()):
        raise RecordError(f"{path.name}: names with lists of wording are expected (name: first|second)")
    return {str(name): re.sub(r"\|\s+", "|", value.strip()) for name, value in lists.items()}
