"""The catalogue of queries says what their headers say."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.queries.catalogue import Catalogue
from kg.queries.header import parse_query
from tools.query_catalogue import call, chapter, page

PAGE = Path(__file__).resolve().parents[2] / "docs" / "queries.md"


def test_the_page_is_made_from_the_headers_as_they_are() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run python -m tools.query_catalogue"


def test_every_query_has_an_entry() -> None:
    entries = {line.removeprefix("### ") for line in page().splitlines() if line.startswith("### ")}
    assert entries == set(Catalogue().names)


def test_an_example_is_quoted_for_a_shell() -> None:
    text = "#+ summary: A\n#+ params: {on: {type: date}}\n#+ example: {on: 9 July 2021}\nSELECT ?on {}"
    assert call(parse_query(text, "due")) == "kg query due --on '9 July 2021'"


def test_a_query_without_a_chapter_is_refused_by_name() -> None:
    with pytest.raises(SystemExit, match=r"odd\.rq"):
        chapter(parse_query("#+ summary: A\n#+ tags: [cake]\nSELECT ?on {}", "odd"))
