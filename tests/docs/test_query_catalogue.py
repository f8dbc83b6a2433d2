"""The catalogue of queries and the table of questions say what the headers say."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from kg.queries.catalogue import Catalogue
from kg.queries.query_file import parse_query
from tools.query_catalogue import call, chapter, page, questions

DOCS = Path(__file__).resolve().parents[2] / "docs"


def test_the_page_is_made_from_the_headers_as_they_are() -> None:
    for name, made in (("queries.md", page()), ("questions.md", questions())):
        assert (DOCS / name).read_text(encoding="utf-8") == made, "run python -m tools.query_catalogue"


def test_every_query_has_an_entry() -> None:
    entries = {line.removeprefix("### ") for line in page().splitlines() if line.startswith("### ")}
    assert entries == set(Catalogue().names)


def test_each_of_the_thirty_questions_has_a_query_and_a_call() -> None:
    rows = [line.split(" | ") for line in questions().splitlines() if line.startswith("| Q")]
    assert {row[0].removeprefix("| ") for row in rows} == {f"Q{number}" for number in range(1, 31)}
    for row in rows:
        name = re.fullmatch(r"\[(.+)\]\(queries\.md#\1\)", row[2])
        assert name is not None
        assert shlex.split(row[3].removesuffix(" |").strip("`"))[:3] == ["kg", "query", name[1]]


def test_an_example_is_quoted_for_a_shell() -> None:
    text = "#+ summary: A\n#+ params: {on: {type: date}}\n#+ example: {on: 9 July 2021}\nSELECT ?on {}"
    assert call(parse_query(text, "due")) == "kg query due --on '9 July 2021'"


def test_a_query_without_a_chapter_is_refused_by_name() -> None:
    with pytest.raises(SystemExit, match=r"odd\.rq"):
        chapter(parse_query("#+ summary: A\n#+ tags: [cake]\nSELECT ?on {}", "odd"))
