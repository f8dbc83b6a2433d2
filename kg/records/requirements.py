"""Requirements of a record before it can be read as JSON-LD. Requirements of statements are in the shapes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from kg.rdf.iris import family
from kg.records.context import read_context
from kg.records.forms import REGISTERED, form_problems, hint
from kg.records.line_ranges import place_problems
from kg.records.record import LISTS, Node, Record, values

_FOLDERS: Final[Mapping[str, str]] = {
    "Body": "body",
    "Person": "person",
    "Programme": "programme",
    "Intervention": "intervention",
}
_SLUG: Final = r"[a-z0-9]+(?:-[a-z0-9]+)*"


def within(record: Record, registered: frozenset[str]) -> list[str]:
    """The faults of one record, one line each.

    Args:
        record: the record.
        registered: ids in the register, from :func:`kg.records.forms.register`.
    """
    found = [*form_problems(record, registered), *_identifiers(record)]
    if not record.is_curation:
        found += [*_document(record), *_inspections(record), *_references(record), *place_problems(record)]
    return [f"{record.path.name}: {line}" for line in found]


def across(records: Iterable[Record]) -> list[str]:
    """Faults between records: references to missing statements, documents that two records describe."""
    records = list(records)
    found = []
    known = {str(node.get("id")) for record in records for node in record.items("statements")}
    documents = Counter(record.document_key for record in records)
    for record in records:
        if record.document_key and documents[record.document_key] > 1:
            found.append(f"{record.path.name}: another record is of the same document: keep one of them.")
        for where, node in record.nodes():
            for key, target in _targets(node):
                if target.startswith("statement/") and target not in known:
                    found.append(
                        f"{record.path.name}: {where}: {key} names {target}, which no record holds."
                        f"{hint(target, known)}"
                    )
    return found


def _identifiers(record: Record) -> Iterator[str]:
    seen: Counter[str] = Counter()
    for where, node in record.nodes():
        identifier = node.get("id")
        if not isinstance(identifier, str):
            yield f"{where}: has no id."
            continue
        seen[identifier] += 1
        if seen[identifier] == 2:
            yield f"{where}: the id occurs twice: each entry has its own."
    for node in record.items("statements"):
        if not re.fullmatch(rf"statement/{re.escape(record.key)}/{_SLUG}", str(node.get("id"))):
            yield (
                f"{node.get('id')}: the id of a statement here is statement/{record.key}/ "
                "and words in small letters, joined by hyphens."
            )
    for node in record.items("things"):
        folder = _FOLDERS.get(str(node.get("type")))
        if folder is None:
            yield f"{node.get('id')}: a thing is a {', a '.join(_FOLDERS)}, not {node.get('type')!r}."
        elif not re.fullmatch(rf"{folder}/{_SLUG}", str(node.get("id"))):
            yield f"{node.get('id')}: the id of a {node.get('type')} begins with {folder}/."


def _document(record: Record) -> Iterator[str]:
    sha256 = record.content.get("sha256")
    if not isinstance(sha256, str) or not re.fullmatch(r"[0-9a-f]{64}", sha256):
        yield "the document: sha256: give the SHA-256 of the source, 64 hexadecimal digits in quotes."
    elif record.content.get("id") != f"document/{sha256[:16]}":
        yield f"the document: the id must be document/{sha256[:16]}, by the first 16 digits of sha256."


def _inspections(record: Record) -> Iterator[str]:
    """Check that the key of an inspection is built from its facts, so that all records use the same key."""
    for node in record.items("inspections"):
        code = str(node.get("authority", "")).removeprefix("authority/")
        start = f"inspection/{code}-{family(str(node.get('kind', '')))}-"
        identifier, begins = str(node.get("id", "")), str(node.get("startEarliest", ""))
        date = identifier.removeprefix(start)
        if not re.fullmatch(r"\d{4}(-\d\d){0,2}", date) or not begins.startswith(date):
            yield (
                f"{identifier}: the id must be {start} and the year, month or day by which the "
                f"document names it, in agreement with startEarliest {begins}."
            )


def _references(record: Record) -> Iterator[str]:
    described = {str(node.get("id")) for name in LISTS for node in record.items(name)}
    for where, node in record.nodes():
        for key, target in _targets(node):
            if target.startswith(("statement/", "evidence/", *REGISTERED)) or target in described:
                continue
            place = "inspections" if target.startswith("inspection/") else "things"
            yield (
                f"{where}: {key} names {target}, which the record does not describe under {place}."
                f"{hint(target, described)}"
            )


def _targets(node: Node) -> Iterator[tuple[str, str]]:
    keys = read_context().keys
    for name in node:
        if name != "id" and name in keys and keys[name].form == "reference":
            yield from ((name, each) for each in values(node, name) if isinstance(each, str))
