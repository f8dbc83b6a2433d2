"""Names that the ontology does not have are warned of, with what is close."""

from __future__ import annotations

import pytest

from kg.queries.names import StoreNames
from kg.queries.unknown import unknown_terms
from tests.queries.graphs import MemoryStore

NAMES = StoreNames(
    MemoryStore(
        """
        PREFIX kg: <https://w3id.org/inspection-kg/def/>
        PREFIX owl: <http://www.w3.org/2002/07/owl#>
        PREFIX theme: <https://w3id.org/inspection-kg/scheme/theme/>
        kg:Authority a owl:Class . kg:theme a owl:ObjectProperty . theme:plans a owl:Thing .
        """
    )
)
KG = "https://w3id.org/inspection-kg/def/"


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("SELECT * { ?s a kg:Authority ; kg:theme theme:plans }", []),
        (
            "SELECT * {\n ?s a kg:Authorty ; kg:theme kg:Authorty }",
            ["line 2: the ontology has no kg:Authorty, so it matches nothing; did you mean kg:Authority?"],
        ),
        (
            "SELECT * { ?s kg:theme theme:planz }",
            ["line 1: the ontology has no theme:planz, so it matches nothing; did you mean theme:plans?"],
        ),
        (
            f"SELECT * {{ ?s a <{KG}inspections> }}",  # the name stands in the namespace too
            [
                f"line 1: the ontology has no <{KG}inspections>, so it matches nothing; did you mean "
                f"<{KG}Inspection>?"
            ],
        ),
        (
            f"SELECT * {{ ?s a <{KG}Qqqq> }}",
            [f"line 1: the ontology has no <{KG}Qqqq>, so it matches nothing"],
        ),
        (f"PREFIX mine: <{KG}> SELECT * {{ ?s a mine:Authority }}", []),
        (
            f"PREFIX mine: <{KG}> SELECT * {{ ?s a mine:Autorty }}",
            ["line 1: the ontology has no mine:Autorty, so it matches nothing; did you mean mine:Authority?"],
        ),
        # names of others, and texts and comments, are nobody's mistake
        ('SELECT * { ?s a schema:Nothing ; rdfs:label "kg:Authorty" } # kg:Authorty', []),
    ],
)
def test_what_is_told(query: str, told: list[str]) -> None:
    assert unknown_terms(query, NAMES) == told
