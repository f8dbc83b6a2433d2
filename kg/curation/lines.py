"""Files of one JSON object a line, as people write them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from kg.errors import RecordError
from kg.regular import TEXT, regular


def json_lines(path: Path) -> Iterator[tuple[str, dict[str, object]]]:
    """The objects of a file, each with its file and line, for errors; blank lines are passed over.

    Raises:
        RecordError: the file cannot be read, or a line is not an object or gives a field twice.
    """
    regular(path, RecordError, TEXT)
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as problem:
        raise RecordError(f"{path.name}: cannot be read as text: {problem}") from problem
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        where = f"{path.name}, line {number}"
        try:
            fields = json.loads(line, object_pairs_hook=_each_once)
        except json.JSONDecodeError as problem:
            raise RecordError(f"{where}: this is not JSON: {problem.msg}") from None
        except (ValueError, RecursionError) as problem:  # a number of thousands of digits, lists within lists
            raise RecordError(f"{where}: JSON that cannot be used: {problem}") from None
        except KeyError as problem:
            raise RecordError(f"{where}: {problem.args[0]!r} is given twice; keep one") from None
        if not isinstance(fields, dict):
            raise RecordError(f"{where}: a line is a JSON object")
        yield where, fields


def to_line(fields: Mapping[str, object]) -> str:
    """Fields as a line of such a file."""
    return json.dumps(fields, ensure_ascii=False) + "\n"


def text_of(value: object) -> str:
    """A field's text with white space folded; empty if the value is not text."""
    return " ".join(str(value).split()) if isinstance(value, str) else ""


def _each_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, value in pairs:
        if name in found:
            raise KeyError(name)
        found[name] = value
    return found
