"""What a page for a meeting tells, and that nothing on it lacks a citation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import kg
from kg.brief import Brief, collect, to_html, to_markdown
from kg.brief.documents import Documents
from kg.brief.grades import marks
from kg.brief.model import Appearance, Citation, Entry, Part
from kg.cli import main
from kg.errors import UnknownName
from kg.queries.answer import Row


def part(brief: Brief, title: str) -> Part:
    return next(one for one in brief.parts if one.title == title)


def entries(brief: Brief) -> Iterator[Entry]:
    return (entry for one in brief.parts for entry in one.entries)


def places(brief: Brief) -> Iterator[Appearance]:
    return (place for entry in entries(brief) for place in entry.places)


def test_it_tells_what_lasted_with_a_place_in_each_inspection(brief: Brief) -> None:
    lasted = part(brief, "Lasted to the newest inspection").entries
    assert any("Assessment" in entry.theme for entry in lasted)
    for entry in lasted:
        assert [place.dated for place in entry.places] == ["May 2021", "June 2025"]
        assert all(place.words and place.citation for place in entry.places)
        assert "Weak at 2 inspections in a row, May 2021 to June 2025." in entry.facts


def test_what_is_resolved_ends_with_the_words_that_prove_it(brief: Brief) -> None:
    for entry in part(brief, "Resolved").entries:
        assert entry.places[0].level in ("priority-action", "recommendation", "text")
        proof = entry.places[-1]
        assert proof.level == "strong"
        assert proof.quoted
        assert proof.citation is not None
        assert proof.citation.place.startswith("page ")


def test_what_is_worse_shows_the_praise_before(brief: Brief) -> None:
    worse = [entry for entry in entries(brief) if entry.state == "deteriorated"]
    assert worse
    assert all(entry.places[0].level == "strong" for entry in worse)


def test_silence_has_a_date_and_no_words(of_confirmed: Brief) -> None:
    silent = [place for place in places(of_confirmed) if place.level == "silent"]
    assert {(place.dated, place.words, place.citation) for place in silent} == {("June 2025", "", None)}


def test_each_weakness_stands_once(brief: Brief, of_confirmed: Brief, sample_store: Path) -> None:
    states = kg.open(sample_store).query("trajectories", authority="Exampleshire").rows
    assert brief.total == sum(row["listed"] is True for row in states) < len(states)
    assert of_confirmed.total == len(states)
    for page in (brief, of_confirmed):
        numbers = [entry.number for entry in entries(page)]
        assert len(numbers) == len(set(numbers)) == page.total


def test_all_words_are_cited(brief: Brief, of_letters: Brief, of_records: Brief) -> None:
    for page in (brief, of_letters, of_records):
        cited: list[Citation | None] = [place.citation for place in places(page) if place.words]
        cited += [mark.citation for mark in page.marks]
        cited += [told.citation for told in (*page.told, *page.unread, *page.visits)]
        assert cited or page is of_letters
        assert all(one and 1 <= one.source <= len(page.sources) and one.place for one in cited)


def test_sources_are_described_in_words_and_have_their_hash(brief: Brief) -> None:
    assert [source.title for source in brief.sources][-1] == (
        "ILACS standard inspection, 9 to 20 June 2025, published 1 August 2025"
    )
    assert all(len(source.sha256) == 64 for source in brief.sources)


def test_the_lead_says_what_it_was_made_from(brief: Brief) -> None:
    (made, _), (newest, cited) = brief.lead
    assert made == "Made from 2 inspection reports and 2 letters on visits, January 2020 to June 2025."
    assert "overall grade: requires improvement" in newest
    assert cited is not None


def test_visits_have_no_grade_and_nothing_pretends_one(of_letters: Brief) -> None:
    assert of_letters.marks == ()
    assert of_letters.gaps == ()
    assert [visit.words for visit in of_letters.visits] == [
        "Monitoring visit, January 2020",
        "Focused visit, February 2023",
    ]
    assert [text for text, _ in of_letters.lead][-1] == "No report that gives grades is at hand."


def test_an_inspection_of_a_partnership_stands_apart(of_partners: Brief) -> None:
    assert of_partners.marks == ()
    assert [told.words for told in of_partners.partners] == [
        "Area SEND inspection, April 2024: systemic failings; "
        "2 areas for priority action (waits for assessment and diagnosis); "
        "3 areas for improvement (education, health and care plans)",
        "Area SEND monitoring inspection, November 2025; 1 area for improvement",
    ]
    assert of_partners.lead[0][0] == "Made from 1 letter on a visit, February 2018."
    assert "Area SEND inspection, April 2024" in to_markdown(of_partners)


def test_a_grade_whose_words_do_not_ship_is_cited_without_quotation(brief: Brief, sample_store: Path) -> None:
    graph = kg.open(sample_store)
    rows = [
        Row({column: at for at, column in enumerate(row)}, tuple({**row, "sentence": None}.values()))
        for row in graph.query("judgements", authority="Exampleshire").rows
    ]
    found = marks(rows, Documents(graph.names, ()))
    assert found and all(mark.words == "" and mark.citation for mark in found)
    bare = replace(brief, marks=tuple(replace(mark, words="") for mark in brief.marks))
    assert f"“{brief.marks[0].words}”" in to_markdown(brief)
    for page in (to_markdown(bare), to_html(bare)):
        assert f"“{brief.marks[0].words}”" not in page
        assert "“”" not in page


@pytest.mark.parametrize(
    ("council", "followed"),
    [
        ("Cumbria", "Cumbria ended on 2023-04-01, and Cumberland and Westmorland and Furness follow it."),
        ("Poole", "Poole ended on 2019-04-01, and Bournemouth, Christchurch and Poole follows it."),
    ],
)
def test_a_council_that_has_ended_names_its_successors(
    sample_store: Path, council: str, followed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    told = collect(kg.open(sample_store), council)
    assert told.lead[-1] == (followed, None)
    assert followed in to_markdown(told) and followed in to_html(told)
    assert not main(["brief", council, "--store", str(sample_store)])
    said = capsys.readouterr().err.splitlines()
    assert [line.partition("--authority ")[2].partition(" --store")[0].strip("'") for line in said] == list(
        told.successors
    )


def test_a_council_that_goes_on_has_no_successor(brief: Brief) -> None:
    assert brief.successors == () and not any("ended" in text for text, _ in brief.lead)


def test_without_a_report_what_others_tell_is_said_as_theirs(of_records: Brief) -> None:
    assert of_records.lead == (("No inspection report of this authority is at hand.", None),)
    assert of_records.marks == ()
    assert any("judged adequate" in told.words for told in of_records.told)
    assert {entry.state for entry in entries(of_records)} == {"unknown"}
    assert all(not place.quoted for place in places(of_records) if place.words)
    assert all(
        one.empty == "Cannot be told without a report." for one in of_records.parts if one.key != "unclear"
    )


def test_a_date_is_no_more_exact_than_what_is_known(of_records: Brief) -> None:
    told = [one.words for one in of_records.unread]
    assert "Full inspection, 2018" in told
    assert "Focused visit, April 2024" in told


def test_names_are_understood_as_people_write_them(sample_store: Path, brief: Brief) -> None:
    assert brief.authority == "Exampleshire"
    with pytest.raises(UnknownName, match="Nowhereshire"):
        collect(kg.open(sample_store), "Nowhereshire")
