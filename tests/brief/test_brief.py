"""One page for a meeting: what it tells, and that nothing on it lacks a citation."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest

import kg
from kg.brief import Brief, collect, to_html, to_markdown
from kg.brief.chart import grades_chart
from kg.brief.collect import Mark
from kg.errors import UnknownName


@pytest.fixture(scope="module")
def brief(sample_store: Path) -> Brief:
    return collect(kg.open(sample_store), "Exampleshire")


def test_it_tells_what_persisted_with_a_place_in_each_inspection(brief: Brief) -> None:
    persisted = next(s for s in brief.sections if s.title == "What has persisted to now")
    themes = {entry.theme for entry in persisted.entries}
    assert any("Assessment" in theme for theme in themes)
    for entry in persisted.entries:
        assert len(entry.places) >= 2
        assert all(place.words and place.page.startswith("page ") for place in entry.places)


def test_every_quotation_cites_a_listed_source(brief: Brief) -> None:
    places = [p for section in brief.sections for entry in section.entries for p in entry.places]
    assert all((1 <= p.source <= len(brief.sources)) == bool(p.words) for p in places)


def test_the_page_escapes_what_documents_say(brief: Brief) -> None:
    html = to_html(replace(brief, authority="<script>alert(1)</script>"))
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_html_fetches_nothing_and_markdown_has_the_same_sections(brief: Brief) -> None:
    html, markdown = to_html(brief), to_markdown(brief)
    assert "<link" not in html
    assert "src=" not in html
    for section in brief.sections:
        assert f"## {section.title}" in markdown
        assert section.title in html


def test_the_chart_is_a_picture_with_a_word_for_each_grade() -> None:
    marks = (
        Mark("overall-effectiveness", date(2021, 5, 17), "inadequate", "Inadequate"),
        Mark("overall-effectiveness", date(2025, 6, 9), "good", "Good"),
    )
    picture = ElementTree.fromstring(grades_chart(marks))  # noqa: S314
    words = [e.text for e in picture.iter() if e.tag.endswith("text")]
    assert words == ["May 2021", "Jun 2025", "Overall", "Inadequate", "Good"]
    assert grades_chart(()) == ""


def test_an_unknown_authority_is_named(sample_store: Path) -> None:
    with pytest.raises(UnknownName, match="Nowhereshire"):
        collect(kg.open(sample_store), "Nowhereshire")
