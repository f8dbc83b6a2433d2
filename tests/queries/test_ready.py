"""Stored queries as plain SPARQL: what was left open is left out, and what was not given is borrowed."""

from __future__ import annotations

import pytest

from kg.errors import UnknownName
from kg.queries.names import StoreNames
from kg.queries.query_file import parse_query
from kg.queries.ready import ready, without_open
from kg.store.folder import open_store
from tests.queries.graphs import PROLOGUE, store_on_disk

QUERY = parse_query(
    """\
#+ summary: Sentences
#+ form: SELECT
#+ params:
#+   authority: {type: authority, required: true}
#+   theme: {type: theme, many: true}
#+   least: {type: decimal, default: 0.5}
#+ example: {authority: Ambleford, theme: plans}
"""
    + PROLOGUE
    + """
SELECT ?said WHERE {
  VALUES ?theme { UNDEF }
  ?finding kg:authority $authority ; kg:theme ?theme ; kg:confidence ?confidence ; kg:text ?said
  FILTER(?confidence >= $least)
}
ORDER BY ?said
""",
    "said",
)


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> StoreNames:
    place = tmp_path_factory.mktemp("ready") / "store"
    store_on_disk(place)
    return StoreNames(open_store(place))


def test_the_example_stands_in_for_what_is_required(names: StoreNames) -> None:
    made = ready(QUERY, {"theme": None}, names)
    assert dict(made.borrowed) == {"authority": ("Ambleford",)}
    assert "id/authority/901>" in made.text and "UNDEF" not in made.text and "VALUES" not in made.text
    assert '?confidence >= "0.5"^^' in made.text and not made.text.startswith("#")


def test_what_is_given_wins(names: StoreNames) -> None:
    made = ready(QUERY, {"authority": "903", "theme": ["plans"], "least": "0.9"}, names)
    assert not made.borrowed
    assert "id/authority/903>" in made.text and "scheme/theme/plans> }" in made.text and '"0.9"' in made.text


def test_a_name_that_does_not_exist_is_an_error(names: StoreNames) -> None:
    with pytest.raises(UnknownName, match="Amblefrod"):
        ready(QUERY, {"authority": "Amblefrod"}, names)


def test_other_blocks_of_values_stay() -> None:
    text = 'SELECT ?s { VALUES ?a { 1 } VALUES (?b) { (UNDEF) } ?s ?p ?a, "VALUES ?a { UNDEF }" }'
    assert without_open(text, ["a", "b"]) == text
