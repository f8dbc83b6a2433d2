"""Terms as JSON, to pass answers between processes."""

from __future__ import annotations

from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg.namespaces import PREFIXES
from kg.store.base import Term

_STRING = PREFIXES["xsd"] + "string"


def encode(term: Term | None) -> list[Any] | None:
    """A term as a list: its kind and its parts.

    >>> encode(Literal("a"))
    ['l', 'a', 'http://www.w3.org/2001/XMLSchema#string', None]
    """
    match term:
        case None:
            return None
        case NamedNode():
            return ["i", term.value]
        case BlankNode():
            return ["b", term.value]
        case Literal():
            return ["l", term.value, term.datatype.value, term.language]
        case Triple():
            return ["t", encode(term.subject), encode(term.predicate), encode(term.object)]


def decode(parts: list[Any] | None) -> Term | None:
    """The term that :func:`encode` wrote.

    >>> decode(encode(Literal("a", language="en")))
    <Literal value=a language=en>
    """
    match parts:
        case None:
            return None
        case ["i", str(iri)]:
            return NamedNode(iri)
        case ["b", str(label)]:
            return BlankNode(label)
        case ["l", str(text), _, str(language)]:
            return Literal(text, language=language)
        case ["l", str(text), str(datatype), None]:
            return Literal(text, datatype=NamedNode(datatype))
        case ["t", list(subject), list(predicate), list(object_)]:
            # Triples in triples hold no literal subject and no open place: the engine made them.
            return Triple(decode(subject), decode(predicate), decode(object_))  # type: ignore[arg-type]
        case _:
            raise ValueError(f"not a term: {parts!r}")
