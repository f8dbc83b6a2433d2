"""Compares records with their source documents, for people who have these.

``kg check-sources DIR`` prints the results of :func:`check_sources`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import UnreadableFile
from kg.namespaces import DEF, ID
from kg.records.line_ranges import PLACE_KEYS, LineRange, named
from kg.records.load import RecordGraph
from kg.records.record import Record, read_record, values
from kg.resources import files


@dataclass(frozen=True, slots=True)
class Checked:
    """The result of comparing one record with its source.

    Attributes:
        record: key of the record.
        source: the source file, or ``None`` if it is not in the folder.
        problems: mismatches, one line each.
        statements: IRI of each statement with the lines of the source that it points to, joined by line
            ends; empty if the source is missing or a different file.
    """

    record: str
    source: Path | None
    problems: tuple[str, ...]
    statements: Mapping[str, str]


def check_sources(folder: Path, paths: Iterable[Path] | None = None) -> list[Checked]:
    """Find the sources of records in a folder, by their SHA-256, and check each place.

    Args:
        folder: searched with all its subfolders; names of files do not matter.
        paths: the records; by default the shipped ones.

    Returns:
        One result a record, by key.

    Raises:
        RecordError: a record cannot be read.
        UnreadableFile: there is no such folder, or a file in it cannot be read.
    """
    if not folder.is_dir():
        raise UnreadableFile(f"{folder}: not a folder; name the one that holds the source documents.")
    found = {path: _read(path) for path in sorted(folder.rglob("*")) if path.is_file()}
    chosen = files("documents", "*.yaml") if paths is None else sorted(paths)
    records = (read_record(path) for path in chosen)
    return [_checked(record, found) for record in records if not record.is_curation]


def source_lines(content: bytes) -> list[str]:
    r"""The lines of a source text, as places count them.

    Raises:
        UnicodeDecodeError: it is not UTF-8.

    >>> source_lines(b"one\r\ntwo\n")
    ['one', 'two']
    """
    lines = content.decode("utf-8-sig").replace("\r\n", "\n").split("\n")
    return lines[:-1] if lines[-1] == "" else lines


def quote_quads(record: RecordGraph, content: bytes) -> list[Quad]:
    """The words at each place of a record, for a store that holds its source.

    Args:
        record: the record.
        content: the bytes of its source.

    Returns:
        The words of each place, in the record's graph.

    Raises:
        UnreadableFile: the bytes are not those of the record's source.
    """
    if hashlib.sha256(content).hexdigest() != record.sha256:
        raise UnreadableFile(
            f"{record.file_name}: not the source of record {record.key}: its SHA-256 differs."
        )
    lines = source_lines(content)
    graph = NamedNode(record.graph)
    quads = []
    for name in sorted({str(q.subject.value) for q in record.quads if isinstance(q.subject, NamedNode)}):
        place = LineRange.of(name.removeprefix(ID))
        if place is not None:
            words = Literal(_words(lines, place))
            quads.append(Quad(NamedNode(name), NamedNode(DEF + "words"), words, graph))
    return quads


def _checked(record: Record, found: Mapping[Path, bytes]) -> Checked:
    sha256 = str(record.content.get("sha256"))
    name = str(record.content.get("fileName"))
    source = next((p for p, content in found.items() if hashlib.sha256(content).hexdigest() == sha256), None)
    if source is None:
        namesake = next((p for p in found if p.name == name), None)
        problem = (
            f"{record.path.name}: {name} is not in the folder."
            if namesake is None
            else f"{record.path.name}: {namesake} is another text: its SHA-256 is not {sha256}."
        )
        return Checked(record.key, None, (problem,), {})
    lines = source_lines(found[source])
    problems = [f"{record.path.name}: {line}" for line in _place_problems(record, lines)]
    return Checked(record.key, source, tuple(problems), _statements(record, lines))


def _place_problems(record: Record, lines: list[str]) -> Iterable[str]:
    count = record.content.get("lineCount")
    if count != len(lines):
        yield f"lineCount is {count}, and the source has {len(lines)} lines."
    for identifier in sorted(named(record)):
        place = LineRange.of(identifier)
        if place is None or place.last > len(lines):
            yield f"{identifier}: the source has no such lines."
        elif not lines[place.first - 1].strip() or not lines[place.last - 1].strip():
            yield f"{identifier}: begins or ends with an empty line of the source."


def _statements(record: Record, lines: list[str]) -> dict[str, str]:
    found = {}
    for node in record.items("statements"):
        places = [LineRange.of(str(each)) for key in PLACE_KEYS for each in values(node, key)]
        found[ID + str(node.get("id"))] = "\n".join(_words(lines, place) for place in places if place)
    return found


def _words(lines: list[str], place: LineRange) -> str:
    """The words of a place, with white space collapsed and without e-mail addresses."""
    words = " ".join(" ".join(lines[place.first - 1 : place.last]).split())
    return _ADDRESS.sub("[address left out]", words)


_ADDRESS: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as problem:
        raise UnreadableFile(f"{path}: cannot be read: {problem.strerror or problem}") from problem
