"""The reading of a report, kept in the store: enough to relabel it and rebuild its graph without the file.

It holds the results of the stages up to the classifier, before corrections, as compressed JSON. The repaired
text is kept beside it, as the rendition.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from functools import cache
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from kg.classify.base import Labelled, Labels
from kg.documents.model import Document
from kg.errors import StoreDamaged
from kg.extract.facts import ReportFacts
from kg.rdf.serialise import pack, unpack


@dataclass(frozen=True, slots=True)
class Reading:
    """A report as read and classified.

    Attributes:
        document: the repaired text; its blocks are not kept.
        facts: its facts.
        labels: the model's labels of each of its sentences, in order.
        labeller: name and version of the classifier.
    """

    document: Document
    facts: ReportFacts
    labels: tuple[Labels, ...]
    labeller: str

    def sentences(self) -> tuple[Labelled, ...]:
        """The sentences of the report, each with its labels."""
        return tuple(Labelled(*one) for one in zip(self.facts.mentions, self.labels, strict=True))


def write(reading: Reading) -> bytes:
    """A reading as compressed JSON, without the text; the same bytes for the same reading."""
    kept = replace(reading, document=replace(reading.document, text="", blocks=()))
    told = json.dumps(
        kept,
        default=_plain,
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
        check_circular=False,  # nothing in a reading refers to its container
    )
    return pack(told.encode())


def read(packed: bytes, text: str) -> Reading:
    """A reading that :func:`write` wrote.

    Args:
        packed: its bytes.
        text: the repaired text.

    Raises:
        StoreDamaged: the bytes are not a reading of this version.
    """
    try:
        plain = json.loads(unpack(packed))
        plain["document"]["text"] = text
        if "labels" not in plain:  # written by a version in which a sentence held its labels
            plain["labels"] = [mention["labels"] for mention in plain["facts"]["mentions"]]
        found: Reading = _thing(Reading, plain)
    except (OSError, EOFError, ValueError, KeyError, TypeError) as problem:
        raise StoreDamaged(
            f"What the store keeps of a report cannot be read: {problem!r}; load the report again."
        ) from problem
    return found


def _plain(value: Any) -> Any:
    """A dataclass as an object of its fields, a day as text: JSON has neither.

    Raises:
        TypeError: it is another type.
    """
    if isinstance(value, date):
        return value.isoformat()
    kind: Any = type(value)
    names, values_of = _fields(kind)
    return dict(zip(names, values_of(value), strict=True))


@cache
def _fields(kind: Any) -> tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]]]:
    """The names of a dataclass's fields, of which each here has several, and what gets all their values."""
    names = tuple(sorted(field.name for field in fields(kind)))
    return names, attrgetter(*names)


def _thing(kind: Any, plain: Any) -> Any:
    """Undo :func:`_plain` by the types that the fields declare."""
    if get_origin(kind) is UnionType:
        options = [option for option in get_args(kind) if option is not NoneType]
        return None if plain is None else _thing(options[0], plain)
    if get_origin(kind) is tuple:
        return _tuple(get_args(kind), plain)
    if isinstance(kind, type) and is_dataclass(kind):
        return kind(**{name: _thing(of, plain[name]) for name, of in _types(kind) if name in plain})
    return date.fromisoformat(plain) if kind is date else plain


def _tuple(kinds: Sequence[Any], plain: Sequence[Any]) -> tuple[Any, ...]:
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        return tuple(_thing(kinds[0], one) for one in plain)
    return tuple(_thing(kind, one) for kind, one in zip(kinds, plain, strict=True))


@cache
def _types(kind: type) -> tuple[tuple[str, Any], ...]:
    hints = get_type_hints(kind)
    return tuple((field.name, hints[field.name]) for field in fields(kind))
