"""Turns dates, numbers, yes and no, texts and IRIs, as people write them, into terms."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import Final

from pyoxigraph import Literal, NamedNode

from kg.errors import BadParameter
from kg.namespaces import PREFIXES
from kg.queries.binding import Value
from kg.queries.dates import bounds, today
from kg.queries.header import Parameter
from kg.queries.names import Names

_XSD: Final = PREFIXES["xsd"]
_LONGEST: Final = 2000
_TRUTHS: Final = {
    **dict.fromkeys(("yes", "true", "y", "on"), "true"),
    **dict.fromkeys(("no", "false", "n", "off"), "false"),
}


def check_characters(text: str) -> None:
    """Refuse text that engines read differently: empty, too long, or with characters that are not text.

    Raises:
        BadParameter: the text is empty, too long, or holds a control character.
    """
    if not text.strip():
        raise BadParameter("the value is empty")
    if len(text) > _LONGEST:
        raise BadParameter(f"the value has {len(text)} characters; {_LONGEST} are allowed")
    for char in text:
        # Unassigned and private characters are data; these are not text, and engines differ on them.
        control = unicodedata.category(char) in ("Cc", "Cs") and char not in "\t\n\r"
        if control or 0xFDD0 <= ord(char) <= 0xFDEF or ord(char) & 0xFFFE == 0xFFFE:
            raise BadParameter(f"the value holds the character U+{ord(char):04X}, which is not text")


def iri(text: str) -> NamedNode:
    """A web address as a term.

    Raises:
        BadParameter: it is not one.
    """
    if not re.match(r"https?://[^/]", text):
        raise BadParameter(f"{text!r} is not an IRI that begins with http:// or https://")
    try:
        return NamedNode(text)
    except ValueError as error:
        raise BadParameter(f"{text!r} is not an IRI: {error}") from None


def iri_terms(text: str, _parameter: Parameter, _names: Names) -> tuple[Value, ...]:
    """An IRI, which need not be in the store."""
    return (iri(text),)


def date_terms(text: str, parameter: Parameter, _names: Names) -> tuple[Value, ...]:
    """A day; for a month or year its first or last day, as the parameter says."""
    first, last = (today(),) * 2 if text.lower() == "today" else bounds(text)
    bound = parameter.bound or {"since": "first", "until": "last", "on": "last"}.get(parameter.name)
    if bound is None and first != last:
        raise BadParameter(f"{text!r} names no single day; write it as 2022-03-09 or '9 March 2022'")
    day = first if bound == "first" else last
    return (Literal(day.isoformat(), datatype=NamedNode(_XSD + "date")),)


def integer_terms(text: str, parameter: Parameter, _names: Names) -> tuple[Value, ...]:
    """A whole number in digits, within the parameter's range."""
    if not re.fullmatch(r"[+-]?[0-9]{1,18}", text):
        raise BadParameter(f"{text!r} is not a whole number")
    number = int(text)
    _check_range(text, number, parameter)
    return (Literal(str(number), datatype=NamedNode(_XSD + "integer")),)


def decimal_terms(text: str, parameter: Parameter, _names: Names) -> tuple[Value, ...]:
    """A number in digits with a decimal point, within the parameter's range."""
    if not re.fullmatch(r"[+-]?([0-9]{1,18}(\.[0-9]{0,18})?|\.[0-9]{1,18})", text):
        raise BadParameter(f"{text!r} is not a number; write it like 0.8")
    number = Decimal(text)
    _check_range(text, number, parameter)
    return (Literal(f"{number:f}", datatype=NamedNode(_XSD + "decimal")),)


def boolean_terms(text: str, _parameter: Parameter, _names: Names) -> tuple[Value, ...]:
    """Yes or no."""
    truth = _TRUTHS.get(text.strip().lower())
    if truth is None:
        raise BadParameter(f"{text!r} is neither yes nor no")
    return (Literal(truth, datatype=NamedNode(_XSD + "boolean")),)


def is_yes(value: object) -> bool:
    """Whether a yes-or-no value, as people write it, means yes.

    >>> is_yes("Yes"), is_yes([True]), is_yes("no"), is_yes(None)
    (True, True, False, False)
    """
    first = next(iter(value), None) if isinstance(value, list | tuple) else value
    return _TRUTHS.get(str(first).strip().lower()) == "true"


def text_terms(text: str, _parameter: Parameter, _names: Names) -> tuple[Value, ...]:
    """A text, unchanged."""
    return (Literal(text),)


def _check_range(text: str, number: int | Decimal, parameter: Parameter) -> None:
    if parameter.minimum is not None and number < parameter.minimum:
        raise BadParameter(f"{text} is less than {parameter.minimum:g}")
    if parameter.maximum is not None and number > parameter.maximum:
        raise BadParameter(f"{text} is more than {parameter.maximum:g}")
