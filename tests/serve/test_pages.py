"""What a reader finds on the pages."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from html import unescape

import pytest
from pyoxigraph import RdfFormat, Triple, parse
from starlette.testclient import TestClient

import kg
from kg.api import KnowledgeGraph
from kg.brief.colours import grade_colours
from kg.queries.answer import Answer
from kg.render.cells import Line, lines
from kg.render.words import Labels
from kg.serve.app import application
from kg.serve.england import places
from kg.serve.pool import Pool
from kg.serve.site import HEADERS
from kg.store.embedded import in_memory


def rows_of(page: str) -> list[list[str]]:
    """The cells of the tables of a page as text."""
    rows = re.findall(r"<tr>(.*?)</tr>", page, flags=re.DOTALL)
    cells = [re.findall(r"<td[^>]*>(.*?)</td>", row, flags=re.DOTALL) for row in rows]
    return [[unescape(re.sub(r"<[^>]+>", "", cell)).strip() for cell in row] for row in cells if row]


def column(page: str, label: str) -> list[str]:
    """The cells of one column of a page's tables."""
    cells = re.findall(rf'<td data-label="{label}">(.*?)</td>', page, flags=re.DOTALL)
    return [unescape(re.sub(r"<[^>]+>", "", cell)).strip() for cell in cells]


def test_every_council_has_a_tile_of_its_own_and_a_line_in_the_list(site: TestClient) -> None:
    assert len(places()) == len(set(places().values())) == 153
    page = site.get("/").text
    for code in places():
        assert page.count(f'href="/council/{code}"') == 2


def test_a_question_page_shows_the_rows_of_the_query(site: TestClient) -> None:
    page = site.get("/query/judgements?authority=999&_flat=yes").text
    answer = csv.DictReader(io.StringIO(site.get("/query/judgements.csv?authority=999").text))
    expected = [row["grade_label"] for row in answer]
    assert len(expected) > 5
    assert column(page, "Grade") == expected


def test_rows_are_filtered_and_sorted(site: TestClient) -> None:
    address = "/query/judgements?authority=999&_sort=start"
    days = column(site.get(address).text, "Inspection began")
    assert len(set(days)) > 1
    assert days == sorted(days)
    down = column(site.get(f"{address}&_down=yes").text, "Inspection began")
    assert down == sorted(days, reverse=True)
    found = rows_of(site.get("/query/judgements?authority=999&_words=requires+improve").text)
    assert found
    assert all("equires improve" in " ".join(row) for row in found)


def test_groups_have_a_heading_and_the_flat_table_has_its_columns(site: TestClient) -> None:
    address = "/query/persistent-weaknesses?authority=999"
    assert '<h2 class="group">' in site.get(address).text
    flat = site.get(f"{address}&_flat=yes").text
    assert '<h2 class="group">' not in flat
    assert "<th scope" in flat
    assert "Group of children" in flat


def test_a_question_says_how_it_was_asked(site: TestClient) -> None:
    page = unescape(site.get("/query/judgements?authority=Exampleshire").text)
    assert "kg query judgements --authority Exampleshire" in page
    assert "kg.query(\"judgements\", authority='Exampleshire')" in page
    sparql = page.split('with the values in place</p><pre tabindex="0">')[1].split("</pre>")[0]
    assert "id/authority/999" in sparql
    answer = site.get("/sparql", params={"query": sparql}, headers={"accept": "text/csv"})
    assert len(answer.text.splitlines()) > 5


def test_a_question_without_a_needed_value_shows_its_form_alone(site: TestClient) -> None:
    page = site.get("/query/standing").text
    assert 'name="authority"' in page
    assert 'class="needed"' in page
    assert "<td" not in page


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/query/judgements?authority=Exampelshire", 400, "Exampleshire"),
        ("/query/judgements?colour=red", 404, "colour"),
        ("/query/judgments", 404, "judgements"),
        ("/query/judgements.exe?authority=999", 404, "csv"),
        ("/query/judgements?_first=-1", 400, "-1"),
        ("/?on=2025-13", 400, "2025-13"),
        ("/council/12345", 404, "12345"),
        ("/theme/nothing", 404, "theme/nothing"),
        ("/nowhere", 404, "no page"),
        (
            "/compare?council=201&council=202&council=203&council=204&council=205&council=206&council=207",
            400,
            "6",
        ),
    ],
)
def test_what_cannot_be_shown_is_told(site: TestClient, address: str, status: int, words: str) -> None:
    for _ in range(2):  # an error is not remembered as an answer
        answer = site.get(address)
        assert answer.status_code == status
        assert words in unescape(answer.text)


