"""Checks the fields of corrections against the schemes: an unknown value is an error that names it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final

from pyoxigraph import NamedNode, RdfFormat, parse

from kg.curation.model import ALONE, Correction
from kg.errors import RecordError
from kg.frameworks import scheme_files
from kg.namespaces import SCHEME
from kg.rdf.iris import sentence_key

FIELDS: Final = (
    "document",
    "sentence",
    "text",
    "polarity",
    "themes",
    "cohorts",
    "extent",
    "change",
    "same_as",
    "supports",
    "by",
    "why",
)
"""Columns of a curation file. ``text`` is for people, and is checked against ``sentence``."""

_KEY: Final = re.compile(r"[0-9a-f]{10}(-[0-9]+)?\Z")
_DOCUMENT: Final = re.compile(r"(?:[0-9a-f]{16}|[0-9a-f]{64})\Z")
_ITEM: Final = re.compile(r"!?(?:la|lscb|partnership|committee|other)-[1-9][0-9]*\Z")
_MOST: Final = 3


def correction(fields: Mapping[str, str], where: str) -> Correction:
    """A correction from its fields as text.

    Args:
        fields: values by the names in :data:`FIELDS`; an empty one keeps the model's label, ``-`` means none.
        where: file and line, for errors.

    Raises:
        RecordError: a field is missing, unknown or malformed.
    """
    for name in fields:
        if name not in FIELDS:
            raise RecordError(f"{where}: unknown column {name!r}; known are {', '.join(FIELDS)}")
    given = {name: " ".join(fields.get(name, "").split()) for name in FIELDS}
    for name, holds, wanted in _forms(given):
        _demand(holds, where, name, given[name], wanted)
    found = Correction(
        document=given["document"][:16],
        sentence=given["sentence"],
        by=given["by"],
        why=given["why"],
        polarity=_one(given["polarity"], "polarity", where),
        themes=_several(given["themes"], "theme", where),
        cohorts=_several(given["cohorts"], "cohort", where),
        extent=_one(given["extent"], "extent", where),
        change=given["change"] if given["change"] == "-" else _one(given["change"], "change", where),
        same_as=given["same_as"] or None,
        supports=tuple(sorted(given["supports"].split())),
        where=where,
    )
    if not found.decides:
        raise RecordError(f"{where}: nothing is corrected; give a label or a link")
    return found


def _forms(given: Mapping[str, str]) -> Iterator[tuple[str, object, str]]:
    """For each field its name, whether its form is right, and the expected form."""
    key, same_as, words = given["sentence"], given["same_as"], given["text"]
    yield "document", _DOCUMENT.match(given["document"]), "the SHA-256 of a file or its first 16 digits"
    yield "sentence", _KEY.match(key), "a sentence's key, for example 5f1d0c77aa"
    yield "by", given["by"] and "@" not in given["by"], "a role or initials, no address"
    yield "why", given["why"], "the reason in words"
    own = not words or key.partition("-")[0] == sentence_key(words)
    yield "text", own, "the words of the sentence with that key, whole"
    yield "same_as", not same_as or same_as == ALONE or _KEY.match(same_as), "a sentence's key or -"
    items = given["supports"].split()
    yield "supports", all(_ITEM.match(i) for i in items), "keys of recommendations such as la-3 or !la-3"


@cache
def ids(scheme: str) -> frozenset[str]:
    """Ids of the concepts of a scheme that a sentence may have: for themes, only the leaves."""
    broader, member = (
        "http://www.w3.org/2004/02/skos/core#broader",
        "http://www.w3.org/2004/02/skos/core#inScheme",
    )
    members: set[str] = set()
    above: set[str] = set()
    for path in scheme_files():
        for quad in parse(path=str(path), format=RdfFormat.TURTLE):
            subject, value = quad.subject, quad.object
            if not (isinstance(subject, NamedNode) and isinstance(value, NamedNode)):
                continue
            if quad.predicate.value == member and value.value == SCHEME + scheme:
                members.add(subject.value)
            elif quad.predicate.value == broader:
                above.add(value.value)
    leaves = members - above if scheme == "theme" else members
    return frozenset(iri.rpartition("/")[2] for iri in leaves)


def _one(value: str, scheme: str, where: str) -> str | None:
    if not value:
        return None
    _demand(value in ids(scheme), where, scheme, value, f"one of {', '.join(sorted(ids(scheme)))}")
    return value


def _several(value: str, scheme: str, where: str) -> tuple[str, ...] | None:
    if not value:
        return None
    if value == "-":
        return ()
    found = tuple(value.split())
    for one in found:
        _demand(one in ids(scheme), where, scheme, one, f"one of {', '.join(sorted(ids(scheme)))}")
    _demand(len(found) <= _MOST, where, f"{scheme}s", value, f"{_MOST} at most, the central one first")
    _demand(len(set(found)) == len(found), where, f"{scheme}s", value, "each once")
    return found


def _demand(holds: object, where: str, name: str, value: str, wanted: str) -> None:
    if not holds:
        raise RecordError(f"{where}: {name} {value!r}: expected {wanted}")
