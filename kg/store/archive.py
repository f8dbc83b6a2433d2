"""Files whose names end in the first digits of their content's SHA-256, so that damage shows at any time."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Final

from kg.errors import StoreDamaged
from kg.regular import at_once

DIGITS: Final = 12
"""Digits of the hash in a name: 48 bits detect damage; they do not protect against forgery."""

_NAMED: Final = re.compile(rf"-([0-9a-f]{{{DIGITS}}})\.")


def digest(content: bytes) -> str:
    """The part of a file's name that depends on its content."""
    return hashlib.sha256(content).hexdigest()[:DIGITS]


def graph_name(graph: str, packed: bytes) -> str:
    """Name of a named graph's file in the archive, which changes with its content."""
    return f"{hashlib.sha256(graph.encode()).hexdigest()[:16]}-{digest(packed)}.nt.gz"


def problem(path: Path) -> str | None:
    """The fault of a file that is named after its content, in a word; ``None`` if there is none."""
    named = _NAMED.search(path.name)
    try:
        if named is None:
            return None if path.is_file() else "is missing"
        with open(path, "rb", opener=at_once) as stream:
            found = hashlib.file_digest(stream, "sha256").hexdigest()[:DIGITS]
    except FileNotFoundError:
        return "is missing"
    except OSError as error:
        return f"cannot be read ({error.strerror or error})"
    return None if found == named.group(1) else "is damaged"


def verify(path: Path) -> Path:
    """The path of a file that is as it was written.

    Raises:
        StoreDamaged: it is missing or damaged.
    """
    wrong = problem(path)
    if wrong is not None:
        raise StoreDamaged(f"{path} {wrong}. Run kg check --repair, which lists what to load again.")
    return path


def read(path: Path) -> bytes:
    """The content of a file that is as it was written.

    Raises:
        StoreDamaged: it is missing or damaged.
    """
    return verify(path).read_bytes()
