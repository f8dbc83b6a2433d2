"""The JSON-LD context of the records: the keys, and the form of the values of each."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, Literal

from kg.errors import RecordError
from kg.namespaces import SCHEME
from kg.resources import folder

FILE: Final = "record-context.jsonld"
REFERENCE: Final = f"../ontology/{FILE}"
"""Path by which a record refers to the context, beside ``documents/`` in both checkout and wheel."""

Form = Literal["text", "reference", "concept", "class", "date", "integer", "boolean", "items"]


@dataclass(frozen=True, slots=True)
class Key:
    """A key that records may use.

    Attributes:
        name: as written in a record.
        form: form of its values. ``items`` are nested nodes that point back to the node that contains them.
        scheme: for concepts, the id of the scheme that a bare value belongs to.
    """

    name: str
    form: Form
    scheme: str | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """The context as read.

    Attributes:
        definition: the value of ``@context``, as a JSON-LD processor expects it.
        keys: the keys by name.
        classes: names that ``type`` may have.
        prefixes: prefixes of compact IRIs, with their IRIs.
        text: the file, for hashing.
    """

    definition: Mapping[str, Any]
    keys: Mapping[str, Key]
    classes: frozenset[str]
    prefixes: Mapping[str, str]
    text: str


@cache
def read_context() -> Context:
    """The context of this installation, read once a process.

    Raises:
        RecordError: the file is not JSON or defines a key in a way that records cannot use.
    """
    text = (folder("ontology") / FILE).read_text(encoding="utf-8")
    try:
        definition = json.loads(text)["@context"]
    except (ValueError, KeyError) as problem:
        raise RecordError(f"{FILE}: not a JSON-LD context: {problem}") from problem
    plain = {k: v for k, v in definition.items() if isinstance(v, str) and not k.startswith("@")}
    return Context(
        definition=definition,
        keys={k: _key(k, v) for k, v in definition.items() if isinstance(v, dict) or k in _ALIASES},
        classes=frozenset(k for k, v in plain.items() if v == f"kg:{k}"),
        prefixes={k: v for k, v in plain.items() if v.startswith("http")},
        text=text,
    )


def _key(name: str, value: Any) -> Key:
    if name in _ALIASES:
        return Key(name, _ALIASES[name])
    if "@reverse" in value or name in _NESTED:
        return Key(name, "items")
    vocabulary = value.get("@context", {}).get("@vocab", "")
    form = _FORMS.get(value.get("@type", ""))
    if form is None:
        raise RecordError(f"{FILE}: {name}: values of type {value.get('@type')!r} are not known to records.")
    scheme = vocabulary.removeprefix(SCHEME).rstrip("/") if form == "concept" else None
    return Key(name, form, scheme)


_ALIASES: Final[Mapping[str, Form]] = {"id": "reference", "type": "class"}

_NESTED: Final = frozenset({"inspections", "lines"})

_FORMS: Final[Mapping[str, Form]] = {
    "": "text",
    "@id": "reference",
    "@vocab": "concept",
    "xsd:date": "date",
    "xsd:integer": "integer",
    "xsd:boolean": "boolean",
}
