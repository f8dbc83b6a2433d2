"""Values that a question takes where none was given, and that a reader of its rows has to know."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from kg.queries.dates import today
from kg.queries.header import Header, Parameter

_TODAY = "today"


def with_taken(header: Header, given: Mapping[str, object]) -> Header:
    """A header that also says which day and which limits were taken.

    Rows are printed, saved and quoted later, when today is another day; and nobody sees what a least
    confidence leaves out.

    Args:
        header: of the query.
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
    """A default as it would be given: today's day, and numbers that leave rows out."""
    for value in parameter.default:
        if parameter.type == "date":
            yield f"{parameter.option} {today().isoformat() if value == _TODAY else value}"
        elif parameter.type == "decimal" and Decimal(value):
            yield f"{parameter.option} {value}"