def test_a_form_with_empty_fields_leads_to_its_short_address(site: TestClient) -> None:
    answer = site.get("/query/judgements?authority=999&area=&grade=&_words=")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/query/judgements?authority=999"


def test_a_limit_of_the_api_counts_rows_as_readers_do(site: TestClient) -> None:
    address = "/api/query/persistent-weaknesses?authority=999"
    every, first = site.get(address).json(), site.get(f"{address}&limit=1").json()
    assert 1 < first["count"] < every["count"]
    assert len({row["run"] for row in first["rows"]}) == 1
    assert (first["more"], every["more"]) == (True, False)
    assert (
        site.get("/query/persistent-weaknesses.csv?authority=999&limit=1").text.count("\n")
        == 1 + first["count"]
    )
    assert site.get(f"{address}&limit=few").status_code == 400


def test_files_are_what_the_command_writes(site: TestClient) -> None:
    for ending, begins in (("csv", b"sha256,"), ("json", b'{"head"'), ("ttl", b"@prefix"), ("xlsx", b"PK")):
        answer = site.get(f"/query/judgements.{ending}?authority=999")
        assert answer.status_code == 200
        assert answer.content.startswith(begins)


def test_the_api_gives_rows_and_openapi_names_every_parameter(site: TestClient) -> None:
    answer = site.get("/api/query/judgements", params={"authority": "999", "grade": "good"}).json()
    assert answer["count"] == len(answer["rows"]) > 0
    assert {row["grade"] for row in answer["rows"]} == {"good"}
    described = site.get("/api").json()
    assert described["openapi"].startswith("3.1")
    for query in kg.catalogue():
        names = [one["name"] for one in described["paths"][f"/api/query/{query.name}"]["get"]["parameters"]]
        assert names == [*query.header.params, "limit"]
    wrong = site.get("/api/query/judgements?area=nothing")
    assert (wrong.status_code, "nothing" in wrong.json()["message"]) == (404, True)


def test_the_page_on_a_council_leads_to_the_page_of_the_report(site: TestClient) -> None:
    page = site.get("/council/999").text
    assert "lasted to the newest inspection" in page
    assert "<svg" in page
    links = re.findall(r'href="(/document/[0-9a-f]{16}#page-\d+)"', page)
    assert links
    document = site.get(links[0].partition("#")[0])
    assert document.status_code == 200
    assert "Everything read in this document" in document.text
    assert "<h1>Report on Exampleshire: " in document.text


def test_a_council_is_found_by_name(site: TestClient) -> None:
    assert site.get("/council/Exampleshire").headers["location"] == "/council/999"
    assert 'href="/council/999"' in site.get("/search?q=exampleshire").text


def test_a_search_offers_pages_by_name_and_those_that_are_near(site: TestClient) -> None:
    assert 'href="/theme/assessment"' in site.get("/search?q=assessment").text
    near = site.get("/search?q=exampelshire").text
    assert "Did you mean" in near and 'href="/council/999"' in near


def test_a_search_says_why_it_found_nothing_and_marks_nothing(site: TestClient) -> None:
    assert "Try fewer words" in site.get("/search?q=zebra").text
    found = site.get("/search?q=plans").text
    assert "**" not in found and "there may be more" in found


def test_the_neighbours_of_a_council_are_named_for_their_order(site: TestClient) -> None:
    assert "the least shared first" in site.get("/council/999").text


def test_words_of_a_second_document_lead_to_its_page(site: TestClient) -> None:
    page = site.get("/query/resolved-weaknesses?authority=999").text
    links = re.findall(r'data-label="What was said then"><a href="(/document/[0-9a-f]{16})#page-\d+"', page)
    assert links and all(site.get(link).status_code == 200 for link in links)


def test_every_page_that_a_council_links_to_is_there(site: TestClient) -> None:
    page = site.get("/council/999").text
    kinds: dict[str, str] = {}
    for link in re.findall(r'href="(/[^"#]*)', page):
        kinds.setdefault(
            "/".join(link.split("?")[0].split("/")[: 3 if link.startswith(("/query", "/page")) else 2]), link
        )
    assert len(kinds) > 8
    for link in kinds.values():
        answer = site.get(unescape(link), follow_redirects=True)
        assert answer.status_code == 200, link


