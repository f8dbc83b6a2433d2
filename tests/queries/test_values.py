"""Terms as the values and texts that people and programs work with."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode

from kg.namespaces import ID, PREFIXES, SCHEME
from kg.queries.values import python_value, text
from kg.store.base import Term

XSD = PREFIXES["xsd"]


@pytest.mark.parametrize(
    ("term", "value"),
    [
        (None, None),
        (NamedNode(f"{SCHEME}theme/plans"), "plans"),
        (NamedNode(f"{ID}authority/936"), f"{ID}authority/936"),
        (BlankNode("b"), "_:b"),
        (Literal("Plans drift."), "Plans drift."),
        (Literal("Plans drift.", language="en"), "Plans drift."),
    ]
    + [
        (Literal(form, datatype=NamedNode(XSD + kind)), value)
        for kind, form, value in (
            ("integer", "7", 7),
            ("int", "7", 7),
            ("long", "7", 7),
            ("nonNegativeInteger", "0", 0),
            ("positiveInteger", "1", 1),
            ("decimal", "0.90", Decimal("0.90")),
            ("double", "1e3", 1000.0),
            ("float", "0.5", 0.5),
            ("boolean", "true", True),
            ("boolean", "1", True),
            ("boolean", "false", False),
            ("boolean", "0", False),
            ("date", "2022-03-09", date(2022, 3, 9)),
            ("dateTime", "2022-03-09T06:48:22", datetime(2022, 3, 9, 6, 48, 22)),
            ("integer", "many", "many"),
            ("decimal", "many", "many"),
            ("date", "2022-02-30", "2022-02-30"),
            ("gYear", "2022", "2022"),
        )
    ],
)
def test_a_term_becomes_the_value_of_its_datatype_or_stays_text(term: Term | None, value: object) -> None:
    found = python_value(term)
    assert found == value and type(found) is type(value)


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (None, ""),
        (True, "true"),
        (False, "false"),
        (7, "7"),
        (Decimal("0.90"), "0.9"),
        (Decimal("1E+3"), "1000"),
        (0.5, "0.5"),
        (date(2022, 3, 9), "2022-03-09"),
        ("a\x1b[1mb", r"a\x1b[1mb"),
    ],
)
def test_values_are_printed_alike_everywhere(value: object, printed: str) -> None:
    assert text(value) == printed  # type: ignore[arg-type]
