"""The samples, read from their PDFs, tell the story that was written into them."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.namespaces import DEF, ID, SCHEME
from kg.store.folder import open_store

STATES = f"""
PREFIX kg: <{DEF}>
SELECT ?theme ?cohort ?state
WHERE {{
  ?trajectory a kg:Trajectory ; kg:authority <{ID}authority/999> ;
    kg:theme ?theme ; kg:cohort ?cohort ; kg:state ?state .
}}
ORDER BY ?theme ?cohort
"""


@pytest.fixture(scope="module")
def states(sample_store: Path) -> dict[tuple[str, str], str]:
    """State of each chain of the fictional authority, by theme and cohort."""
    rows = open_store(sample_store).select(STATES).rows
    told = [[str(term).strip("<>").removeprefix(SCHEME).split("/")[1] for term in row] for row in rows]
    return {(theme, cohort): state for theme, cohort, state in told}


@pytest.mark.parametrize(
    ("theme", "cohort", "state"),
    [
        ("assessment", "all-children", "persistent"),
        ("management-supervision", "all-children", "persistent"),
        ("sufficiency", "children-in-care", "persistent"),
        ("workforce", "workforce-cohort", "persistent"),
        ("missing", "missing-from-care", "resolved"),
        ("neglect", "neglected-children", "new"),
        ("leaving-care-homes", "care-leavers", "deteriorated"),
        ("specific-group", "privately-fostered", "not-re-raised"),
    ],
)
def test_state_of_each_chain(states: dict[tuple[str, str], str], theme: str, cohort: str, state: str) -> None:
    assert states[theme, cohort] == state
