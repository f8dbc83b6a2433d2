"""Counts the rows that a query leaves out because they are not sure enough to be listed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from kg.queries.binding import bind
from kg.queries.calls import question
from kg.queries.header import Header, StoredQuery
from kg.queries.names import Names
from kg.queries.parameters import terms_of
from kg.queries.scalars import is_yes
from kg.queries.values import python_value
from kg.store.base import Store

TO_CHECK: Final = "to_check"
"""Parameter of queries that list rows: show the rows that are not listed instead."""

_DECIDED: Final = "decided"
"""Column of these queries: the result of a second reading of the row."""


def apart(query: StoredQuery, given: Mapping[str, object]) -> bool:
    """Whether a call lists some rows and leaves others out to check."""
    return TO_CHECK in query.header.params and given.get(TO_CHECK) in (None, [], ())


def with_checked(header: Header, given: Mapping[str, object]) -> Header:
    """A header that shows for each row to check whether somebody read it again; others unchanged.

    Rows to check were read and found thin or refused, or nobody read them: an empty cell would not show
    which.

    Args:
        header: header of the query.
        given: values of its parameters as people write them.
    """
    if TO_CHECK not in header.params or not is_yes(given.get(TO_CHECK)):
        return header
    show = header.show if _DECIDED in header.show else (*header.show, _DECIDED)
    return replace(header, show=show, told_empty=(_DECIDED,))


def not_listed(
    store: Store,
    query: StoredQuery,
    given: Mapping[str, object],
    names: Names,
    *,
    where: Sequence[str] = (),
) -> str:
    """The number of rows that a call leaves out, as a sentence with the call that shows them; empty for none.

    Args:
        store: the store to query.
        query: a query for which :func:`apart` is true.
        given: values of its parameters as people write them.
        names: the names to look up.
        where: words of the command line that name the store, for the call.
    """
    params = query.header.params
    terms = terms_of(params, {**given, TO_CHECK: "yes"}, names, of=query.name)
    found = store.select(bind(query.text, params, terms))
    row, decided = found.variables.index("trajectory"), found.variables.index(_DECIDED)
    rows = {str(python_value(one[row])): one[decided] is not None for one in found.rows}
    if not rows:
        return ""
    count, decided_so = len(rows), sum(rows.values())
    people = f" ({decided_so} of them thin or refused when read again)" if decided_so else ""
    shown = question(query, {**given, TO_CHECK: True}, where)
    kind = query.header.row
    rest = f"{kind.one} is" if count == 1 else f"{kind.many} are"
    return f"To check: {count} more {rest} not sure enough to be listed{people}: {shown}"
