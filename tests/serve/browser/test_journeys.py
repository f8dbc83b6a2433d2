"""What a councillor, an analyst and an engineer do in a browser."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest

pytest.importorskip("playwright.sync_api", reason="Playwright is not installed: make browser")
from playwright.sync_api import Browser, Page, Route, expect

from kg.serve.still import write_site
from tests.serve.test_hostile import SCRIPT

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

KINDS = (
    "/",
    "/?area=overall-effectiveness&on=2021-12-31",
    "/council/999",
    "/council/999/timeline",
    "/topics",
    "/theme/assessment",
    "/cohort/children-in-care",
    "/compare?council=999&council=936",
    "/compare?region=london",
    "/search?q=assessment",
    "/coverage",
    "/queries",
    "/query/judgements?authority=999",
    "/query/persistent-weaknesses?authority=999",
    "/query/standing",
    "/sparql",
    "/page/def/Inspection",
    "/nothing",
)
"""One address of each kind of page."""


SHOWN = """
[...document.querySelectorAll(".drawing svg[role=img]")].filter(one => one.checkVisibility()).map(one => {
  const box = one.getBoundingClientRect();
  return [box.right, box.width / one.viewBox.baseVal.width];
})"""
"""Right edge of each drawing that is shown, and how large it is against its own size."""


def document(address: str) -> str:
    """The address of a document's page."""
    with urlopen(f"{address}/council/999") as answer:  # noqa: S310 - loopback
        found = re.search(r'href="(/document/[0-9a-f]+)', answer.read().decode())
    assert found
    return found[1]


def test_a_councillor_finds_her_council_and_the_page_of_the_report(page: Page, address: str) -> None:
    page.goto(address)
    box = page.get_by_role("combobox", name="Search")
    box.press_sequentially("exam")
    expect(page.get_by_role("option", name="Exampleshire Council")).to_be_visible()
    box.press("ArrowDown")
    box.press("Enter")
    expect(page).to_have_url(f"{address}/council/999")
    expect(page.locator(".lead")).to_contain_text("lasted to the newest inspection")
    entry = page.locator("details.entry").first
    entry.locator("summary").click()
    entry.get_by_role("link").first.click()
    expect(page).to_have_url(re.compile(r"/document/[0-9a-f]{16}#page-\d+"))
    expect(page.get_by_role("heading", name="Everything read in this document")).to_be_visible()
    expect(page.locator("tr:target")).to_be_in_viewport()


def test_an_analyst_filters_and_takes_the_table(page: Page, address: str) -> None:
    page.goto(f"{address}/queries")
    page.get_by_role("link", name="Every judgement that a document prints").click()
    page.get_by_label("Authority", exact=True).fill("Exampleshire")
    page.get_by_role("button", name="Ask").click()
    expect(page.get_by_role("img", name="Chart")).to_be_visible()
    rows = page.locator("tbody tr").count()
    with page.expect_download() as taken:
        page.get_by_role("link", name="CSV").click()
    text = Path(taken.value.path()).read_text(encoding="utf-8")
    assert len(list(csv.DictReader(io.StringIO(text)))) == rows > 5


