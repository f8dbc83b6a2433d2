"""A reader narrows the rows of a query by the values of its columns."""

from __future__ import annotations

import csv
import io
import re
from html import unescape

import pytest
from pyoxigraph import Literal
from starlette.testclient import TestClient

from kg.errors import UnknownName
from kg.queries.answer import Answer
from kg.queries.header import Counted, Header
from kg.serve.rows import Laid
from kg.serve.view import Wishes
from kg.store.base import Solutions, Term

ROWS = [
    ("plans", "new", 2018, "Plans drift, and nobody says when they will end or who looks at them."),
    ("plans", "lasted", 2018, "Plans of some children drift, as they did when inspectors came before."),
    ("visits", "new", 2022, "Visits are late."),
    ("health", "new", 2022, "Assessments of health are late."),
    ("health", "", 2022, "Assessments of health are late again."),
]


def laid(times: int = 2) -> Laid:
    rows: list[tuple[Term | None, ...]] = [
        (Literal(theme), Literal(state) if state else None, Literal(year), Literal(words))
        for theme, state, year, words in ROWS * times
    ]
    columns = ("theme", "state", "year", "words")
    answer = Answer(lambda: Solutions(columns, iter(rows)), header=Header(""))
    return Laid(answer, lambda _iri: None)


def counted(one: Laid, wishes: Wishes = Wishes()) -> dict[str, dict[str, int]]:  # noqa: B008 - frozen
    return {facet.column: {value.text: value.count for value in facet.values} for facet in one.facets(wishes)}


def test_values_that_rows_share_are_counted_and_sentences_are_not() -> None:
    assert counted(laid()) == {
        "theme": {"health": 4, "plans": 4, "visits": 2},
        "state": {"new": 6, "lasted": 2},
        "year": {"2022": 6, "2018": 4},
    }
    values = next(iter(laid().facets())).values
    assert [value.text for value in values] == ["health", "plans", "visits"]


def test_rows_that_can_be_read_at_a_glance_have_none() -> None:
    assert counted(laid(1)) == {}


def test_a_choice_leaves_its_rows_and_counts_the_others_beside_it() -> None:
    wishes = Wishes(only=(("theme", "plans"),))
    assert laid().view(wishes).found == 4
    assert counted(laid(), wishes) == {
        "theme": {"plans": 4, "health": 4, "visits": 2},
        "state": {"lasted": 2, "new": 2},
        "year": {"2018": 4},
    }
    either = Wishes(only=(("theme", "plans"), ("theme", "visits"), ("state", "new")))
    assert laid(1).view(either).found == 2
    assert laid(1).places(either) == {0, 2}
    words = Wishes(words="late", only=(("theme", "plans"),))
    assert laid().view(words).found == 0
    assert counted(laid(), words)["theme"] == {"plans": 0, "health": 4, "visits": 2}


def test_rows_are_counted_as_readers_count_them() -> None:
    rows: list[tuple[Term | None, ...]] = [
        (Literal(number), Literal(year), Literal("care" if number % 2 else "home"))
        for number in range(9)
        for year in (2018, 2022)
    ]
    header = Header("", row=Counted(by=("number",), one="weakness", many="weaknesses"))
    columns = ("number", "year", "group")
    one = Laid(Answer(lambda: Solutions(columns, iter(rows)), header=header), lambda _iri: None)
    assert counted(one) == {"year": {"2018": 9, "2022": 9}, "group": {"home": 5, "care": 4}}


def test_a_column_that_is_not_there_is_named() -> None:
    with pytest.raises(UnknownName, match="colour"):
        laid().view(Wishes(only=(("colour", "red"),)))


def values_of(page: str) -> dict[str, str]:
    """The addresses of the values that can be chosen, by their texts with numbers."""
    part = page.split('<dl class="facets"')[1].split("</dl>")[0]
    found = re.findall(r'<a class="value" href="([^"]+)"[^>]*>(.*?)</a>', part, flags=re.DOTALL)
    return {" ".join(unescape(re.sub(r"<[^>]+>", "", text)).split()): unescape(href) for href, text in found}


def rows_of(site: TestClient, address: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(site.get(address).text)))


def test_a_column_that_the_query_can_be_asked_for_changes_the_question(site: TestClient) -> None:
    page = site.get("/query/judgements?authority=999").text
    good = next(href for text, href in values_of(page).items() if text.startswith("Good "))
    assert good == "/query/judgements?authority=999&grade=good"
    narrowed = site.get(good).text
    assert "--grade good" in narrowed
    every = rows_of(site, "/query/judgements.csv?authority=999")
    wanted = [row for row in every if row["grade"] == "good"]
    assert 0 < len(wanted) < len(every)
    assert f"Good {len(wanted)}" in values_of(page)
    assert rows_of(site, good.replace("judgements?", "judgements.csv?")) == wanted


def test_another_column_leaves_rows_out_of_page_and_files(site: TestClient) -> None:
    page = site.get("/query/trajectories?authority=999").text
    text, href = next((t, h) for t, h in values_of(page).items() if "_only=severity" in h)
    level, _, number = text.rpartition(" ")
    narrowed = site.get(href).text
    assert 'name="_only"' in narrowed
    taken = unescape(re.findall(r'href="(/query/trajectories\.csv[^"]*)"', narrowed)[0])
    assert {row["severity_label"] for row in rows_of(site, taken)} == {level}
    assert len(rows_of(site, taken)) == int(number)
    assert int(number) < len(rows_of(site, "/query/trajectories.csv?authority=999"))
    back = next(h for t, h in values_of(narrowed).items() if t.startswith(level) and "chosen" in t)
    assert back == "/query/trajectories?authority=999"


@pytest.mark.parametrize("query", ["judgements", "trajectories", "recommendations"])
def test_a_value_has_as_many_rows_as_its_number_says(site: TestClient, query: str) -> None:
    page = site.get(f"/query/{query}?authority=999").text
    assert len(values_of(page)) > 3
    for text, href in values_of(page).items():
        size = re.findall(r"<strong>(\d+) \w+</strong>", site.get(href).text)[0]
        assert size == text.rpartition(" ")[2], text


def test_the_text_that_rows_hold_narrows_files_too(site: TestClient) -> None:
    page = site.get("/query/judgements?authority=999&_words=requires+improvement&_sort=start").text
    taken = unescape(re.findall(r'href="(/query/judgements\.csv[^"]*)"', page)[0])
    assert "_sort" not in taken
    assert {row["grade_label"] for row in rows_of(site, taken)} == {"Requires improvement to be good"}


@pytest.mark.parametrize(("only", "words"), [("colour:red", "colour"), ("state", "state:New")])
def test_a_choice_that_is_none_is_told(site: TestClient, only: str, words: str) -> None:
    answer = site.get("/query/judgements", params={"authority": "999", "_only": only})
    assert answer.status_code == 400
    assert words in unescape(answer.text)
