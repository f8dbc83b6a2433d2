"""An answer says which day and which limits it took where none was given."""

from __future__ import annotations

from kg.queries.header import Header, Parameter
from kg.queries.taken import with_taken
from tests.day import DAY

ON = Parameter("on", "date", default=("today",))
LEAST = Parameter("least", "decimal", default=("0.7",))
ANY = Parameter("min_confidence", "decimal", default=("0",))


def covers(*params: Parameter, **given: object) -> str:
    header = Header("", covers="What is loaded.", params={one.name: one for one in params})
    return with_taken(header, given).covers


def test_the_day_and_what_leaves_rows_out_are_told() -> None:
    told = covers(ON, LEAST, ANY)
    assert told == f"What is loaded. Defaults used: --on {DAY}, --least 0.7."


def test_what_was_given_is_not_told_again() -> None:
    assert covers(ON, LEAST, on="2022-06-01", least="0") == "What is loaded."
