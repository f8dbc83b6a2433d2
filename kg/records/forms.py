"""Checks whether each key is known and each value has the form that its key requires.

A JSON-LD processor drops unknown keys and accepts any word as a concept, so both are checked before it reads.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from pyoxigraph import NamedNode, parse

from kg.closest import closest
from kg.frameworks import scheme_files
from kg.namespaces import ID, SCHEME
from kg.records.context import Context, Key, read_context
from kg.records.dates import date_problems, is_date
from kg.records.record import Record
from kg.resources import files

REGISTERED = ("authority/", "board/", "inspectorate/")
"""Prefix of identifiers of resources that the register describes."""


def form_problems(record: Record, registered: frozenset[str]) -> Iterator[str]:
    """The faults of the keys and values of a record, one line each.

    Args:
        record: the record.
        registered: ids in the register, from :func:`register`.
    """
    context = read_context()
    for where, node in record.nodes():
        for name, value in node.items():
            key = context.keys.get(name)
            if key is None:
                yield f"{where}: unknown key {name!r}.{hint(name, context.keys)}"
            elif key.form == "items":
                yield from _nested(where, key, value)
            else:
                for each in value if isinstance(value, list) else [value]:
                    problem = _value_problem(context, key, each) or _unregistered(key, each, registered)
                    if problem:
                        yield f"{where}: {name}: {problem}"
        yield from (f"{where}: {line}" for line in date_problems(node))
    if not record.is_curation:
        for name, value in record.content.items():
            key = context.keys.get(name)
            if key is not None and key.form == "items":
                yield from _nested("the document", key, value)


def hint(name: str, known: Iterable[str]) -> str:
    """A question that suggests the nearest known name; empty if there is none."""
    near = closest(name, sorted(known), most=1, likeness=0.75)
    return f" Did you mean {near[0]}?" if near else ""


def _nested(where: str, key: Key, value: Any) -> Iterator[str]:
    if key.name == "lines":
        if not isinstance(value, Mapping):
            yield f"{where}: lines: give the selector as a mapping with id, lineStart and lineEnd."
    elif not isinstance(value, list) or not all(isinstance(item, Mapping) for item in value):
        yield f"{where}: {key.name}: give a list of mappings."


def _value_problem(context: Context, key: Key, value: Any) -> str | None:
    match key.form:
        case "integer":
            right = isinstance(value, int) and not isinstance(value, bool)
            return None if right else f"{value!r} is not a whole number."
        case "boolean":
            return None if isinstance(value, bool) else f"{value!r} is neither true nor false."
    if not isinstance(value, str):
        return f"{value!r} is not text: put it in quotes."
    if not value.strip():
        return "the value is empty: leave the key out."
    match key.form:
        case "date":
            return None if is_date(value) else f"{value!r} is not a day of the form 2022-03-09."
        case "class":
            known = context.classes
            return None if value in known else f"{value!r} is not a class of records.{hint(value, known)}"
        case "concept":
            return _concept_problem(context, key, value)
        case "reference" if "/" not in value:
            return f"{value!r} is not an identifier such as authority/936."
    return None


def _concept_problem(context: Context, key: Key, value: str) -> str | None:
    prefix, colon, local = value.partition(":")
    scheme, identifier = str(key.scheme), value
    if colon and prefix in context.prefixes:
        scheme, identifier = context.prefixes[prefix].removeprefix(SCHEME).rstrip("/"), local
    elif value in context.definition:
        return f"{value!r} is also a key: write {scheme}:{value}, so that the two are not confused."
    known = _known(f"{SCHEME}{scheme}/")
    return (
        None if identifier in known else f"{value!r} is not in the scheme {scheme}.{hint(identifier, known)}"
    )


def _unregistered(key: Key, value: Any, registered: frozenset[str]) -> str | None:
    if key.form != "reference" or not value.startswith(REGISTERED) or value in registered:
        return None
    return f"{value!r} is not in the register.{hint(value, registered)}"


def register(further: Iterable[Path] = ()) -> frozenset[str]:
    """Ids of the resources in the register: authorities, boards, inspectorates.

    Args:
        further: Turtle files in addition to the shipped ones, for example of fictional authorities.
    """
    return _shipped_register() | _described(tuple(further), ID)


@cache
def _shipped_register() -> frozenset[str]:
    return _described(tuple(files("ontology", "register/*.ttl")), ID)


@cache
def _known(start: str) -> frozenset[str]:
    """Ids of the concepts of a scheme."""
    return _described(tuple(scheme_files()), start)


def _described(paths: tuple[Path, ...], start: str) -> frozenset[str]:
    subjects = (quad.subject for path in paths for quad in parse(path=str(path)))
    iris = (node.value for node in subjects if isinstance(node, NamedNode))
    return frozenset(iri.removeprefix(start) for iri in iris if iri.startswith(start))
