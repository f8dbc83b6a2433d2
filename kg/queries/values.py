"""Converts terms of RDF to the values and texts that people and programs use."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg.namespaces import PREFIXES, SCHEME
from kg.store.base import Term
from kg.text import visible

PythonValue = str | int | float | Decimal | bool | date | None
"""A value in a row of an answer."""

_XSD: Final = PREFIXES["xsd"]
_READ: Final[dict[str, Callable[[str], PythonValue]]] = {
    _XSD + "integer": int,
    _XSD + "int": int,
    _XSD + "long": int,
    _XSD + "nonNegativeInteger": int,
    _XSD + "positiveInteger": int,
    _XSD + "decimal": Decimal,
    _XSD + "double": float,
    _XSD + "float": float,
    _XSD + "boolean": lambda text: text in ("true", "1"),
    _XSD + "date": date.fromisoformat,
    _XSD + "dateTime": datetime.fromisoformat,
}


def python_value(term: Term | None) -> PythonValue:
    """A term as a Python value.

    Concepts become their ids (as in CSV), other IRIs their text, literals a value of their datatype. A
    literal whose text does not match its datatype stays text, so that no data is lost.

    >>> from pyoxigraph import Literal, NamedNode
    >>> python_value(NamedNode("https://w3id.org/inspection-kg/scheme/theme/plans"))
    'plans'
    >>> python_value(Literal(2))
    2
    """
    match term:
        case None:
            return None
        case NamedNode():
            return short(term.value)
        case Literal():
            read = _READ.get(term.datatype.value)
            try:
                return read(term.value) if read else term.value
            except (ValueError, ArithmeticError):
                return term.value
        case BlankNode() | Triple():
            return str(term)


def short(iri: str) -> str:
    """A concept's id; any other IRI unchanged."""
    return iri.removeprefix(SCHEME).rpartition("/")[2] if iri.startswith(SCHEME) else iri


def text(value: PythonValue) -> str:
    """A value as CSV prints it: dates in ISO form, decimals without exponent, empty text for ``None``.

    Control characters of terminals are written as escapes.

    >>> text(Decimal("0.90")), text(True), text(None)
    ('0.9', 'true', '')
    """
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case Decimal():
            return f"{value.normalize():f}"
        case date():
            return value.isoformat()
        case _:
            return visible(str(value))
