"""Checks whether a store can compare the value of a literal.

If Oxigraph cannot read a literal as a value of its datatype, it keeps it as text, without an error: a FILTER
then drops the row, MAX compares it as text and SUM of the whole column is unbound. The limits are those of
pyoxigraph 0.5: https://docs.rs/oxsdatatypes (64 bits for integers, 128 bits and 18 decimal places for
decimals).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from kg.namespaces import PREFIXES

_XSD: Final = PREFIXES["xsd"]
_ZONE: Final = r"(?P<zone>Z|[+-]\d\d:\d\d)?"
_DATE: Final = re.compile(rf"(?P<day>\d{{4}}-\d\d-\d\d){_ZONE}", re.ASCII)
_TIME: Final = re.compile(
    rf"(?P<day>\d{{4}}-\d\d-\d\d)T(?:([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?|24:00:00(\.0+)?){_ZONE}",
    re.ASCII,
)
_YEAR: Final = re.compile(rf"\d{{4}}{_ZONE}", re.ASCII)
_MONTH: Final = re.compile(rf"\d{{4}}-(0[1-9]|1[0-2]){_ZONE}", re.ASCII)
_DECIMAL: Final = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)", re.ASCII)
_INTEGER: Final = re.compile(r"[+-]?\d+", re.ASCII)
_DOUBLE: Final = re.compile(r"[+-]?((\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?|INF)", re.ASCII)
_PLACES: Final = 18
_LARGEST_DECIMAL: Final = Decimal(2**127 - 1).scaleb(-_PLACES)
_LARGEST_INTEGER: Final = 2**63 - 1


def fault(text: str, datatype: str) -> str | None:
    """The reason why a store cannot compare a value, and what to write instead; ``None`` if it can.

    Args:
        text: the literal as the file has it.
        datatype: IRI of its datatype; unknown datatypes have no faults.

    >>> fault("0.95", "http://www.w3.org/2001/XMLSchema#decimal")
    >>> fault("9.5E-1", "http://www.w3.org/2001/XMLSchema#decimal")
    'an xsd:decimal has no exponent; write it as 0.95'
    >>> fault("2022-02-30", "http://www.w3.org/2001/XMLSchema#date")
    'the calendar has no such day'
    """
    check = _CHECKS.get(datatype.removeprefix(_XSD)) if datatype.startswith(_XSD) else None
    return check(text) if check else None


def _date(text: str) -> str | None:
    found = _DATE.fullmatch(text)
    if found is None:
        if _TIME.fullmatch(text):
            return f"an xsd:date has no time of day; write it as {text[:10]}"
        return "an xsd:date is written YYYY-MM-DD"
    if not _in_calendar(found["day"]):
        return "the calendar has no such day"
    return _zone(found, found["day"])


def _date_time(text: str) -> str | None:
    found = _TIME.fullmatch(text)
    if found is None:
        return "an xsd:dateTime is written YYYY-MM-DDThh:mm:ss"
    return None if _in_calendar(found["day"]) else "the calendar has no such day"


def _zone(found: re.Match[str], plain: str) -> str | None:
    """The fault of a time zone: the order of a value with one and a value without may be undefined."""
    if found["zone"] is None:
        return None
    return f"with a time zone it does not compare with values that have none; write it as {plain}"


def _year(text: str) -> str | None:
    found = _YEAR.fullmatch(text)
    return _zone(found, text[:4]) if found else "an xsd:gYear is written YYYY"


def _month(text: str) -> str | None:
    found = _MONTH.fullmatch(text)
    return _zone(found, text[:7]) if found else "an xsd:gYearMonth is written YYYY-MM"


def _in_calendar(day: str) -> bool:
    try:
        date.fromisoformat(day)
    except ValueError:
        return False
    return True


def _decimal(text: str) -> str | None:
    if not _DECIMAL.fullmatch(text):
        if _DOUBLE.fullmatch(text) and "INF" not in text:
            return f"an xsd:decimal has no exponent; write it as {Decimal(text):f}"
        return "an xsd:decimal is digits with at most one point"
    if abs(Decimal(text)) > _LARGEST_DECIMAL:
        return f"the store holds decimals up to {int(_LARGEST_DECIMAL)}"
    if len(text.partition(".")[2].rstrip("0")) > _PLACES:
        return f"the store holds {_PLACES} decimal places; round it"
    return None


def _integer(text: str) -> str | None:
    if not _INTEGER.fullmatch(text):
        return "an xsd:integer is digits alone"
    if not -_LARGEST_INTEGER - 1 <= int(text) <= _LARGEST_INTEGER:
        return f"the store holds integers of 64 bits, up to {_LARGEST_INTEGER}"
    return None


def _boolean(text: str) -> str | None:
    return None if text in ("true", "false", "1", "0") else "an xsd:boolean is true or false"


def _double(text: str) -> str | None:
    return None if _DOUBLE.fullmatch(text) else "it is not a number that compares with others"


_CHECKS: Final[Mapping[str, Callable[[str], str | None]]] = MappingProxyType(
    {
        "date": _date,
        "dateTime": _date_time,
        "gYear": _year,
        "gYearMonth": _month,
        "decimal": _decimal,
        **dict.fromkeys(
            ("integer", "nonNegativeInteger", "positiveInteger", "long", "int", "short", "unsignedInt"),
            _integer,
        ),
        "boolean": _boolean,
        "double": _double,
        "float": _double,
    }
)