def test_pages_run_our_scripts_alone_and_ask_no_other_host(site: TestClient) -> None:
    for address in (
        "/",
        "/council/999",
        "/queries",
        "/query/judgements?authority=999",
        "/coverage",
        "/topics",
    ):
        answer = site.get(address)
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self';" in policy
        assert "unsafe" not in policy
        assert not re.search(r"\son\w+=|\sstyle=", answer.text)
        scripts = re.findall(r"<script([^>]*)>(.*?)</script>", answer.text)
        assert all(
            re.fullmatch(r' src="/static/\w+\.js" defer', where) and not code for where, code in scripts
        )
        assert not re.search(r'(?:src|action)="(?!/)', answer.text)
        assert answer.text.count("<h1>") == 1
    assert site.get("/static/style.css").headers["x-content-type-options"] == "nosniff"
    assert HEADERS["access-control-allow-origin"] == "*"


def test_what_fields_are_called_stands_beside_them(site: TestClient) -> None:
    page = site.get("/query/persistent-weaknesses?authority=999").text
    for field in re.findall(r'<(?:input|select)[^>]* id="([^"]+)"', page):
        assert f'for="{field}"' in page


def test_the_map_of_a_day_follows_from_the_grades_that_the_slider_has(site: TestClient) -> None:
    known = site.get("/england/overall-effectiveness.json").json()
    grades = known["councils"]["999"]["grades"]
    assert len(grades) == 2
    before = f"{int(grades[0][0][:4]) - 1}-12-31"
    for day, key in ((before, "none"), (grades[0][0], grades[0][2]), (grades[1][0], grades[1][2])):
        page = site.get(f"/?area=overall-effectiveness&on={day}").text
        part = page.split(f'<section class="grade" data-grade="{key}"')[1].split("</section>")[0]
        assert 'data-code="999"' in part, day
    assert site.get("/?area=&on=").headers["location"] == "/"
    assert site.get("/england/nothing.json").status_code == 404


def test_the_map_has_a_day_to_choose_without_scripts(site: TestClient) -> None:
    page = site.get("/").text
    days = re.findall(r'<option value="(\d{4}-\d\d-\d\d)"', page.split('name="on"')[1])
    assert days == sorted(days, reverse=True)
    assert days[-1] == "2013-03-31"
    assert len(days) > 40


def test_a_council_leads_with_a_sentence_and_draws_its_grades(site: TestClient) -> None:
    page = site.get("/council/999").text
    assert "overall in" in page.split('<p class="lead">')[1].split("</p>")[0]
    svg = page.split('class="chart"')[1].split("</svg>")[0]
    table = [row for row in rows_of(page.split("The same as a table")[1].split("</table>")[0]) if any(row)]
    words = {cell for row in table for cell in row if cell}
    assert {"Good", "Requires improvement"} <= words
    assert all(f">{word}</text>" in svg for word in words)


def test_a_timeline_draws_the_rows_of_its_query(site: TestClient) -> None:
    page = site.get("/council/999/timeline").text
    rows = site.get("/api/query/timeline?authority=999").json()["rows"]
    assert len(rows_of(page)) == len(rows) > 3
    drawn = page.split('class="chart"')[1].split("</svg>")[0]
    assert drawn.count('aria-roledescription="point"') == len(rows)


def test_a_query_draws_its_chart_where_it_makes_sense(site: TestClient) -> None:
    assert 'class="chart"' in site.get("/query/judgements?authority=999").text
    several = site.get("/query/regional-picture?on=2025-12-31").text
    assert "choose one value of judgement on" in several
    assert 'class="chart"' not in several
    one = site.get("/query/regional-picture?on=2025-12-31&area=overall-effectiveness").text
    assert 'class="chart"' in one


def test_a_chart_has_the_rows_that_the_filter_leaves(site: TestClient) -> None:
    def drawn(more: str) -> str:
        page = site.get(f"/query/judgements?authority=999{more}").text
        return str(page.split('class="chart"')[1].split("</svg>")[0])

    assert ">Good</text>" in drawn("")
    assert ">Good</text>" not in drawn("&_words=requires+improve")
    assert ">Requires improvement" in drawn("&_words=requires+improve")