def test_an_analyst_narrows_the_rows_and_copies_the_command(page: Page, address: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{address}/query/trajectories?authority=999")
    before = page.locator("tbody tr").count()
    page.locator(".facets").get_by_role("link", name=re.compile("^Recommendation")).first.click()
    expect(page.locator("#answer")).to_contain_text("show all")
    assert 0 < page.locator("tbody tr").count() < before
    with page.expect_download() as taken:
        page.get_by_role("link", name="CSV").click()
    text = Path(taken.value.path()).read_text(encoding="utf-8")
    assert {row["severity_label"] for row in csv.DictReader(io.StringIO(text))} == {"Recommendation"}
    page.locator(".facets [aria-current]").click()
    expect(page).to_have_url(f"{address}/query/trajectories?authority=999")
    page.get_by_text("How was this asked?").click()
    page.get_by_role("button", name="Copy: On the command line").click()
    expect(page.get_by_role("status").first).to_contain_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == "kg query trajectories --authority 999"


def test_an_engineer_completes_a_term_runs_and_follows_an_iri(page: Page, address: str) -> None:
    page.goto(f"{address}/sparql")
    editor = page.get_by_role("textbox", name="Query")
    editor.fill("")
    editor.press_sequentially("SELECT ?inspection { ?inspection a kg:Inspec")
    expect(page.get_by_role("option", name=re.compile("^kg:Inspection"))).to_have_count(2)
    editor.press("Enter")
    editor.press_sequentially("} ORDER BY ?inspection")
    editor.press("Escape")
    assert re.fullmatch(
        r"SELECT \?inspection { \?inspection a kg:Inspection\w* } ORDER BY \?inspection", editor.input_value()
    )
    editor.fill("SELECT ?inspection { ?inspection a kg:Inspection } ORDER BY ?inspection")
    editor.press("Control+Enter")
    page.locator("tbody a").first.click()
    expect(page).to_have_url(re.compile("/inspection/"))
    data = page.request.get(address + str(page.get_by_role("link", name="Turtle").get_attribute("href")))
    assert data.headers["content-type"].startswith("text/turtle")


def test_terms_that_come_late_are_asked_for_once_and_match_what_stands_there(
    page: Page, address: str
) -> None:
    held: list[Route] = []
    page.route("**/terms.json", lambda route: held.append(route))
    page.goto(f"{address}/sparql")
    editor = page.get_by_role("textbox", name="Query")
    editor.fill("")
    editor.press_sequentially("SELECT ?one { ?one a kg:Inspec")
    held[0].continue_()
    expect(page.get_by_role("option", name=re.compile("^kg:Inspection"))).to_have_count(2)
    assert len(held) == 1


def test_terms_that_could_not_be_had_are_asked_for_at_the_next_key(page: Page, address: str) -> None:
    cut = iter(['[["kg:Insp'])
    page.route(
        "**/terms.json",
        lambda route: route.fulfill(body=half) if (half := next(cut, "")) else route.continue_(),
    )
    page.goto(f"{address}/sparql")
    editor = page.get_by_role("textbox", name="Query")
    editor.fill("")
    with page.expect_response("**/terms.json"):
        editor.press_sequentially("kg")
    editor.press_sequentially(":Inspec")
    expect(page.get_by_role("option", name=re.compile("^kg:Inspection"))).to_have_count(2)


def test_the_slider_shows_what_the_page_of_the_day_shows(page: Page, address: str) -> None:
    def seen() -> list[tuple[str, str]]:
        parts = page.locator("section.grade:visible")
        return [
            (part.locator("h2").inner_text(), " ".join(sorted(part.locator("li").all_inner_texts())))
            for part in parts.all()
        ]

    page.goto(address)
    slider = page.get_by_role("slider", name="Through time")
    days = [o.get_attribute("value") or "" for o in page.locator("select[name=on] option").all()]
    for day in ("2015-03-31", "2021-09-30", "2025-06-30"):
        page.goto(address)
        slider.evaluate(
            "(one, at) => { one.value = at; one.dispatchEvent(new Event('input')); }",
            len(days) - 1 - days.index(day),
        )
        expect(page.locator("#day")).to_have_text(day)
        moved = seen()
        page.goto(f"{address}/?area=overall-effectiveness&on={day}")
        assert moved == seen()
    page.goto(address)
    slider.focus()
    slider.press("ArrowLeft")
    expect(page).to_have_url(re.compile(r"on=20\d\d-\d\d-\d\d"))


def test_the_map_goes_to_any_day(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_label("or any day").fill("2021-05-06")
    expect(page.locator("#day")).to_have_text("2021-05-06")
    expect(page).to_have_url(re.compile("on=2021-05-06"))
    page.reload()
    expect(page.locator("#day")).to_have_text("2021-05-06")


def test_the_keyboard_alone_is_enough(page: Page, address: str) -> None:
    page.goto(f"{address}/council/999")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert urlsplit(page.url).fragment == "main"
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('details.entry > summary')"):
            break
    page.keyboard.press("Enter")
    expect(page.locator("details.entry[open]")).to_have_count(1)
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"


@pytest.mark.parametrize("width", [320, 1600])
def test_no_page_scrolls_sideways(page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    for kind in (*KINDS, document(address)):
        page.goto(address + kind)
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, kind


@pytest.mark.parametrize("width", [320, 800, 1600])
def test_charts_fit_with_words_that_can_be_read(page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    kinds = ("council/999", "council/999/timeline", "theme/assessment", "query/judgements?authority=999")
    for kind in kinds:
        page.goto(f"{address}/{kind}")
        assert page.locator(".drawing > :visible").count() > 0, kind
        for right, scale in page.evaluate(SHOWN):
            assert right <= width, kind
            assert scale >= 0.8, kind


def test_printed_pages_leave_out_what_paper_cannot_do(page: Page, address: str) -> None:
    page.emulate_media(media="print")
    for kind in ("/council/999", "/", "/query/judgements?authority=999"):
        page.goto(address + kind)
        assert page.locator("form:visible").count() == 0, kind
        assert page.get_by_role("heading", level=1).is_visible()
        assert page.pdf().startswith(b"%PDF")
    page.goto(f"{address}/council/999")
    box = page.locator("details.entry li").first.bounding_box()
    assert box is not None and box["height"] > 0


def test_paper_cuts_nothing_off(page: Page, address: str) -> None:
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 720, "height": 1000})  # of A4 between its margins
    for kind in (*KINDS, document(address)):
        page.goto(address + kind)
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= 720, kind


def test_pages_work_without_scripts(chromium: Browser, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    page.locator("select[name=on]").select_option("2021-09-30")
    page.get_by_role("button", name="Show").click()
    expect(page).to_have_url(re.compile("on=2021-09-30"))
    expect(page.locator("#day")).to_have_text("2021-09-30")
    page.get_by_label("Search", exact=True).fill("exampleshire")
    page.get_by_role("button", name="Go").click()
    page.get_by_role("link", name="Exampleshire", exact=True).first.click()
    expect(page).to_have_url(f"{address}/council/999")
    page.goto(f"{address}/sparql")
    page.get_by_label("Start from a stored query").select_option("judgements")
    page.get_by_role("button", name="Take it").click()
    page.get_by_role("button", name="Run").click()
    expect(page.locator("main")).to_contain_text("row")
    context.close()


def test_texts_that_mean_harm_are_shown_as_text(page: Page, hostile_address: str) -> None:
    page.on("dialog", lambda dialog: pytest.fail(f"a script ran: {dialog.message}"))
    for kind in ("/", "/council/901", "/compare?council=901", "/page/id/programme/x"):
        page.goto(hostile_address + kind)
    page.goto(hostile_address)
    box = page.get_by_role("combobox", name="Search")
    box.press_sequentially("ambleford")
    expect(page.get_by_role("option").first).to_contain_text(SCRIPT)
    page.goto(f"{hostile_address}/page/id/programme/x")
    assert page.locator("main img").count() == 0


@pytest.mark.parametrize("width", [1280, 320])
def test_no_page_has_a_fault_of_accessibility(page: Page, address: str, axe: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    found: list[str] = []
    for kind in (*KINDS, document(address)):
        page.goto(address + kind)
        page.evaluate(axe)
        told = page.evaluate("axe.run()")
        found += [f"{kind}: {one['id']}: {one['nodes'][0]['html'][:160]}" for one in told["violations"]]
    assert not found, "\n".join(found)


def test_files_work_without_a_server(page: Page, sample_store: Path, tmp_path: Path) -> None:
    write_site(tmp_path / "site", store=sample_store, workers=1)
    page.goto((tmp_path / "site" / "index.html").as_uri())
    page.get_by_role("link", name="2021", exact=True).click()
    expect(page.locator("#day")).to_have_text("2021-12-31")
    page.locator(".list").get_by_role("link", name="Exampleshire").click()
    expect(page.locator(".lead")).to_contain_text("lasted to the newest inspection")
    page.get_by_role("navigation", name="On this page").get_by_role("link", name="Timeline").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("day by day")
