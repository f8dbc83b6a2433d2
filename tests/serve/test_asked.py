"""Pages ask for what they show, and what they count agrees with the stored queries."""

from __future__ import annotations

import re
from collections import Counter
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from pyoxigraph import Literal, NamedNode
from starlette.testclient import TestClient

from kg.api import KnowledgeGraph
from kg.api import open as open_store
from kg.namespaces import concept, thing
from kg.queries.answer import Answer
from kg.queries.header import Counted, Header
from kg.serve.pages import of_page
from kg.serve.rows import Laid
from kg.serve.view import Wishes
from kg.store.base import Solutions, Term


@pytest.fixture(scope="module")
def graph(sample_store: Path) -> KnowledgeGraph:
    return open_store(sample_store)


def test_states_that_pages_count_are_those_of_the_stored_query(graph: KnowledgeGraph) -> None:
    columns = ("authority", "theme", "cohort", "state")
    rows = graph.query("trajectories", listed="yes").rows
    wanted = Counter(tuple(str(row[c]) for c in columns) for row in rows if row["body"] == row["authority"])
    found = Counter(tuple(str(row[c]) for c in columns) for row in of_page(graph, "states").rows)
    assert found == wanted
    assert len(found) > 3
    theme, cohort = next(iter(found))[1:3]
    some = of_page(graph, "states", theme=concept("theme", theme), cohort=concept("cohort", cohort)).rows
    assert {(row["theme"], row["cohort"]) for row in some} == {(theme, cohort)}
    assert not of_page(graph, "states", authority=[thing("authority", "201")]).rows


def test_what_was_said_last_of_a_group_is_the_newest_of_all(graph: KnowledgeGraph) -> None:
    every = graph.query("cohort", cohort="all-children").rows
    last = of_page(graph, "cohort", thing=concept("cohort", "all-children")).rows
    days = [str(row["inspection_began"]) for row in last]
    assert days == sorted((str(row["start"]) for row in every), reverse=True)[: len(days)]
    sentences = {(row["sha256"], row["page"], row["sentence"]) for row in every}
    assert {(row["sha256"], row["page"], row["sentence"]) for row in last} <= sentences
    assert len(days) == min(60, len(every)) > 1


def test_names_are_looked_up_for_the_rows_that_a_page_shows() -> None:
    rows: list[tuple[Term | None, ...]] = [
        (NamedNode(f"https://w3id.org/inspection-kg/id/body/{n}"), Literal(n)) for n in range(500)
    ]
    asked: list[str] = []

    def label(iri: str) -> str:
        asked.append(iri)
        return f"Body {iri.rpartition('/')[2]}"

    laid = Laid(Answer(lambda: Solutions(("body", "number"), iter(rows))), label)
    shown = laid.view(Wishes(most=20, first=41))
    assert [row.cells["body"].text for row in shown.groups[0].rows] == [f"Body {n}" for n in range(40, 60)]
    assert (shown.total, len(asked)) == (500, 20)
    assert laid.view(Wishes(words="body 499")).found == 1


def laid_twice(**row: tuple[str, ...]) -> Laid:
    """Two inspections of one weakness, and two groups of children of another."""
    rows: list[tuple[Term | None, ...]] = [
        (Literal("plans"), Literal(2018), Literal("care")),
        (Literal("plans"), Literal(2022), Literal("care")),
        (Literal("visits"), Literal(2022), Literal("care")),
        (Literal("visits"), Literal(2022), Literal("home")),
    ]
    header = Header("", row=Counted(by=("theme",), one="weakness", many="weaknesses", **row))
    columns = ("theme", "start", "cohort")
    return Laid(Answer(lambda: Solutions(columns, iter(rows)), header=header), lambda _iri: None)


def test_a_page_keeps_all_lines_of_a_row() -> None:
    shown = laid_twice().view(Wishes(most=1))
    assert [row.cells["start"].text for row in shown.groups[0].rows] == ["2018", "2022"]
    assert (shown.last, shown.found, shown.size) == (2, 4, "2 weaknesses")
    assert laid_twice().view(Wishes(most=1, sort="start")).size == "4 rows"


def test_a_page_prints_a_row_once_that_differs_in_a_joined_column() -> None:
    shown = laid_twice(joined=("cohort",)).view()
    assert [row.cells["cohort"].text for row in shown.groups[0].rows] == ["care", "care", "care; home"]
    assert shown.size == "2 weaknesses"


def test_a_theme_leads_to_regions_and_to_the_neighbours_of_a_council(site: TestClient) -> None:
    rows = site.get("/api/query/who-solved?theme=assessment").json()["rows"]
    page = site.get("/theme/assessment").text
    part = page.split("resolved it</h2>" if "resolved it</h2>" in page else "resolved it <span")[1]
    part = part.split("</section>")[0]
    assert rows
    links = [unescape(href) for href in re.findall(r'href="(/query/who-solved\?[^"]*region=[^"]*)"', part)]
    assert len(links) == 9
    assert parse_qs(urlsplit(links[0]).query)["theme"] == ["assessment"]
    assert site.get(links[0]).status_code == 200
    form = re.search(r'<form[^>]*action="(/query/who-solved)".*?</form>', part, re.DOTALL)
    assert form
    hidden = dict(re.findall(r'name="(\w+)" value="(\w+)"', form[0]))
    [field] = re.findall(r'<input name="(\w+)" list="councils"', form[0])
    asked = site.get(form[1], params={**hidden, field: "Surrey"})
    assert asked.status_code == 200
    assert "Exampleshire" not in asked.text.split("</form>")[-1]
    assert '<option value="Exampleshire">' in page


def test_a_weakness_leads_to_neighbours_that_resolved_it(site: TestClient) -> None:
    page = site.get("/council/999").text
    links = re.findall(r'href="(/query/who-solved\?theme=[\w-]+&amp;neighbours_of=999)"', page)
    now = re.findall(
        r'<section id="part-\w">\n<h2>(?:Lasted|Came back|Weak at).*?</section>', page, re.DOTALL
    )
    assert len(links) == sum(part.count('<details class="entry">') for part in now) > 0
    assert site.get(unescape(links[0])).status_code == 200


def test_a_cell_of_a_chart_has_the_short_name_of_a_grade(site: TestClient) -> None:
    chart = site.get("/query/judgements?authority=999").text.split('class="chart"')[1].split("</svg>")[0]
    assert ">Requires improvement</text>" in chart
    assert "to be good" not in chart


def test_a_few_councils_stand_side_by_side_and_those_of_a_region_below_each_other(site: TestClient) -> None:
    few = site.get("/compare?council=999&council=936").text
    heads = re.findall(r'<th scope="col"><a href="/council/(\d+)">', few.split("Newest grades</h2>")[1])
    assert heads[:2] == ["999", "936"]
    cells = re.findall(r'<th scope="row">Overall effectiveness</th>(.*?)</tr>', few, re.DOTALL)[0]
    assert re.findall(r'data-label="(\w+)"', cells) == ["Exampleshire", "Surrey"]
    grades = site.get("/api/query/judgements?authority=999&area=overall-effectiveness").json()["rows"]
    assert grades[-1]["start"][:4] in cells
