"""The page as HTML and Markdown: whole, escaped, without anything to fetch."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

import kg
from kg.brief import Brief, collect, to_html, to_markdown

EMPTY = {"meta", "br", "line", "rect"}


class Reader(HTMLParser):
    """What is in a page; a tag that is closed in the wrong order is an error."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: set[str] = set()
        self.headings: list[int] = []
        self.tags: set[str] = set()
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.add(tag)
        self.ids += [given["id"] or ""] if "id" in given else []
        self.links |= {given["href"] or ""} if "href" in given else set()
        if tag in ("h1", "h2", "h3", "h4"):
            self.headings.append(int(tag[1]))
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in EMPTY:
            assert self.open.pop() == tag


@pytest.fixture(params=["brief", "of_letters", "of_records"])
def page(request: pytest.FixtureRequest) -> Brief:
    found: Brief = request.getfixturevalue(request.param)
    return found


def test_the_page_is_well_made_and_fetches_nothing(page: Brief) -> None:
    html = to_html(page)
    reader = Reader(html)
    assert reader.open == []
    assert len(reader.ids) == len(set(reader.ids))
    assert {link[1:] for link in reader.links if link.startswith("#")} <= set(reader.ids)
    assert all(link.startswith("#") for link in reader.links)
    assert not {"link", "script", "img", "iframe"} & reader.tags
    assert "url(" not in html
    assert "@import" not in html


def test_headings_skip_no_level(page: Brief) -> None:
    headings = Reader(to_html(page)).headings
    assert headings[0] == 1
    assert headings.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(headings))


def test_both_forms_have_every_list_and_every_weakness(page: Brief) -> None:
    html, markdown = to_html(page), to_markdown(page)
    for part in page.parts:
        assert f"## {part.title}" in markdown
        assert f"## {part.letter}. {part.title} ({len(part.entries)})" in markdown
        assert f'id="part-{part.letter}"' in html
        for entry in part.entries:
            assert f"### {entry.number}. {entry.theme}" in markdown
            assert f'id="{entry.number}"' in html


def test_levels_are_told_in_plain_words(of_confirmed: Brief) -> None:
    markdown = to_markdown(of_confirmed)
    assert "criticised in the text of the report" in markdown
    assert "not mentioned in the report" in markdown
    for word in ("(text)", "(remark)", "(silent)", "(strong)", "(unread)"):
        assert word not in markdown


def test_the_first_page_says_how_many_more_there_are(of_confirmed: Brief) -> None:
    lasted = of_confirmed.part("lasted")
    more = len(lasted.entries) - len(lasted.front)
    assert more > 0
    assert f"And {more} more, listed in annex {lasted.letter}." in to_markdown(of_confirmed)
    assert f"and {more} more, listed in" in to_html(of_confirmed)


def test_our_own_words_are_not_in_quotation_marks(of_records: Brief) -> None:
    markdown = to_markdown(of_records)
    assert "In our words: " in markdown
    assert "“" not in markdown


def test_the_page_escapes_what_documents_say(brief: Brief) -> None:
    html = to_html(replace(brief, authority="<script>alert(1)</script>"))
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_markdown_keeps_the_signs_of_documents(brief: Brief) -> None:
    marked = replace(brief, marks=(replace(brief.marks[0], words="5 * 3 | <b>"),))
    assert "“5 \\* 3 \\| \\<b>”" in to_markdown(marked)


def test_the_same_store_gives_the_same_bytes(brief: Brief, sample_store: Path) -> None:
    again = collect(kg.open(sample_store), "Exampleshire")
    assert to_html(again) == to_html(brief)
    assert to_markdown(again) == to_markdown(brief)
