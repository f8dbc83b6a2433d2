"""Default values of a question that a reader of its rows must know."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from kg.queries.dates import today
from kg.queries.header import Header, Parameter

_TODAY = "today"


def with_taken(header: Header, given: Mapping[str, object]) -> Header:
    """A header that also states the day and the limits that were used.

    Rows are printed, saved and quoted later, when today is another day; and rows that a least confidence
    leaves out are not visible.

    Args:
        header: header of the query.
        given: values of its parameters as people write them.
    """
    taken = ", ".join(
        told
        for name, one in header.params.items()
        if given.get(name) in (None, [], ())
        for told in _told(one)
    )
    if not taken:
        return header
    note = f"Defaults used: {taken}."
    return replace(header, covers=f"{header.covers} {note}".strip())


def _told(parameter: Parameter) -> Iterator[str]:
    """A default as a user would write it: today's date, and numbers that leave rows out."""
    for value in parameter.default:
        if parameter.type == "date":
            yield f"{parameter.option} {today().isoformat() if value == _TODAY else value}"
        elif parameter.type == "decimal" and Decimal(value):
            yield f"{parameter.option} {value}"
