"""Files of one JSON object a line, as people write them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from kg.errors import RecordError
from kg.regular import TEXT, regular


def json_lines(path: Path) -> Iterator[tuple[str, dict[str, object]]]:
    """The objects of a file, each with its file and line, for errors; blank lines are skipped.

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


Said = TypeVar("Said")
Key = TypeVar("Key", bound=tuple[str, ...])


def by_key(
    paths: Iterable[Path], made: Callable[[Mapping[str, object], str], Said], key: Callable[[Said], Key]
) -> dict[Key, Said]:
    """The lines of files as objects, by key.

    Args:
        paths: the files.
        made: makes an object from the fields of a line; the second argument is its file and line, for errors.
        key: the key of an object.

    Raises:
        RecordError: a file or line is malformed, or two lines have the same key.
    """
    found: dict[Key, Said] = {}
    places: dict[Key, str] = {}
    for path in paths:
        for where, fields in json_lines(path):
            one = made(fields, where)
            about = key(one)
            if about in places:
                raise RecordError(
                    f"{where}: {' '.join(about)} is decided already in {places[about]}; keep one"
                )
            found[about], places[about] = one, where
    return found


def lines_fingerprint(lines: Iterable[Mapping[str, object]]) -> str:
    """Hash of lines in any order: one of the inputs of an authority's trajectories. Empty for none."""
    written = sorted(map(to_line, lines))
    return hashlib.sha256("".join(written).encode()).hexdigest()[:16] if written else ""


def to_line(fields: Mapping[str, object]) -> str:
    """Fields as a line of such a file."""
    return json.dumps(fields, ensure_ascii=False) + "\n"


def check_names(fields: Mapping[str, object], known: Collection[str], where: str) -> None:
    """Refuse an unknown field.

    Raises:
        RecordError: a field is unknown; the message names it and the known fields.
    """
    for name in fields:
        if name not in known:
            raise RecordError(f"{where}: unknown field {name!r}; known are {', '.join(known)}")


def check_forms(given: Mapping[str, str], forms: Iterable[tuple[str, object, str]], where: str) -> None:
    """Refuse a field whose form is wrong.

    Args:
        given: fields as text.
        forms: for each field its name, whether its form is right, and the expected form.
        where: file and line, for errors.

    Raises:
        RecordError: a form is wrong; the message names the first.
    """
    for name, holds, wanted in forms:
        if not holds:
            raise RecordError(f"{where}: {name} {given[name]!r}: expected {wanted}")


def text_of(value: object) -> str:
    """A field's text with white space collapsed; empty if the value is not text."""
    return " ".join(str(value).split()) if isinstance(value, str) else ""


def _each_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, value in pairs:
        if name in found:
            raise KeyError(name)
        found[name] = value
    return found