def test_an_answer_is_laid_out_once_for_table_and_chart(
    site: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    laid: list[str] = []

    def counting(answer: Answer, labels: Labels, *, places: bool) -> Iterator[Line]:
        laid.append(answer.name)
        return lines(answer, labels, places=places)

    monkeypatch.setattr("kg.serve.rows.lines", counting)
    assert 'class="chart"' in site.get("/query/judgements?authority=999&_first=2").text
    assert laid == ["judgements"]


def test_the_page_on_england_is_made_once(site: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    before = site.get("/?on=2022-12-31").text
    monkeypatch.setattr("kg.serve.handlers.json", None)  # grades are not read again
    assert site.get("/?on=2022-12-31").text == before


def test_grades_have_the_same_colours_everywhere(site: TestClient) -> None:
    rules = dict(
        re.findall(r"\.([\w-]+) \{ fill: (#\w+); background: \2; \}", site.get("/static/grades.css").text)
    )
    assert rules == grade_colours()
    page = site.get("/council/999").text
    assert 'href="/static/grades.css"' in page
    assert f'fill="{rules["requires-improvement"]}"' in page


def test_a_report_is_called_by_its_inspection_and_jumps_to_its_pages(site: TestClient) -> None:
    council = site.get("/council/999").text
    path, page_number = re.findall(r'href="(/document/[0-9a-f]{16})#page-(\d+)"', council)[0]
    page = unescape(site.get(path).text)
    title = re.findall(r"<h1>(.*?)</h1>", page)[0]
    assert re.fullmatch(r"Report on Exampleshire: .+, (\d+ to )?\d+ \w+ 20\d\d", title)
    ids = re.findall(r' id="page-(\d+)"', page)
    assert page_number in ids and len(ids) == len(set(ids)) > 1
    assert '<td data-label="Themes">' in page and '<td data-label="Grade"><a' in page
    inspection = re.findall(r'<a href="(/inspection/[^"]+)">', page)[0]
    back = unescape(site.get(inspection).text)
    assert f'<a href="{path}">Report, published' in back
    assert re.findall(r"<h1>(.*?)</h1>", back)[0] == title.removeprefix("Report on ")
    assert len(column(back, "Themes")) > 1


ADDRESSED = """
@prefix kg: <https://w3id.org/inspection-kg/def/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix schema: <https://schema.org/> .
@base <https://w3id.org/inspection-kg/id/> .
<document/00000000000000a1> a kg:SourceDocument ; kg:fileName "a.pdf" ; schema:url "https://example.org/a" .
<evidence/1> oa:hasSource <document/00000000000000a1> ; kg:pageNumber 3 .
<mention/1> a kg:Mention ; kg:evidence <evidence/1> .
"""


def test_a_row_of_a_document_opens_the_report_at_its_page() -> None:
    quads = parse(ADDRESSED, format=RdfFormat.TURTLE)
    store = in_memory([Triple(quad.subject, quad.predicate, quad.object) for quad in quads])
    client = TestClient(application(Pool(lambda: KnowledgeGraph(store), size=1)))
    page = client.get("/document/00000000000000a1").text
    assert '<tr id="page-3">' in page
    assert '<a href="https://example.org/a#page=3" rel="external noopener">open the report</a>' in page


def test_words_of_our_own_are_no_quotations(site: TestClient) -> None:
    documents = site.get("/api/query/documents?authority=936").json()["rows"]
    paper = next(row for row in documents if row["tier"] == "council-paper")
    page = site.get(f"/document/{paper['sha256'][:16]}").text
    told = [row[-1] for row in rows_of(page)]
    assert len(told) > 10 and all(cell.startswith("In our words: ") for cell in told)
    assert "<q>" not in page
    report = site.get(
        re.findall(r'href="(/document/[0-9a-f]{16})#page', site.get("/council/999").text)[0]
    ).text
    assert "<q>" in report and "In our words" not in report


def test_the_page_on_coverage_counts_what_is_loaded(site: TestClient) -> None:
    page = site.get("/coverage").text
    rows = rows_of(page.split("<h2>What is loaded")[1].split("</section>")[0])
    documents = site.get("/api/query/documents").json()["rows"]
    assert sum(int(row[1]) for row in rows) == len({row["id"] for row in documents})
    assert "?" not in re.findall(r'href="(/query/documents[^"]*)"', page)[0]
    inspected = rows_of(page.split("<h2>Inspections whose reports are loaded")[1].split("</section>")[0])
    inspections = site.get("/api/query/inspections").json()["rows"]
    assert sum(int(row[1]) for row in inspected) == len({row["inspection"] for row in inspections})


def test_any_day_of_the_form_leads_to_its_short_address(site: TestClient) -> None:
    assert re.search(
        r'<input type="date" name="day" min="2013-03-31" max="\d{4}-\d\d-\d\d">', site.get("/").text
    )
    answer = site.get("/?area=overall-effectiveness&on=2021-12-31&day=2019-05-01")
    assert answer.headers["location"] == "/?area=overall-effectiveness&on=2019-05-01"
    assert (
        site.get("/?area=overall-effectiveness&on=&day=").headers["location"]
        == "/?area=overall-effectiveness"
    )


def test_what_a_page_is_about_is_no_column_and_rows_have_their_name(site: TestClient) -> None:
    page = site.get("/council/999").text
    part = page.split("What became of recommendations")[1].split("</section>")[0]
    assert 'data-label="Authority"' not in part
    theme = site.get("/theme/assessment").text
    assert re.search(r'Councils that are weak on it now <span class="count">\d+ weakness(es)?</span>', theme)


def test_a_term_of_the_ontology_is_called_by_its_label(site: TestClient) -> None:
    page = site.get("/page/def/Inspection").text
    assert "<h1>Inspection</h1>" in page
    assert "Owl:" not in page and "Rdfs:" not in page


def test_a_theme_shows_the_national_picture_and_who_is_weak(site: TestClient) -> None:
    rows = site.get("/api/query/trajectories?listed=yes").json()["rows"]
    theme = next(row["theme"] for row in rows if row["state"] in ("persistent", "long-running"))
    page = site.get(f"/theme/{theme}").text
    assert "1 council is weak on it now" in page
    assert ["1"] in rows_of(page.split("The same as a table")[1].split("</table>")[0])
    assert "Exampleshire" in page.split("Councils that are weak on it now")[-1]


def test_a_group_of_themes_shows_its_themes_and_no_question_on_one(site: TestClient) -> None:
    rows = site.get("/api/query/trajectories?listed=yes&theme=assess-plan-protect").json()["rows"]
    assert len({row["theme"] for row in rows}) > 1
    page = site.get("/theme/assess-plan-protect").text
    assert "1 council is weak on it now" in page and "name one of them" not in page
    strong = "Councils that are strong on it now"
    assert strong not in page and strong in site.get("/theme/assessment").text


def test_a_region_is_compared_as_a_whole(site: TestClient) -> None:
    page = site.get("/compare?region=london").text
    names = re.findall(r'<th scope="row"><a href="/council/(\d+)">', page.split("became of them")[1])
    assert len(names) == len(set(names)) == 33
    too_many = site.get("/compare?" + "&".join(f"council={code}" for code in names[:7]))
    assert (too_many.status_code, "Choose a region" in too_many.text) == (400, True)


def test_lists_for_completion_lead_to_pages_and_terms(site: TestClient) -> None:
    names = site.get("/names.json").json()
    assert {kind for _, kind, *_ in names} == {"Council", "Region", "Theme", "Group of children", "Question"}
    for kind in {kind for _, kind, *_ in names}:
        href = next(href for _, one, href, _ in names if one == kind)
        assert site.get(href).status_code == 200, href
    terms = {term: kind for term, _, kind in site.get("/terms.json").json()}
    assert terms["kg:Trajectory"] == "class"
    assert terms["kg:theme"] == "property"
    assert terms["<https://w3id.org/inspection-kg/scheme/theme/plans>"] == "concept"


def test_a_stored_query_can_be_taken_into_the_editor(site: TestClient) -> None:
    page = site.get("/sparql?example=judgements", headers={"accept": "text/html"}).text
    text = unescape(page.split("<textarea")[1].split(">", 1)[1].split("</textarea>")[0])
    assert "kg:Judgement" in text
    found = site.get("/sparql", params={"query": text}, headers={"accept": "text/csv"})
    assert found.status_code == 200
