"""What we say of a value is what the installed engine does with it."""

from __future__ import annotations

import pytest
from pyoxigraph import QueryBoolean, Store

from kg.namespaces import PREFIXES
from kg.rdf.comparable import fault

XSD = PREFIXES["xsd"]
OTHER = {
    "date": "2020-01-01",
    "dateTime": "2020-01-01T00:00:00",
    "decimal": "1",
    "integer": "1",
    "gYear": "2020",
    "gYearMonth": "2020-01",
    "boolean": "true",
    "double": "1",
}
SOUND = [
    ("decimal", "0.95"),
    ("decimal", "1."),
    ("decimal", "-.5"),
    ("decimal", "0.123456789012345678"),
    ("decimal", "1.0000000000000000000000"),
    ("decimal", "170141183460469231731"),
    ("integer", "007"),
    ("integer", "9223372036854775807"),
    ("integer", "-9223372036854775808"),
    ("date", "2024-02-29"),
    ("dateTime", "2022-03-09T06:48:22"),
    ("dateTime", "2022-03-09T24:00:00"),
    ("gYear", "2022"),
    ("gYearMonth", "2022-12"),
    ("boolean", "1"),
    ("double", "1e5"),
    ("double", "-INF"),
]
FAULTY = [
    ("decimal", "9.5E-1", "write it as 0.95"),
    ("decimal", "", "digits with at most one point"),
    ("decimal", "0.1234567890123456789", "18 decimal places"),
    ("decimal", "170141183460469231732", "decimals up to"),
    ("integer", "9223372036854775808", "64 bits"),
    ("integer", "5.0", "digits alone"),
    ("date", "2022-02-30", "no such day"),
    ("date", "2022-03-09T06:48:22", "no time of day; write it as 2022-03-09"),
    ("date", "9 March 2022", "YYYY-MM-DD"),
    ("dateTime", "2022-03-09", "YYYY-MM-DDThh:mm:ss"),
    ("dateTime", "2022-02-30T10:00:00", "no such day"),
    ("gYear", "22", "YYYY"),
    ("gYearMonth", "2022-13", "YYYY-MM"),
    ("boolean", "yes", "true or false"),
    ("double", "NaN", "not a number that compares"),
]
ZONES = [
    ("date", "2022-03-09Z", "2022-03-09"),
    ("gYear", "2022Z", "2022"),
    ("gYearMonth", "2022-03+01:00", "2022-03"),
]


def compares(datatype: str, text: str, other: str) -> bool:
    """Whether the engine says that one value is less than another, or that it is not."""
    one, two = f'"{text}"^^<{XSD}{datatype}>', f'"{other}"^^<{XSD}{datatype}>'
    found = Store().query(f"ASK {{ FILTER({one} < {two} || {one} >= {two}) }}")
    assert isinstance(found, QueryBoolean)
    return bool(found)


@pytest.mark.parametrize(("datatype", "text"), SOUND)
def test_what_has_no_fault_compares(datatype: str, text: str) -> None:
    assert fault(text, XSD + datatype) is None
    assert compares(datatype, text, OTHER[datatype])


@pytest.mark.parametrize(("datatype", "text", "told"), FAULTY)
def test_what_has_a_fault_compares_with_nothing(datatype: str, text: str, told: str) -> None:
    assert told in (fault(text, XSD + datatype) or "")
    assert not compares(datatype, text, OTHER[datatype])


@pytest.mark.parametrize(("datatype", "text", "plain"), ZONES)
def test_a_time_zone_takes_a_value_out_of_comparison_with_its_own_day(
    datatype: str, text: str, plain: str
) -> None:
    assert (fault(text, XSD + datatype) or "").endswith(f"write it as {plain}")
    assert not compares(datatype, text, plain) and compares(datatype, plain, plain)


def test_other_datatypes_are_not_judged() -> None:
    assert fault("no number", XSD + "string") is None
    assert fault("no number", "https://example.org/decimal") is None
