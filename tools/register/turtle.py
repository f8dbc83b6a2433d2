"""Turtle as people like to read it: one subject a block, in the order given. Same input, same bytes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from kg import namespaces
from kg.namespaces import BASE

PREFIXES = {
    "area": BASE + "id/area/",
    "authority": BASE + "id/authority/",
    "authority-type": BASE + "scheme/authority-type/",
    "board": BASE + "id/board/",
    "change": BASE + "id/change/",
    "code": BASE + "id/code/",
    "code-scheme": BASE + "scheme/code-scheme/",
    "edition": BASE + "scheme/neighbours-edition/",
    "inspectorate": BASE + "id/inspectorate/",
    "kg": namespaces.DEF,
    "neighbour": BASE + "id/neighbour/",
    "scheme": BASE + "scheme/",
    **{name: namespaces.PREFIXES[name] for name in ("dcterms", "org", "skos", "xsd")},
}

Block = tuple[str, Sequence[tuple[str, Sequence[str]]]]
"""A subject, and its properties with their objects, all as Turtle terms."""


def words(text: str) -> str:
    """An English literal.

    >>> words("Plans")
    '"Plans"@en'
    """
    return plain(text) + "@en"


def plain(text: str) -> str:
    """A plain literal."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def day(value: date) -> str:
    """An ``xsd:date`` literal."""
    return f'"{value.isoformat()}"^^xsd:date'


def document(comment: str, blocks: Iterable[Block], *, compact: bool = False) -> str:
    """A Turtle document with the prefixes it uses.

    Args:
        comment: first line, without ``#``.
        blocks: properties without objects are left out.
        compact: one line a subject, for long tables.
    """
    within, between = (" ; ", "\n") if compact else (" ;\n    ", "\n\n")
    body = between.join(_block(subject, properties, within) for subject, properties in blocks)
    bare = re.sub(r'"(?:[^"\\]|\\.)*"|<[^>]*>', "", body)
    used = set(re.findall(r"([a-z][a-z-]*):", bare + " xsd:" * ("^^xsd:" in body)))
    head = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items() if prefix in used)
    return f"# {comment}\n\n{head}\n{body}\n"


def _block(subject: str, properties: Sequence[tuple[str, Sequence[str]]], separator: str) -> str:
    lines = [f"{name} " + " , ".join(objects) for name, objects in properties if objects]
    return f"{subject} " + separator.join(lines) + " ."
