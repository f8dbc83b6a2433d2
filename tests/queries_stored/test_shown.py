"""What people see of the rows of stored queries: that what decides an answer is among it."""

from __future__ import annotations

import pytest

from kg.queries.catalogue import Catalogue
from kg.queries.header import StoredQuery
from kg.queries.tokens import projected
from kg.render.beside import place_columns
from kg.render.columns import EVIDENCE
from kg.render.sources import COUNCILS
from kg.render.spans import spans

QUERIES = [query for query in Catalogue() if query.header.show]


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_every_second_page_is_shown_beside_its_words(query: StoredQuery) -> None:

    columns = projected(query.text) or ()
    pages = {column for column in columns if column.endswith("_page") and column not in EVIDENCE}
    told = place_columns(columns, query.header.show).values()
    assert pages <= {*query.header.show, *(column for places in told for column in places)}


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_every_second_document_with_a_page_can_be_opened(query: StoredQuery) -> None:
    columns = projected(query.text) or ()
    stems = [
        c.removesuffix("_page") for c in columns if c.endswith("_page") and f"{c[:-5]}_document" in columns
    ]
    assert {f"{stem}_{end}" for stem in stems for end in ("sha256", "url", "published", "tier")} <= {*columns}


@pytest.mark.parametrize("name", ["recommendations", "recommendation-status", "priority-actions"])
def test_recommendations_say_what_they_are_about(name: str) -> None:
    shown = Catalogue().get(name).header.show
    assert "central_theme" in shown and "sequence" in shown


@pytest.mark.parametrize("name", ["timeline", "programmes", "responses", "expected-events"])
def test_bounds_of_dates_are_one_column_with_a_name(name: str) -> None:
    header = Catalogue().get(name).header
    assert spans(header.show) == {"earliest": "latest"} and header.columns["earliest"] == "When"


def test_grades_that_stood_are_told_under_what_they_are() -> None:
    assert Catalogue().get("standing").header.group == ("body", "aspect")


def test_the_council_is_shown_wherever_one_is_asked_for() -> None:
    """A table that is quoted without its command says whom it is about; a curation file names documents."""
    about = [query for query in QUERIES if "authority" in query.header.params and query.header.labels]
    assert len(about) > 20
    unnamed = {query.name for query in about if not {*COUNCILS} & {*query.header.show, *query.header.group}}
    assert unnamed == set()


def test_an_inspection_whose_report_is_missing_is_named() -> None:
    assert {"kind", "start_earliest"} <= {*Catalogue().get("data-quality").header.show}
