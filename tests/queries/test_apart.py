"""The count of rows that a query leaves out because they are not sure enough."""

from __future__ import annotations

import pytest

from kg.queries.apart import apart, not_listed
from kg.queries.names import StoreNames
from kg.queries.query_file import parse_query
from tests.queries.graphs import PROLOGUE, MemoryStore

STORE = MemoryStore()
QUERY = parse_query(
    """#+ summary: Rows
#+ params:
#+   to_check: {type: boolean, default: no, description: Show the rows to check.}
#+   theme: {type: text, many: true, description: Some rows.}
"""
    + PROLOGUE
    + """
SELECT ?trajectory ?decided ?start WHERE {
  VALUES ?theme { UNDEF }
  VALUES (?trajectory ?theme ?decided ?listed ?start) {
    ("one" "plans" UNDEF false 2019) ("one" "plans" UNDEF false 2023)
    ("two" "visits" "thin" false 2019) ("three" "visits" "refused" false 2019)
    ("four" "plans" "confirmed" true 2019)
  }
  FILTER (?listed != $to_check)
}
ORDER BY ?trajectory ?start
""",
    "rows",
)


def told(**given: object) -> str:
    return not_listed(STORE, QUERY, given, StoreNames(STORE), where=("--store", "here"))


def test_rows_are_counted_once_with_those_that_people_decided_on_and_the_call_that_shows_them() -> None:
    assert told() == (
        "To check: 3 more rows are not sure enough to be listed (2 of them thin or refused when read again): "
        "kg query rows --to-check --store here"
    )


def test_one_row_is_one_row_and_no_rows_are_nothing() -> None:
    assert told(theme="plans") == (
        "To check: 1 more row is not sure enough to be listed: "
        "kg query rows --theme plans --to-check --store here"
    )
    assert told(theme="health") == ""


@pytest.mark.parametrize(
    ("given", "some"), [({}, True), ({"to_check": None}, True), ({"to_check": "no"}, False)]
)
def test_a_call_that_asks_for_the_rows_to_check_leaves_none_out(given: dict[str, object], some: bool) -> None:
    assert apart(QUERY, given) is some
    assert not apart(parse_query("#+ summary: Others\nSELECT ?a { } ORDER BY ?a", "other"), given)
