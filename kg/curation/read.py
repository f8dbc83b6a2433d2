"""Reads curation files: CSV with one row a sentence, or Turtle with one ``kg:Correction`` a sentence."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from kg.curation.check import correction
from kg.curation.model import Correction
from kg.errors import RecordError
from kg.namespaces import BASE, DEF, ID
from kg.rdf.nesting import file_too_deep
from kg.regular import TEXT, regular


def read_corrections(paths: Iterable[Path]) -> list[Correction]:
    """Read curation files.

    Rows of a CSV file without ``by`` are not decided yet and are skipped, so that an export of uncertain
    sentences can be filled in bit by bit.

    Args:
        paths: ``.csv`` and ``.ttl`` files, and folders of them.

    Raises:
        RecordError: a file or field is malformed, or two corrections are about one sentence.

    Returns:
        The corrections by document and sentence.
    """
    found: dict[tuple[str, str], Correction] = {}
    for path in _files(paths):
        for one in _read(path):
            other = found.get(one.place)
            if other is not None:
                raise RecordError(
                    f"{one.where}: sentence {one.sentence} is corrected already in {other.where}; keep one"
                )
            found[one.place] = one
    return [found[place] for place in sorted(found)]


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(p for p in path.rglob("*") if p.suffix in (".csv", ".ttl"))
        else:
            yield path


def _read(path: Path) -> Iterator[Correction]:
    regular(path, RecordError, TEXT)
    try:
        if path.suffix == ".csv":
            yield from _rows(path)
        elif path.suffix == ".ttl":
            yield from _nodes(path)
        else:
            raise RecordError(f"{path.name}: a curation file is .csv or .ttl")
    except (OSError, UnicodeDecodeError, csv.Error) as problem:
        raise RecordError(f"{path.name}: cannot be read as text: {problem}") from problem


def _rows(path: Path) -> Iterator[Correction]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.DictReader(stream)
        for row in reader:
            where = f"{path.name}, line {reader.line_num}"
            if None in row:
                raise RecordError(f"{where}: more cells than columns")
            fields = {name: value or "" for name, value in row.items() if name != "confidence"}
            if fields.get("by", "").strip():
                yield correction(fields, where)


def corrections_in(triples: Iterable[Triple], where: str) -> list[Correction]:
    """The corrections that triples describe; other triples are ignored.

    Args:
        triples: for example those of a document's graph.
        where: the source of the triples, for errors.

    Raises:
        RecordError: a correction is malformed.
    """
    triples = list(triples)
    wanted = {t.subject for t in triples if t.predicate.value == _TYPE and t.object == _CORRECTION}
    return list(_described((t for t in triples if t.subject in wanted), where))


def _nodes(path: Path) -> Iterator[Correction]:
    if file_too_deep(path):
        raise RecordError(f"{path.name}: triples within triples, nested too deeply")
    try:
        triples = [quad.triple for quad in parse(path=str(path), format=RdfFormat.TURTLE)]
    except (SyntaxError, MemoryError) as problem:
        raise RecordError(f"{path.name}: this is not Turtle: {problem}") from problem
    if any(isinstance(node, BlankNode) for t in triples for node in (t.subject, t.object)):
        raise RecordError(f"{path.name}: a node without a name ([] or _:x): give each correction an IRI")
    yield from _described(triples, path.name)


def _described(triples: Iterable[Triple], where: str) -> Iterator[Correction]:
    told: dict[str, dict[str, list[str]]] = {}
    for triple in triples:
        if isinstance(triple.subject, NamedNode) and isinstance(triple.object, NamedNode | Literal):
            name = triple.predicate.value.removeprefix(DEF)
            told.setdefault(triple.subject.value, {}).setdefault(name, []).append(triple.object.value)
    for node in sorted(told):
        yield correction(_fields(told[node], f"{where}, {node}"), f"{where}, {node}")


def _fields(said: Mapping[str, list[str]], where: str) -> dict[str, str]:
    """The columns of a CSV row from the properties of a ``kg:Correction``."""
    fields: dict[str, str] = {}
    for name, values in said.items():
        if name in (_TYPE, "modelSaid"):
            continue
        if name not in _COLUMNS:
            raise RecordError(f"{where}: unknown property {name}; known are {', '.join(sorted(_COLUMNS))}")
        if len(values) > 1 and not name.startswith("supports"):
            raise RecordError(f"{where}: {name} has {len(values)} values; give one")
        cells = sorted(_cell(name, value) for value in values)
        fields[_COLUMNS[name]] = " ".join([fields.get(_COLUMNS[name], ""), *cells]).strip()
    mention = "".join(said.get("corrects", ())).removeprefix(f"{ID}mention/")
    document, _, sentence = mention.partition("/")
    return {**fields, "document": document, "sentence": sentence}


def _cell(name: str, value: str) -> str:
    """The value of a cell: the id of a concept, the key of a resource, or a text."""
    if name in ("standsAlone", "noChange"):
        return "-"
    cell = value.rpartition("/")[2] if value.startswith(BASE) else value
    return f"!{cell}" if name == "supportsNot" else cell


_CORRECTION: Final = NamedNode(DEF + "Correction")
_TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_COLUMNS: Final = {
    "corrects": "sentence",
    "polarity": "polarity",
    "themeList": "themes",
    "cohortList": "cohorts",
    "extent": "extent",
    "change": "change",
    "noChange": "change",
    "saysSameAs": "same_as",
    "standsAlone": "same_as",
    "supports": "supports",
    "supportsNot": "supports",
    "text": "text",
    "decidedBy": "by",
    "reason": "why",
}
